import { expect, type Page } from '@playwright/test';
import { test } from './disk.ts';
import { PAGE_STATES } from './states.ts';
import { violationsInEveryLook } from './violations.ts';

for (const [state, reach] of Object.entries(PAGE_STATES)) {
  test(`keeps nobody out: ${state}`, async ({ assay, disk }) => {
    const { page } = assay;
    await reach(assay, disk);
    expect.soft(await violationsInEveryLook(page)).toEqual([]);
    // The narrowest that nothing may be lost at (WCAG 2.2, 1.4.10), and a laptop's window at 200 % (1.4.4).
    for (const width of [320, 640]) {
      await page.setViewportSize({ width, height: 400 });
      expect.soft(await page.evaluate(() => document.documentElement.scrollWidth), `${width} px`).toBe(width);
      expect.soft(await cutOff(page), `${width} px`).toEqual([]);
    }
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, forcedColors: 'active' });
      expect.soft(await faintIcons(page), `forced colours, ${colorScheme}`).toEqual([]);
    }
  });
}

/** Elements that hide a part of what they hold, for lack of width; in a field of one line the caret goes there. */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    Array.from(document.querySelectorAll('main :not(input), footer *'))
      .filter(({ clientWidth, scrollWidth }) => clientWidth > 1 && scrollWidth > clientWidth + 1)
      .filter((element) => /hidden|clip/.test(getComputedStyle(element).overflowX))
      .map(({ outerHTML }) => outerHTML.slice(0, 200)),
  );
}

/** Icons that stand out from what is behind them by less than 3 to 1 (WCAG 2.2, 1.4.11). */
function faintIcons(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
    if (!context) throw new Error('no canvas');
    const channels = (colour: string): Uint8ClampedArray => {
      context.clearRect(0, 0, 1, 1);
      context.fillStyle = colour;
      context.fillRect(0, 0, 1, 1);
      return context.getImageData(0, 0, 1, 1).data;
    };
    const luminance = (colour: string): number => {
      const [red = 0, green = 0, blue = 0] = Array.from(channels(colour), (value) => {
        const share = value / 255;
        return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const behind = (element: Element): string => {
      for (let at: Element | null = element; at; at = at.parentElement) {
        const { backgroundColor } = getComputedStyle(at);
        if ((channels(backgroundColor)[3] ?? 0) > 0) return backgroundColor;
      }
      return 'Canvas';
    };
    return Array.from(document.querySelectorAll('svg'))
      .filter((icon) => {
        const levels = [getComputedStyle(icon).color, behind(icon)].map(luminance);
        return (Math.max(...levels) + 0.05) / (Math.min(...levels) + 0.05) < 3;
      })
      .map(({ outerHTML }) => outerHTML);
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
