/** Every recipe of `docs/hosting.md`: the headers that it sends, and the page under them, mostly below a path. */
import { chmod, cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchOptions } from '../../scripts/browser.ts';
import { caddyRecipe, headersFile, nginxRecipe } from '../../scripts/hosting.ts';
import { filesIn } from '../../scripts/sums.ts';
import { headersFor, REALMS } from '../../src/pwa/policy.ts';
import { withDisk } from '../support/disk.ts';
import { AssayPage } from '../support/page.ts';
import { builtBy, ROOT } from './builds.ts';
import { HOSTS, type Served } from './hosts.ts';
import { everyMethod } from './methods.ts';

it('the recipes are those that follow from the headers', async () => {
  expect(await readFile(join(ROOT, 'docs/hosting/nginx.conf'), 'utf8'), 'npm run hosting').toBe(
    nginxRecipe(),
  );
  expect(await readFile(join(ROOT, 'docs/hosting/Caddyfile'), 'utf8'), 'npm run hosting').toBe(caddyRecipe());
  expect(await readFile(join(builtBy('build'), '_headers'), 'utf8')).toBe(headersFile());
});

it('the container takes the recipe for the port and the folder that it has', async () => {
  const container = await readFile(join(ROOT, 'Containerfile'), 'utf8');
  expect(container).toContain('docs/hosting/nginx.conf /etc/nginx/conf.d/');
  expect(container).toContain('/dist /srv/assay\n');
  expect(nginxRecipe()).toContain('root /srv/assay;');
  expect(container).toContain('EXPOSE 8080\n');
  expect(nginxRecipe()).toContain('listen 8080;');
});

describe.each(HOSTS)('$name', ({ serve, sends, atRoot }) => {
  if (!serve) {
    it.skip('is not on this machine');
    return;
  }
  const path = atRoot ? '' : 'tools/assay/';
  let scratch: string;
  let served: Served;
  let address: string;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];
  beforeAll(async () => {
    scratch = await mkdtemp(join(tmpdir(), 'assay-host-'));
    // nginx serves as a user of its own.
    await chmod(scratch, 0o755);
    const folder = join(scratch, 'site');
    await cp(builtBy('build'), join(folder, path), { recursive: true });
    served = await serve(folder, scratch);
    address = served.address + path;
    browser = await chromium.launch(launchOptions());
  });
  afterAll(async () => {
    await browser.close();
    await served.close();
    await rm(scratch, { recursive: true, force: true });
  });
  beforeEach(async () => {
    complaints.length = 0;
    page = await browser.newPage({ locale: 'en-GB' });
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
  });
  afterEach(async () => {
    await page.close();
  });

  it('sends every file with its headers, and none of them where it cannot', async () => {
    const files = await filesIn(builtBy('build'));
    const html = files.get('index.html') ?? Buffer.from('');
    for (const [name, bytes] of [...files, ['', html] as const]) {
      const answer = await fetch(address + name);
      expect(answer.status).toBe(200);
      expect(Buffer.from(await answer.arrayBuffer()).equals(bytes), name).toBe(true);
      const found = Object.keys(headersFor('/')).flatMap((header) => {
        const value = answer.headers.get(header);
        return value === null ? [] : [[header, value] as const];
      });
      expect(Object.fromEntries(found), name).toEqual(sends(`/${path}${name}`));
    }
  });

  it.runIf(!atRoot)('lets nobody keep that a file is missing', async () => {
    const answer = await fetch(`${address}assets/missing.js`);
    expect(answer.status).toBe(404);
    expect(answer.headers.get('Cache-Control') ?? 'no-cache').toBe('no-cache');
  });

  it('has the page work by every method', async () => {
    const assay = new AssayPage(page);
    await assay.open(address);
    for (const { files, beside, genuine } of await everyMethod()) {
      await withDisk(async (disk) => {
        const rest = await disk.write('beside', beside);
        const others = Object.keys(beside).map((name) => join(rest, name));
        await assay.drop(await disk.write('model', files), ...others);
        expect(await assay.outcome()).toMatchObject(genuine);
      });
      await assay.startOver();
    }
    expect(complaints).toEqual([]);
  });

  it('has the documents run that may connect, by the policies that stand in them', async () => {
    for (const name of REALMS) {
      await page.goto(address + name);
      expect(await page.title(), name).toMatch(/^Assay: /);
    }
    expect(complaints).toEqual([]);
  });
});
