import { playwright } from '@vitest/browser-playwright';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { launchOptions } from './scripts/browser.ts';
import { sharedCommands } from './test/support/shared-folder.ts';
import { nodeShims } from './vite.config.ts';

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['test/unit/**/*.test.ts'], environment: 'node' } },
      {
        test: {
          name: 'conformance',
          include: ['test/conformance/**/*.test.ts'],
          environment: 'node',
          // Longer than the adapter waits for the page, so that its answer names the reason.
          testTimeout: 180_000,
        },
      },
      {
        plugins: [svelte()],
        resolve: { alias: nodeShims.alias },
        // Found only while a test loads, they would make Vite bundle again and reload the page under the test.
        optimizeDeps: {
          include: [
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
            'asn1js',
            'buffer',
            'comlink',
            'fast-check',
            'hash-wasm',
            'micro-rsa-dsa-dh/rsa.js',
          ],
        },
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: launchOptions() }),
            instances: [{ browser: 'chromium' }],
            commands: sharedCommands,
          },
        },
      },
    ],
  },
});
