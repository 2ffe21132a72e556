import type { Page } from '@playwright/test';
import axe from 'axe-core';
import { inEveryLook } from './looks.ts';

/** WCAG 2.2 AA, and what axe counts as good practice. Named, or axe leaves out what WCAG 2.2 added. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** The rules of accessibility that the page breaks as it stands, each with where it does. */
export async function violations(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  // In the page `axe` is the global that the source just made.
  return page.evaluate(async (tags) => {
    const { violations } = await axe.run({ runOnly: tags });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  }, TAGS);
}

/** The same in every look. */
export async function violationsInEveryLook(page: Page): Promise<string[]> {
  const found: string[] = [];
  await inEveryLook(page, async (look) => {
    found.push(...(await violations(page)).map((violation) => `${look}: ${violation}`));
  });
  return found;
}
