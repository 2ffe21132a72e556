import { expect } from '@playwright/test';
import { FILES, signed, test } from './disk.ts';
import { violations } from './violations.ts';

for (const colorScheme of ['light', 'dark'] as const) {
  test(`no state of the page breaks a rule of accessibility, ${colorScheme}`, async ({ assay, disk }) => {
    const { page } = assay;
    await page.emulateMedia({ colorScheme });
    const { bundle, keyPem } = await signed();
    const keyFile = await disk.writeFile('key.pem', keyPem);
    const good = await disk.write('good', { ...FILES, 'model.sig': bundle });
    const states: Record<string, () => Promise<unknown>> = {
      start: async () => {
        await page.getByText('Say whom you expect', { exact: true }).click();
      },
      error: () => assay.drop(good, good),
      verified: () => assay.drop(good, keyFile),
      'needs-key': () => assay.drop(good),
      failed: async () => {
        await assay.drop(
          await disk.write('bad', { 'config.json': 'x', 'run.py': 'x', 'model.sig': bundle }),
          keyFile,
        );
      },
      unsigned: async () => assay.drop(await disk.write('unsigned', FILES)),
      which: async () => assay.drop(await disk.write('two', { ...FILES, 'a.sig': bundle, 'b.sig': bundle })),
      bundle: async () => assay.drop(await disk.writeFile('alone.sig', bundle)),
    };
    for (const [state, reach] of Object.entries(states)) {
      await reach();
      if (state !== 'start') await assay.outcome();
      expect(await violations(page), state).toEqual([]);
      await assay.open();
    }
  });
}

test('the whole way by keyboard', async ({ assay }) => {
  const { page } = assay;
  const sample = page.getByRole('button', { name: 'Genuine', exact: true });
  for (
    let presses = 0;
    presses < 20 && !(await sample.evaluate((node) => node === document.activeElement));
    presses++
  ) {
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Enter');
  await assay.outcome();
  // The focus is where the answer is.
  await expect(
    page.getByRole('region', { name: 'Verdict' }).getByRole('heading', { level: 2 }),
  ).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Save report' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Drop a model folder here' })).toBeVisible();
});
