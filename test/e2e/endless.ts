import type { Page } from '@playwright/test';

/** Gives the folder that is picked, or every one that is dropped from now on, a listing without an end. */
export async function listEndlessly(page: Page, way: 'pick' | 'drop'): Promise<void> {
  // All functions are methods: programs that run this file may mark others in a way that no page knows.
  await page.evaluate(async (way) => {
    const content = new File(['x'], 'x');
    const endless = {
      name: 'endless',
      isFile: false,
      isDirectory: true,
      from: 0,
      /** The next hundred, after a while; each is both a handle and an entry of a drop. */
      async some() {
        await new Promise((resolve) => setTimeout(resolve, 10));
        this.from += 100;
        return Array.from({ length: 100 }, (_, index) => ({
          name: `part-${this.from + index}.bin`,
          kind: 'file',
          isFile: true,
          isDirectory: false,
          getFile() {
            return Promise.resolve(content);
          },
          file(done: FileCallback) {
            done(content);
          },
        }));
      },
      async *values() {
        for (;;) yield* await this.some();
      },
      createReader() {
        return this;
      },
      readEntries(done: (entries: unknown[]) => void) {
        void this.some().then(done);
      },
    };
    if (way === 'drop') {
      Object.defineProperty(DataTransferItem.prototype, 'webkitGetAsEntry', {
        value() {
          return endless;
        },
      });
      return;
    }
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle('endless', { create: true });
    Object.defineProperty(folder, 'values', {
      value() {
        return endless.values();
      },
    });
    window.showDirectoryPicker = () => Promise.resolve(folder);
  }, way);
}
