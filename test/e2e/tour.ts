import { chromium, type Page } from 'playwright';
import { launchOptions } from '../../scripts/browser.ts';
import { withDisk } from '../support/disk.ts';
import { AssayPage } from '../support/page.ts';
import { PAGE_STATES } from './states.ts';

/**
 * Shows every state of a served page, one after another, each in a browser context of its own.
 *
 * @param see sees the page while it stands there.
 * @returns how many states there are.
 */
export async function tour(
  address: string,
  see: (state: string, page: Page) => Promise<void>,
): Promise<number> {
  const states = Object.entries(PAGE_STATES);
  const browser = await chromium.launch(launchOptions());
  try {
    for (const [state, reach] of states) {
      await withDisk(async (disk) => {
        const context = await browser.newContext({
          baseURL: address,
          locale: 'en-GB',
          timezoneId: 'UTC',
          // Each of these would fetch the whole site once more.
          serviceWorkers: 'block',
        });
        const assay = new AssayPage(await context.newPage());
        await assay.open();
        await reach(assay, disk);
        await see(state, assay.page);
        await context.close();
      });
    }
  } finally {
    await browser.close();
  }
  return states.length;
}
