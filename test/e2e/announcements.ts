import type { Page } from '@playwright/test';

/**
 * Notes from the next load on what a screen reader says without being asked: `focus: NAME` for what gets the focus,
 * `focus: nowhere` where it is lost, `alert: TEXT` for an alert that comes or changes, `status: TEXT` for a live region
 * that changes. One that comes with its text in it is mostly not read (MDN, “ARIA live regions”), so it is not noted.
 *
 * @returns all that was said so far, in order.
 */
export async function listen(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.addInitScript(noteAnnouncements);
  return () =>
    page.evaluate(() => {
      const noted = 'announcements' in window ? window.announcements : undefined;
      return Array.isArray(noted) ? noted.map(String) : [];
    });
}

/** Runs in the page, before it. */
function noteAnnouncements(): void {
  const LIVE = '[role=status], [role=alert], [aria-live]:not([aria-live=off])';
  const announcements: string[] = [];
  Object.assign(window, { announcements });
  /** What each region last held. */
  const held = new WeakMap<Element, string>();
  let focused: Element | undefined;

  const textOf = (element: Element): string =>
    (element instanceof HTMLElement ? element.innerText : element.textContent).replaceAll(/\s+/g, ' ').trim();

  const nameOf = (element: Element): string => {
    const label = element instanceof HTMLInputElement ? element.labels?.[0] : undefined;
    return element.getAttribute('aria-label') ?? textOf(label ?? element);
  };

  const isAlert = (region: Element): boolean => region.getAttribute('role') === 'alert';

  const hear = (region: Element): void => {
    const before = held.get(region);
    const text = textOf(region);
    held.set(region, text);
    if (text === '' || text === before) return;
    if (isAlert(region)) announcements.push(`alert: ${text}`);
    else if (before !== undefined) announcements.push(`status: ${text}`);
  };

  new MutationObserver((mutations) => {
    if (focused && !focused.isConnected) {
      focused = undefined;
      if (document.activeElement === document.body) announcements.push('focus: nowhere');
    }
    const regions = new Set<Element>();
    for (const { target } of mutations) {
      const element = target instanceof Element ? target : target.parentElement;
      const around = element?.closest(LIVE);
      if (around) regions.add(around);
      // Those that came with what was put in; those that were there before hold what they held.
      for (const region of element?.querySelectorAll(LIVE) ?? []) regions.add(region);
    }
    // Alerts go before everything else.
    [...regions].sort((a, b) => Number(isAlert(b)) - Number(isAlert(a))).forEach(hear);
  }).observe(document, { subtree: true, childList: true, characterData: true });

  document.addEventListener('focusin', ({ target }) => {
    if (!(target instanceof Element)) return;
    focused = target;
    announcements.push(`focus: ${nameOf(target)}`);
  });
}
