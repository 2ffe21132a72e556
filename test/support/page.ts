import type { Locator, Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { STATES, type State } from '../../src/verify/verdict.ts';

/** What a person says before the model: whom they expect, and what may be left out. Paths are those of files on this machine. */
export interface Settings {
  readonly identity?: string;
  readonly issuer?: string;
  readonly publicKeyFile?: string;
  readonly rootCertificateFiles?: readonly string[];
  readonly trustRootFile?: string;
  readonly judgeAtIssuance?: boolean;
  /** Relative to the model, `/`-separated. */
  readonly ignorePaths?: readonly string[];
  readonly ignoreUnsignedFiles?: boolean;
}

/** Where the page stops: with an answer, or with a question of its own. */
export type Outcome =
  | {
      readonly kind: 'verdict';
      readonly state: State;
      readonly code: string;
      readonly headline: string;
    }
  /** An error before any verdict. */
  | { readonly kind: 'error'; readonly code: string; readonly message: string }
  /** A bundle alone, shown without a model. */
  | { readonly kind: 'inspection' }
  | { readonly kind: 'which-bundle' }
  | { readonly kind: 'no-bundle' };

/** How long a click or an entry may take, in milliseconds. */
const ACTION_LIMIT = 15_000;
/** How long a check may take, in milliseconds: models of the tests are small. */
const CHECK_LIMIT = 120_000;
/** How long the page may take to react to a bundle given where it asked for one, in milliseconds. */
const REPLY_LIMIT = 5_000;

/**
 * Drops files and folders onto the middle of the window: a real drop, which the page cannot tell from a person's.
 *
 * @param paths absolute paths on this machine.
 */
export async function dropPaths(page: Page, paths: readonly string[]): Promise<void> {
  const [x, y] = await page.evaluate(() => [innerWidth / 2, innerHeight / 2] as const);
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  const devtools = await page.context().newCDPSession(page);
  try {
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await devtools.send('Input.dispatchDragEvent', { type, x, y, data });
    }
  } finally {
    await devtools.detach();
  }
}

/** The page as a person sees and uses it: by roles, labels and names, never by its inner structure. */
export class AssayPage {
  readonly page: Page;
  /** Stands in the start view only. */
  readonly #start: Locator;
  readonly #verdict: Locator;
  readonly #error: Locator;
  readonly #inspection: Locator;
  readonly #whichBundle: Locator;
  readonly #bundleFile: Locator;

  constructor(page: Page) {
    page.setDefaultTimeout(ACTION_LIMIT);
    this.page = page;
    this.#start = page.getByRole('button', { name: 'Choose a folder', exact: true });
    this.#verdict = page.getByRole('region', { name: 'Verdict', exact: true });
    this.#error = page.getByRole('alert').and(page.locator('[data-code]'));
    this.#inspection = page.getByRole('region', { name: 'Bundle', exact: true });
    this.#whichBundle = page.getByRole('group', { name: 'Which bundle?', exact: true });
    this.#bundleFile = page.getByLabel('Bundle file', { exact: true });
  }

  /** Opens the start view. */
  async open(address = '/'): Promise<void> {
    await this.page.goto(address);
    await this.#start.waitFor();
  }

  /** Opens the start view as a host would serve it under a path of one person among others. */
  async openShared(): Promise<void> {
    await this.page.route('**/people/**', (route) =>
      route.continue({ url: route.request().url().replace('/people/', '/') }),
    );
    await this.open('/people/');
  }

  /** Fills in the form of the start view; what `settings` does not name stays as it is. */
  async enter(settings: Settings): Promise<void> {
    if (Object.keys(settings).length === 0) return;
    const summary = this.page.getByText('Say whom you expect', { exact: true });
    const form = this.page.locator('details').filter({ has: summary });
    if ((await form.getAttribute('open')) === null) await summary.click();

    const field = (label: string): Locator => form.getByLabel(label, { exact: true });
    // The page reads a file after it was given; it shows the name when it has.
    const give = async (label: string, ...files: readonly string[]): Promise<void> => {
      await field(label).setInputFiles(files);
      await form
        .getByText(`Uses ${files.map((file) => basename(file)).join(', ')}.`)
        .first()
        .waitFor();
    };
    const more = form.getByText('Private authority, trust root, ignored paths', { exact: true });
    const moreOpen = form.locator('details[open]').filter({ has: more });
    if (!(await moreOpen.isVisible())) await more.click();
    const { identity, issuer, publicKeyFile, rootCertificateFiles, trustRootFile, ignorePaths } = settings;
    if (identity !== undefined) await field('Identity').fill(identity);
    if (issuer !== undefined) await field('Issuer').fill(issuer);
    if (publicKeyFile !== undefined) await give('Public key file', publicKeyFile);
    if (rootCertificateFiles) await give('Root certificate files', ...rootCertificateFiles);
    if (trustRootFile !== undefined) await give('Trust root file', trustRootFile);
    if (ignorePaths) await field('Ignore these paths').fill(ignorePaths.join('\n'));
    const { judgeAtIssuance, ignoreUnsignedFiles } = settings;
    if (judgeAtIssuance !== undefined)
      await field('Judge certificates at issuance').setChecked(judgeAtIssuance);
    if (ignoreUnsignedFiles !== undefined)
      await field('Ignore unsigned files').setChecked(ignoreUnsignedFiles);
  }

  /** Drops files and folders, by their absolute paths. */
  async drop(...paths: readonly string[]): Promise<void> {
    await dropPaths(this.page, paths);
  }

  /** Waits until the page has an answer or a question. */
  async outcome(): Promise<Outcome> {
    const stops = [this.#error, this.#inspection, this.#whichBundle, this.#bundleFile];
    const any = stops.reduce((all, stop) => all.or(stop), this.#verdict);
    await shown(any).waitFor({ timeout: CHECK_LIMIT });
    // A verdict may itself ask for the bundle that is missing, so the questions come first.
    if (await shown(this.#whichBundle).isVisible()) return { kind: 'which-bundle' };
    if (await shown(this.#bundleFile).isVisible()) return { kind: 'no-bundle' };
    if (await this.#verdict.isVisible()) return this.#readVerdict();
    if (await shown(this.#error).isVisible()) return this.#readError();
    return { kind: 'inspection' };
  }

  /** Clicks the bundle of that path where the page asks which one, and waits for what becomes of it. */
  async chooseBundle(path: string): Promise<Outcome> {
    const choice = this.#whichBundle.getByRole('button', { name: path, exact: true });
    if (!(await choice.isVisible())) return { kind: 'which-bundle' };
    await choice.click();
    return this.#reply({ kind: 'which-bundle' });
  }

  /** Gives a bundle where the page asks for one, and waits for what becomes of it. */
  async giveBundleFile(path: string): Promise<Outcome> {
    await this.#bundleFile.setInputFiles(path);
    return this.#reply({ kind: 'no-bundle' });
  }

  /** Downloads the report and returns it as parsed JSON. */
  async saveReport(): Promise<unknown> {
    return JSON.parse((await this.save('Save report')).text);
  }

  /** Downloads a form of the report by the button of that name. */
  async save(button: string): Promise<{ readonly name: string; readonly text: string }> {
    const choice = this.page.getByRole('button', { name: button, exact: true });
    if (!(await choice.isVisible()))
      await this.page.getByText('Other forms of the report', { exact: true }).click();
    const downloading = this.page.waitForEvent('download');
    await choice.click();
    const download = await downloading;
    return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
  }

  /** Opens the inspector and unfolds all that is folded in it. */
  async inspect(): Promise<Locator> {
    await this.page.getByText('Every layer of the bundle', { exact: true }).click();
    const layers = this.page.getByRole('region', { name: 'Layers of the bundle', exact: true });
    await layers.getByRole('heading', { level: 3 }).first().waitFor();
    const folded = layers.locator('details:not([open]) > summary').filter({ visible: true });
    while ((await folded.count()) > 0) {
      await folded.evaluateAll((summaries) => {
        for (const summary of summaries) if (summary instanceof HTMLElement) summary.click();
      });
    }
    return layers;
  }

  /** Goes back to an empty start view, by the page's own button where it has one. */
  async startOver(): Promise<void> {
    const again = this.page.getByRole('button', { name: 'Check another model', exact: true });
    if (await again.isVisible()) await again.click();
    else await this.page.reload();
    await this.#start.waitFor();
  }

  /** What follows a question; the page goes on asking, and says why, if the answer is of no use to it. */
  async #reply(question: Outcome): Promise<Outcome> {
    try {
      await this.#bundleFile.waitFor({ state: 'hidden', timeout: REPLY_LIMIT });
    } catch {
      return (await shown(this.#error).isVisible()) ? this.#readError() : question;
    }
    return this.outcome();
  }

  async #readVerdict(): Promise<Outcome> {
    const stated = await this.#verdict.getAttribute('data-state');
    const state = STATES.find((known) => known === stated);
    if (state === undefined) throw new Error(`The page shows a verdict of unknown state “${String(stated)}”`);
    const code = (await this.#verdict.getAttribute('data-code')) ?? '';
    const headline = await this.#verdict.getByRole('heading', { level: 2 }).first().innerText();
    return { kind: 'verdict', state, code, headline: oneLine(headline) };
  }

  async #readError(): Promise<Outcome> {
    const alert = shown(this.#error);
    const code = (await alert.getAttribute('data-code')) ?? '';
    return { kind: 'error', code, message: oneLine(await alert.innerText()) };
  }
}

const shown = (locator: Locator): Locator => locator.filter({ visible: true }).first();

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();
