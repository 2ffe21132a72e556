import { expect } from '@playwright/test';
import { FILES, signed, test } from './disk.ts';
import { violations } from './violations.ts';

test('settings hold after a reload, and are forgotten when asked', async ({ assay, disk }) => {
  const { page } = assay;
  const paper = (): Promise<string> =>
    page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const open = (): Promise<void> => page.getByText('Settings', { exact: true }).click();
  await page.emulateMedia({ colorScheme: 'light' });
  const light = await paper();

  await open();
  await page.getByLabel('Colours').selectOption('Dark');
  await page.getByLabel('Hash with').selectOption('1 worker');
  const dark = await paper();
  expect(dark).not.toBe(light);
  expect(await violations(page)).toEqual([]);

  await page.reload();
  expect(await paper()).toBe(dark);
  const { bundle, keyPem } = await signed();
  await assay.drop(
    await disk.write('model', { ...FILES, 'model.sig': bundle }),
    await disk.writeFile('key.pem', keyPem),
  );
  expect(await assay.outcome()).toMatchObject({ kind: 'verdict', state: 'verified' });

  await open();
  await page.getByRole('button', { name: 'Forget everything kept here' }).click();
  await expect(
    page.getByText('Forgotten: reports, unfinished checks, folders, signers, trust roots and settings.'),
  ).toBeVisible();
  expect(await paper()).toBe(light);
  await page.reload();
  expect(await paper()).toBe(light);
  await expect(page.getByRole('region', { name: 'Checked before' })).toHaveCount(0);
});
