import type { Page } from '@playwright/test';

/** Has the database of what the person keeps answer nobody any more, as another tab may. */
export async function occupyKept(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const opening = indexedDB.open('assay-kept-trust', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('files');
    await new Promise((resolve) => (opening.onsuccess = resolve));
    const store = opening.result.transaction('files', 'readwrite').objectStore('files');
    const hold = (): void => {
      store.get('trust').onsuccess = hold;
    };
    hold();
  });
}
