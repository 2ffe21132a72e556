import { playwright } from '@vitest/browser-playwright';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { launchOptions } from './scripts/browser.ts';
import { kernels } from './scripts/kernels.ts';
import { trustRealm } from './scripts/trust-realm.ts';
import { sharedCommands } from './test/support/shared-folder.ts';
import { routeCommands } from './test/support/tuf-route.ts';
import { nodeShims, workerDependencies } from './vite.config.ts';

export default defineConfig({
  test: {
    projects: [
      {
        plugins: [kernels()],
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts'],
          environment: 'node',
          // Properties take their time where a machine has other work.
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'firefox',
          include: ['test/firefox/**/*.test.ts'],
          environment: 'node',
          // Longer than a test waits for two verdicts, so that it can say what stands there instead.
          testTimeout: 180_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'release',
          include: ['test/release/**/*.test.ts'],
          environment: 'node',
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // Each of them takes a browser, or builds: side by side they would only wait for each other.
          fileParallelism: false,
        },
      },
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
        test: {
          name: 'interop',
          include: ['test/interop/**/*.test.ts'],
          environment: 'node',
          // A case that the page answers too waits as long as one of the conformance suites.
          testTimeout: 180_000,
        },
      },
      {
        plugins: [svelte(), kernels(), trustRealm()],
        resolve: { alias: nodeShims.alias },
        optimizeDeps: {
          include: [
            ...workerDependencies,
            '@noble/hashes/blake2.js',
            '@noble/hashes/blake3.js',
            '@zxing/library',
            'asn1js',
            'd3-hierarchy',
            'fast-check',
            'idb',
            'qr',
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
            commands: { ...sharedCommands, ...routeCommands },
          },
        },
      },
    ],
  },
});
