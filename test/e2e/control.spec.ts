import { expect, type Locator, type Page } from '@playwright/test';
import type { AssayPage } from '../support/page.ts';
import { type Disk, test } from './disk.ts';
import { sparseModel } from './sparse.ts';

/** Bytes that take too long to be read to their end in a test. */
const ENDLESS = 60_000_000_000;

/** The part of the page that shows a check under way. */
const checkingOf = (page: Page): Locator => page.getByRole('region', { name: 'Checking', exact: true });

/** Drops a model that will not be done before the test is, and waits until it is being read. */
async function startEndless(assay: AssayPage, disk: Disk): Promise<Locator> {
  const { folder, keyFile } = await sparseModel(disk, { 'big.bin': ENDLESS }, { 'big.bin': 0 });
  await assay.drop(folder, keyFile);
  const checking = checkingOf(assay.page);
  await expect(checking).toContainText('of 60.0 GB');
  return checking;
}

/** What the bar says, in percent, with its decimals. */
async function shareOf(checking: Locator): Promise<number> {
  return Number(await checking.getByRole('progressbar').getAttribute('value'));
}

/** Holds that nothing is read any more: a chunk that was being hashed may still be counted. */
async function expectStill(checking: Locator): Promise<void> {
  await expect(checking).toContainText('· paused');
  await expect
    .poll(async () => {
      const before = await shareOf(checking);
      await checking.page().waitForTimeout(1000);
      return (await shareOf(checking)) - before;
    })
    .toBe(0);
}

test('pause, go on and cancel, by buttons', async ({ assay, disk }) => {
  const checking = await startEndless(assay, disk);
  await checking.getByRole('button', { name: 'Pause' }).click();
  await expect(checking.getByText(/^Paused at \d+%$/)).toBeVisible();
  await expect(assay.page).toHaveTitle(/^Stopped at \d+% · model · Assay$/);
  await expectStill(checking);
  const paused = await shareOf(checking);
  await checking.getByRole('button', { name: 'Go on' }).click();
  await expect.poll(() => shareOf(checking)).toBeGreaterThan(paused);
  await expect(checking).toContainText('a second');
  await checking.getByRole('button', { name: 'Pause' }).click();
  await checking.getByRole('button', { name: 'Cancel' }).click();
  expect(await assay.outcome()).toMatchObject({ state: 'incomplete', code: 'cancelled' });
});

test('pause, go on and cancel, by keys', async ({ assay, disk }) => {
  const checking = await startEndless(assay, disk);
  const { keyboard } = assay.page;
  await keyboard.press('p');
  await keyboard.press('x');
  await expect(checking.getByRole('button', { name: 'Pause' })).toHaveAttribute('aria-keyshortcuts', 'Alt+P');
  await keyboard.press('Alt+p');
  await expectStill(checking);
  await keyboard.press('Alt+p');
  await expect(checking).toContainText('a second');
  await keyboard.press('Alt+x');
  expect(await assay.outcome()).toMatchObject({ state: 'incomplete', code: 'cancelled' });
});

test('stops at the first file that differs, if asked to', async ({ assay, disk }) => {
  const { folder, keyFile } = await sparseModel(
    disk,
    { 'big.bin': ENDLESS, 'changed.bin': 1_000_000, 'good.bin': 1_000_000 },
    { 'big.bin': 0, 'changed.bin': 999_999, 'good.bin': 1_000_000 },
  );
  await assay.drop(folder, keyFile);
  const checking = checkingOf(assay.page);
  await expect(checking).toContainText('a second');
  await checking.getByLabel('Stop at the first file that differs').click();
  const outcome = await assay.outcome();
  expect(outcome).toMatchObject({ state: 'failed', code: 'files-differ' });
  expect(outcome.kind === 'verdict' && outcome.headline).toMatch(
    /1 file differs from what was signed: changed\.bin\. The rest was not read, as you chose/i,
  );
  const row = assay.page.getByRole('region', { name: 'Files' }).getByRole('row', { name: 'big.bin' });
  await expect(row).toContainText('not read');
  // The next try reads everything.
  await assay.page.getByRole('button', { name: 'Check again' }).click();
  await expect(checking.getByLabel('Stop at the first file that differs')).not.toBeChecked();
  await checking.getByRole('button', { name: 'Cancel' }).click();
});

test('the tab tells how far the check is and how it ended', async ({ assay, disk }) => {
  const { page } = assay;
  const icon = page.locator('link[rel=icon]');
  const expectIcon = async (name: string): Promise<void> => {
    await expect(icon).toHaveAttribute('href', new RegExp(`/${name}-[^/]+\\.svg$`));
    const answer = await page.request.get((await icon.getAttribute('href')) ?? '');
    expect(answer.headers()['content-type']).toContain('image/svg+xml');
  };
  await startEndless(assay, disk);
  await expect(page).toHaveTitle(/^\d+% · model · Assay$/);
  await expectIcon('running');
  await page.keyboard.press('Alt+x');
  await expect(page).toHaveTitle('Not finished: model · Assay');
  await expectIcon('incomplete');
  for (const [button, title, name] of [
    ['Genuine', /^Verified: /, 'verified'],
    ['One byte changed', /^Do not use: /, 'failed'],
  ] as const) {
    await assay.startOver();
    await expect(icon).toHaveAttribute('href', /icon\.svg$/);
    await page.getByRole('button', { name: button, exact: true }).click();
    await expect(page).toHaveTitle(title);
    await expectIcon(name);
  }
});

test('tells the person when it is done, if they asked for it and do not see the page', async ({
  page,
  assay,
  disk,
}) => {
  await page.addInitScript(() => {
    const told: string[] = [];
    function Recorder(title: string, { body }: { body: string }): void {
      told.push(`${title} | ${body}`);
    }
    const requestPermission = (): Promise<string> => Promise.resolve('granted');
    const Notification = Object.assign(Recorder, { permission: 'default', requestPermission });
    Object.assign(window, { Notification, told });
  });
  await page.reload();
  const checking = await startEndless(assay, disk);
  await checking.getByRole('button', { name: 'Tell me when it is done' }).click();
  await expect(checking).toContainText('You will be told when it is done.');
  await page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { value: true });
  });
  await page.keyboard.press('Alt+x');
  await assay.outcome();
  expect(await page.evaluate(() => 'told' in window && window.told)).toEqual([
    'Not finished: model | Not finished, do not use yet: you stopped the check',
  ]);
});

test('the browser asks before it leaves a check that is under way, and only then', async ({
  assay,
  disk,
}) => {
  const { page } = assay;
  const checking = await startEndless(assay, disk);
  // Browsers ask only on a page that somebody used.
  await page.keyboard.press('Alt+p');
  const asking = page.waitForEvent('dialog');
  await page.close({ runBeforeUnload: true });
  const dialog = await asking;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.dismiss();
  await checking.getByRole('button', { name: 'Cancel' }).click();
  await assay.outcome();
  const closing = page.waitForEvent('close');
  await page.close({ runBeforeUnload: true });
  await closing;
});
