import { expect, type Page } from '@playwright/test';
import { FILES, signed, test } from './disk.ts';
import { sparseModel } from './sparse.ts';
import { violations } from './violations.ts';

/** Bytes that take too long to be read to their end in a test. */
const ENDLESS = 60_000_000_000;

const startOf = (page: Page) => page.getByRole('heading', { name: 'Drop a model folder here' });
const verdictOf = (page: Page) => page.getByRole('region', { name: 'Verdict', exact: true });
const checkingOf = (page: Page) => page.getByRole('region', { name: 'Checking', exact: true });

test('Back leads from the verdict to the start, Forward to the verdict as it was', async ({
  assay,
  disk,
}) => {
  const { page } = assay;
  const address = page.url();
  const { bundle, keyPem } = await signed();
  await assay.drop(
    await disk.write('model', { ...FILES, 'model.sig': bundle, 'extra.txt': 'x' }),
    await disk.writeFile('key.pem', keyPem),
  );
  expect(await assay.outcome()).toMatchObject({ code: 'files-extra' });
  expect(page.url()).toBe(address);
  await page.getByRole('button', { name: 'Ignore extra.txt' }).click();
  await expect(verdictOf(page)).toHaveAttribute('data-code', 'verified-partial');
  await page.setViewportSize({ width: 800, height: 300 });
  await page.evaluate(() => {
    scrollTo(0, 200);
  });

  await page.goBack();
  await expect(startOf(page)).toBeFocused();
  await expect(page).toHaveTitle('Assay: verify a signed AI model');
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(0);
  await page.getByText('Say whom you expect', { exact: true }).click();
  await expect(page.getByText('Uses key.pem')).toHaveCount(0);

  await page.goForward();
  await expect(verdictOf(page)).toHaveAttribute('data-code', 'verified-partial');
  await expect(verdictOf(page).getByRole('heading', { level: 2 })).toBeFocused();
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(200);
  await page.goBack();
  await page.getByRole('button', { name: 'Return to it' }).click();
  await expect(verdictOf(page)).toHaveAttribute('data-code', 'verified-partial');
});

test('a check goes on while its person is back at the start, and is told of there', async ({
  assay,
  disk,
}) => {
  const { page } = assay;
  const { folder, keyFile } = await sparseModel(disk, { 'big.bin': ENDLESS }, { 'big.bin': 0 });
  await assay.drop(folder, keyFile);
  await expect(checkingOf(page)).toContainText('a second');
  await page.goBack();
  const open = page.getByRole('region', { name: 'Still open' });
  await expect(open).toContainText('“model” is still being read.');
  expect(await violations(page)).toEqual([]);
  // It would be lost with the page.
  const asking = page.waitForEvent('dialog');
  await page.close({ runBeforeUnload: true });
  await (await asking).dismiss();

  await open.getByRole('button', { name: 'Return to it' }).click();
  const bar = checkingOf(page).getByRole('progressbar');
  const before = Number(await bar.getAttribute('value'));
  await expect.poll(async () => Number(await bar.getAttribute('value'))).toBeGreaterThan(before);
  await page.keyboard.press('Alt+p');
  await page.goBack();
  await expect(open).toContainText('“model” is paused.');
  await page.goForward();
  await page.keyboard.press('Alt+x');
  expect(await assay.outcome()).toMatchObject({ code: 'cancelled' });
  await page.goBack();
  await expect(open).toContainText('The verdict on “model” is ready.');
});

test('another model takes the place of the last; what is refused does not', async ({ assay, disk }) => {
  const { page } = assay;
  const one = await signed();
  const two = await signed();
  const key = (name: string, pem: string): Promise<string> => disk.writeFile(`${name}.pem`, pem);
  await assay.drop(
    await disk.write('one', { ...FILES, 'model.sig': one.bundle }),
    await key('one', one.keyPem),
  );
  expect(await assay.outcome()).toMatchObject({ code: 'verified' });
  await page.goBack();
  await assay.drop(await disk.write('empty', {}));
  await expect(page.getByRole('alert')).toContainText('holds no files');
  await page.getByRole('button', { name: 'Return to it' }).click();
  await expect(verdictOf(page)).toHaveAttribute('data-code', 'verified');

  await assay.startOver();
  // The key of the last model does not count for this one.
  await assay.drop(await disk.write('two', { ...FILES, 'model.sig': two.bundle }));
  expect(await assay.outcome()).toMatchObject({ code: 'needs-key' });
  await page.goBack();
  await expect(page.getByRole('region', { name: 'Still open' })).toContainText(
    'The verdict on “two” is ready.',
  );
});

test('a reload is a fresh start, also in the middle of the history', async ({ assay }) => {
  const { page } = assay;
  await page.getByRole('button', { name: 'Genuine', exact: true }).click();
  await assay.outcome();
  await page.reload();
  await expect(startOf(page)).toBeVisible();
  await expect(page.getByRole('region', { name: 'Still open' })).toHaveCount(0);
  await page.getByRole('button', { name: 'One byte changed', exact: true }).click();
  await expect(verdictOf(page)).toHaveAttribute('data-state', 'failed');
  await page.goBack();
  await expect(startOf(page)).toBeVisible();
  await page.goForward();
  await expect(verdictOf(page)).toHaveAttribute('data-state', 'failed');
});
