import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { chromium, type Browser } from 'playwright';
import { launchOptions } from '../../scripts/browser.ts';
import { buildSite, isBuilt, serveSite, type Site } from '../../scripts/site.ts';
import { AssayPage, type Outcome } from '../support/page.ts';
import { pathInside, settingsOf, type Request } from './request.ts';

/** What the page answered. */
export interface Answer {
  readonly verified: boolean;
  /** The verdict's state; `error` for an error before any verdict, else the name of the view the page stopped at. */
  readonly verdict: string;
  readonly code: string;
  /** The sentence that the page shows. */
  readonly message: string;
  /** Downloads the report that the page offers; undefined where it offers none. */
  readonly report: () => Promise<unknown>;
}

/** Verifies models with the built page in a browser of its own, used as a person uses it. One model at a time. */
export class Verifier {
  readonly #site: Site;
  #browser: Browser | undefined;
  #app: AssayPage | undefined;

  private constructor(site: Site) {
    this.#site = site;
  }

  /** Serves `dist/`, which is built if it is absent. */
  static async open(): Promise<Verifier> {
    if (!isBuilt()) await buildSite('error');
    return new Verifier(await serveSite(0));
  }

  /**
   * Verifies one model. The page is loaded once and used again by its own button; after a failure the next model gets
   * a new one.
   *
   * @throws Error if a path does not exist, or if the page or the browser does not answer.
   */
  async verify(request: Request): Promise<Answer> {
    // A drop of nothing would only be noticed when the page has not answered for minutes.
    await Promise.all([stat(request.modelPath), stat(request.bundle)]);
    try {
      const app = await this.#startView();
      return answerOf(app, await check(app, request));
    } catch (error) {
      await this.#closePage();
      throw error;
    }
  }

  /** Ends the browser and the server. */
  async close(): Promise<void> {
    await this.#browser?.close();
    await this.#site.close();
  }

  async #startView(): Promise<AssayPage> {
    try {
      await this.#app?.startOver();
    } catch {
      // The page or the browser crashed since.
      await this.#closePage();
    }
    this.#app ??= await this.#openPage();
    return this.#app;
  }

  async #openPage(): Promise<AssayPage> {
    if (!this.#browser?.isConnected()) this.#browser = await chromium.launch(launchOptions());
    // A service worker would serve a later page from its cache: this must be the page as built.
    const context = await this.#browser.newContext({
      baseURL: this.#site.address,
      locale: 'en-GB',
      timezoneId: 'UTC',
      serviceWorkers: 'block',
    });
    const app = new AssayPage(await context.newPage());
    await app.open();
    return app;
  }

  async #closePage(): Promise<void> {
    const context = this.#app?.page.context();
    this.#app = undefined;
    // Nothing to close is left of a browser that crashed.
    await context?.close().catch(() => undefined);
  }
}

async function check(app: AssayPage, request: Request): Promise<Outcome> {
  const { modelPath, bundle } = request;
  if (pathInside(modelPath, bundle) !== undefined) {
    const outcome = await offer(app, request, [modelPath]);
    if (await isAbout(app, outcome, bundle)) return outcome;
    await app.startOver();
  }
  return offer(app, request, [modelPath, bundle]);
}

/** Enters the settings, drops the paths, and answers if the page asks for the bundle. */
async function offer(app: AssayPage, request: Request, paths: readonly string[]): Promise<Outcome> {
  await app.enter(settingsOf(request));
  await app.drop(...paths);
  const outcome = await app.outcome();
  if (outcome.kind === 'no-bundle') return app.giveBundleFile(request.bundle);
  const own = pathInside(request.modelPath, request.bundle);
  return outcome.kind === 'which-bundle' && own !== undefined ? app.chooseBundle(own) : outcome;
}

/** Whether the page judged by this bundle, and not by another one that it found in the model. */
async function isAbout(app: AssayPage, outcome: Outcome, bundle: string): Promise<boolean> {
  if (outcome.kind !== 'verdict') return false;
  const report = (await app.saveReport()) as { bundle?: { sha256?: unknown } };
  return (
    report.bundle?.sha256 ===
    createHash('sha256')
      .update(await readFile(bundle))
      .digest('hex')
  );
}

function answerOf(app: AssayPage, outcome: Outcome): Answer {
  const none = { verified: false, report: () => Promise.resolve(undefined) };
  switch (outcome.kind) {
    case 'verdict': {
      const { state, code, headline: message } = outcome;
      return {
        verified: state === 'verified',
        verdict: state,
        code,
        message,
        report: () => app.saveReport(),
      };
    }
    case 'error':
      return { ...none, verdict: 'error', code: outcome.code, message: outcome.message };
    case 'inspection':
      return {
        ...none,
        verdict: outcome.kind,
        code: 'model-missing',
        message: 'The page took the bundle for all there is.',
      };
    case 'which-bundle':
      return {
        ...none,
        verdict: outcome.kind,
        code: 'bundle-ambiguous',
        message: 'The page offers other bundles only.',
      };
    case 'no-bundle':
      return {
        ...none,
        verdict: outcome.kind,
        code: 'no-bundle',
        message: 'The page takes the file for no bundle.',
      };
  }
}
