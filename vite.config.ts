import { svelte } from '@sveltejs/vite-plugin-svelte';
import { isBuiltin } from 'node:module';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';
import { kernels } from './scripts/kernels.ts';
import { MAX_FIRST_LOAD } from './scripts/site.ts';
import { isTrustRealm, trustRealm } from './scripts/trust-realm.ts';

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

/** Fails the build if its output would need `unsafe-eval`. */
function refuseEval(): Plugin {
  return {
    name: 'assay:refuse-eval',
    apply: 'build',
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue;
        const found = /\beval\s*\(|\bnew Function\b|\bFunction\s*\(\s*["'`]/.exec(chunk.code);
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

/** What the page may do: run its own scripts, and connect to nothing itself. */
const POLICY = [
  "default-src 'none'",
  // Hashing and nothing else is compiled from WebAssembly.
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'none'",
  // The one document that may connect; it stands in a frame of its own and knows of no file (`src/trust-realm/`).
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/**
 * Writes the policy into the page, where static hosts cannot send headers. The development server needs inline styles.
 * A host that can send headers covers the workers as well, which a policy in the page does not reach: the preview does,
 * for all but the document that may connect, whose own policy stands in it.
 */
function contentSecurityPolicy(): Plugin {
  return {
    name: 'assay:content-security-policy',
    apply: (_config, { command, isPreview }) => command === 'build' || isPreview === true,
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: POLICY },
        injectTo: 'head-prepend',
      },
    ],
    configurePreviewServer({ middlewares }) {
      middlewares.use((request, response, next) => {
        if (!isTrustRealm(request.url))
          response.setHeader('Content-Security-Policy', `${POLICY}; frame-ancestors 'none'`);
        next();
      });
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

export default defineConfig({
  base: './',
  plugins: [
    svelte(),
    kernels(),
    trustRealm(),
    onlyUsedSeeds(),
    contentSecurityPolicy(),
    refuseExternalized(),
    refuseEval(),
    refuseHeavyFirstLoad(),
  ],
  resolve: { alias: nodeShims.alias },
  optimizeDeps: { include: workerDependencies },
  worker: { format: 'es', plugins: () => [onlyUsedSeeds(), refuseExternalized(), refuseEval()] },
  build: { target: 'es2022', assetsInlineLimit: 0 },
  preview: { port: 4173, strictPort: true },
});
