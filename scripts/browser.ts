import { chromium } from 'playwright';
import { findProgram, installPackages, isRoot, run } from './program.ts';

const COMMANDS = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge'];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** Arguments that keep the browser off the network and let it run as root, as CI does. */
export const BROWSER_ARGUMENTS: readonly string[] = [
  ...(isRoot ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** Finds a Chromium: `ASSAY_BROWSER`, then the system's Chromium, Chrome or Edge, then Playwright's own. */
export function findBrowser(): string | undefined {
  const places = [...PLACES, chromium.executablePath()];
  return findProgram({ variable: 'ASSAY_BROWSER', commands: COMMANDS, places });
}

/** How Playwright starts the browser that {@link findBrowser} finds; without one it looks for its own. */
export function launchOptions(): { args: string[]; executablePath?: string } {
  const executablePath = findBrowser();
  return { args: [...BROWSER_ARGUMENTS], ...(executablePath === undefined ? {} : { executablePath }) };
}

/**
 * Installs a Chromium where there is none: the distribution's package where this process may, else Playwright's download.
 *
 * @throws Error if there is no browser afterwards.
 */
export function installBrowser(): void {
  if (findBrowser() !== undefined) return;
  console.log('No browser found, installing one.');
  // Without a font, text has no size and a test takes it for invisible.
  installPackages('chromium', 'fonts-liberation');
  // Ubuntu's `chromium` package may be a shell that installs nothing usable here.
  if (findBrowser() === undefined) run('npx', 'playwright', 'install', 'chromium');
  if (findBrowser() === undefined)
    throw new Error('No browser: install Chromium, or name one in ASSAY_BROWSER.');
}
