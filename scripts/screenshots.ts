/**
 * `npm run screenshots -- DIR`: pictures of every state of the page, in light and dark, on a desktop and on a phone, for
 * somebody to look at.
 */
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { inEveryLook } from '../test/e2e/looks.ts';
import { tour } from '../test/e2e/tour.ts';
import { installBrowser } from './browser.ts';
import { buildSite, serveSite } from './site.ts';

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error('Where to? npm run screenshots -- DIR');
  process.exit(1);
}
const target = resolve(folder);
installBrowser();
await mkdir(target, { recursive: true });
await buildSite('warn');
const site = await serveSite(0);
try {
  const states = await tour(site.address, (state, page) =>
    inEveryLook(page, async (look) => {
      await page.screenshot({ path: join(target, `${state}-${look}.png`), fullPage: true });
    }),
  );
  console.log(`${states} states in ${target}`);
} finally {
  await site.close();
}
