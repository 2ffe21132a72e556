/**
 * What leaves this computer: every request of every feature, and what code could send that somebody brought into the page.
 * A recorder is all of the network that the browser has (`test/support/recorder.ts`).
 */
import { chromium, expect, type Page, type Worker } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { frame } from '../../src/link/frame.ts';
import { REPOSITORY } from '../../src/trust-realm/serve.ts';
import type { Recorder } from '../support/recorder.ts';
import { ANYWHERE, BY_LEAVING, IN_THE_PAGE, leaksOf } from './leaks.ts';
import { BARE, FULL, PLAIN, test, TRUSTING } from './recorded.ts';
import { sparseModel } from './sparse.ts';
import { PAGE_STATES } from './states.ts';

test.use({ launchOptions: TRUSTING, serviceWorkers: 'allow' });

/** No load of the page keeps these from code in it: the page’s own host hears of both. */
const OWN_HOST = ['own-image', 'own-import'];

/** What code in the page may do, by how the page was loaded. All else is barred. */
const LOADS = [
  {
    name: 'first load, from a host without headers',
    host: BARE,
    load: 'first',
    // Of what a frame or a form is refused, Chromium has already connected to the host: its name got out.
    staying: [...OWN_HOST, 'form', 'frame', 'trust-frame', 'webrtc-stun', 'webrtc-turn'],
    leaving: Object.keys(BY_LEAVING),
  },
  { name: 'first load, from a host with headers', host: FULL, load: 'first', staying: OWN_HOST, leaving: [] },
  {
    name: 'second load, from a host without headers',
    host: BARE,
    load: 'second',
    staying: OWN_HOST,
    leaving: [],
  },
] as const;

const byName = (names: readonly string[]): string[] => [...names].sort();

test('leak: the recorder sees every way out where nothing bars it', async ({ context, recorder }) => {
  test.slow();
  const open = async (): Promise<Page> => {
    const page = await context.newPage();
    await page.goto(PLAIN);
    return page;
  };
  const page = await open();
  // There is no service worker to send a message to.
  const all = Object.keys(IN_THE_PAGE).filter((name) => name !== 'service-worker-message');
  expect(await leaksOf(IN_THE_PAGE, recorder, () => page, all)).toEqual(all);
  const starting = page.waitForEvent('worker');
  await page.evaluate(() => {
    new Worker(URL.createObjectURL(new Blob(['onmessage = () => undefined'], { type: 'text/javascript' })));
  });
  const worker = await starting;
  const anywhere = Object.keys(ANYWHERE);
  expect(await leaksOf(ANYWHERE, recorder, () => worker, anywhere)).toEqual(anywhere);
  const byLeaving = Object.keys(BY_LEAVING);
  expect(await leaksOf(BY_LEAVING, recorder, open, byLeaving)).toEqual(byLeaving);
});

for (const { name, host, load, staying, leaving } of LOADS) {
  test(`leak: code in the page, ${name}`, async ({ recorder, visit }) => {
    test.slow();
    const { page } = await visit(host, load);
    expect(byName(await leaksOf(IN_THE_PAGE, recorder, () => page, staying))).toEqual(byName(staying));
  });

  test(`leak: code that leaves the page, ${name}`, async ({ recorder, visit }) => {
    test.slow();
    const open = async (): Promise<Page> => (await visit(host, load)).page;
    expect(byName(await leaksOf(BY_LEAVING, recorder, open, leaving))).toEqual(byName(leaving));
  });

  test(`leak: code in the workers, ${name}`, async ({ context, disk, recorder, visit }) => {
    test.slow();
    const assay = await visit(host, load);
    const { page } = assay;
    const { folder, keyFile } = await sparseModel(disk, { 'model.bin': 60_000_000_000 }, { 'model.bin': 0 });
    await assay.drop(folder, keyFile);
    await page.getByRole('region', { name: 'Checking', exact: true }).getByText('a second').waitFor();
    await page.keyboard.press('Alt+p');
    await page.getByText('· paused').waitFor();
    // Whoever asks for a trust root waits for as long as its worker is looked at.
    await context.route(`${REPOSITORY}**`, () => undefined);
    await page.getByRole('button', { name: 'What this page trusts', exact: true }).click();
    await page.getByRole('button', { name: 'Refresh now', exact: true }).click();
    await expect
      .poll(async () => [...(await workersOf(page)).keys()].sort())
      .toEqual(['hash', 'signer', 'trust']);
    for (const [kind, worker] of await workersOf(page))
      expect(await leaksOf(ANYWHERE, recorder, () => worker), kind).toEqual([]);
  });
}

/** One worker of each kind. */
async function workersOf(page: Page): Promise<ReadonlyMap<string, Worker>> {
  const named = page.workers().map(async (worker) => {
    // Some end as soon as they have answered.
    const name = await worker.evaluate(() => self.name).catch(() => '');
    return [name, worker] as const;
  });
  return new Map((await Promise.all(named)).filter(([name]) => name !== ''));
}

/** Chromium asks by itself what kinds of fields a page has, by their structure. No page can bar that. */
const BY_THE_BROWSER = 'content-autofill.googleapis.com';

/** Requests that are none of the page’s own files. */
function strangers({ asked }: Recorder, host: string, ownFiles: readonly string[]): string[] {
  const own = new Set(ownFiles.map((name) => `GET ${host}${name}`));
  return asked.filter((entry) => !own.has(entry) && !entry.split(/[ /:]/).includes(BY_THE_BROWSER));
}

test.describe('every feature', () => {
  // What the service worker asks for is tested below; here it would fetch the whole site anew for each of them.
  test.use({ serviceWorkers: 'block' });

  for (const [state, reach] of Object.entries(PAGE_STATES)) {
    test(`leak: nothing but files of the page is asked for, ${state}`, async ({
      disk,
      ownFiles,
      recorder,
      visit,
    }) => {
      const assay = await visit(FULL);
      await reach(assay, disk);
      expect(recorder.asked).not.toEqual([]);
      expect(strangers(recorder, FULL, ownFiles)).toEqual([]);
    });
  }
});

for (const { name, host, load } of LOADS) {
  test(`leak: a newer trust root is asked for at Sigstore’s, by the name of its file, ${name}`, async ({
    ownFiles,
    recorder,
    visit,
  }) => {
    const { page } = await visit(host, load);
    await page.getByRole('button', { name: 'What this page trusts', exact: true }).click();
    await page.getByRole('button', { name: 'Refresh now', exact: true }).click();
    await expect(page.getByRole('alert')).toHaveAttribute('data-code', 'tuf-malformed');
    const { hostname } = new URL(REPOSITORY);
    expect(
      strangers(recorder, host, ownFiles).filter((entry) => entry !== `CONNECT ${hostname}:443`),
    ).toEqual([expect.stringMatching(/^GET https:\/\/tuf-repo-cdn\.sigstore\.dev\/\d+\.root\.json$/)]);
    await page.getByText(/^Network: /).click();
    await expect(page.getByText('Sigstore was asked 1 time')).toBeVisible();
  });

  test(`leak: a link’s bundle is asked for at the host that was clicked on, ${name}`, async ({
    context,
    ownFiles,
    recorder,
    visit,
  }) => {
    const address = 'https://files.models.example/model.sig';
    const link = frame(`method=sigstore&identity=a@b.example&issuer=https://i.example&bundle=${address}`);
    const { page } = await visit(`${host}#${link}`, load);
    const opening = context.waitForEvent('page');
    await page.getByRole('link', { name: 'Load it from files.models.example' }).click();
    const loader = await opening;
    const button = loader.getByRole('button', { name: 'Load from files.models.example' });
    await button.waitFor();
    expect(strangers(recorder, host, ownFiles)).toEqual([]);
    await button.click();
    await loader.getByText('The bundle is loaded. Go back to the tab that you came from.').waitFor();
    expect(strangers(recorder, host, ownFiles)).toEqual([
      'CONNECT files.models.example:443',
      `GET ${address}`,
    ]);
    await page.getByText(/^Network: /).click();
    await expect(page.getByText('was opened to load it from files.models.example')).toBeVisible();
  });
}

test('leak: names that are looked up, and hosts that are connected to, ahead', async ({ disk, recorder }) => {
  // A proxy looks names up itself, so this browser has none, and writes a log of what it looks up. Distributions may have
  // switched that off, so a profile says that it may.
  const profile = await disk.write('profile', {
    'Default/Preferences': JSON.stringify({ net: { network_prediction_options: 0 } }),
  });
  const log = join(disk.root, 'net-log.json');
  const browser = await chromium.launchPersistentContext(profile, {
    ...TRUSTING,
    args: [...TRUSTING.args, `--log-net-log=${log}`],
  });
  const { port } = new URL(recorder.proxy);
  const page = await browser.newPage();
  for (const host of [PLAIN, BARE, FULL]) {
    const address = new URL(host);
    address.port = port;
    await page.goto(address.href);
    await page.evaluate((name) => {
      for (const rel of ['dns-prefetch', 'preconnect']) {
        const href = `https://${rel}.${name}.invalid`;
        document.head.append(Object.assign(document.createElement('link'), { rel, href }));
      }
    }, address.hostname);
    await page.waitForTimeout(1000);
  }
  await browser.close();
  const text = await readFile(log, 'utf8');
  const lookedUp = ['dns-prefetch', 'preconnect'].map((rel) =>
    [PLAIN, BARE, FULL].filter((host) => text.includes(`${rel}.${new URL(host).hostname}.invalid`)),
  );
  expect(lookedUp).toEqual([
    [PLAIN, BARE],
    [PLAIN, BARE],
  ]);
});
