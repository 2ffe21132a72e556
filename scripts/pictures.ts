/**
 * `npm run pictures`: makes the pictures that the web app manifest names anew, after the icon or the page was changed: icons
 * out of `public/icon.svg`, and screenshots of a sample’s verdict.
 */
import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from 'playwright';
import { AssayPage } from '../test/support/page.ts';
import { installBrowser, launchOptions } from './browser.ts';
import { MANIFEST } from './manifest.ts';
import { buildSite, serveSite } from './site.ts';

const path = (relative: string): string => fileURLToPath(new URL(`../public/${relative}`, import.meta.url));

/** Gives the window the size that the manifest says, and takes a picture of it. */
async function take(page: Page, { sizes = '', src }: { sizes?: string; src: string }): Promise<void> {
  const [width = 0, height = 0] = sizes.split('x').map(Number);
  await page.setViewportSize({ width, height });
  await mkdir(dirname(path(src)), { recursive: true });
  await page.screenshot({ path: path(src), omitBackground: true });
}

installBrowser();
const { icons = [], screenshots = [] } = MANIFEST;
await buildSite('warn');
const site = await serveSite(0);
const browser = await chromium.launch(launchOptions());
try {
  const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'UTC', serviceWorkers: 'block' });
  const page = await context.newPage();
  const svg = await readFile(path('icon.svg'), 'utf8');
  for (const icon of icons.filter(({ type }) => type === 'image/png')) {
    // What systems cut to a shape of theirs must fill the square; the mark stands in the part that they leave.
    const drawing = icon.purpose === 'maskable' ? svg.replace(/ rx="\d+"/, '') : svg;
    await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${drawing}`);
    await take(page, icon);
  }
  const assay = new AssayPage(page);
  await assay.open(site.address);
  await page.getByRole('button', { name: 'Genuine', exact: true }).click();
  await assay.outcome();
  for (const screenshot of screenshots) await take(page, screenshot);
} finally {
  await browser.close();
  await site.close();
}
