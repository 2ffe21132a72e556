import { expect, type Locator, type Page } from '@playwright/test';
import { type Disk, signed, test } from './disk.ts';
import { violations } from './violations.ts';

const encoder = new TextEncoder();

const regionOf = (page: Page): Locator => page.getByRole('region', { name: 'Files', exact: true });
const namesIn = (files: Locator): Promise<string[]> => files.getByRole('rowheader').allInnerTexts();

/** Twelve signed files in folders. */
const MODEL = Object.fromEntries([
  ...Array.from({ length: 9 }, (_, index) => [
    `weights/part-${index}.bin`,
    encoder.encode('x'.repeat(100 + index)),
  ]),
  ['config.json', encoder.encode('{}')],
  ['docs/en/README.md', encoder.encode('Read me')],
  ['docs/en/LICENSE', encoder.encode('MIT')],
]) as Readonly<Record<string, Uint8Array>>;

/** Writes that model with a difference, an unsigned folder and without one of its files; returns what to drop. */
async function spoiled(disk: Disk): Promise<readonly string[]> {
  const { bundle, keyPem } = await signed({ ...MODEL, 'docs/gone.md': encoder.encode('gone') });
  const folder = await disk.write('model', {
    ...MODEL,
    'weights/part-3.bin': 'y'.repeat(103),
    'mine/a.txt': 'a',
    'mine/sub/b.txt': 'b',
    'model.sig': bundle,
  });
  return [folder, await disk.writeFile('key.pem', keyPem)];
}

test('a few files are a plain table, whose digests are shown when asked for and copied', async ({
  assay,
  disk,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const { bundle, keyPem } = await signed({ 'a.bin': encoder.encode('abc'), 'b.bin': encoder.encode('') });
  await assay.drop(
    await disk.write('model', { 'a.bin': 'abc', 'b.bin': 'not empty', 'model.sig': bundle }),
    await disk.writeFile('key.pem', keyPem),
  );
  await assay.outcome();
  const files = regionOf(assay.page);
  await expect(files.getByRole('searchbox')).toHaveCount(0);
  await expect(files.getByRole('columnheader').getByRole('button')).toHaveCount(0);

  const good = files.getByRole('row', { name: 'a.bin' });
  const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
  await expect(files.getByRole('row', { name: 'b.bin' })).toContainText(`expected ${empty}`);
  await expect(good).not.toContainText('digest');
  await files.getByRole('checkbox', { name: 'Show digests (SHA-256)' }).check();
  const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
  await expect(good).toContainText(`digest ${abc}`);

  const clipboard = (): Promise<string> => assay.page.evaluate(() => navigator.clipboard.readText());
  await files.getByRole('button', { name: 'Copy expected digest of b.bin', exact: true }).click();
  await expect.poll(clipboard).toBe(empty);
  await files.getByRole('button', { name: 'Copy digest of a.bin', exact: true }).click();
  await expect.poll(clipboard).toBe(abc);
  await expect(files.getByRole('status')).toHaveText('Copied: digest of a.bin');
});

test('many files are searched, filtered and sorted', async ({ assay, disk }) => {
  const { page } = assay;
  await assay.drop(...(await spoiled(disk)));
  await assay.outcome();
  const files = regionOf(page);
  const found = files.getByRole('status').first();
  await expect(found).toHaveText('16 files');
  expect((await namesIn(files)).slice(0, 4).map((name) => name.split('\n')[0])).toEqual([
    'weights/part-3.bin',
    'docs/gone.md',
    'mine/a.txt',
    'mine/sub/b.txt',
  ]);

  await files.getByRole('searchbox', { name: 'Search by a part of the path' }).fill('PART-');
  await expect(found).toHaveText('9 files found');
  await files.getByRole('button', { name: '11 match', exact: true }).click();
  await expect(found).toHaveText('8 files found');
  await expect(files.getByRole('button', { name: '11 match', exact: true })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await files.getByRole('searchbox').fill('nothing like it');
  await expect(found).toHaveText('No file found');
  await expect(files.getByRole('rowheader')).toHaveCount(0);
  await files.getByRole('button', { name: 'Show all files' }).click();
  await expect(found).toHaveText('16 files');
  await expect(files.getByRole('searchbox')).toBeFocused();

  const sizes = files.getByRole('columnheader', { name: 'Size' });
  await sizes.getByRole('button').click();
  await expect(sizes).toHaveAttribute('aria-sort', 'descending');
  expect((await namesIn(files)).slice(0, 2)).toEqual(['model.sig', 'weights/part-8.bin']);
  const paths = files.getByRole('columnheader', { name: 'File' });
  await paths.getByRole('button').click();
  await expect(paths).toHaveAttribute('aria-sort', 'ascending');
  await expect(sizes).not.toHaveAttribute('aria-sort');
  expect((await namesIn(files))[0]).toBe('config.json');
});

test('folders with problems are open, others closed, and one of unsigned files is ignored by a click', async ({
  assay,
  disk,
}) => {
  const { page } = assay;
  await assay.drop(...(await spoiled(disk)));
  await assay.outcome();
  const files = regionOf(page);
  await files.getByRole('checkbox', { name: 'By folder' }).check();
  const folder = (name: string): Locator => files.getByRole('button', { name, exact: true });
  await expect(folder('weights/')).toHaveAttribute('aria-expanded', 'true');
  await expect(folder('docs/ en/')).toHaveAttribute('aria-expanded', 'false');
  const rowOf = (name: string): Locator =>
    files.getByRole('row').filter({ has: page.getByRole('button', { name, exact: true }) });
  const weights = rowOf('weights/');
  await expect(weights).toContainText('1 differs · 8 match');
  await expect(weights).toContainText('936 bytes');

  await expect(files.getByText('LICENSE')).toHaveCount(0);
  await folder('docs/ en/').click();
  await expect(files.getByText('LICENSE')).toBeVisible();
  await folder('weights/').press('Enter');
  await expect(files.getByText('part-3.bin')).toHaveCount(0);
  // A search opens what it finds, and leaves the rest as it was.
  await files.getByRole('searchbox').fill('part-3');
  await expect(files.getByText('part-3.bin')).toBeVisible();
  await files.getByRole('searchbox').fill('');
  await expect(folder('weights/')).toHaveAttribute('aria-expanded', 'false');
  expect(await violations(page)).toEqual([]);

  await expect(files.getByRole('button', { name: 'Ignore the folder weights' })).toHaveCount(0);
  await files.getByRole('button', { name: 'Ignore the folder mine', exact: true }).click();
  await expect(rowOf('mine/')).toContainText('2 ignored');
  await expect(files.getByRole('button', { name: 'Ignore the folder mine' })).toHaveCount(0);
});

test('the table fits a narrow screen, with all that it can do', async ({ assay, disk }) => {
  const { page } = assay;
  await page.setViewportSize({ width: 320, height: 700 });
  await assay.drop(...(await spoiled(disk)));
  await assay.outcome();
  const files = regionOf(page);
  await files.getByRole('checkbox', { name: 'By folder' }).check();
  await files.getByRole('checkbox', { name: /Show digests/ }).check();
  await files.getByRole('columnheader', { name: 'Size' }).getByRole('button').click();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  expect(await violations(page)).toEqual([]);
});

/** Writes a model of 300 files; returns what to drop. */
async function long(disk: Disk): Promise<readonly string[]> {
  const names = Array.from({ length: 300 }, (_, index) => `part-${index}.bin`);
  const model = Object.fromEntries(names.map((name) => [name, encoder.encode(name)]));
  const { bundle, keyPem } = await signed(model);
  const folder = await disk.write('model', { ...model, 'model.sig': bundle });
  return [folder, await disk.writeFile('key.pem', keyPem)];
}

for (const width of [390, 320]) {
  test(`on a phone a result stands on the line of its name, however much is said below it: ${width} px`, async ({
    assay,
    disk,
  }) => {
    const { page } = assay;
    await page.setViewportSize({ width, height: 700 });
    await assay.drop(...(await spoiled(disk)));
    expect(await assay.outcome()).toMatchObject({ code: 'files-differ' });
    const files = regionOf(page);
    await files.getByRole('checkbox', { name: 'Show digests (SHA-256)' }).check();
    const places = await files.getByRole('row').evaluateAll((rows) =>
      rows.slice(1).map((row) => {
        // Of a name as it is written: its box may be wider than its letters.
        const box = (selector: string): DOMRect | undefined =>
          row.querySelector(selector)?.getClientRects()[0];
        const [name, result, size] = [box('th bdi'), box('.outcome'), box('td.size')];
        return {
          beside: !!name && !!result && Math.abs(name.top - result.top) < 4 && name.right <= result.left,
          below: !!result && !!size && size.top >= result.bottom - 4,
        };
      }),
    );
    expect(places.length).toBeGreaterThan(12);
    expect(places.filter(({ beside, below }) => !beside || !below)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  });
}

test('all rows of a long list are printed', async ({ assay, disk }) => {
  const { page } = assay;
  await assay.drop(...(await long(disk)));
  await assay.outcome();
  const files = regionOf(page);
  await expect(files.getByRole('table')).toHaveAttribute('aria-rowcount', '302');
  expect(await files.getByRole('rowheader').count()).toBeLessThan(100);
  expect(await violations(page)).toEqual([]);
  const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
  // One sheet for the verdict, and no more than fifty rows on each other.
  expect(pdf.match(/\/Type \/Page\b/g)?.length).toBeGreaterThanOrEqual(7);
});

test('a long list whose window cannot be loaded shows its first rows, and says so', async ({
  assay,
  disk,
}) => {
  const { page } = assay;
  await page.route(/file-window/, (route) => route.abort());
  await assay.drop(...(await long(disk)));
  await assay.outcome();
  const files = regionOf(page);
  await expect(files).toContainText('101 more files are not shown; the saved report names all.');
  expect(await files.getByRole('rowheader').count()).toBe(200);
});
