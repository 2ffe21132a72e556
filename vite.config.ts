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
        if (found) this.error(`${chunk.fileName} holds “${found[0]}”, which the content security policy forbids`);
      }
    },
  };
}

export default defineConfig({
  base: './',
  plugins: [svelte(), refuseExternalized(), refuseEval()],
  resolve: { alias: nodeShims.alias },
  worker: { format: 'es', plugins: () => [refuseExternalized(), refuseEval()] },
  build: { target: 'es2022', assetsInlineLimit: 0 },
  preview: { port: 4173, strictPort: true },
});
