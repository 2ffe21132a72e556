import { expect, type Locator, type Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { createInstance } from '../support/sigstore-instance.ts';
import { FILES, signed, test } from './disk.ts';
import { occupyKept } from './occupied.ts';
import { sparseModel } from './sparse.ts';
import { violations } from './violations.ts';

const REPOSITORY = 'https://tuf-repo-cdn.sigstore.dev/**';

const titleOf = (page: Page): Locator =>
  page.getByRole('heading', { name: 'What this page trusts', level: 1 });
const keptOf = (page: Page): Locator =>
  page.getByRole('region', { name: 'Trust roots, keys and authorities you keep' });

async function openTrust(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'What this page trusts' }).click();
  await expect(titleOf(page)).toBeFocused();
}

test('shows the public-good root, and Back leads to where one was', async ({ assay, disk }) => {
  const { page } = assay;
  await openTrust(page);
  const root = page.getByRole('region', { name: 'Sigstore’s public trust root' });
  await expect(root).toContainText(/Comes from.*as it was built.*As of.*\d{4}.*SHA-256.*[0-9a-f]{64}/s);
  await expect(root).toContainText(/rekor\.sigstore\.dev, log/);
  await expect(root).toContainText(/fulcio\.sigstore\.dev, certificate authority/);
  await page.goBack();
  await expect(page.getByRole('heading', { name: 'Drop a model folder here' })).toBeVisible();

  const { bundle, keyPem } = await signed();
  await assay.drop(
    await disk.write('model', { ...FILES, 'model.sig': bundle }),
    await disk.writeFile('key.pem', keyPem),
  );
  expect(await assay.outcome()).toMatchObject({ code: 'verified' });
  await openTrust(page);
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await expect(page.getByRole('region', { name: 'Verdict', exact: true })).toBeVisible();
  // From the start the verdict is still ahead, behind what was opened between.
  await page.goBack();
  await openTrust(page);
  await page.goForward();
  await expect(page.getByRole('region', { name: 'Verdict', exact: true })).toBeVisible();
});

test('what is kept and cannot be read is not called nothing', async ({ assay }) => {
  const { page } = assay;
  await occupyKept(page);
  await openTrust(page);
  await expect(page.getByRole('alert')).toContainText('What you keep here could not be read.');
  await expect(keptOf(page)).toHaveCount(0);
  expect(await violations(page)).toEqual([]);
});

test('a check goes on while one looks, and stays where it was', async ({ assay, disk }) => {
  const { page } = assay;
  const { folder, keyFile } = await sparseModel(disk, { 'big.bin': 60_000_000_000 }, { 'big.bin': 0 });
  await assay.drop(folder, keyFile);
  const checking = page.getByRole('region', { name: 'Checking', exact: true });
  await expect(checking).toContainText('a second');
  await page.goBack();
  await openTrust(page);
  await page.goForward();
  await expect(checking).toContainText('a second');
  await page.goBack();
  await expect(titleOf(page)).toBeFocused();
  await page.goBack();
  await expect(page.getByRole('heading', { name: 'Drop a model folder here' })).toBeVisible();
});

test('keeps a key that was dropped, chosen or pasted, and offers it for a check', async ({ assay, disk }) => {
  const { page } = assay;
  const { bundle, keyPem } = await signed();
  await openTrust(page);
  await assay.drop(await disk.writeFile('publisher.pem', keyPem));
  const offer = page.getByRole('region', { name: 'To be kept' });
  await expect(offer).toContainText(/Public key.*On P-256, fingerprint [0-9a-f]{64}/s);
  await expect(keptOf(page)).toContainText('None yet.');
  await offer.getByRole('button', { name: 'Keep publisher.pem' }).click();
  await expect(keptOf(page)).toContainText('publisher.pem');

  await page.getByLabel('Text to keep').fill(keyPem);
  await page.getByRole('button', { name: 'Look at this text' }).click();
  await expect(offer).toContainText('It is kept already.');
  await offer.getByRole('button', { name: 'Do not keep' }).click();
  await expect(keptOf(page).getByRole('listitem')).toHaveCount(1);

  await page.reload();
  await page.getByText('Say whom you expect', { exact: true }).click();
  await page
    .getByRole('group', { name: 'Kept here:' })
    .getByRole('button', { name: 'publisher.pem' })
    .click();
  // A copy of it in the model takes nothing away: it was the person’s before.
  const files = { ...FILES, 'model.sig': bundle, '.git/key.pem': keyPem };
  await assay.drop(await disk.write('model', files));
  expect(await assay.outcome()).toMatchObject({ code: 'verified-partial' });

  await assay.startOver();
  await openTrust(page);
  await page.getByRole('button', { name: 'Remove publisher.pem' }).click();
  await expect(keptOf(page)).toContainText('None yet.');
});

test('takes nothing that is of no use', async ({ assay, disk }) => {
  const { page } = assay;
  await openTrust(page);
  const offer = page.getByRole('region', { name: 'To be kept' });
  for (const [name, text, code] of [
    ['broken.pem', '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n', 'pem-malformed'],
    ['private.pem', '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n', 'key-private'],
    [
      'root.json',
      '{"mediaType":"application/vnd.dev.sigstore.trustedroot+json;version=0.1"}',
      'trust-root-malformed',
    ],
    ['list.json', '{"type":"assay-trust","version":1,"signers":[]}', 'trust-file-malformed'],
    ['later.json', '{"type":"assay-trust","version":2}', 'trust-file-version'],
  ] as const) {
    await page.getByLabel('File to keep').setInputFiles(await disk.writeFile(name, text));
    await expect(offer.getByRole('alert')).toHaveAttribute('data-code', code);
    await expect(offer.getByRole('button', { name: /^Keep / })).toHaveCount(0);
  }
});

test('goes along in one file, of which nothing is added silently', async ({ assay, browser, disk }) => {
  const { page } = assay;
  const { trustedRoot } = await createInstance();
  const { bundle, keyPem } = await signed();
  await assay.drop(
    await disk.write('model', { ...FILES, 'model.sig': bundle }),
    await disk.writeFile('key.pem', keyPem),
  );
  await assay.outcome();
  await page.getByText('Remember this signer', { exact: true }).click();
  await page.getByLabel('Name', { exact: true }).fill('Publisher');
  await page.getByRole('button', { name: 'Remember', exact: true }).click();
  await expect(page.getByText('Publisher is remembered.')).toBeVisible();
  await openTrust(page);
  await page
    .getByLabel('File to keep')
    .setInputFiles(await disk.writeFile('root.json', JSON.stringify(trustedRoot)));
  await page.getByRole('button', { name: 'Keep root.json' }).click();
  await expect(keptOf(page)).toContainText(/root\.json.*Trust root.*It holds/s);
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export all' }).click();
  const text = await readFile(await (await downloading).path(), 'utf8');

  const context = await browser.newContext({ baseURL: new URL(page.url()).origin });
  try {
    const other = await context.newPage();
    await other.goto('/');
    await openTrust(other);
    const importing = other.getByLabel('File of an export');
    const file = await disk.writeFile('assay-trust.json', text);
    const offer = other.getByRole('region', { name: 'What the file would add' });
    await importing.setInputFiles(file);
    await expect(offer).toContainText('1 signer and 1 trust root, key or authority');
    await expect(offer).toContainText(/Publisher.*root\.json/s);
    expect(await violations(other)).toEqual([]);
    await offer.getByRole('button', { name: 'Add nothing' }).click();
    await expect(keptOf(other)).toContainText('None yet.');
    await importing.setInputFiles(file);
    await offer.getByRole('button', { name: 'Add all of it' }).click();
    await expect(keptOf(other)).toContainText('root.json');
    await expect(other.getByRole('region', { name: 'Signers you remember' })).toContainText('Publisher');
    await importing.setInputFiles(file);
    await expect(offer).toContainText('It holds nothing that is not here already.');
  } finally {
    await context.close();
  }
});

test('says why a refresh failed, and goes on with the root that is here', async ({ assay }) => {
  const { page } = assay;
  await page
    .context()
    .route(REPOSITORY, (route) =>
      route.request().url().endsWith('/timestamp.json')
        ? route.fulfill({ body: '{}', headers: { 'Access-Control-Allow-Origin': '*' } })
        : route.fulfill({ status: 404 }),
    );
  await openTrust(page);
  const root = page.getByRole('region', { name: 'Sigstore’s public trust root' });
  await root.getByRole('button', { name: 'Refresh now' }).click();
  await expect(root.getByRole('alert')).toHaveAttribute('data-code', 'tuf-malformed');
  await expect(root).toContainText('the root that is here still counts');
  await expect(root).toContainText('as it was built');
});

test('looks for a newer root once the page was left alone, and only if it may', async ({ page }) => {
  let asked = 0;
  await page.context().route(REPOSITORY, (route) => {
    asked++;
    return route.abort();
  });
  await page.clock.install();
  await page.goto('/');
  await expect(page.getByRole('heading', { name: 'Drop a model folder here' })).toBeVisible();
  await page.clock.runFor(20_000);
  await page.keyboard.press('Shift');
  await page.clock.runFor(20_000);
  expect(asked).toBe(0);
  await page.clock.runFor(15_000);
  await expect.poll(() => asked).toBeGreaterThan(0);
  // Nobody is bothered with what came of it.
  await expect(page.getByRole('alert')).toHaveCount(0);

  await page.getByRole('button', { name: 'What this page trusts' }).click();
  await page.getByLabel('Look for newer trust roots').uncheck();
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const before = asked;
  await page.clock.runFor(90_000);
  expect(asked).toBe(before);
});
