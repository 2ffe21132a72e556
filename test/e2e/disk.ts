import { test as base } from '@playwright/test';
import { type Disk, withDisk } from '../support/disk.ts';
import { AssayPage } from '../support/page.ts';

export { type Disk, FILES, type KeySigned, signed } from '../support/disk.ts';

/** A test with an open page and a disk to put models on. */
export const test = base.extend<{ assay: AssayPage; disk: Disk }>({
  assay: async ({ page }, use) => {
    const assay = new AssayPage(page);
    await assay.open();
    await use(assay);
  },
  // Playwright reads the names of the fixtures that a fixture needs out of its first parameter.
  disk: async ({}, use) => {
    await withDisk(use);
  },
});
