import { defineConfig } from '@playwright/test';
import { launchOptions } from './scripts/browser.ts';

export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '**/*.spec.ts',
  fullyParallel: true,
  timeout: 60_000,
  // As long as a click may take: what is slow is no failure.
  expect: { timeout: 15_000 },
  workers: 2,
  forbidOnly: process.env.CI !== undefined,
  reporter: 'list',
  use: {
    // `webServer.wait` puts the port there before the workers read this file.
    baseURL: `http://localhost:${process.env.ASSAY_PORT ?? ''}/`,
    locale: 'en-GB',
    timezoneId: 'UTC',
    trace: 'off',
    // It would answer in place of the routes that tests lay; offline.spec.ts and leak.spec.ts let it.
    serviceWorkers: 'block',
    launchOptions: launchOptions(),
  },
  webServer: {
    command: 'npm start',
    env: { PORT: '0' },
    wait: { stdout: /Assay is at http:\/\/localhost:(?<assay_port>\d+)/ },
    timeout: 120_000,
  },
});
