import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { SERVICE_WORKER } from '../src/pwa/policy.ts';
import { MANIFEST } from './manifest.ts';
import { sha256, SUMS } from './sums.ts';

/** Most that is kept for use without a network, in bytes. */
export const MAX_PRECACHE = 2_000_000;

/** What nobody needs without a network: what hosts and robots read, and pictures for stores of programs. */
const NOT_KEPT = [SERVICE_WORKER, SUMS, '_headers', 'robots.txt', 'screenshots/*'];

/**
 * Makes the site one that can be installed and works without a network: its manifest, and its service worker with the list
 * of all files and their digests in it. Fails the build if they are more than {@link MAX_PRECACHE}.
 */
export function installable(): Plugin[] {
  let folder = '';
  return [
    {
      name: 'assay:installable',
      apply: 'build',
      configResolved({ build, root }) {
        folder = resolve(root, build.outDir);
      },
      transformIndexHtml: () => [
        { tag: 'link', attrs: { rel: 'apple-touch-icon', href: 'icon-192.png' }, injectTo: 'head' },
      ],
    },
    ...VitePWA({
      strategies: 'injectManifest',
      srcDir: 'workers',
      filename: 'sw.ts',
      injectRegister: false,
      includeManifestIcons: false,
      manifest: MANIFEST,
      injectManifest: {
        minify: false,
        rollupFormat: 'iife',
        globPatterns: ['**/*'],
        globIgnores: NOT_KEPT,
        maximumFileSizeToCacheInBytes: MAX_PRECACHE,
        manifestTransforms: [
          async (entries) => {
            const total = entries.reduce((sum, { size }) => sum + size, 0);
            if (total > MAX_PRECACHE)
              throw new Error(
                `what is kept for use without a network is ${total} bytes, over ${MAX_PRECACHE}`,
              );
            // In the order of no file system: the same sources give the same bytes.
            const sorted = entries.toSorted((a, b) => (a.url < b.url ? -1 : 1));
            const manifest = await Promise.all(
              sorted.map(async ({ size, url }) => {
                const digest = sha256(await readFile(join(folder, url)), 'base64');
                return { url, integrity: `sha256-${digest}`, revision: null, size };
              }),
            );
            return { manifest, warnings: [] };
          },
        ],
      },
    }),
  ];
}
