import { expect, type Locator } from '@playwright/test';
import { utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AssayPage } from '../support/page.ts';
import { type Disk, FILES, test } from './disk.ts';
import { sparseModel } from './sparse.ts';

/** Long enough to be read that a test can act meanwhile; signed as what it is. */
const BIG = 1_000_000_000;
/** Too long to be read to its end in a test, and not signed as what it is. */
const ENDLESS = 60_000_000_000;

/** Drops a model of one sparse file, with its key, and waits until it is being read. */
async function startReading(
  assay: AssayPage,
  disk: Disk,
  size: number,
): Promise<{ readonly folder: string; readonly checking: Locator }> {
  const { folder, keyFile } = await sparseModel(
    disk,
    { 'big.bin': size },
    { 'big.bin': size === BIG ? size : 0 },
  );
  await assay.drop(folder, keyFile);
  const checking = assay.page.getByRole('region', { name: 'Checking', exact: true });
  await expect(checking).toContainText(size === BIG ? 'of 1.0 GB' : 'of 60.0 GB');
  return { folder, checking };
}

/** Does something while a check waits, so that it comes in the middle of it. */
async function whilePaused(checking: Locator, work: () => Promise<void>): Promise<void> {
  await checking.getByRole('button', { name: 'Pause' }).click();
  await expect(checking).toContainText('· paused');
  await work();
  await checking.getByRole('button', { name: 'Go on' }).click();
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
  const { folder, checking } = await startReading(assay, disk, BIG);
  await whilePaused(checking, () => writeFile(join(folder, 'appeared.py'), 'x'));
  expect(await assay.outcome()).toMatchObject({ state: 'incomplete', code: 'tree-changed' });
});

test('a file that changes while it is read ends as incomplete, naming it', async ({ assay, disk }) => {
  const { folder, checking } = await startReading(assay, disk, BIG);
  await whilePaused(checking, () => utimes(join(folder, 'big.bin'), new Date(), new Date()));
  const outcome = await assay.outcome();
  expect(outcome).toMatchObject({ state: 'incomplete' });
  // Chromium may let the open stream end, or break it: the one is seen by listing again, the other by reading.
  expect(outcome.kind === 'verdict' && ['tree-changed', 'file-changed'].includes(outcome.code)).toBe(true);
  expect(outcome.kind === 'verdict' && outcome.headline).toContain('big.bin');
});

test.describe('a form that is filled in while files are read', () => {
  /** Opens the form while the check waits, half done, and gives the field for paths. */
  async function openForm(assay: AssayPage, checking: Locator): Promise<Locator> {
    const { page } = assay;
    const bar = checking.getByRole('progressbar');
    await expect
      .poll(async () => Number(await bar.getAttribute('value')), { intervals: [50] })
      .toBeGreaterThan(0.4);
    await page.keyboard.press('Alt+p');
    await expect(checking).toContainText('· paused');
    await page.getByText('Use another key', { exact: true }).click();
    await page.getByText('Trust root, ignored paths', { exact: true }).click();
    return page.getByLabel('Ignore these paths', { exact: true });
  }

  test('keeps whoever types as the verdict comes where they were', async ({ assay, disk }) => {
    const { checking } = await startReading(assay, disk, BIG);
    const { page } = assay;
    const field = await openForm(assay, checking);
    await field.pressSequentially('logs.txt');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Alt+p');
    expect(await assay.outcome()).toMatchObject({ code: 'verified' });
    await expect(field).toBeFocused();
    await page.keyboard.type('!');
    await expect(field).toHaveValue('logs.tx!t');

    await page.getByRole('button', { name: 'Check with this key' }).click();
    await expect(page.getByRole('region', { name: 'Verdict' }).getByRole('heading')).toBeFocused();
  });

  test('brings whoever sent it to the verdict, though the focus stayed in it', async ({ assay, disk }) => {
    const { checking } = await startReading(assay, disk, BIG);
    const { page } = assay;
    const field = await openForm(assay, checking);
    await field.pressSequentially('logs.txt');
    // As Enter does in a field of one line.
    await field.evaluate((area: HTMLTextAreaElement) => area.form?.requestSubmit());
    await expect(field).toBeFocused();
    await page.keyboard.press('Alt+p');
    expect(await assay.outcome()).toMatchObject({ code: 'verified' });
    await expect(page.getByRole('region', { name: 'Verdict' }).getByRole('heading')).toBeFocused();
  });

  test('brings whoever called the check off to the verdict', async ({ assay, disk }) => {
    const { checking } = await startReading(assay, disk, BIG);
    const { page } = assay;
    const field = await openForm(assay, checking);
    await field.pressSequentially('logs.txt');
    await page.keyboard.press('Alt+x');
    expect(await assay.outcome()).toMatchObject({ code: 'cancelled' });
    await expect(page.getByRole('region', { name: 'Verdict' }).getByRole('heading')).toBeFocused();
  });
});
