import { expect, type Locator, type Page } from '@playwright/test';
import { FILES, signed, test } from './disk.ts';
import { sparseModel } from './sparse.ts';
import { violations } from './violations.ts';

const mapOf = (page: Page): Locator => page.getByRole('listbox', { name: 'Map of the files', exact: true });

/** What is drawn, as text that is the same for the same drawing. */
const drawing = (map: Locator): Promise<string> =>
  map.locator('canvas').evaluate((canvas) => (canvas instanceof HTMLCanvasElement ? canvas.toDataURL() : ''));

test('the map fills while the files are read', async ({ assay, disk }) => {
  const { page } = assay;
  const { folder, keyFile } = await sparseModel(
    disk,
    { 'big.bin': 60_000_000_000, 'good.bin': 1_000_000, 'sub/wrong.bin': 1_000_000 },
    { 'big.bin': 0, 'good.bin': 1_000_000, 'sub/wrong.bin': 999_999 },
  );
  await assay.drop(folder, keyFile);
  const map = mapOf(page);
  await map.focus();
  const option = map.getByRole('option');
  await expect(option).toHaveText(/^\s*big\.bin, 60\.0 GB, \d+% read\s*$/);
  const before = await drawing(map);
  await expect.poll(() => drawing(map)).not.toBe(before);
  const files = page.getByRole('region', { name: 'Now reading', exact: true });
  await expect(files).toContainText('1 differs');
  await expect(files).toContainText('1 file to read');
  await page.keyboard.press('End');
  await expect(option).toHaveText(/sub\/wrong\.bin, 1\.0 MB, differs|good\.bin, 1\.0 MB, matches/);
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Alt+x');
  // What was not read is not shown as if it had been.
  await assay.outcome();
  await mapOf(page).focus();
  await expect(mapOf(page).getByRole('option')).toHaveText(/big\.bin.*not read/);
});

test('the map shows what is wrong, in every scheme, and folds away', async ({ assay, disk }) => {
  const { page } = assay;
  const { bundle, keyPem } = await signed({ ...FILES, 'gone.bin': new Uint8Array(9) });
  const folder = await disk.write('bad', {
    ...FILES,
    'config.json': 'other',
    'run.py': 'x',
    'model.sig': bundle,
  });
  await page.setViewportSize({ width: 320, height: 800 });
  await assay.drop(folder, await disk.writeFile('key.pem', keyPem));
  expect(await assay.outcome()).toMatchObject({ state: 'failed' });
  const map = mapOf(page);
  const told: string[] = [];
  await map.focus();
  for (let index = 0; index < 5; index += 1) {
    told.push((await map.getByRole('option').innerText()).trim());
    await page.keyboard.press('PageDown');
  }
  expect(told.toSorted()).toEqual([
    '.hidden/notes.txt, 12 bytes, matches',
    'config.json, 5 bytes, differs',
    'gone.bin, missing',
    'run.py, 1 byte, not signed',
    'weights/model.safetensors, 42 bytes, matches',
  ]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  const drawings: string[] = [];
  for (const scheme of [
    { colorScheme: 'light' },
    { colorScheme: 'dark' },
    { colorScheme: 'light', forcedColors: 'active' },
  ] as const) {
    await page.emulateMedia(scheme);
    await expect.poll(async () => drawings.includes(await drawing(map))).toBe(false);
    drawings.push(await drawing(map));
    expect(await violations(page), JSON.stringify(scheme)).toEqual([]);
  }
  await page.getByText('Map of the files', { exact: true }).click();
  await expect(map).toBeHidden();
  await page.getByText('Map of the files', { exact: true }).click();
  await page.emulateMedia({ media: 'print' });
  await expect(map).toBeHidden();
});

test('what is ignored is called so in map and table, whoever ignores it', async ({ assay, disk }) => {
  const { page } = assay;
  const { bundle, keyPem } = await signed();
  await assay.enter({ ignoreUnsignedFiles: true });
  const folder = await disk.write('odd', { ...FILES, '.git/HEAD': 'x', 'run.py': 'x', 'model.sig': bundle });
  await assay.drop(folder, await disk.writeFile('key.pem', keyPem));
  expect(await assay.outcome()).toMatchObject({ code: 'verified-partial' });
  const map = mapOf(page);
  await map.focus();
  const legend = page.getByRole('listitem').filter({ has: page.locator('canvas') });
  await expect(legend).toHaveText([/^\s*2 ignored\s*$/, /^\s*3 match\s*$/]);
  const told: string[] = [];
  for (let index = 0; index < 5; index += 1) {
    told.push((await map.getByRole('option').innerText()).trim());
    await page.keyboard.press('PageDown');
  }
  expect(told).toEqual(expect.arrayContaining(['.git/HEAD, 1 byte, ignored', 'run.py, 1 byte, ignored']));
  const files = page.getByRole('region', { name: 'Files', exact: true });
  await expect(files.getByRole('row', { name: 'run.py' })).toHaveText(
    /run\.py\s*can run code\s*not signed, and ignored by you\s*ignored\s*1 byte/,
  );
});

test('a model of one file has no map', async ({ assay, disk }) => {
  const { bundle, keyPem } = await signed({ 'one.bin': new Uint8Array(9) });
  const folder = await disk.write('one', { 'one.bin': new Uint8Array(9), 'model.sig': bundle });
  await assay.drop(folder, await disk.writeFile('key.pem', keyPem));
  expect(await assay.outcome()).toMatchObject({ state: 'verified' });
  await expect(mapOf(assay.page)).toBeHidden();
});
