import { expect, type Locator, type Page } from '@playwright/test';
import { AssayPage } from '../support/page.ts';
import { listen } from './announcements.ts';
import { FILES, signed, test } from './disk.ts';
import { listEndlessly } from './endless.ts';
import { sparseModel } from './sparse.ts';

const listingOf = (page: Page): Locator => page.getByRole('region', { name: 'Listing', exact: true });

/** How many files the page says to have found. */
async function found(page: Page): Promise<number> {
  const said = await listingOf(page)
    .getByText(/^[\d,]+ files? found so far$/)
    .first()
    .innerText();
  return Number.parseInt(said.replaceAll(',', ''));
}

test('a large folder: how many files are found, told aloud once, and called off by keyboard', async ({
  assay,
}) => {
  const { page } = assay;
  const heard = await listen(page);
  await assay.open();
  await listEndlessly(page, 'pick');
  await page.getByRole('button', { name: 'Choose a folder', exact: true }).click();
  await expect.poll(() => found(page)).toBeGreaterThan(1000);
  const before = await found(page);
  await expect.poll(() => found(page)).toBeGreaterThan(before);
  await page.keyboard.press('Alt+x');
  const start = page.getByRole('heading', { name: 'Drop a model folder here' });
  await expect(start).toBeFocused();
  await expect(page.getByRole('alert')).toHaveCount(0);
  expect((await heard()).filter((line) => line.startsWith('status'))).toEqual([
    expect.stringMatching(/^status: [\d,]+ files found so far$/),
  ]);
});

test('calling off a listing leaves what was on the page as it was', async ({ assay, disk }) => {
  const { page } = assay;
  const { bundle, keyPem } = await signed();
  const folder = await disk.write('model', { ...FILES, 'model.sig': bundle });
  await assay.drop(folder, await disk.writeFile('key.pem', keyPem));
  expect(await assay.outcome()).toMatchObject({ code: 'verified' });
  await listEndlessly(page, 'drop');
  await assay.drop(folder);
  await expect.poll(() => found(page)).toBeGreaterThan(0);
  await listingOf(page).getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(listingOf(page)).toHaveCount(0);
  // With all that it was judged by.
  expect(await assay.outcome()).toMatchObject({ code: 'verified' });
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(page.getByText('Use another key', { exact: true })).toBeVisible();
});

test('a check that is under way goes on while a folder is listed, and after that was called off', async ({
  assay,
  disk,
}) => {
  const { page } = assay;
  const { folder, keyFile } = await sparseModel(disk, { 'big.bin': 60_000_000_000 }, { 'big.bin': 0 });
  await assay.drop(folder, keyFile);
  const checking = page.getByRole('region', { name: 'Checking', exact: true });
  await expect(checking).toContainText('a second');
  const read = (): Promise<number> =>
    checking.getByRole('progressbar').evaluate((bar: HTMLProgressElement) => bar.value);
  const before = await read();
  await listEndlessly(page, 'drop');
  await assay.drop(folder);
  await expect.poll(() => found(page)).toBeGreaterThan(0);
  await page.keyboard.press('Alt+x');
  await expect(checking.getByRole('heading', { name: 'Reading “model”' })).toBeFocused();
  await expect.poll(read).toBeGreaterThan(before);
  await page.keyboard.press('Alt+x');
  expect(await assay.outcome()).toMatchObject({ code: 'cancelled' });
});

test('what is dropped while a folder is listed takes its place', async ({ assay, disk }) => {
  const { page } = assay;
  const { bundle, keyPem } = await signed();
  await listEndlessly(page, 'pick');
  await page.getByRole('button', { name: 'Choose a folder', exact: true }).click();
  await expect.poll(() => found(page)).toBeGreaterThan(0);
  await assay.drop(
    await disk.write('model', { ...FILES, 'model.sig': bundle }),
    await disk.writeFile('key.pem', keyPem),
  );
  expect(await assay.outcome()).toMatchObject({ code: 'verified' });
});

test('the listing stays until what comes after it can be shown', async ({ page }) => {
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route('**/assets/Checking-*.js', async (route) => {
    await held;
    await route.continue();
  });
  const heard = await listen(page);
  const assay = new AssayPage(page);
  await assay.open();
  const sample = page.waitForResponse('**/assets/sigstore-*.js');
  await page.getByRole('button', { name: 'Genuine', exact: true }).click();
  await (await sample).finished();
  // The check has begun by then.
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
  await expect(listingOf(page).getByRole('heading')).toBeFocused();
  letGo();
  expect(await assay.outcome()).toMatchObject({ code: 'verified' });
  expect(await heard()).not.toContain('focus: nowhere');
});
