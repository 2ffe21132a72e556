import { svelte } from '@sveltejs/vite-plugin-svelte';
import { isBuiltin } from 'node:module';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { defineConfig, mergeConfig, type Plugin, type UserConfig } from 'vite';
import { buildFacts, siteDigest } from './scripts/build-facts.ts';
import { hostHeaders } from './scripts/hosting.ts';
import { kernels } from './scripts/kernels.ts';
import { linkRealm } from './scripts/link-realm.ts';
import { installable } from './scripts/pwa.ts';
import { inlineWorkers, SINGLE_FOLDER, singleFile } from './scripts/single.ts';
import { MAX_FIRST_LOAD } from './scripts/site.ts';
import { writeSums } from './scripts/sums.ts';
import { trustRealm } from './scripts/trust-realm.ts';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/**
 * The Sigstore libraries are written for Node. They import `crypto` and `util` and use the global `Buffer`;
 * these stand in for all three. Shared with the browser tests, which must run the shims and not Node's own.
 */
export const nodeShims = {
  alias: {
    crypto: path('src/signer/node-shims/crypto.ts'),
    util: path('src/signer/node-shims/util.ts'),
    // The trailing slash names the package: without it Vite takes the Node built-in.
    buffer: 'buffer/',
  },
};

/**
 * Fails the build where a Node built-in is imported that no shim stands in for. Vite would make an empty object of it
 * (“externalized for browser compatibility”), in workers without a word, which throws when it is first used.
 */
function refuseExternalized(): Plugin {
  return {
    name: 'assay:refuse-externalized',
    apply: 'build',
    // After the aliases, before Vite's own resolver.
    enforce: 'pre',
    resolveId(source, importer) {
      if (isBuiltin(source)) this.error(`${importer ?? 'the page'} imports Node’s “${source}”`);
    },
  };
}

/** What the page’s policy forbids: code made of text, markup made of text, and a policy of a library that would allow it. */
const FORBIDDEN =
  /\beval\s*\(|\bnew Function\b|\bFunction\s*\(\s*["'`]|\.(?:inner|outer)HTML\s*=(?!=)|createPolicy\(\s*["'`](?!default\b)/;

/** Fails the build if its output would need what the content security policy forbids. */
function refuseForbidden(): Plugin {
  return {
    name: 'assay:refuse-forbidden',
    apply: 'build',
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue;
        const found = FORBIDDEN.exec(chunk.code);
        if (found)
          this.error(`${chunk.fileName} holds “${found[0]}”, which the content security policy forbids`);
      }
    },
  };
}

/** Which of the public-good instance’s seeds a module uses (`src/trust/`). */
const SEEDS_USED_BY: Readonly<Record<string, string>> = {
  'public-good.ts': 'trusted_root.json',
  'tuf-anchor.ts': 'root.json',
};

/** Keeps of the Sigstore seeds what a module uses; their keys are addresses, which no bundler can leave out by itself. */
function onlyUsedSeeds(): Plugin {
  return {
    name: 'assay:only-used-seeds',
    apply: 'build',
    enforce: 'pre',
    resolveId: {
      filter: { id: /^@sigstore\/tuf\/seeds\.json$/ },
      async handler(source, importer = '') {
        const used = SEEDS_USED_BY[basename(importer)];
        if (used === undefined) this.error(`${importer} must say which of the seeds it uses`);
        const seeds = await this.resolve(source, importer, { skipSelf: true });
        return seeds && `${seeds.id}?${used}`;
      },
    },
    transform: {
      filter: { id: /@sigstore\/tuf\/seeds\.json\?/ },
      handler: (seeds, id) =>
        JSON.stringify(JSON.parse(seeds), (key, value: unknown) =>
          key.endsWith('.json') && !id.endsWith(`?${key}`) ? undefined : value,
        ),
    },
  };
}

/** Fails the build if the entry, all that it imports statically and the styles are too large together. */
function refuseHeavyFirstLoad(): Plugin {
  return {
    name: 'assay:refuse-heavy-first-load',
    apply: 'build',
    generateBundle(_options, bundle) {
      const first = new Set<string>();
      const visit = (fileName: string): void => {
        const file = bundle[fileName];
        if (first.has(fileName) || !file) return;
        first.add(fileName);
        if (file.type === 'chunk') file.imports.forEach(visit);
      };
      for (const file of Object.values(bundle)) {
        if (file.type === 'asset' ? file.fileName.endsWith('.css') : file.isEntry) visit(file.fileName);
      }
      const sizes = [...first].map((name) => {
        const file = bundle[name];
        return gzipSync(file?.type === 'chunk' ? file.code : (file?.source ?? '')).length;
      });
      const total = sizes.reduce((sum, size) => sum + size, 0);
      if (total > MAX_FIRST_LOAD)
        this.error(`the first load is ${total} bytes gzipped, over ${MAX_FIRST_LOAD}`);
    },
  };
}

/**
 * What only workers import. Found while the page already runs, it would make Vite bundle again and reload the page, in
 * the middle of a check or of a test.
 */
export const workerDependencies = [
  '@noble/curves/abstract/der.js',
  '@noble/curves/ed25519.js',
  '@noble/curves/nist.js',
  '@noble/curves/utils.js',
  '@noble/hashes/sha2.js',
  '@noble/hashes/utils.js',
  '@scure/base',
  '@sigstore/bundle',
  '@sigstore/core',
  '@sigstore/protobuf-specs',
  '@sigstore/verify',
  '@sigstore/verify/dist/timestamp/tsa.js',
  '@tufjs/models/dist/error.js',
  'buffer',
  'comlink',
  'hash-wasm',
  'micro-rsa-dsa-dh/rsa.js',
  'tuf-js/dist/error.js',
  'tuf-js/dist/store.js',
];

const everywhere = [
  svelte(),
  kernels(),
  onlyUsedSeeds(),
  refuseExternalized(),
  refuseForbidden(),
  buildFacts(),
];

const site: UserConfig = {
  plugins: [
    ...everywhere,
    trustRealm(),
    linkRealm(),
    hostHeaders(),
    refuseHeavyFirstLoad(),
    siteDigest(),
    installable(),
    writeSums(),
  ],
  build: { assetsInlineLimit: 0 },
};

/** All in one file, which may be opened from a disk (`scripts/single.ts`). */
const single: UserConfig = {
  plugins: [...everywhere, inlineWorkers(), singleFile(), writeSums()],
  build: {
    outDir: SINGLE_FOLDER,
    copyPublicDir: false,
    assetsInlineLimit: Infinity,
    cssCodeSplit: false,
    modulePreload: false,
    rolldownOptions: { output: { codeSplitting: false } },
  },
  // Chromium 156 starts no module of a page that was opened as a file.
  worker: { format: 'iife', rolldownOptions: { output: { codeSplitting: false } } },
};

export default defineConfig(({ mode }) =>
  mergeConfig(
    {
      base: './',
      resolve: { alias: nodeShims.alias },
      optimizeDeps: { include: workerDependencies },
      worker: { format: 'es', plugins: () => [onlyUsedSeeds(), refuseExternalized(), refuseForbidden()] },
      build: { target: 'es2022' },
      preview: { port: 4173, strictPort: true },
    },
    mode === 'single' ? single : site,
  ),
);
