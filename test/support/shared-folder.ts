import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserCommand } from 'vitest/node';

declare module 'vitest/browser' {
  interface BrowserCommands {
    listShared: (folder: string) => Promise<string[]>;
    readShared: (path: string) => Promise<string | null>;
  }
}

const folder = process.env.ASSAY_SHARED ?? '../shared';

/** The names in a folder of the shared test data; none where the data is absent. */
const listShared: BrowserCommand<[path: string]> = (_context, path) => {
  const place = join(folder, path);
  return existsSync(place) ? readdirSync(place) : [];
};

/** A file of the shared test data in base64, or null. */
const readShared: BrowserCommand<[path: string]> = (_context, path) => {
  const place = join(folder, path);
  return existsSync(place) ? readFileSync(place, 'base64') : null;
};

/** Lets tests in a browser read the shared test data, which lies outside the project. */
export const sharedCommands = { listShared, readShared };
