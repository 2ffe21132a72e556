import { chromium } from 'playwright';
import { launchOptions } from '../../scripts/browser.ts';
import { dropPaths } from '../support/page.ts';
import type { Model } from './data.ts';
import { type Marks, watch } from './marks.ts';
import { type Usage, usageOf } from './processes.ts';

/** Milliseconds after which a page that says nothing is given up: 4 GB at 7 MB/s. */
const LIMIT = 600_000;

/** One run of a page over a model. */
export interface PageRun extends Usage {
  readonly marks: Marks;
  /** CPU seconds of the page's own thread: all that it does to list the files, to show progress, to judge. */
  readonly mainThread: number;
}

/**
 * Drops a model on a page, in a browser started for it alone, and waits for the verdict.
 *
 * @param state the `data-state` of the verdict that must come.
 * @throws Error if another one comes.
 */
export async function runPage(
  address: string,
  { folder, bundle, key }: Model,
  state: string,
): Promise<PageRun> {
  const browser = await chromium.launch(launchOptions());
  try {
    // The page keeps itself for use without a network a second after it was loaded, which takes a core for a moment.
    const page = await browser.newPage({ serviceWorkers: 'block' });
    await page.goto(address, { waitUntil: 'networkidle' });
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
    const busy = async (): Promise<number> => {
      const { metrics } = await devtools.send('Performance.getMetrics');
      return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN;
    };
    const [[marks, mainThread], usage] = await usageOf(browser, async () => {
      const before = await busy();
      const watching = page.evaluate(watch, LIMIT);
      await dropPaths(page, [folder, bundle, key]);
      return [await watching, (await busy()) - before] as const;
    });
    if (marks.state !== state)
      throw new Error(`The page says “${marks.state}”, not “${state}”: ${marks.text}`);
    return { marks, mainThread, ...usage };
  } finally {
    await browser.close();
  }
}
