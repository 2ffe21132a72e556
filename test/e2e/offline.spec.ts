/**
 * The page without a network, its newer versions, and what systems and other programs hand over to it. Service workers are
 * blocked in all other tests: they would answer in place of the routes that tests lay.
 */
import { chromium, expect, type Page } from '@playwright/test';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { frame } from '../../src/link/frame.ts';
import { messages } from '../../src/messages/index.ts';
import { headersFor } from '../../src/pwa/policy.ts';
import { everyMethod } from '../release/methods.ts';
import { type FileServer, serveFiles } from '../support/file-server.ts';
import { AssayPage } from '../support/page.ts';
import { copySite, newerBuild, SITE } from './builds.ts';
import { type Disk, FILES, signed, test as withDisk } from './disk.ts';
import { sparseModel } from './sparse.ts';
import { violations } from './violations.ts';

declare global {
  interface Window {
    /** Opens the page on a file, as the system does. */
    launch?: (name: string, text: string) => Promise<void>;
  }
}

const WORDS = messages.offline;
const LINK = frame('method=sigstore&identity=release@models.example&issuer=https://accounts.models.example');

/** A host of the built page, which can end, and a page on it. */
const test = withDisk.extend<{ host: FileServer; visited: AssayPage }>({
  serviceWorkers: 'allow',
  host: async ({}, use) => {
    const host = await serveFiles(SITE, headersFor);
    await use(host);
    await host.close();
  },
  // On its second visit, when the service worker answers.
  visited: async ({ host, page }, use) => {
    await use(await visitTwice(page, host.address));
  },
});

async function visitTwice(page: Page, address: string): Promise<AssayPage> {
  const assay = new AssayPage(page);
  await assay.open(address);
  await page.getByText(WORDS.title, { exact: true }).click();
  await expect(page.getByText(WORDS.ready)).toBeVisible();
  await assay.open(address);
  return assay;
}

/** What the page complains of from here on. */
function complaintsOf(page: Page): readonly string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('requestfailed', (request) => {
    // What was still loading when another page was opened fails nobody.
    if (request.failure()?.errorText !== 'net::ERR_ABORTED') complaints.push(request.url());
  });
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  return complaints;
}

const cacheNames = (page: Page): Promise<string[]> => page.evaluate(() => caches.keys());
const claimOf = (page: Page) => page.getByRole('region', { name: 'This link says whom to expect' });
const updateOf = (page: Page) => page.getByRole('region', { name: WORDS.update.label, exact: true });

/** A model that is signed with a key, and the key. */
async function keySigned(
  disk: Disk,
): Promise<{ model: string; bundle: string; bundleFile: string; key: string }> {
  const { bundle, keyPem } = await signed();
  return {
    bundle,
    bundleFile: await disk.writeFile('beside/model.sig', bundle),
    key: await disk.writeFile('beside/key.pem', keyPem),
    model: await disk.write('model', { ...FILES, 'model.sig': bundle }),
  };
}

test.describe('offline', () => {
  test('every method checks, genuine or not', async ({ disk, host, visited }) => {
    const { page } = visited;
    const complaints = complaintsOf(page);
    await host.close();
    for (const [index, { beside, files, genuine, name }] of (await everyMethod()).entries()) {
      await visited.open(host.address);
      const rest = await disk.write(`beside-${index}`, beside);
      const others = Object.keys(beside).map((file) => join(rest, file));
      await visited.drop(await disk.write(`genuine-${index}`, files), ...others);
      expect(await visited.outcome(), name).toMatchObject(genuine);
      await visited.drop(
        await disk.write(`changed-${index}`, { ...files, 'config.json': 'changed' }),
        ...others,
      );
      expect(await visited.outcome(), name).toMatchObject({ state: 'failed', code: 'files-differ' });
    }
    expect(complaints).toEqual([]);
  });

  test('samples, reports, the inspector and what the page trusts are there', async ({
    disk,
    host,
    visited,
  }) => {
    test.slow();
    const { page } = visited;
    const complaints = complaintsOf(page);
    await host.close();
    await visited.open(host.address);
    for (const [sample, code] of [
      ['Genuine', 'verified'],
      ['One byte changed', 'files-differ'],
      ['Genuine, signed with a key', 'verified'],
      ['One byte changed, signed with a key', 'files-differ'],
    ] as const) {
      await page.getByRole('button', { name: sample, exact: true }).click();
      expect(await visited.outcome()).toMatchObject({ code });
      if (sample === 'Genuine') await visited.inspect();
      await visited.startOver();
    }

    const { bundleFile, key, model } = await keySigned(disk);
    await visited.drop(model, key);
    expect(await visited.outcome()).toMatchObject({ code: 'verified' });
    const { text } = await visited.save('Save report');
    await page.getByText('Make a link for others', { exact: true }).click();
    await page.getByLabel('Link', { exact: true }).waitFor();
    await visited.drop(await disk.writeFile('report.json', text));
    await expect(page.getByRole('region', { name: messages.pastReport.label, exact: true })).toBeVisible();
    await visited.open(host.address);
    await visited.drop(bundleFile);
    expect(await visited.outcome()).toMatchObject({ kind: 'inspection' });
    await page.getByRole('button', { name: messages.trust.open, exact: true }).click();
    await expect(page.getByRole('heading', { name: messages.trust.open, level: 1 })).toBeVisible();
    expect(complaints).toEqual([]);
  });

  test('links and shortcuts open', async ({ host, visited }) => {
    const { page } = visited;
    await host.close();
    const start = page.getByRole('heading', { name: 'Drop a model folder here' });
    // The last two as a system opens a link of the page’s own scheme.
    for (const link of [
      `#${LINK}`,
      `index.html#${LINK}`,
      `#web+oms:${LINK}`,
      `#web%2Boms%3A${encodeURIComponent(LINK)}`,
    ]) {
      await page.goto('about:blank');
      await page.goto(host.address + link);
      await expect(claimOf(page), link).toContainText('release@models.example');
    }
    await page.goto(`${host.address}?show=trust`);
    await expect(page.getByRole('heading', { name: messages.trust.open, level: 1 })).toBeVisible();
    await page.goBack();
    await expect(start).toBeVisible();
    await page.goto(`${host.address}?show=samples`);
    await expect(page.getByRole('button', { name: 'Genuine', exact: true })).toBeFocused();
    expect(page.url()).toBe(host.address);
    await page.goto(`${host.address}bundle.html`);
    await expect(page.getByText('This page is opened by a verification link')).toBeVisible();
  });

  test('what the service worker hands out has its headers, also on a host that sends none', async ({
    disk,
    page,
  }) => {
    const host = await serveFiles(SITE, () => ({}));
    const found = new Map<string, Readonly<Record<string, string>>>();
    page.on('response', (response) => {
      const { pathname } = new URL(response.url());
      if (response.fromServiceWorker()) found.set(pathname, response.headers());
    });
    const visited = await visitTwice(page, host.address);
    await visited.drop((await keySigned(disk)).model);
    await visited.outcome();
    await page.goto(`${host.address}bundle.html`);
    const names = [...found.keys()];
    for (const name of ['/', '/bundle.html', /hash\.worker/, /signer\.worker/])
      expect(
        names.some((found) => (typeof name === 'string' ? found === name : name.test(found))),
        String(name),
      ).toBe(true);
    for (const [path, headers] of found) {
      for (const [name, value] of Object.entries(headersFor(path)))
        expect(headers[name.toLowerCase()], `${name} of ${path}`).toBe(value);
    }

    // The document that may connect comes from the host itself, without headers: the page must take it all the same.
    const asked: string[] = [];
    await page.context().route('https://tuf-repo-cdn.sigstore.dev/**', (route) => {
      asked.push(route.request().url());
      return route.abort();
    });
    await visited.open(host.address);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    await page.getByRole('button', { name: messages.trust.open, exact: true }).click();
    await page.getByRole('button', { name: 'Refresh now', exact: true }).click();
    await expect.poll(() => asked).not.toEqual([]);
    await host.close();
  });

  test('where others share the host it is kept only if the person says so, and as long', async ({
    disk,
    page,
  }) => {
    const root = await disk.write('host', {});
    await copySite(join(root, 'people/assay'));
    const host = await serveFiles(root, headersFor);
    const address = `${host.address}people/assay/`;
    const assay = new AssayPage(page);
    await assay.open(address);
    await page.getByText(WORDS.title, { exact: true }).click();
    await expect(page.getByText(WORDS.shared)).toBeVisible();
    expect(
      await page.evaluate(() => navigator.serviceWorker.getRegistrations().then((all) => all.length)),
    ).toBe(0);
    expect(await cacheNames(page)).toEqual([]);

    await page.getByRole('button', { name: WORDS.keep }).click();
    await expect(page.getByText(WORDS.ready)).toBeVisible();
    await host.close();
    await assay.open(address);
    await page.getByRole('button', { name: 'Genuine', exact: true }).click();
    expect(await assay.outcome()).toMatchObject({ code: 'verified' });

    await assay.open(address);
    await page.getByText(WORDS.title, { exact: true }).click();
    await page.getByRole('button', { name: WORDS.drop }).click();
    await expect(page.getByRole('button', { name: WORDS.keep })).toBeVisible();
    expect(await cacheNames(page)).toEqual([]);
    await expect(page.goto(address)).rejects.toThrow(/ERR_CONNECTION_REFUSED/);
  });

  test('a file that somebody put into the cache is not handed out', async ({ host, visited }) => {
    const { page } = visited;
    await page.evaluate(async () => {
      for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        const planted = new Response('<title>Planted</title>', { headers: { 'Content-Type': 'text/html' } });
        await cache.put(new URL('index.html', location.href), planted);
      }
    });
    await visited.open(host.address);
    await expect(page).toHaveTitle(messages.page.title);
    await host.close();
    await expect(page.goto(host.address)).rejects.toThrow();
  });

  test('a host that mixes two builds is kept by nobody', async ({ disk, page }) => {
    const folder = await copySite(join(disk.root, 'mixed'));
    const [script = ''] = (await readdir(join(folder, 'assets'))).filter((name) =>
      name.startsWith('ReportView'),
    );
    await disk.writeFile(join('mixed/assets', script), '// of another build');
    const host = await serveFiles(folder, headersFor);
    const assay = new AssayPage(page);
    await assay.open(host.address);
    await page.getByText(WORDS.title, { exact: true }).click();
    await expect(page.getByText(WORDS.failed)).toBeVisible();
    await host.close();
  });

  test('a newer version takes over when the person says so, and never while a check is under way', async ({
    disk,
    host,
    visited,
  }) => {
    test.slow();
    const { page } = visited;
    const other = new AssayPage(await page.context().newPage());
    await other.open(host.address);
    const { folder, keyFile } = await sparseModel(disk, { 'big.bin': 60_000_000_000 }, { 'big.bin': 0 });
    await other.drop(folder, keyFile);
    await expect(other.page.getByRole('region', { name: 'Checking', exact: true })).toContainText('a second');

    // As the newer build is put up, the older one goes.
    host.folder = await newerBuild(join(disk.root, 'newer'), '9.0.0', 'Says hello.');
    const shown = page.locator('html');
    await visited.open(host.address);
    const update = updateOf(page);
    await expect(update.getByRole('status')).toHaveText(WORDS.update.ready('9.0.0'));
    await update.getByText(WORDS.update.changes, { exact: true }).click();
    await expect(update.getByRole('listitem')).toHaveText(['Says hello.']);
    await update.getByRole('button', { name: WORDS.update.reload }).click();
    await expect(update.getByRole('status')).toHaveText(WORDS.update.busy);
    // Loading it anew does not let it in either.
    await visited.open(host.address);
    await expect(update.getByRole('status')).toHaveText(WORDS.update.ready('9.0.0'));
    await expect(shown).not.toHaveAttribute('data-build');

    await other.page.getByRole('button', { name: 'Cancel', exact: true }).click();
    expect(await other.outcome()).toMatchObject({ state: 'incomplete' });
    await page.getByText(WORDS.title, { exact: true }).click();
    expect(await violations(page)).toEqual([]);
    await update.getByRole('button', { name: WORDS.update.reload }).click();
    await expect(shown).toHaveAttribute('data-build', '9.0.0');

    // The other tab stays as it is, told of it, and still has what it did not need so far.
    await expect(updateOf(other.page).getByRole('status')).toHaveText(WORDS.update.replaced);
    await expect(other.page.getByRole('region', { name: 'Verdict', exact: true })).toBeVisible();
    await other.page.getByRole('button', { name: messages.trust.open, exact: true }).click();
    await expect(other.page.getByRole('heading', { name: messages.trust.open, level: 1 })).toBeVisible();
    expect(await cacheNames(page)).toHaveLength(2);

    // Once no tab needs it any more, the older build is forgotten.
    await other.page.close();
    // The browser may count the closed tab for a moment more.
    await expect(async () => {
      await page.goto('about:blank');
      await visited.open(host.address);
      await expect.poll(() => cacheNames(page), { timeout: 3000 }).toHaveLength(1);
    }).toPass();
    await host.close();
    await visited.open(host.address);
    await expect(shown).toHaveAttribute('data-build', '9.0.0');
  });

  test('what another program shares is somebody’s bundle or link, and nothing else', async ({
    disk,
    host,
    visited,
  }) => {
    const { page } = visited;
    const { bundleFile, key, model } = await keySigned(disk);
    await host.close();
    const share = async (fields: Readonly<Record<string, string>>, file?: string): Promise<void> => {
      const inputs = Object.keys(fields).map((name) => `<input name="${name}">`);
      await page.goto('about:blank');
      await page.setContent(`<form method="post" enctype="multipart/form-data" action="${host.address}share">
        ${inputs.join('')}<input type="file" name="bundle"><button>Share</button></form>`);
      for (const [name, value] of Object.entries(fields)) await page.locator(`[name=${name}]`).fill(value);
      if (file !== undefined) await page.locator('[name=bundle]').setInputFiles(file);
      await page.getByRole('button', { name: 'Share' }).click();
    };
    const shared = async (): Promise<string[]> =>
      (await cacheNames(page)).filter((name) => name.startsWith('assay-shared'));

    await share({ title: 'model.sig' }, bundleFile);
    expect(await visited.outcome()).toEqual({ kind: 'inspection' });
    expect(page.url()).toBe(host.address);
    expect(await shared()).toEqual([]);
    await visited.drop(model);
    expect(await visited.outcome()).toMatchObject({ code: 'needs-key' });

    await share({ text: `Check it: https://elsewhere.example/#${LINK}.` });
    await expect(claimOf(page)).toContainText('release@models.example');
    await share({ title: 'Hello', url: 'https://elsewhere.example/' });
    expect(await visited.outcome()).toMatchObject({ kind: 'error', code: 'handed-over' });
    // A key would be taken for one that the person chose.
    await share({}, key);
    expect(await visited.outcome()).toMatchObject({ kind: 'error', code: 'handed-over' });
    await share({}, await disk.writeFile('large.sig', new Uint8Array(64 * 1024 * 1024 + 1)));
    expect(await visited.outcome()).toMatchObject({ kind: 'error', code: 'bundle-too-large' });
    expect(await shared()).toEqual([]);
  });

  test('a file that the system opens is shown in the inspector, and the folder is asked for', async ({
    disk,
    host,
    page,
  }) => {
    const { bundle, key, model } = await keySigned(disk);
    // No headless browser is told of files: this stands in for its queue, and holds what the page would be told.
    await page.addInitScript(() => {
      Object.defineProperty(window, 'launchQueue', {
        value: {
          setConsumer(consume: (launch: object) => void) {
            window.launch = async (name, text) => {
              const folder = await navigator.storage.getDirectory();
              const handle = await folder.getFileHandle(name, { create: true });
              const stream = await handle.createWritable();
              await stream.write(text);
              await stream.close();
              consume({ files: [handle] });
            };
            consume({ files: [] });
          },
        },
      });
    });
    const assay = new AssayPage(page);
    await assay.open(host.address);
    const launch = (name: string, text: string): Promise<void> =>
      page.evaluate(([name, text]) => window.launch?.(name, text), [name, text] as const);

    await launch('model.sig', bundle);
    expect(await assay.outcome()).toEqual({ kind: 'inspection' });
    await expect(page.getByText('Drop the model folder to check the files.')).toBeVisible();
    await assay.drop(model, key);
    expect(await assay.outcome()).toMatchObject({ code: 'verified' });

    await assay.open(host.address);
    await launch('model.sig', 'not a bundle');
    expect(await assay.outcome()).toMatchObject({ kind: 'error', code: 'json-invalid' });
    await launch('key.pem', (await signed()).keyPem);
    expect(await assay.outcome()).toMatchObject({ kind: 'error', code: 'handed-over' });
  });

  test('can be installed, by a manifest that the browser has nothing against', async ({
    host,
    launchOptions,
  }, info) => {
    // Nothing can be installed in the windows that other tests open, which forget all.
    const context = await chromium.launchPersistentContext(info.outputPath('profile'), launchOptions);
    const page = await context.newPage();
    await visitTwice(page, host.address);
    const devtools = await context.newCDPSession(page);
    expect(await devtools.send('Page.getInstallabilityErrors')).toEqual({ installabilityErrors: [] });
    const manifest = await devtools.send('Page.getAppManifest');
    expect(manifest.errors).toEqual([]);
    expect(manifest.url).toBe(`${host.address}manifest.webmanifest`);
    await context.close();
  });
});
