import { expect, type Locator, type Page } from '@playwright/test';
import { join } from 'node:path';
import { signWithSigstore, statementFor } from '../support/oms.ts';
import { AssayPage } from '../support/page.ts';
import { createInstance } from '../support/sigstore-instance.ts';
import { type Disk, FILES, signed, test } from './disk.ts';
import { violations } from './violations.ts';

const IDENTITY = 'release@models.example';
const ISSUER = 'https://accounts.models.example';

const pastOf = (page: Page): Locator => page.getByRole('region', { name: 'Checked before' });

/** Checks a model of that name, signed with a key of its own, and goes back to the start. */
async function check(assay: AssayPage, disk: Disk, name: string, files = FILES): Promise<void> {
  const { bundle, keyPem } = await signed();
  await assay.drop(
    await disk.write(name, { ...files, 'model.sig': bundle }),
    await disk.writeFile(`${name}.pem`, keyPem),
  );
  await assay.outcome();
  await assay.startOver();
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`reports of earlier checks are listed, opened and forgotten, ${colorScheme}`, async ({
    assay,
    disk,
  }) => {
    const { page } = assay;
    await page.emulateMedia({ colorScheme });
    await expect(pastOf(page)).toHaveCount(0);
    await check(assay, disk, 'good');
    await check(assay, disk, 'bad', { ...FILES, 'extra.py': FILES['config.json'] ?? new Uint8Array() });
    await page.reload();
    const rows = pastOf(page).getByRole('listitem');
    await expect(rows).toHaveCount(2);
    await expect(rows.nth(0)).toContainText(/bad.*Do not use · \d+ \w+ \d{4} · key [0-9a-f]{16}/s);
    await expect(rows.nth(1)).toContainText(/good.*Verified ·/s);
    expect(await violations(page)).toEqual([]);

    await page.getByRole('button', { name: 'good', exact: true }).click();
    const title = page.getByRole('heading', { name: 'A report kept here, not a check' });
    await expect(title).toBeFocused();
    await expect(page.getByText('Nothing was checked now.')).toBeVisible();
    await expect(page.getByRole('region', { name: 'What the report says' })).toContainText('3 files');
    await expect(page.getByRole('region', { name: 'Verdict' })).toHaveCount(0);
    expect(await violations(page)).toEqual([]);

    await page.goBack();
    await page.getByRole('button', { name: 'Forget the report on good' }).click();
    await expect(rows).toHaveCount(1);
    await expect(pastOf(page).getByRole('heading')).toBeFocused();
    await page.getByRole('button', { name: 'Forget the report on bad' }).click();
    await expect(pastOf(page)).toContainText('No report is kept any more.');
    await page.reload();
    await expect(pastOf(page)).toHaveCount(0);
  });
}

test('a check is one report, whatever its person makes of it; what is not finished, and a sample, is none', async ({
  assay,
  disk,
}) => {
  const { page } = assay;
  const { bundle, keyPem } = await signed();
  await assay.drop(await disk.write('model', { ...FILES, 'model.sig': bundle, 'extra.txt': 'x' }));
  expect(await assay.outcome()).toMatchObject({ code: 'files-extra' });
  await page.getByLabel('Public key file').setInputFiles(await disk.writeFile('key.pem', keyPem));
  await page.getByRole('button', { name: 'Ignore extra.txt' }).click();
  const verdict = page.getByRole('region', { name: 'Verdict' });
  await expect(verdict).toHaveAttribute('data-code', 'verified-partial');
  await assay.startOver();
  await assay.drop(await disk.write('unknown', { ...FILES, 'model.sig': bundle }));
  expect(await assay.outcome()).toMatchObject({ code: 'needs-key' });
  await assay.startOver();
  await page.getByRole('button', { name: 'Genuine', exact: true }).click();
  await assay.outcome();
  await assay.startOver();
  await expect(pastOf(page).getByRole('listitem')).toHaveCount(1);
  await expect(pastOf(page)).toContainText('Verified in part ·');
});

test('whom somebody said to expect is offered the next time, whom they accepted is not', async ({
  assay,
  disk,
}) => {
  const { page } = assay;
  const instance = await createInstance();
  const signer = { identity: IDENTITY, issuer: ISSUER };
  const bundle = JSON.stringify(await signWithSigstore(statementFor(FILES), instance, signer));
  const folder = await disk.write('model', { ...FILES, 'model.sig': bundle });
  const trustRootFile = await disk.writeFile('trusted_root.json', JSON.stringify(instance.trustedRoot));
  const lately = page.getByRole('group', { name: 'Expected lately:' });

  await assay.drop(folder, trustRootFile);
  await assay.outcome();
  await page.getByRole('button', { name: 'Yes, the publisher names this signer' }).click();
  await expect(page.getByRole('region', { name: 'Verdict' })).toHaveAttribute('data-state', 'verified');
  await assay.startOver();
  await expect(pastOf(page).getByRole('listitem')).toHaveCount(1);
  await page.getByText('Say whom you expect', { exact: true }).click();
  await expect(lately).toHaveCount(0);

  await assay.enter({ ...signer, trustRootFile });
  await assay.drop(folder);
  expect(await assay.outcome()).toMatchObject({ code: 'verified' });
  await assay.startOver();
  await check(assay, disk, 'with-a-key');
  await page.getByText('Say whom you expect', { exact: true }).click();
  await lately.getByRole('button', { name: IDENTITY, exact: true }).click();
  await expect(page.getByLabel('Issuer', { exact: true })).toHaveValue(ISSUER);
  await lately.getByRole('button', { name: /^key [0-9a-f]{16}…, for with-a-key$/ }).click();
  await expect(page.getByText(/Uses key [0-9a-f]{16}…\./)).toBeVisible();
  await assay.enter({ trustRootFile });
  await assay.drop(folder);
  const outcome = await assay.outcome();
  expect(outcome).toMatchObject({ code: 'verified' });
  expect(outcome.kind === 'verdict' && outcome.headline).not.toContain('accepted');
});

test('a key that is offered again was in no file: the verdict calls it by itself', async ({
  assay,
  disk,
}) => {
  const { page } = assay;
  await check(assay, disk, 'with-a-key');
  await page.getByText('Say whom you expect', { exact: true }).click();
  await page.getByRole('button', { name: /^key [0-9a-f]{16}…, for with-a-key$/ }).click();
  await expect(page.getByText(/Uses key [0-9a-f]{16}…\./)).toBeVisible();
  await assay.drop(join(disk.root, 'with-a-key'));
  const outcome = await assay.outcome();
  expect(outcome).toMatchObject({ code: 'verified' });
  expect(outcome.kind === 'verdict' && outcome.headline).toMatch(/what was signed with key [0-9a-f]{16}…/);
});

test('the history may be switched off, and asks what to do with what is there', async ({ assay, disk }) => {
  const { page } = assay;
  await check(assay, disk, 'kept');
  await page.getByText('Settings', { exact: true }).click();
  await page.getByLabel('Keep the reports of checks').uncheck();
  await check(assay, disk, 'unkept');
  await expect(pastOf(page).getByRole('listitem')).toHaveCount(1);
  const asked = page.getByRole('group', { name: 'Reports that are still kept' });
  await expect(asked).toContainText('1 report from before is still kept.');
  expect(await violations(page)).toEqual([]);
  await asked.getByRole('button', { name: 'Forget it' }).click();
  await expect(asked).toHaveCount(0);
  await expect(pastOf(page)).toHaveCount(0);
  await page.reload();
  await page.getByText('Settings', { exact: true }).click();
  await expect(page.getByLabel('Keep the reports of checks')).not.toBeChecked();
});

test('many reports are folded, but for the newest', async ({ assay, disk }) => {
  const { page } = assay;
  for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) await check(assay, disk, name);
  const rows = pastOf(page).getByRole('listitem').filter({ visible: true });
  await expect(rows).toHaveCount(4);
  await pastOf(page).getByText('2 older reports').click();
  await expect(rows).toHaveCount(6);
});

test('a page under a path of a shared host keeps no reports, and says so', async ({ page, disk }) => {
  const assay = new AssayPage(page);
  await assay.openShared();
  await expect(page.getByText('Reports of checks are not kept here')).toBeVisible();
  await check(assay, disk, 'model');
  await page.getByText('Settings', { exact: true }).click();
  await expect(page.getByLabel('Keep the reports of checks')).toHaveCount(0);
  expect(await page.evaluate(() => indexedDB.databases())).toEqual([]);
});

for (const [what, breakIt] of [
  [
    'is refused',
    () => {
      IDBFactory.prototype.open = () => {
        throw new DOMException('no', 'SecurityError');
      };
    },
  ],
  ['is not there', () => Reflect.deleteProperty(window, 'indexedDB')],
  [
    'has no room',
    () => {
      IDBObjectStore.prototype.put = () => {
        throw new DOMException('no room', 'QuotaExceededError');
      };
    },
  ],
] as const) {
  test(`where the browser’s database ${what} the page works on, without a word`, async ({ page, disk }) => {
    await page.addInitScript(breakIt);
    const errors: string[] = [];
    page.on('pageerror', ({ message }) => errors.push(message));
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    const assay = new AssayPage(page);
    await assay.open();
    await check(assay, disk, 'model');
    await page.getByText('Settings', { exact: true }).click();
    await page.getByRole('button', { name: 'Forget everything kept here' }).click();
    await expect(page.getByText(/^Forgotten: /)).toBeVisible();
    await expect(pastOf(page)).toHaveCount(0);
    await expect(page.getByRole('alert')).toHaveCount(0);
    expect(errors).toEqual([]);
  });
}
