import { type BrowserContext, test as base } from '@playwright/test';
import { launchOptions } from '../../scripts/browser.ts';
import { headersFor } from '../../src/pwa/policy.ts';
import { type Disk, withDisk } from '../support/disk.ts';
import { AssayPage } from '../support/page.ts';
import { type Answer, type Recorder, startRecorder } from '../support/recorder.ts';

/** A page with no policy at all, where everything must show that the recorder is there to see. */
export const PLAIN = 'http://plain.localhost/';
/** A host that sends no headers of ours. */
export const BARE = 'http://bare.localhost/';
/** A host that sends them. */
export const FULL = 'http://full.localhost/';

/** A browser that takes the recorder for every host, also for those that it expects to be strict. */
export const TRUSTING = {
  ...launchOptions(),
  args: [...launchOptions().args, '--ignore-certificate-errors'],
};

interface Fixtures {
  readonly recorder: Recorder;
  /** A browser that has nothing but the recorder, and keeps nothing of earlier tests. */
  readonly context: BrowserContext;
  /** Opens the page at a host: for the first time, or in the hands of its service worker. */
  readonly visit: (host: string, load?: 'first' | 'second') => Promise<AssayPage>;
  readonly disk: Disk;
  /** Names of all files of the site; the page’s own is empty. */
  readonly ownFiles: readonly string[];
}

/** Tests behind a recorder. Their browser must take every certificate ({@link TRUSTING}). */
export const test = base.extend<Fixtures>({
  recorder: async ({ baseURL }, use) => {
    const recorder = await startRecorder((address) => answerTo(address, baseURL ?? ''));
    await use(recorder);
    await recorder.close();
  },
  context: async ({ browser, recorder, serviceWorkers }, use) => {
    const context = await browser.newContext({
      baseURL: FULL,
      locale: 'en-GB',
      proxy: { server: recorder.proxy, bypass: '<-loopback>,127.0.0.1' },
      serviceWorkers,
    });
    await use(context);
    await context.close();
  },
  visit: async ({ context }, use) => {
    await use(async (host, load = 'first') => {
      const assay = new AssayPage(await context.newPage());
      await assay.open(host);
      if (load === 'second') {
        await assay.page.evaluate(() => navigator.serviceWorker.ready);
        await assay.page.reload();
        await assay.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
      }
      return assay;
    });
  },
  disk: async ({}, use) => {
    await withDisk(use);
  },
  ownFiles: async ({ baseURL }, use) => {
    const sums = await (await fetch(new URL('SHA256SUMS', baseURL))).text();
    await use(['', ...sums.split('\n').flatMap((line) => line.split('  ').slice(1))]);
  },
});

/** The site, by the hosts above; all others have one bundle and nothing else. */
async function answerTo(address: URL, site: string): Promise<Answer> {
  // Without a proxy, the recorder has a port.
  const host = `${address.protocol}//${address.hostname}/`;
  if (host === PLAIN && address.pathname === '/')
    return {
      headers: { 'Content-Type': 'text/html' },
      body: '<!doctype html><title>No policy</title><body>',
    };
  if (![PLAIN, BARE, FULL].includes(host))
    return { headers: { 'Access-Control-Allow-Origin': '*' }, body: '{}' };
  const file = await fetch(new URL(address.pathname, site));
  return {
    status: file.status,
    headers: {
      'Content-Type': file.headers.get('Content-Type') ?? '',
      ...(host === FULL && headersFor(address.pathname)),
    },
    body: new Uint8Array(await file.arrayBuffer()),
  };
}
