import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, preview } from 'vite';
import type { Site } from '../../scripts/site.ts';

const ROOT = fileURLToPath(new URL('usual/', import.meta.url));

/** Builds the page of the usual design below `folder`, outside the repository, and serves it on this machine only. */
export async function serveUsual(folder: string): Promise<Site> {
  const common = { root: ROOT, configFile: false, logLevel: 'error' } as const;
  const outDir = join(folder, 'usual');
  await build({ ...common, worker: { format: 'es' }, build: { outDir, emptyOutDir: true } });
  const server = await preview({ ...common, build: { outDir }, preview: { port: 0 } });
  const address = server.resolvedUrls?.local[0];
  if (address === undefined) throw new Error('The preview server names no address');
  return { address, close: () => server.close() };
}
