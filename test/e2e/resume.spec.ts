import { expect, type Locator, type Page } from '@playwright/test';
import { utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AssayPage } from '../support/page.ts';
import { type Disk, test } from './disk.ts';
import { sparseModel, type SparseModel } from './sparse.ts';
import { violations } from './violations.ts';

/** Long enough that a test can act while it is read. */
const BIG = 500_000_000;
const PART = 20_000_000;
const SIZES = { 'big.bin': BIG, 'part-0.bin': PART, 'part-1.bin': PART };

const checkingOf = (page: Page): Locator => page.getByRole('region', { name: 'Checking', exact: true });

/** Paths of the files that were read, to their end or not, as the browser keeps them. */
function keptPaths(page: Page): Promise<string[]> {
  return page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open('assay-checkpoints');
        opening.onerror = reject;
        opening.onsuccess = () => {
          const database = opening.result;
          const all = database.transaction('checkpoints').objectStore('checkpoints').getAll();
          all.onsuccess = () => {
            const text = JSON.stringify(all.result);
            database.close();
            resolve(Array.from(text.matchAll(/"path":"([^"]*)"/g), ([, path]) => path ?? '').sort());
          };
        };
      }),
  );
}

/** Begins to check a model, and closes the page in the middle of it. */
async function interrupt(assay: AssayPage, disk: Disk): Promise<SparseModel> {
  const model = await sparseModel(disk, SIZES);
  const { page } = assay;
  await assay.drop(model.folder, model.keyFile);
  const checking = checkingOf(page);
  await expect(checking).toContainText('of 540.0 MB');
  const bar = checking.getByRole('progressbar');
  await expect
    .poll(async () => Number(await bar.getAttribute('value')), { intervals: [50] })
    .toBeGreaterThan(0.15);
  // One worker has the large file for itself; the other may have begun with none of its own yet.
  await expect(async () => {
    await page.keyboard.press('Alt+p');
    try {
      const both = expect.arrayContaining(['big.bin', 'part-0.bin']);
      await expect.poll(() => keptPaths(page), { timeout: 1000 }).toEqual(both);
    } catch (error) {
      await page.keyboard.press('Alt+p');
      throw error;
    }
  }).toPass({ intervals: [20] });
  await page.close();
  return model;
}

/** Opens the page anew in the same browser, drops the model and waits for the question. */
async function dropAgain(closed: Page, { folder, keyFile }: SparseModel): Promise<AssayPage> {
  const assay = new AssayPage(await closed.context().newPage());
  await assay.open();
  // The page that was closed may hold its check for a moment more, and what is held is not offered.
  await assay.page.waitForFunction(async () => (await navigator.locks.query()).held?.length === 0);
  await assay.drop(folder, keyFile);
  await expect(checkingOf(assay.page)).toContainText(
    /A check of this model stopped at \d+% on \d+ \w+ \d{4} at [\d:]+ UTC/,
  );
  return assay;
}

async function verdictOf(assay: AssayPage, button: string): Promise<string> {
  await assay.page.getByRole('button', { name: button, exact: true }).click();
  const outcome = await assay.outcome();
  return outcome.kind === 'verdict' ? `${outcome.state}: ${outcome.headline}` : outcome.kind;
}

const REUSED = /[23] of 3 files’ digests reused from the check that was interrupted on \d+ \w+ \d{4}/i;

test('a check that was interrupted goes on where it stopped, and the verdict says so', async ({
  page,
  assay,
  disk,
}) => {
  const again = await dropAgain(page, await interrupt(assay, disk));
  // What needs no reading is there before the answer.
  await expect(again.page.getByRole('region', { name: 'Claim' })).toContainText('it holds');
  await expect(again.page.getByRole('progressbar')).toBeHidden();
  for (const colorScheme of ['light', 'dark'] as const) {
    await again.page.emulateMedia({ colorScheme });
    expect(await violations(again.page), colorScheme).toEqual([]);
  }
  const verdict = await verdictOf(again, 'Go on from there');
  expect(verdict).toMatch(/^verified: These 3 files are exactly what/);
  expect(verdict).toMatch(REUSED);
  expect(await again.saveReport()).toHaveProperty('resumed.files');
  // A check that is done is nothing to go on with.
  expect(await keptPaths(again.page)).toEqual([]);
});

test('a tab that crashes loses no more than the last seconds', async ({ page, assay, disk }) => {
  // Small enough for what is read of it in some seconds to be worth an offer.
  const model = await sparseModel(disk, { 'big.bin': 10_000_000_000 }, { 'big.bin': 0 });
  await assay.drop(model.folder, model.keyFile);
  await expect.poll(() => keptPaths(page), { timeout: 20_000 }).toEqual(['big.bin']);
  const crashing = page.waitForEvent('crash');
  await page.goto('chrome://crash').catch(() => undefined);
  await crashing;
  const again = await dropAgain(page, model);
  await again.page.getByRole('button', { name: 'Go on from there' }).click();
  await expect(checkingOf(again.page)).toContainText('a second');
});

test('what changed meanwhile is read anew', async ({ page, assay, disk }) => {
  const model = await interrupt(assay, disk);
  await writeFile(join(model.folder, 'part-0.bin'), Buffer.alloc(PART, 1));
  // Another file of the same size and a time of its own: the clock of the disk may be coarse.
  await utimes(join(model.folder, 'part-0.bin'), new Date(), new Date(Date.now() + 5000));
  const again = await dropAgain(page, model);
  const verdict = await verdictOf(again, 'Go on from there');
  expect(verdict).toMatch(/^failed: .*1 file differs from what was signed: part-0\.bin/);
  expect(verdict).toMatch(/[12] of 3 files’ digests reused/i);
});

test('whoever starts over, or checks again, has everything read', async ({ page, assay, disk }) => {
  const model = await interrupt(assay, disk);
  const again = await dropAgain(page, model);
  const checking = checkingOf(again.page);
  await again.page.getByRole('button', { name: 'Start over' }).click();
  await expect(checking.getByRole('progressbar')).toBeVisible();
  await again.page.keyboard.press('Alt+x');
  expect(await again.outcome()).toMatchObject({ state: 'incomplete', code: 'cancelled' });
  const verdict = await verdictOf(again, 'Check again');
  expect(verdict).toMatch(/^verified: /);
  expect(verdict).not.toContain('reused');
});

test('a second tab neither goes on with the same check nor writes over it', async ({ page, assay, disk }) => {
  const model = await interrupt(assay, disk);
  const first = await dropAgain(page, model);
  const second = new AssayPage(await first.page.context().newPage());
  await second.open();
  await second.drop(model.folder, model.keyFile);
  await expect(checkingOf(second.page).getByRole('progressbar')).toBeVisible();
  await second.page.keyboard.press('Alt+x');
  await second.outcome();
  expect(await verdictOf(first, 'Go on from there')).toMatch(REUSED);
});

test('a page under a path of a shared host keeps nothing', async ({ page, disk }) => {
  const { folder, keyFile } = await sparseModel(disk, SIZES);
  const assay = new AssayPage(page);
  await assay.openShared();
  await assay.drop(folder, keyFile);
  await expect(checkingOf(page)).toContainText('of 540.0 MB');
  await page.keyboard.press('Alt+p');
  await page.waitForTimeout(1000);
  expect(await page.evaluate(() => indexedDB.databases())).toEqual([]);
});
