import type { Page } from '@playwright/test';
import axe from 'axe-core';

/** The rules of WCAG 2.2 AA, and what axe counts as good practice, that the page breaks as it stands. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  // In the page `axe` is the global that the source just made.
  return page.evaluate(async () => {
    const { violations } = await axe.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  });
}
