/** The built page in Firefox: another engine reads the files, runs the workers and our kernels, and checks signatures. */
import { createCipheriv } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findFirefox } from '../../scripts/firefox.ts';
import { buildSite, isBuilt, serveSite, type Site } from '../../scripts/site.ts';
import { type Bytes, utf8 } from '../support/bytes.ts';
import { createKey, type KeyType, pem } from '../support/keys.ts';
import { type Files, signWithKey, statementFor, type StatementOptions } from '../support/oms.ts';
import { FirefoxPage, launchFirefox } from './page.ts';

const MB = 1_000_000;
const SHARDS = { method: 'shards', shardSize: MB } as const;

/** A model of one file, and how the page must share it out. */
interface Case {
  readonly title: string;
  /** In bytes. */
  readonly length: number;
  readonly listing: StatementOptions;
  readonly key: KeyType;
  /** Batches that the busiest worker has at once, at least. */
  readonly lanes: number;
  /** Segments that all workers together get. */
  readonly segments: number;
}

const ONE: Omit<Case, 'title'> = { length: 5 * MB + 1, listing: {}, key: 'P-256', lanes: 1, segments: 0 };

/** Forty shards fill the lanes of eight workers, the most that the page starts. */
const CASES: readonly Case[] = [
  { ...ONE, title: 'SHA-256', key: 'P-384' },
  { ...ONE, title: 'SHA-256 of shards, four at once', length: 40 * MB + 1, listing: SHARDS, lanes: 4 },
  { ...ONE, title: 'SHA-256 of small shards', listing: { ...SHARDS, shardSize: MB / 10 } },
  { ...ONE, title: 'BLAKE2b', listing: { algorithm: 'blake2b' }, key: 'P-521' },
  {
    ...{ ...ONE, title: 'BLAKE2b of shards, two at once', length: 40 * MB + 1, lanes: 2 },
    listing: { ...SHARDS, algorithm: 'blake2b' },
  },
  { ...ONE, title: 'BLAKE3', listing: { algorithm: 'blake3' } },
  { ...ONE, title: 'BLAKE3 in segments', length: 42 * MB, listing: { algorithm: 'blake3' }, segments: 3 },
];

const firefox = findFirefox();

describe('the built page in Firefox', () => {
  if (firefox === undefined) it.skip('needs a Firefox: ASSAY_FIREFOX, or the system’s');
  else testIn(firefox);
});

function testIn(firefox: string): void {
  let site: Site;
  let browser: Browser;
  let folder: string;
  beforeAll(async () => {
    if (!isBuilt()) await buildSite('error');
    site = await serveSite(0);
    browser = await launchFirefox(firefox);
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'assay-firefox-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  /** Writes files into the folder; gives their absolute paths. */
  const write = (files: Files): string[] =>
    Object.entries(files).map(([name, bytes]) => {
      const path = join(folder, name);
      writeFileSync(path, bytes);
      return path;
    });

  /** What stands beside files that are signed with a new key. */
  const signed = async (files: Files, type: KeyType = 'P-256', listing: StatementOptions = {}) => {
    const key = await createKey(type);
    const bundle = await signWithKey(statementFor(files, listing), key);
    return {
      bundle: { 'model.sig': utf8(JSON.stringify(bundle)) },
      key: { 'key.pem': utf8(pem('PUBLIC KEY', key.spki)) },
    };
  };

  /** Opens the page, acts there, and gives what comes of it, provided that nothing went wrong beside it. */
  const after = async (act: (page: FirefoxPage) => Promise<void>) => {
    const page = await FirefoxPage.open(browser, site.address);
    try {
      await act(page);
      const outcome = await page.outcome();
      const workers = await page.hashWorkers();
      expect(page.complaints).toEqual([]);
      // Firefox has a font of its own in a `data:` address, which asks nobody.
      const hosts = page.requests.filter((address) => !address.startsWith('data:'));
      expect(hosts.filter((address) => !address.startsWith(site.address))).toEqual([]);
      // Without a kernel, the verdict would be that of the fallback.
      expect(new Set(workers.map(({ kernel }) => kernel))).toEqual(new Set([true]));
      return { ...outcome, workers };
    } finally {
      await page.close();
    }
  };

  for (const { title, length, listing, key: type, lanes, segments } of CASES) {
    it(`${title}: verified, and failed when a byte differs`, async () => {
      const bytes = noise(length);
      const { bundle, key } = await signed({ 'model.bin': bytes }, type, listing);
      const paths = write({ 'model.bin': bytes, ...bundle, ...key });

      const genuine = await after((page) => page.chooseFiles(...paths));
      expect(genuine).toMatchObject({ state: 'verified', code: 'verified' });
      expect(Math.max(...genuine.workers.map((worker) => worker.lanes))).toBeGreaterThanOrEqual(lanes);
      expect(genuine.workers.reduce((sum, worker) => sum + worker.segments, 0)).toBe(segments);

      write({ 'model.bin': changed(bytes) });
      const other = await after((page) => page.chooseFiles(...paths));
      expect(other).toMatchObject({ state: 'failed', code: 'files-differ' });
    });
  }

  it('several files: verified, and failed when one differs', async () => {
    const files = {
      ...Object.fromEntries([1, 2, 3, 4, 5].map((part) => [`part-${part}.bin`, noise(2 * MB + part)])),
      'config.json': utf8('{}'),
      '.hidden': utf8('seen as well'),
      empty: utf8(''),
    };
    const { bundle, key } = await signed(files);
    const keys = write(key);
    const model = write({ ...files, ...bundle });
    const choose = async (page: FirefoxPage): Promise<void> => {
      await page.chooseFiles(...keys);
      await page.see('What you gave is kept for the next model');
      await page.chooseFolder('model', ...model);
    };
    expect(await after(choose)).toMatchObject({ state: 'verified', code: 'verified' });
    write({ 'config.json': utf8('[]') });
    expect(await after(choose)).toMatchObject({ state: 'failed', code: 'files-differ' });
  });

  it('the signature of another key: failed', async () => {
    const files = { 'model.bin': noise(MB) };
    // Unnamed, so that only the signature tells.
    const bundle = await signWithKey(statementFor(files), await createKey(), { naming: 'none' });
    const { key } = await signed(files);
    const paths = write({ ...files, 'model.sig': utf8(JSON.stringify(bundle)), ...key });
    const outcome = await after((page) => page.chooseFiles(...paths));
    expect(outcome).toMatchObject({ state: 'failed', code: 'signature-invalid' });
  });

  it.each([
    ['Genuine', 'verified', 'verified'],
    ['One byte changed', 'failed', 'files-differ'],
  ])('sample “%s”, signed by Sigstore: %s', async (button, state, code) => {
    expect(await after((page) => page.press(button))).toMatchObject({ state, code });
  });
}

/** Bytes that look random and are the same every time. */
function noise(length: number): Bytes {
  const key = new Uint8Array(16);
  return new Uint8Array(createCipheriv('aes-128-ctr', key, key).update(new Uint8Array(length)));
}

/** The same with its last byte another: the last shard or segment differs, and nothing before. */
function changed(bytes: Bytes): Bytes {
  const copy = bytes.slice();
  copy[copy.length - 1] = (copy.at(-1) ?? 0) ^ 1;
  return copy;
}
