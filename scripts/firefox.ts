import { findProgram, installPackages } from './program.ts';

/** Finds a Firefox: `ASSAY_FIREFOX`, then the system's. */
export function findFirefox(): string | undefined {
  return findProgram({
    variable: 'ASSAY_FIREFOX',
    commands: ['firefox-esr', 'firefox'],
    places: [
      '/Applications/Firefox.app/Contents/MacOS/firefox',
      'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
    ],
  });
}

/** Installs a Firefox where there is none, as far as the distribution has one; without it its tests are skipped. */
export function installFirefox(): void {
  if (findFirefox() !== undefined) return;
  console.log('No Firefox found, trying to install one.');
  // Without a font, text has no size and a test takes it for invisible.
  installPackages('firefox-esr', 'fonts-liberation');
  if (findFirefox() === undefined) console.log('Still none: its tests are skipped.');
}
