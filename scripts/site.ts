import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, preview, type LogLevel } from 'vite';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Most that a first visit may download before the page can be used, gzipped, in bytes. */
export const MAX_FIRST_LOAD = 120_000;

/** The built site, being served. */
export interface Site {
  /** Its address, with a final slash. */
  readonly address: string;
  readonly close: () => Promise<void>;
}

/** Builds the site into `dist/`. */
export async function buildSite(logLevel: LogLevel = 'info'): Promise<void> {
  await build({ root: ROOT, logLevel });
}

/** Whether `dist/` holds a build, of whatever age. */
export function isBuilt(): boolean {
  return existsSync(new URL('../dist/index.html', import.meta.url));
}

/**
 * Serves what {@link buildSite} built, on this machine only.
 *
 * @param port 0 for any free one.
 * @throws Error if the port is taken.
 */
export async function serveSite(port: number): Promise<Site> {
  const server = await preview({ root: ROOT, logLevel: 'warn', preview: { port, strictPort: true } });
  const address = server.resolvedUrls?.local[0];
  if (address === undefined) throw new Error('The preview server names no address');
  return { address, close: () => server.close() };
}
