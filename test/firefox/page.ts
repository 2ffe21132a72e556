import { type Browser, type BrowserContext, launch, type Page } from 'puppeteer-core';
import { watchWorkers, type WorkerUse } from './watch-workers.ts';

/** Where the page stopped. */
export interface Outcome {
  /** The verdict's state, or `error` for an error before any verdict. */
  readonly state: string;
  readonly code: string;
  readonly text: string;
}

/** Milliseconds in which Firefox must start, and a check must end: models of these tests are small. */
const LIMIT = 60_000;

/** Starts Firefox without a window. */
export function launchFirefox(executablePath: string): Promise<Browser> {
  return launch({ browser: 'firefox', executablePath, headless: true, timeout: LIMIT });
}

/**
 * The page in a Firefox that holds nothing else, used as a person uses it. Playwright, whose page objects the other tests
 * take, drives no Firefox but its own.
 */
export class FirefoxPage {
  readonly #context: BrowserContext;
  readonly #page: Page;
  /** Addresses that were asked for. */
  readonly requests: string[] = [];
  /** Warnings and errors on the console, errors that nobody caught, and what the content security policy forbade. */
  readonly complaints: string[] = [];

  private constructor(context: BrowserContext, page: Page) {
    this.#context = context;
    this.#page = page;
    page.on('request', (request) => this.requests.push(request.url()));
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warn') this.complaints.push(message.text());
    });
  }

  /** Opens the start view in a profile of its own. */
  static async open(browser: Browser, address: string): Promise<FirefoxPage> {
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    const assay = new FirefoxPage(context, page);
    await page.evaluateOnNewDocument(watchWorkers);
    await page.goto(address);
    return assay;
  }

  /** Presses a button. */
  async press(name: string): Promise<void> {
    await this.#page.locator(`aria/${name}[role="button"]`).click();
  }

  /** Chooses files in the dialog of “Choose a file”. */
  async chooseFiles(...paths: readonly string[]): Promise<void> {
    const [dialog] = await Promise.all([this.#page.waitForFileChooser(), this.press('Choose a file')]);
    await dialog.accept([...paths]);
  }

  /**
   * Chooses files in the dialog of “Choose a folder”, each as if it lay in one folder. WebDriver gives no folder to Firefox
   * (153), so the input is made to take files, and their place in the folder is put on them; all else is as ever.
   */
  async chooseFolder(name: string, ...paths: readonly string[]): Promise<void> {
    await this.#page.$eval(
      'input[webkitdirectory]',
      (input, folder) => {
        input.setAttribute('multiple', '');
        Object.defineProperty(File.prototype, 'webkitRelativePath', {
          get(this: File) {
            return `${folder}/${this.name}`;
          },
        });
      },
      name,
    );
    const [dialog] = await Promise.all([this.#page.waitForFileChooser(), this.press('Choose a folder')]);
    await dialog.accept([...paths]);
  }

  /** Waits until this stands on the page. */
  async see(text: string): Promise<void> {
    await this.#page.locator(`text/${text}`).wait();
  }

  /**
   * Waits for a verdict or an error.
   *
   * @throws Error if none comes; it says what stands on the page instead.
   */
  async outcome(): Promise<Outcome> {
    const stop = '[aria-label="Verdict"], [role="alert"][data-code]';
    try {
      await this.#page.waitForSelector(stop, { timeout: LIMIT });
    } catch (error) {
      const text = await this.#page.$eval('body', ({ innerText }) => innerText);
      throw new Error(`No verdict. The page says: ${text}`, { cause: error });
    }
    return this.#page.$eval(stop, (found) => ({
      state: found.getAttribute('data-state') ?? 'error',
      code: found.getAttribute('data-code') ?? '',
      text: found.textContent.replaceAll(/\s+/g, ' ').trim(),
    }));
  }

  /** The hash workers that it started, and what they were given to do. */
  hashWorkers(): Promise<WorkerUse[]> {
    return this.#page.evaluate(() => globalThis.hashWorkers);
  }

  /** Closes the page and forgets its profile. */
  async close(): Promise<void> {
    await this.#context.close();
  }
}
