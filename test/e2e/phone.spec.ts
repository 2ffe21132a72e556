import { devices, expect } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { utf8 } from '../support/bytes.ts';
import { signed, test } from './disk.ts';
import { violations } from './violations.ts';

const { viewport, userAgent, hasTouch, isMobile, deviceScaleFactor } = devices['iPhone 13'];
test.use({ viewport, userAgent, hasTouch, isMobile, deviceScaleFactor });

test.describe('without any way to open a folder', () => {
  test.beforeEach(async ({ page }) => {
    await page.addInitScript(() => {
      Reflect.deleteProperty(window, 'showDirectoryPicker');
      Reflect.deleteProperty(HTMLInputElement.prototype, 'webkitdirectory');
    });
    await page.goto('/');
  });

  test('the page offers what works and says what does not', async ({ page }) => {
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Choose a model file');
    await expect(page.getByRole('button', { name: /folder/ })).toHaveCount(0);
    await expect(page.getByText('This browser cannot open folders.')).toBeVisible();
    await expect(page.getByText('Drop', { exact: false }).filter({ visible: true })).toHaveCount(0);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await violations(page), colorScheme).toEqual([]);
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
  });

  test('a model of one file is checked, chosen together with its bundle and key', async ({ page, disk }) => {
    const { bundle, keyPem } = await signed({ 'model.bin': utf8('one file') });
    const choosing = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Choose files' }).tap();
    await (
      await choosing
    ).setFiles([
      await disk.writeFile('model.bin', 'one file'),
      await disk.writeFile('model.bin.sig', bundle),
      await disk.writeFile('key.pem', keyPem),
    ]);
    await expect(page.getByRole('region', { name: 'Verdict' })).toHaveAttribute('data-code', 'verified');
  });

  test('a bundle alone is shown, a report is read', async ({ page, disk }) => {
    const { bundle } = await signed({ 'model.bin': utf8('one file') });
    const chooser = page.getByLabel('Model file', { exact: true });
    await chooser.setInputFiles(await disk.writeFile('model.sig', bundle));
    await expect(page.getByRole('heading', { name: 'A bundle without its model' })).toBeVisible();
    await page.getByRole('button', { name: 'Check another model' }).tap();
    await page.getByRole('button', { name: 'Genuine', exact: true }).tap();
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save report', exact: true }).tap();
    const report = await readFile(await (await saving).path());
    await page.getByRole('button', { name: 'Check another model' }).tap();
    await chooser.setInputFiles(await disk.writeFile('report.json', report));
    await expect(page.getByRole('heading', { name: 'Somebody’s report, not a check' })).toBeVisible();
  });
});

test('where folders can be chosen, a finger is not told to drop them', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('heading', { name: 'Choose a model folder', exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Choose a folder' })).toBeVisible();
});
