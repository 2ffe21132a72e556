import type { Page } from '@playwright/test';
import { utf8 } from '../support/bytes.ts';

/**
 * Writes files into a folder of the origin's private file system, whose handle works like that of a folder on the disk,
 * and lets the picker answer with it until the next load.
 */
export async function pickPrivately(
  page: Page,
  name: string,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<void> {
  const contents = Object.entries(files).map(
    // Playwright hands over numbers, and no bytes.
    ([path, content]) => [path, [...(typeof content === 'string' ? utf8(content) : content)]] as const,
  );
  await page.evaluate(
    async ([folderName, entries]) => {
      const root = await navigator.storage.getDirectory();
      const model = await root.getDirectoryHandle(folderName, { create: true });
      for (const [path, content] of entries) {
        const names = path.split('/');
        let folder = model;
        for (const above of names.slice(0, -1))
          folder = await folder.getDirectoryHandle(above, { create: true });
        const file = await folder.getFileHandle(names.at(-1) ?? '', { create: true });
        const writable = await file.createWritable();
        await writable.write(Uint8Array.from(content));
        await writable.close();
      }
      window.showDirectoryPicker = () => Promise.resolve(model);
    },
    [name, contents] as const,
  );
}

/** Removes a folder, or a path in it, from the origin's private file system. */
export async function removePrivately(page: Page, path: string): Promise<void> {
  await page.evaluate(async (names) => {
    let folder = await navigator.storage.getDirectory();
    for (const above of names.slice(0, -1)) folder = await folder.getDirectoryHandle(above);
    await folder.removeEntry(names.at(-1) ?? '', { recursive: true });
  }, path.split('/'));
}
