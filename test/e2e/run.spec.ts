import { expect, type Locator } from '@playwright/test';
import { truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AssayPage } from '../support/page.ts';
import { type Disk, FILES, signed, test } from './disk.ts';

/** Long enough to be read that a test can act meanwhile; signed as what it is. */
const BIG = 300_000_000;
/** Too long to be read to its end in a test, and not signed as what it is. */
const ENDLESS = 60_000_000_000;

/** Drops a model of one sparse file, with its key, and waits until it is being read. */
async function startReading(
  assay: AssayPage,
  disk: Disk,
  size: number,
): Promise<{ readonly folder: string; readonly checking: Locator }> {
  const { bundle, keyPem } = await signed({ 'big.bin': new Uint8Array(Math.min(size, BIG)) });
  const folder = await disk.write('model', { 'model.sig': bundle, 'big.bin': '' });
  await truncate(join(folder, 'big.bin'), size);
  await assay.drop(folder, await disk.writeFile('key.pem', keyPem));
  const checking = assay.page.getByRole('region', { name: 'Checking', exact: true });
  await expect(checking).toContainText(size === BIG ? 'of 300.0 MB' : 'of 60.0 GB');
  return { folder, checking };
}

test('cancel ends a long run as incomplete, and the page goes on', async ({ assay, disk }) => {
  const { checking } = await startReading(assay, disk, ENDLESS);
  await expect(checking).toContainText('a second');
  await checking.getByRole('button', { name: 'Cancel' }).click();
  expect(await assay.outcome()).toMatchObject({ state: 'incomplete', code: 'cancelled' });
  await assay.startOver();
});

test('check again reads a cancelled model anew', async ({ assay, disk }) => {
  const { checking } = await startReading(assay, disk, BIG);
  await checking.getByRole('button', { name: 'Cancel' }).click();
  expect(await assay.outcome()).toMatchObject({ state: 'incomplete', code: 'cancelled' });
  await assay.page.getByRole('button', { name: 'Check again' }).click();
  await expect(checking).toBeVisible();
  expect(await assay.outcome()).toMatchObject({ state: 'verified' });
});

test('a check goes on to its verdict though something useless is dropped meanwhile', async ({
  assay,
  disk,
}) => {
  await startReading(assay, disk, BIG);
  await assay.drop(await disk.write('one', FILES), await disk.write('two', FILES));
  const verdict = assay.page.getByRole('region', { name: 'Verdict' });
  await expect(verdict).toHaveAttribute('data-state', 'verified', { timeout: 50_000 });
  await expect(assay.page.getByRole('alert')).toContainText('More than one model');
});

test('a folder that changes meanwhile ends as incomplete', async ({ assay, disk }) => {
  const { folder } = await startReading(assay, disk, BIG);
  await writeFile(join(folder, 'appeared.py'), 'x');
  expect(await assay.outcome()).toMatchObject({ state: 'incomplete', code: 'tree-changed' });
});

test('a file that changes while it is read ends as incomplete, naming it', async ({ assay, disk }) => {
  const { folder } = await startReading(assay, disk, BIG);
  await utimes(join(folder, 'big.bin'), new Date(), new Date());
  const outcome = await assay.outcome();
  expect(outcome).toMatchObject({ state: 'incomplete' });
  // Chromium may let the open stream end, or break it: the one is seen by listing again, the other by reading.
  expect(outcome.kind === 'verdict' && ['tree-changed', 'file-changed'].includes(outcome.code)).toBe(true);
  expect(outcome.kind === 'verdict' && outcome.headline).toContain('big.bin');
});
