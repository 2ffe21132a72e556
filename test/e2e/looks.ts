import type { Page } from '@playwright/test';

const SCHEMES = ['light', 'dark'] as const;
/** CSS pixels: a desktop and a phone. */
const WIDTHS = [1280, 390] as const;
const HEIGHT = 800;

/** Shows the page in light and dark, on a desktop and on a phone, and lets each be seen; `light-1280` names a look. */
export async function inEveryLook(page: Page, see: (look: string) => Promise<void>): Promise<void> {
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme });
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: HEIGHT });
      await see(`${colorScheme}-${width}`);
    }
  }
}
