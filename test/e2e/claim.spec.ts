import { expect, type Locator, type Page } from '@playwright/test';
import { truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { signWithSigstore, statementFor } from '../support/oms.ts';
import type { AssayPage } from '../support/page.ts';
import { createInstance } from '../support/sigstore-instance.ts';
import { type Disk, FILES, test } from './disk.ts';
import { violations } from './violations.ts';

const SIGNER = { identity: 'release@models.example', issuer: 'https://accounts.models.example' };

/** Too long to be read to its end in a test, in bytes. */
const ENDLESS = 60_000_000_000;

const claimOf = (page: Page): Locator => page.getByRole('region', { name: 'Claim', exact: true });
const askedOf = (page: Page): Locator => page.getByRole('group', { name: 'Is that whom you expect?' });
const formOf = (page: Page): Locator => page.getByLabel('Identity', { exact: true });

/** Writes a signed model with a file that is too long, one that is missing and one that is not signed. */
async function signedBy(
  disk: Disk,
  signer: typeof SIGNER,
): Promise<{ folder: string; trustRootFile: string }> {
  const instance = await createInstance();
  const files = { ...FILES, 'big.bin': new Uint8Array(1), 'gone.bin': new Uint8Array(1) };
  const bundle = await signWithSigstore(statementFor(files), instance, signer);
  const folder = await disk.write('model', {
    ...FILES,
    'big.bin': '',
    'extra.txt': 'x',
    'model.sig': JSON.stringify(bundle),
  });
  await truncate(join(folder, 'big.bin'), ENDLESS);
  return {
    folder,
    trustRootFile: await disk.writeFile('trusted_root.json', JSON.stringify(instance.trustedRoot)),
  };
}

/** Drops a model of that signer, and waits until its claim stands there. */
async function dropSigned(assay: AssayPage, disk: Disk, expected?: typeof SIGNER): Promise<Locator> {
  const { folder, trustRootFile } = await signedBy(disk, SIGNER);
  await assay.enter({ ...expected, trustRootFile });
  await assay.drop(folder);
  const claim = claimOf(assay.page);
  await expect(claim).toContainText('it holds');
  return claim;
}

test('the claim says who, when, how and what is known already, and asks', async ({ assay, disk }) => {
  const { page } = assay;
  const claim = await dropSigned(assay, disk);
  await expect(claim).toContainText(SIGNER.identity);
  await expect(claim).toContainText('2 March 2026 at 10:00:00 UTC, recorded in the log');
  await expect(claim).toContainText('5 files, SHA-256 (60.0 GB on disk in all)');
  const checking = assay.page.getByRole('region', { name: 'Checking', exact: true });
  await expect(checking).toContainText('So far: 1 signed file is missing and 1 file is not signed.');
  await askedOf(page).getByRole('button', { name: 'Yes, I expect this signer' }).click();
  await expect(claim.getByText('You expect this signer, as you said after seeing who it is.')).toBeFocused();
  await expect(askedOf(page)).toHaveCount(0);
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Alt+x');
  await assay.outcome();
  expect(await assay.saveReport()).toMatchObject({ expectation: { ...SIGNER, origin: 'accepted' } });
});

test('whoever expects somebody else is told at once, may say whom, and may take it back', async ({
  assay,
  disk,
}) => {
  const { page } = assay;
  const claim = await dropSigned(assay, disk);
  await askedOf(page).getByRole('button', { name: 'No, or I do not know' }).click();
  const sure = page.getByRole('alert');
  await expect(sure).toContainText('Already sure: do not use these files. You did not confirm who signed');
  await expect(formOf(page)).toBeFocused();
  await expect(askedOf(page)).toHaveCount(0);
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Take that back' }).click();
  await expect(sure).toHaveCount(0);
  await expect(askedOf(page)).toBeVisible();

  await formOf(page).fill('other@models.example');
  await page.getByLabel('Issuer', { exact: true }).fill(SIGNER.issuer);
  await page.getByRole('button', { name: 'Check with this' }).click();
  await expect(sure).toContainText('Somebody else signed this than you expect.');
  await expect(claim).not.toContainText('This is whom you said you expect.');
});

test('whom somebody said to expect is compared before the files are read', async ({ assay, disk }) => {
  const { page } = assay;
  const claim = await dropSigned(assay, disk, SIGNER);
  await expect(claim).toContainText('This is whom you said you expect.');
  await expect(askedOf(page)).toHaveCount(0);
  await page.goBack();
  const { folder, trustRootFile } = await signedBy(disk, SIGNER);
  await assay.enter({ ...SIGNER, identity: 'other@models.example', trustRootFile });
  await assay.drop(folder);
  await expect(page.getByRole('alert')).toContainText('Somebody else signed this than you expect.');
  await expect(page.getByRole('region', { name: 'Checking', exact: true })).toContainText('a second');
});
