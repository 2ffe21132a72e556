import { svelte } from '@sveltejs/vite-plugin-svelte';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

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
 * Fails the build where Vite would only warn: an externalized Node built-in becomes an empty object that throws when
 * it is first used, long after the tests of the happy path.
 */
function refuseExternalized(): Plugin {
  return {
    name: 'assay:refuse-externalized',
    apply: 'build',
    configResolved(config) {
      const warn = config.logger.warn.bind(config.logger);
      config.logger.warn = (message, options) => {
        if (message.includes('externalized for browser compatibility')) throw new Error(message);
        warn(message, options);
      };
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

/**
 * Keeps of the Sigstore seeds the one trusted root that is used (`src/trust/public-good.ts`); its keys are addresses,
 * which no bundler can leave out by itself.
 */
function onlyTrustedRoot(): Plugin {
  return {
    name: 'assay:only-trusted-root',
    apply: 'build',
    enforce: 'pre',
    transform: {
      filter: { id: /@sigstore\/tuf\/seeds\.json$/ },
      handler: (seeds) =>
        JSON.stringify(JSON.parse(seeds), (key, value: unknown) =>
          UNUSED_SEEDS.includes(key) ? undefined : value,
        ),
    },
  };
}

const UNUSED_SEEDS: readonly string[] = ['root.json', 'registry.npmjs.org%2Fkeys.json'];

/** What the page may do: run its own scripts, and connect to nothing. */
const POLICY = [
  "default-src 'none'",
  // Hashing and nothing else is compiled from WebAssembly.
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** Writes the policy into the page, where static hosts cannot send headers. The development server needs inline styles. */
function contentSecurityPolicy(): Plugin {
  return {
    name: 'assay:content-security-policy',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: POLICY },
        injectTo: 'head-prepend',
      },
    ],
  };
}

export default defineConfig({
  base: './',
  plugins: [svelte(), onlyTrustedRoot(), contentSecurityPolicy(), refuseExternalized(), refuseEval()],
  resolve: { alias: nodeShims.alias },
  worker: { format: 'es', plugins: () => [onlyTrustedRoot(), refuseExternalized(), refuseEval()] },
  build: { target: 'es2022', assetsInlineLimit: 0 },
  preview: { port: 4173, strictPort: true },
});
