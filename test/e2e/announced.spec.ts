import { expect, type Page } from '@playwright/test';
import { listen } from './announcements.ts';
import { signed, test as base } from './disk.ts';
import { sparseModel } from './sparse.ts';

/** Too many bytes to be read to their end in a test. */
const ENDLESS = 60_000_000_000;

/** A test that hears what the page says. */
const test = base.extend<{ heard: () => Promise<readonly string[]> }>({
  heard: async ({ assay }, use) => {
    const heard = await listen(assay.page);
    await assay.open();
    await use(heard);
  },
});

const isProgress = (line: string): boolean => /^status: \d+% read$/.test(line);

/** Holds that progress is said by full tenths, each at most once, and none that was passed. */
function expectTenths(lines: readonly string[]): void {
  const tenths = lines.filter(isProgress).map((line) => Number.parseInt(line.slice('status: '.length)));
  expect(tenths).toEqual([...new Set(tenths)].sort((a, b) => a - b));
  expect(tenths.filter((share) => share % 10 !== 0)).toEqual([]);
}

/** The heading of the verdict, which is said when it gets the focus. */
async function verdictOf(page: Page): Promise<string> {
  const heading = page.getByRole('region', { name: 'Verdict', exact: true }).getByRole('heading').first();
  return (await heading.innerText()).replaceAll(/\s+/g, ' ').trim();
}

/** What is said as soon as it is known, if the check is not over by then. */
const HURRIED = ['status: Some files are not as listed.', 'status: checked: it holds'];

for (const [button, start] of [
  ['Genuine', 'DEMO. These 7 files are exactly what'],
  ['One byte changed', 'DEMO. Do not use these files:'],
] as const) {
  test(`a sample, from its button to its verdict: ${button}`, async ({ assay, heard }) => {
    await assay.page.getByRole('button', { name: button, exact: true }).click();
    await assay.outcome();
    const verdict = await verdictOf(assay.page);
    expect(verdict.startsWith(start), verdict).toBe(true);
    const lines = await heard();
    expectTenths(lines);
    // Whether the signature or the files are done first is the machine's business.
    for (const line of HURRIED) expect(lines.filter((each) => each === line).length).toBeLessThanOrEqual(1);
    expect(lines.filter((line) => !isProgress(line) && !HURRIED.includes(line))).toEqual([
      `focus: ${button}`,
      'focus: Looking through the files…',
      'focus: Reading “pipistrelle-tiny”',
      `focus: ${verdict}`,
    ]);
  });
}

test('many files: every tenth at most, and the verdict once', async ({ assay, disk, heard }) => {
  const names = Array.from({ length: 40 }, (_, index) => `part-${index}.bin`);
  const { folder, keyFile } = await sparseModel(
    disk,
    Object.fromEntries(names.map((name) => [name, 25_000_000])),
    Object.fromEntries(names.map((name) => [name, 0])),
  );
  await assay.drop(folder, keyFile);
  expect(await assay.outcome()).toMatchObject({ code: 'files-differ' });
  const lines = await heard();
  expectTenths(lines);
  expect(lines.filter(isProgress).length).toBeGreaterThan(0);
  const [differs] = HURRIED;
  expect(lines.filter((line) => line === differs)).toHaveLength(1);
  expect(lines.filter((line) => !isProgress(line) && line !== differs)).toEqual([
    'focus: Looking through the files…',
    'focus: Reading “model”',
    'status: checked: it holds',
    `focus: ${await verdictOf(assay.page)}`,
  ]);
});

test('pause, go on and cancel', async ({ assay, disk, heard }) => {
  const { folder, keyFile } = await sparseModel(disk, { 'big.bin': ENDLESS }, { 'big.bin': 0 });
  await assay.drop(folder, keyFile);
  const { page } = assay;
  const checking = page.getByRole('region', { name: 'Checking', exact: true });
  await expect(checking).toContainText('a second');
  await expect(page.getByRole('region', { name: 'Claim', exact: true })).toContainText('it holds');
  await page.keyboard.press('Alt+p');
  await expect(checking).toContainText('· paused');
  await page.keyboard.press('Alt+p');
  await expect(checking).toContainText('a second');
  await checking.getByRole('button', { name: 'Cancel' }).click();
  await assay.outcome();
  const lines = await heard();
  expect(lines).toEqual([
    'focus: Looking through the files…',
    'focus: Reading “model”',
    'status: checked: it holds',
    expect.stringMatching(/^status: Paused at \d%$/),
    'status: 0% read',
    'focus: Cancel',
    `focus: ${await verdictOf(page)}`,
  ]);
});

test('a signature that does not hold is said at once, while the files are read', async ({
  assay,
  disk,
  heard,
}) => {
  const { folder } = await sparseModel(disk, { 'big.bin': ENDLESS }, { 'big.bin': 0 });
  const other = await signed();
  await assay.drop(folder, await disk.writeFile('other.pem', other.keyPem));
  const { page } = assay;
  await page.getByText('Already sure').waitFor();
  await page.keyboard.press('Alt+x');
  await assay.outcome();
  expect(await heard()).toEqual([
    'focus: Looking through the files…',
    'focus: Reading “model”',
    'alert: Already sure: do not use these files.',
    'status: The bundle names another key than the one you gave.',
    `focus: ${await verdictOf(page)}`,
  ]);
});

test('what is dropped by mistake is said, and the page stays', async ({ assay, disk, heard }) => {
  await assay.drop(await disk.writeFile('model.zip', Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0, 0, 0)));
  await assay.outcome();
  expect(await heard()).toEqual([
    'focus: Looking through the files…',
    'focus: Drop a model folder here',
    expect.stringMatching(/^alert: Not checked: “model\.zip” This is an archive\. Unpack it first/),
  ]);
});
