import { expect } from '@playwright/test';
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { entryOf, proofOf } from '../support/bundle.ts';
import { base64, utf8 } from '../support/bytes.ts';
import { createKey, pem } from '../support/keys.ts';
import { signWithKey, signWithSigstore, statementFor } from '../support/oms.ts';
import { createInstance } from '../support/sigstore-instance.ts';
import { FILES, signed, test } from './disk.ts';
import { violations } from './violations.ts';

const SIGNER = { identity: 'ada@example.org', issuer: 'https://accounts.example.org' };

for (const [button, layers] of [
  ['Genuine', ['Certificates', 'Log entry', 'Times', 'Envelope', 'Statement', 'Bundle']],
  ['Genuine, signed with a key', ['Key', 'Times', 'Envelope', 'Statement', 'Bundle']],
] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`the inspector shows all layers of the sample “${button}”, ${colorScheme}`, async ({ assay }) => {
      const { page } = assay;
      await page.emulateMedia({ colorScheme });
      await page.getByRole('button', { name: button, exact: true }).click();
      await assay.outcome();
      const inspector = await assay.inspect();
      await expect(inspector.getByRole('heading', { level: 3 })).toHaveText([...layers]);
      await expect(inspector.getByText('Cannot be read.')).toHaveCount(0);
      expect(await violations(page)).toEqual([]);
    });
  }
}

test('what the log holds leads from the leaf to the root that it signed', async ({ assay }) => {
  await assay.page.getByRole('button', { name: 'Genuine', exact: true }).click();
  await assay.outcome();
  const inspector = await assay.inspect();
  await expect(
    inspector.getByText('This is the root that the bundle and the checkpoint name.'),
  ).toBeVisible();
  await expect(inspector.getByText('The earliest time that is proven')).toHaveCount(1);
  // Certificate, its validity, the log, the timestamp, envelope and statement: the check held for all of them.
  await expect(inspector.getByText('claimed', { exact: true })).toHaveCount(1);
});

test('an altered proof is shown to lead elsewhere, and nothing of the bundle as proven', async ({
  assay,
  disk,
}) => {
  const instance = await createInstance();
  const bundle = await signWithSigstore(statementFor(FILES), instance, SIGNER);
  proofOf(bundle).hashes[0] = base64(new Uint8Array(32));
  entryOf(bundle).canonicalizedBody = base64(utf8(`${'['.repeat(80)}${']'.repeat(80)}`));
  await assay.enter({
    trustRootFile: await disk.writeFile('root.json', JSON.stringify(instance.trustedRoot)),
  });
  await assay.drop(await disk.writeFile('alone.sig', JSON.stringify(bundle)));
  expect(await assay.outcome()).toEqual({ kind: 'inspection' });
  const inspector = await assay.inspect();
  await expect(inspector.getByText('This is not the root that the bundle names.')).toBeVisible();
  await expect(inspector.getByText('The JSON is nested too deeply.')).toBeVisible();
  await expect(inspector.getByText('proven', { exact: true })).toHaveCount(0);
  await expect(inspector.getByText('Nothing here is proven', { exact: false })).toBeVisible();
  // The log is known all the same, and the authorities that issued the certificate.
  await expect(inspector.getByText('rekor.sigstore.example').first()).toBeVisible();
  await expect(inspector.getByText('in the trust root · trusted')).toHaveCount(2);
});

test('text of a bundle is shown escaped, and unknown fields are marked', async ({ assay, disk }) => {
  const statement = { ...statementFor(FILES, { subject: '<b>a</b>\u202egnp.exe' }), extra: ['\u2066'] };
  const key = await createKey();
  const bundle = await signWithKey(JSON.stringify(statement), key);
  await assay.drop(await disk.writeFile('alone.sig', JSON.stringify(bundle)));
  await assay.outcome();
  const inspector = await assay.inspect();
  await expect(inspector.getByText('<b>a</b>\\u202egnp.exe')).toBeVisible();
  await expect(inspector.getByText('\\u2066', { exact: true })).toBeVisible();
  await expect(inspector.getByText('unknown field')).toHaveCount(1);
});

test('values are copied as they are shown, and a screen reader is told', async ({ assay, disk, context }) => {
  const { page } = assay;
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const { bundle, keyPem } = await signed();
  await assay.drop(
    await disk.write('model', { ...FILES, 'model.sig': bundle }),
    await disk.writeFile('key.pem', keyPem),
  );
  await assay.outcome();
  const inspector = await assay.inspect();
  const clipboard = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText());

  const digest = await inspector.locator('dd').filter({ hasText: 'SHA-256 over' }).locator('bdi').innerText();
  expect(digest).toMatch(/^[0-9a-f]{64}$/);
  await inspector.getByRole('button', { name: 'Copy payload', exact: true }).first().click();
  await expect.poll(clipboard).toBe(digest);
  await expect(inspector.getByRole('status')).toHaveText('Copied: payload');

  await inspector.getByRole('button', { name: 'Copy statement', exact: true }).click();
  await expect.poll(async () => JSON.parse(await clipboard()) as unknown).toEqual(statementFor(FILES));

  await context.clearPermissions();
  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error('not allowed'));
  });
  await inspector.getByRole('button', { name: 'Copy signature', exact: true }).click();
  await expect(inspector.getByRole('status')).toContainText('does not allow copying');
});

test('a term explains itself to the keyboard and to the pointer, and goes away by Escape', async ({
  assay,
}) => {
  const { page } = assay;
  await page.getByRole('button', { name: 'Genuine', exact: true }).click();
  await assay.outcome();
  const inspector = await assay.inspect();
  const term = inspector.getByRole('button', { name: 'Checkpoint', exact: true });
  const tip = inspector.getByRole('tooltip');
  await expect(term).toHaveAccessibleDescription(/signed statement of how large its tree is/);
  await expect(tip).toHaveCount(0);

  await term.focus();
  await expect(tip).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(tip).toHaveCount(0);
  await expect(term).toBeFocused();
  await term.press('Enter');
  await expect(tip).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(tip).toHaveCount(0);

  await term.hover();
  await expect(tip).toBeVisible();
  // The pointer may move onto the explanation without losing it.
  await tip.hover();
  await expect(tip).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(tip).toHaveCount(0);
  await term.hover();
  await page.mouse.move(0, 0);
  await expect(tip).toHaveCount(0);
});

test('on a phone nothing is wider than the page, explanations neither', async ({ assay }) => {
  const { page } = assay;
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('button', { name: 'Genuine', exact: true }).click();
  await assay.outcome();
  const inspector = await assay.inspect();
  const overhang = (): Promise<number> =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(await overhang()).toBe(0);
  for (const name of ['claimed', 'trusted', 'Key fingerprint']) {
    await inspector.getByRole('button', { name, exact: true }).first().focus();
    await expect(inspector.getByRole('tooltip')).toBeInViewport({ ratio: 1 });
    expect(await overhang()).toBe(0);
  }
});

test('a list of thousands is unfolded page by page', async ({ assay, disk }) => {
  const files = Object.fromEntries(Array.from({ length: 1200 }, (_, index) => [`file ${index}`, utf8('x')]));
  const { bundle } = await signed(files);
  await assay.drop(await disk.writeFile('alone.sig', bundle));
  await assay.outcome();
  const { page } = assay;
  await page.getByText('Every layer of the bundle', { exact: true }).click();
  const inspector = page.getByRole('region', { name: 'Layers of the bundle' });
  await inspector.getByRole('heading', { name: 'Statement', exact: true }).click();
  await inspector.getByText('resources', { exact: true }).click();
  const resources = inspector
    .locator('details')
    .filter({ hasText: /^resources/ })
    .last();
  await expect(resources.locator('> ul > li')).toHaveCount(51);
  for (let pages = 0; pages < 4; pages++)
    await resources.getByRole('button', { name: 'Show more of 1,200 items' }).click();
  await expect(resources.locator('> ul > li')).toHaveCount(1001);
  await expect(resources.getByText('200 more are left out here.')).toBeVisible();
});

test('paper shows the verdict without the inspector', async ({ assay }) => {
  const { page } = assay;
  await page.getByRole('button', { name: 'Genuine', exact: true }).click();
  await assay.outcome();
  const inspector = await assay.inspect();
  await page.emulateMedia({ media: 'print' });
  await expect(inspector).toBeHidden();
  await expect(page.getByRole('region', { name: 'Verdict' })).toBeVisible();
});

const SHARED = resolve(process.env.ASSAY_SHARED ?? '../shared', 'oms-conformance/verify/historical');
const bundles = existsSync(SHARED) ? readdirSync(SHARED) : [];

test('every layer of the real bundles can be read', async ({ assay }) => {
  test.skip(bundles.length === 0, 'the shared test data is absent');
  test.setTimeout(180_000);
  for (const name of bundles) {
    await assay.drop(join(SHARED, name, 'bundle.sig'));
    expect(await assay.outcome(), name).toEqual({ kind: 'inspection' });
    const inspector = await assay.inspect();
    await expect(inspector.getByText('Cannot be read.'), name).toHaveCount(0);
    if (name.endsWith('-sigstore')) {
      await expect(inspector.getByText('rekor.sigstore.dev').first(), name).toBeVisible();
      await expect(
        inspector.getByText('This is the root that the bundle and the checkpoint name.'),
      ).toBeVisible();
    }
    await assay.startOver();
  }
});

test('a new check changes what is proven, and leaves unfolded what the person unfolded', async ({
  assay,
  disk,
}) => {
  const { bundle, keyPem } = await signed();
  await assay.drop(await disk.write('model', { ...FILES, 'model.sig': bundle }));
  expect(await assay.outcome()).toMatchObject({ code: 'needs-key' });
  const inspector = await assay.inspect();
  await expect(inspector.getByText('Nothing here is proven', { exact: false })).toBeVisible();
  await assay.page.getByLabel('Public key file').setInputFiles(await disk.writeFile('key.pem', keyPem));
  await assay.page.getByRole('button', { name: 'Check with this' }).click();
  await expect(inspector.getByText('Key that you gave')).toBeVisible();
  await expect(inspector.getByText('The signature holds.')).toBeVisible();
  await expect(inspector.getByText('SHA-256 over')).toBeVisible();
});

test('a key in an old bundle is shown and not trusted', async ({ assay, disk }) => {
  const key = await createKey();
  const bundle = await signWithKey(statementFor(FILES), key, { naming: 'rawBytes' });
  await assay.drop(await disk.writeFile('alone.sig', JSON.stringify(bundle)));
  await assay.outcome();
  const inspector = await assay.inspect();
  await expect(inspector.getByText('EC on P-256')).toBeVisible();
  await expect(inspector.getByText('never trusted because it lies there')).toBeVisible();
  await expect(inspector.getByText(pem('PUBLIC KEY', key.spki))).toHaveCount(0);
});
