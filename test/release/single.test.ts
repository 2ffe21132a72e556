/** The page in one file, opened from a disk: every way to sign, every way to choose a folder, and no connection. */
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright';
import type { Browser as Firefox } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchOptions } from '../../scripts/browser.ts';
import { findFirefox } from '../../scripts/firefox.ts';
import { messages } from '../../src/messages/index.ts';
import { FirefoxPage, launchFirefox, type Outcome } from '../firefox/page.ts';
import { watchWorkers } from '../firefox/watch-workers.ts';
import { type Disk, withDisk } from '../support/disk.ts';
import { AssayPage } from '../support/page.ts';
import { builtFile } from './builds.ts';
import { everyMethod, type Method } from './methods.ts';

const DIFFERS = { state: 'failed', code: 'files-differ' };

let methods: readonly Method[];
let stick: string;
let address: string;
beforeAll(async () => {
  methods = await everyMethod();
  // Alone, so that whatever it would load is not there.
  stick = await mkdtemp(join(tmpdir(), 'assay-USB stick #1-'));
  const file = join(stick, 'Assay é.html');
  await cp(builtFile(), file);
  address = pathToFileURL(file).href;
});
afterAll(async () => {
  await rm(stick, { recursive: true, force: true });
});

/** Puts a model on a disk, and what is dropped along with it; gives the paths of the folder and of the rest. */
async function put(disk: Disk, { files, beside }: Method): Promise<{ folder: string; others: string[] }> {
  const rest = await disk.write('beside', beside);
  return {
    folder: await disk.write('model', files),
    others: Object.keys(beside).map((name) => join(rest, name)),
  };
}

/** Changes one byte of the model’s largest file. */
async function change(folder: string, { files }: Method): Promise<void> {
  const bytes = Uint8Array.from(files['weights.bin'] ?? []);
  bytes[0] = (bytes[0] ?? 0) ^ 1;
  await writeFile(join(folder, 'weights.bin'), bytes);
}

/** Addresses that lead anywhere but to the file itself and to what it made of its own. */
const outside = (requests: readonly string[]): string[] =>
  requests.filter((request) => request !== address && !/^(?:blob|data):/.test(request));

describe('in Chromium', () => {
  let browser: Browser;
  let page: Page;
  let assay: AssayPage;
  const requests: string[] = [];
  const complaints: string[] = [];
  beforeAll(async () => {
    browser = await chromium.launch(launchOptions());
  });
  afterAll(async () => {
    await browser.close();
  });
  beforeEach(async () => {
    requests.length = 0;
    complaints.length = 0;
    page = await browser.newPage({ locale: 'en-GB' });
    page.on('request', (request) => requests.push(request.url()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => complaints.push(message.text()));
    await page.addInitScript(watchWorkers);
    assay = new AssayPage(page);
    await assay.open(address);
  });
  afterEach(async () => {
    expect(outside(requests)).toEqual([]);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it.each([0, 1, 2])('way to sign %i: genuine, and failed when a byte differs', async (index) => {
    const method = methods[index];
    if (!method) throw new Error('no such way');
    await withDisk(async (disk) => {
      const { folder, others } = await put(disk, method);
      await assay.drop(folder, ...others);
      expect(await assay.outcome()).toMatchObject(method.genuine);
      const workers = await page.evaluate(() => globalThis.hashWorkers);
      expect(new Set(workers.map(({ kernel }) => kernel))).toEqual(new Set([true]));
      await change(folder, method);
      await assay.startOver();
      await assay.drop(folder, ...others);
      expect(await assay.outcome()).toMatchObject(DIFFERS);
    });
  });

  it('a folder that is picked, or chosen in a browser without a picker', async () => {
    const [method] = methods;
    if (!method) throw new Error('no way to sign');
    await withDisk(async (disk) => {
      const { folder, others } = await put(disk, method);
      // Nobody answers a picker’s dialog here; the handle that it would give is the one of a drop.
      await page.evaluate(() => {
        const keep = ({ dataTransfer }: DragEvent): void => {
          const handle = dataTransfer?.items[0]?.getAsFileSystemHandle();
          window.showDirectoryPicker = () => handle as Promise<FileSystemDirectoryHandle>;
        };
        window.addEventListener('drop', keep, { capture: true, once: true });
      });
      await assay.drop(folder, ...others);
      expect(await assay.outcome()).toMatchObject(method.genuine);
      await assay.startOver();
      await assay.drop(...others);
      await page.getByRole('button', { name: 'Choose a folder', exact: true }).click();
      expect(await assay.outcome()).toMatchObject(method.genuine);
      await assay.startOver();
      await assay.drop(...others);
      await page.getByLabel('Model folder', { exact: true }).setInputFiles(folder);
      expect(await assay.outcome()).toMatchObject(method.genuine);
    });
  });

  it('says what it cannot do, and what the browser may hide from it', async () => {
    const [method] = methods;
    if (!method) throw new Error('no way to sign');
    const footer = page.getByRole('contentinfo');
    expect(await footer.innerText()).toContain(messages.build.oneFile);
    expect(await footer.innerText()).toContain(messages.build.oneFileSees);
    await withDisk(async (disk) => {
      const { folder, others } = await put(disk, method);
      await disk.writeFile('model/what?.txt', 'not signed, and hidden');
      await assay.drop(folder, ...others);
      expect(await assay.outcome()).toMatchObject(method.genuine);
      const hides = page.getByText(messages.unseen['special-names']);
      // Folded on the screen, and written out for print.
      expect(await hides.count()).toBeGreaterThan(0);
    });
  });
});

const firefox = findFirefox();

describe.skipIf(firefox === undefined)('in Firefox', () => {
  let browser: Firefox;
  beforeAll(async () => {
    browser = await launchFirefox(firefox ?? '');
  });
  afterAll(async () => {
    await browser.close();
  });

  /** What a new page says of a folder, with what was given before. */
  const check = async (folder: string, { files }: Method, others: readonly string[]): Promise<Outcome> => {
    const page = await FirefoxPage.open(browser, address);
    try {
      await page.chooseFiles(...others);
      await page.see('What you gave is kept for the next model');
      await page.chooseFolder('model', ...Object.keys(files).map((name) => join(folder, name)));
      const outcome = await page.outcome();
      const workers = await page.hashWorkers();
      expect(new Set(workers.map(({ kernel }) => kernel))).toEqual(new Set([true]));
      expect(outside(page.requests)).toEqual([]);
      expect(page.complaints).toEqual([]);
      return outcome;
    } finally {
      await page.close();
    }
  };

  it.each([0, 1, 2])('way to sign %i: genuine, and failed when a byte differs', async (index) => {
    const method = methods[index];
    if (!method) throw new Error('no such way');
    await withDisk(async (disk) => {
      const { folder, others } = await put(disk, method);
      expect(await check(folder, method, others)).toMatchObject(method.genuine);
      await change(folder, method);
      expect(await check(folder, method, others)).toMatchObject(DIFFERS);
    });
  });
});
