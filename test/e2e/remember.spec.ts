import { expect, type Locator, type Page } from '@playwright/test';
import { createKey, pem } from '../support/keys.ts';
import { type Files, signWithKey, signWithSigstore, statementFor } from '../support/oms.ts';
import { createInstance, type SigstoreInstance } from '../support/sigstore-instance.ts';
import type { AssayPage } from '../support/page.ts';
import { type Disk, FILES, signed, test } from './disk.ts';
import { occupyKept } from './occupied.ts';

const ISSUER = 'https://accounts.models.example';
const ALICE = 'alice@models.example';
const MALLORY = 'mallory@models.example';

const verdictOf = (page: Page): Locator => page.getByRole('region', { name: 'Verdict', exact: true });

/** Drops a model of that folder name, signed by somebody of that instance, and the instance’s root. */
async function dropSigned(
  assay: AssayPage,
  disk: Disk,
  instance: SigstoreInstance,
  identity: string,
  folder: string,
  files: Files = FILES,
): Promise<void> {
  const bundle = await signWithSigstore(statementFor(files), instance, { identity, issuer: ISSUER });
  const root = await disk.writeFile('root.json', JSON.stringify(instance.trustedRoot));
  await assay.drop(await disk.write(folder, { ...files, 'model.sig': JSON.stringify(bundle) }), root);
}

/** Accepts who signed the model of the verdict, and remembers them. */
async function remember(page: Page, name: string): Promise<void> {
  await page.getByText('Remember this signer', { exact: true }).click();
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByRole('button', { name: 'Remember', exact: true }).click();
  await expect(page.getByText(`${name} is remembered.`)).toBeVisible();
}

test('a remembered signer is chosen, and verified at once', async ({ assay, disk }) => {
  const { page } = assay;
  const instance = await createInstance();
  await dropSigned(assay, disk, instance, ALICE, 'one');
  expect(await assay.outcome()).toMatchObject({ code: 'signer-unconfirmed' });
  await remember(page, 'Alice');

  await page.reload();
  await page.getByText('Say whom you expect', { exact: true }).click();
  await page.getByRole('button', { name: 'Alice', exact: true }).click();
  await expect(page.getByText('Expects Alice.')).toBeVisible();
  const bundle = await signWithSigstore(statementFor(FILES), instance, { identity: ALICE, issuer: ISSUER });
  // The root was kept with her.
  await assay.drop(await disk.write('two', { ...FILES, 'model.sig': JSON.stringify(bundle) }));
  const outcome = await assay.outcome();
  expect(outcome).toMatchObject({ state: 'verified', code: 'verified' });
  expect(outcome.kind === 'verdict' && outcome.headline).toContain(
    'A signer you remembered; known to you as Alice',
  );
});

test('nobody is expected by the name of a model, and another signer is the loudest thing on the page', async ({
  assay,
  disk,
}) => {
  const { page } = assay;
  const instance = await createInstance();
  await dropSigned(assay, disk, instance, ALICE, 'model');
  await assay.outcome();
  await remember(page, 'Alice');
  await page.reload();

  await dropSigned(assay, disk, instance, MALLORY, 'model');
  const changed = await assay.outcome();
  expect(changed).toMatchObject({ state: 'unconfirmed', code: 'signer-changed' });
  expect(changed.kind === 'verdict' && changed.headline).toMatch(/^Another signer than before\./);
  const rival = page.getByRole('region', { name: 'Two signers' });
  await expect(rival).toContainText(
    /You remember.*Alice.*alice@models\.example.*signed by.*mallory@models\.example/s,
  );

  await page.getByText('Say whom you expect', { exact: true }).click();
  await page.getByRole('button', { name: 'Alice', exact: true }).click();
  await page.getByRole('button', { name: 'Check with this' }).click();
  await expect(verdictOf(page)).toHaveAttribute('data-code', 'identity-differs');
  await expect(verdictOf(page)).toHaveAttribute('data-state', 'failed');
  await expect(rival).toContainText('mallory@models.example');
});

test('another statement than the last is said in the headline', async ({ assay, disk }) => {
  const { page } = assay;
  const key = await createKey();
  const sign = async (files: Files): Promise<string> =>
    JSON.stringify(await signWithKey(statementFor(files), key));
  await assay.drop(
    await disk.write('model', { ...FILES, 'model.sig': await sign(FILES) }),
    await disk.writeFile('publisher.pem', pem('PUBLIC KEY', key.spki)),
  );
  expect(await assay.outcome()).toMatchObject({ code: 'verified' });
  await remember(page, 'Publisher');
  await page.reload();
  await page.getByText('Say whom you expect', { exact: true }).click();
  await page.getByRole('button', { name: 'Publisher', exact: true }).click();
  const files = { ...FILES, 'config.json': new TextEncoder().encode('{"edition": 2}') };
  await assay.drop(await disk.write('model-2', { ...files, 'model.sig': await sign(files) }));
  const outcome = await assay.outcome();
  expect(outcome).toMatchObject({ code: 'verified' });
  expect(outcome.kind === 'verdict' && outcome.headline).toMatch(
    /, in another statement than the one you saw on \d+ \w+ \d{4}/,
  );
});

test('who is turned down fails, until that is taken back; forgetting everything forgets them', async ({
  assay,
  disk,
}) => {
  const { page } = assay;
  const { bundle, keyPem } = await signed();
  const keyFile = await disk.writeFile('publisher.pem', keyPem);
  const folder = await disk.write('model', { ...FILES, 'model.sig': bundle });
  await assay.drop(folder, keyFile);
  expect(await assay.outcome()).toMatchObject({ code: 'verified' });
  await page.getByText('Remember this signer', { exact: true }).click();
  await page.getByRole('button', { name: 'Turn this signer down' }).click();
  await expect(verdictOf(page)).toHaveAttribute('data-code', 'signer-distrusted');
  await page.reload();
  // Even without the key it is known whose the bundle says it is.
  await assay.drop(folder);
  expect(await assay.outcome()).toMatchObject({ state: 'failed', code: 'signer-distrusted' });

  await page.reload();
  await page.getByText('Settings', { exact: true }).click();
  await page.getByRole('button', { name: 'Forget everything kept here' }).click();
  await expect(page.getByText(/^Forgotten: .*signers/)).toBeVisible();
  await assay.drop(folder, keyFile);
  expect(await assay.outcome()).toMatchObject({ code: 'verified' });
});

test('where it is not known who was turned down, the verdict says so', async ({ assay, disk }) => {
  const { page } = assay;
  await occupyKept(page);
  const { bundle, keyPem } = await signed();
  await assay.drop(
    await disk.write('model', { ...FILES, 'model.sig': bundle }),
    await disk.writeFile('publisher.pem', keyPem),
  );
  expect(await assay.outcome()).toMatchObject({ code: 'verified' });
  await expect(verdictOf(page)).toContainText(/signers you remember or turned down.*could not be read/);
});

test('neither a sample nor whoever lies in the model can be remembered', async ({ assay, disk }) => {
  const { page } = assay;
  await page.getByRole('button', { name: 'Genuine', exact: true }).click();
  await assay.outcome();
  await expect(page.getByText('Remember this signer', { exact: true })).toHaveCount(0);
  await assay.startOver();
  const { bundle, keyPem } = await signed();
  const folder = await disk.write('model', { ...FILES, 'model.sig': bundle, '.git/key.pem': keyPem });
  await assay.drop(folder, await disk.writeFile('key.pem', keyPem));
  expect(await assay.outcome()).toMatchObject({ code: 'origin-unconfirmed' });
  await expect(page.getByText('Remember this signer', { exact: true })).toHaveCount(0);
});
