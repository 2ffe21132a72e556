import { expect, type Locator, type Page } from '@playwright/test';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { frame } from '../../src/link/frame.ts';
import { unwrap } from '../../src/oms/error.ts';
import { readPublicKey } from '../../src/signer/pem.ts';
import { signWithSigstore, statementFor } from '../support/oms.ts';
import { AssayPage } from '../support/page.ts';
import { createInstance } from '../support/sigstore-instance.ts';
import { type Disk, FILES, signed, test } from './disk.ts';
import { pickPrivately, removePrivately } from './private-folder.ts';
import { violations, violationsInEveryLook } from './violations.ts';

const SIGNER = { identity: 'release@models.example', issuer: 'https://accounts.models.example' };
const OFFER = 'Remember this folder on this device';

const foldersOf = (page: Page): Locator => page.getByRole('region', { name: 'Remembered folders' });
const verdictOf = (page: Page): Locator => page.getByRole('region', { name: 'Verdict', exact: true });
const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });

/** Chooses a private folder with the picker. */
async function choose(
  { page }: AssayPage,
  files: Readonly<Record<string, string | Uint8Array>>,
  name = 'model',
): Promise<void> {
  await pickPrivately(page, name, files);
  await button(page, 'Choose a folder').click();
}

/** Has the folder of the verdict remembered, and opens the page anew. */
async function remember({ page }: AssayPage, name = 'model'): Promise<void> {
  await page.getByText(OFFER, { exact: true }).click();
  await button(page, 'Remember this folder').click();
  await expect(page.getByText(`${name} is remembered.`)).toBeVisible();
  await page.goto('/');
  await foldersOf(page).waitFor();
}

/** Checks a model that a key signed, and has its folder remembered. */
async function rememberSigned(assay: AssayPage, disk: Disk, name = 'model'): Promise<void> {
  const { bundle, keyPem } = await signed();
  await assay.enter({ publicKeyFile: await disk.writeFile('publisher.pem', keyPem) });
  await choose(assay, { ...FILES, 'model.sig': bundle }, name);
  expect(await assay.outcome()).toMatchObject({ code: 'verified' });
  await remember(assay, name);
}

/** What the browser says of its leave to read, and what the person answers when it asks. */
async function leave(page: Page, before: PermissionState, answer: PermissionState): Promise<void> {
  await page.evaluate(
    ([first, then]) => {
      let state = first;
      FileSystemHandle.prototype.queryPermission = () => Promise.resolve(state);
      FileSystemHandle.prototype.requestPermission = () => {
        state = then;
        return Promise.resolve(state);
      };
    },
    [before, answer] as const,
  );
}

test('a remembered folder is checked again with one click, by what was given for it', async ({
  assay,
  disk,
}) => {
  const { page } = assay;
  await rememberSigned(assay, disk);
  const row = foldersOf(page).getByRole('listitem');
  await expect(row).toContainText(/model\s*Verified · \d+ \w+ \d{4} · expects publisher\.pem/);
  expect(await violationsInEveryLook(page)).toEqual([]);

  await button(page, 'Check again: model').click();
  const outcome = await assay.outcome();
  expect(outcome).toMatchObject({ state: 'verified', code: 'verified' });
  expect(outcome.kind === 'verdict' && outcome.headline).toContain('the key in publisher.pem');
  expect(await assay.saveReport()).toMatchObject({ expectation: { origin: 'file' }, resumed: null });

  // Every file is read: not even one that kept its size gets by.
  await page.goBack();
  await pickPrivately(page, 'model', { 'config.json': '{"layers": 3}\n' });
  await button(page, 'Check again: model').click();
  expect(await assay.outcome()).toMatchObject({ state: 'failed', code: 'files-differ' });
  await assay.startOver();
  await expect(row).toContainText('Do not use ·');
});

test('a quick look tells names, sizes and times apart, and is no check', async ({ assay, disk }) => {
  const { page } = assay;
  await rememberSigned(assay, disk);
  const folders = foldersOf(page);
  await button(page, 'Quick look: model').click();
  await expect(folders.getByRole('status')).toHaveText(
    'By their names, sizes and times, the 4 files are as they were at the last check.',
  );
  await expect(folders).toContainText('Nothing was read, so this is no check');
  await expect(verdictOf(page)).toHaveCount(0);

  await pickPrivately(page, 'model', { 'config.json': 'other\n', 'new/<b>.txt': 'x' });
  await removePrivately(page, 'model/weights');
  await button(page, 'Quick look: model').click();
  await expect(folders.getByRole('status')).toHaveText(
    'Since the last check: 1 file changed, 1 new and 1 gone.',
  );
  await expect(folders).toContainText(
    /Of another size or time\s*config\.json\s*New\s*new\/<b>\.txt\s*Gone\s*weights\/model\.safetensors/,
  );
  expect(await violationsInEveryLook(page)).toEqual([]);
  // The row still tells of the last check.
  await expect(folders).toContainText('Verified ·');
});

test('a folder on the disk that was dropped, until it is moved', async ({ assay, disk }) => {
  const { page } = assay;
  const { bundle, keyPem } = await signed();
  const folder = await disk.write('model', { ...FILES, 'model.sig': bundle });
  await assay.drop(folder, await disk.writeFile('publisher.pem', keyPem));
  expect(await assay.outcome()).toMatchObject({ code: 'verified' });
  await remember(assay);
  await button(page, 'Check again: model').click();
  expect(await assay.outcome()).toMatchObject({ code: 'verified' });
  await page.goBack();
  await writeFile(join(folder, 'config.json'), 'longer than it was before\n');
  await button(page, 'Quick look: model').click();
  await expect(foldersOf(page).getByRole('status')).toHaveText('Since the last check: 1 file changed.');
  await rename(folder, join(disk.root, 'elsewhere'));
  await button(page, 'Check again: model').click();
  await expect(foldersOf(page).getByRole('alert')).toHaveAttribute('data-code', 'folder-gone');
});

test('where an expectation came from is not forgotten', async ({ assay, disk }) => {
  const { page } = assay;
  const instance = await createInstance();
  const trustRootFile = await disk.writeFile('trusted_root.json', JSON.stringify(instance.trustedRoot));
  const bundle = JSON.stringify(await signWithSigstore(statementFor(FILES), instance, SIGNER));
  const files = { ...FILES, 'model.sig': bundle };

  await assay.enter({ trustRootFile });
  await choose(assay, files, 'accepted');
  expect(await assay.outcome()).toMatchObject({ code: 'signer-unconfirmed' });
  await button(page, 'Yes, the publisher names this signer').click();
  await expect(verdictOf(page)).toHaveAttribute('data-code', 'verified');
  await remember(assay, 'accepted');
  await assay.enter({ ...SIGNER, trustRootFile });
  await choose(assay, files, 'typed');
  expect(await assay.outcome()).toMatchObject({ code: 'verified' });
  await remember(assay, 'typed');

  for (const origin of ['accepted', 'typed']) {
    await button(page, `Check again: ${origin}`).click();
    expect(await assay.outcome()).toMatchObject({ code: 'verified' });
    expect(await assay.saveReport()).toMatchObject({ expectation: { ...SIGNER, origin } });
    await page.goto('/');
  }
});

test('a link counts again for its folder, and for no other', async ({ assay, disk }) => {
  const { page } = assay;
  const { bundle, keyPem } = await signed();
  const { fingerprint } = unwrap(readPublicKey(keyPem));
  await assay.open(`/#${frame(`method=key&key=${fingerprint}`)}`);
  await page
    .getByLabel('Key that the link names')
    .setInputFiles(await disk.writeFile('publisher.pem', keyPem));
  await choose(assay, { ...FILES, 'model.sig': bundle });
  expect(await assay.outcome()).toMatchObject({ code: 'link-unconfirmed' });
  await page.getByRole('button', { name: /^From the publisher/ }).click();
  await expect(verdictOf(page)).toHaveAttribute('data-code', 'verified');
  await remember(assay);

  const claim = page.getByRole('region', { name: 'This link says whom to expect' });
  await expect(claim).toHaveCount(0);
  await button(page, 'Check again: model').click();
  expect(await assay.outcome()).toMatchObject({ code: 'verified' });
  expect(await assay.saveReport()).toMatchObject({ expectation: { origin: 'link-confirmed' } });
  await page.goBack();
  await foldersOf(page).waitFor();
  await expect(claim).toHaveCount(0);
});

test('a bundle from elsewhere is brought along again', async ({ assay, disk }) => {
  const { bundle, keyPem } = await signed();
  await assay.enter({ publicKeyFile: await disk.writeFile('publisher.pem', keyPem) });
  await choose(assay, FILES);
  expect(await assay.outcome()).toEqual({ kind: 'no-bundle' });
  expect(await assay.giveBundleFile(await disk.writeFile('elsewhere.json', bundle))).toMatchObject({
    code: 'verified',
  });
  await remember(assay);
  await button(assay.page, 'Check again: model').click();
  expect(await assay.outcome()).toMatchObject({ code: 'verified' });
});

test('the browser asks before it lets the page read, and the person may say no', async ({ assay, disk }) => {
  const { page } = assay;
  await rememberSigned(assay, disk);
  const alert = foldersOf(page).getByRole('alert');
  await leave(page, 'prompt', 'denied');
  for (const name of ['Quick look: model', 'Check again: model']) {
    await button(page, name).click();
    await expect(alert).toHaveAttribute('data-code', 'permission-refused');
    await expect(button(page, name)).toBeFocused();
  }
  expect(await violations(page)).toEqual([]);
  await leave(page, 'prompt', 'granted');
  await button(page, 'Quick look: model').click();
  await expect(alert).toHaveCount(0);
  await expect(foldersOf(page).getByRole('status')).toContainText('as they were');
  await button(page, 'Check again: model').click();
  expect(await assay.outcome()).toMatchObject({ code: 'verified' });
});

test('a folder that is gone, and one that the browser has lost, say so, each in its way', async ({
  assay,
  disk,
}) => {
  const { page } = assay;
  await rememberSigned(assay, disk);
  const alert = foldersOf(page).getByRole('alert');
  await removePrivately(page, 'model');
  await button(page, 'Check again: model').click();
  await expect(alert).toHaveAttribute('data-code', 'folder-gone');
  await expect(alert).toContainText('moved, renamed or deleted');
  await page.evaluate(() => {
    FileSystemHandle.prototype.queryPermission = () =>
      Promise.reject(new DOMException('no', 'InvalidStateError'));
  });
  await button(page, 'Quick look: model').click();
  await expect(alert).toHaveAttribute('data-code', 'folder-lost');
});

test('a folder is remembered once, with the check that its person chose, and forgotten', async ({
  assay,
  disk,
}) => {
  const { page } = assay;
  await rememberSigned(assay, disk);
  const other = await signed();
  await choose(assay, { ...FILES, 'model.sig': other.bundle });
  expect(await assay.outcome()).toMatchObject({ code: 'needs-key' });
  // What is not finished is no check to remember.
  await expect(page.getByText(OFFER, { exact: true })).toHaveCount(0);
  await assay.drop(await disk.writeFile('other.pem', other.keyPem));
  await expect(verdictOf(page)).toHaveAttribute('data-code', 'verified');
  await page.getByText(OFFER, { exact: true }).click();
  await expect(page.getByText('remembered with another check: Verified,')).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await button(page, 'Remember this check instead').click();
  await expect(page.getByText('This folder is remembered, with this check.')).toBeVisible();
  await expect(button(page, 'Forget')).toBeFocused();
  await assay.startOver();
  const folders = foldersOf(page);
  await expect(folders.getByRole('listitem')).toHaveCount(1);
  await expect(folders).toContainText('expects other.pem');

  await button(page, 'Forget the folder model').click();
  await expect(folders).toContainText('No folder is remembered any more.');
  await expect(folders.getByRole('heading')).toBeFocused();
  await page.reload();
  await expect(page.getByRole('region', { name: 'Checked before' })).toBeVisible();
  await expect(folders).toHaveCount(0);
});

test('forgetting everything forgets folders', async ({ assay, disk }) => {
  const { page } = assay;
  await rememberSigned(assay, disk);
  await page.getByText('Settings', { exact: true }).click();
  await button(page, 'Forget everything kept here').click();
  await expect(page.getByText(/^Forgotten: .*folders/)).toBeVisible();
  await expect(foldersOf(page)).toHaveCount(0);
  await page.reload();
  await expect(button(page, 'Choose a folder')).toBeVisible();
  await expect(foldersOf(page)).toHaveCount(0);
});

test('a folder for which there is no way back is told apart from a browser that has none', async ({
  page,
  disk,
}) => {
  const { bundle, keyPem } = await signed();
  const keyFile = await disk.writeFile('publisher.pem', keyPem);
  const folder = await disk.write('model', { ...FILES, 'model.sig': bundle });
  for (const [has, says] of [
    [true, 'Open it with “Choose a folder”'],
    [false, 'Chrome and Edge on a computer do.'],
  ] as const) {
    const assay = new AssayPage(await page.context().newPage());
    await assay.page.addInitScript(() => {
      Reflect.deleteProperty(window, 'showDirectoryPicker');
    });
    await assay.open();
    await assay.enter({ publicKeyFile: keyFile });
    const choosing = assay.page.waitForEvent('filechooser');
    await button(assay.page, 'Choose a folder').click();
    await (await choosing).setFiles(folder);
    expect(await assay.outcome()).toMatchObject({ code: 'verified' });
    if (has)
      await assay.page.evaluate(() => {
        window.showDirectoryPicker = () => Promise.reject(new DOMException('no', 'AbortError'));
      });
    await assay.page.getByText(OFFER, { exact: true }).click();
    await expect(assay.page.getByText(says)).toBeVisible();
    await expect(button(assay.page, 'Remember this folder')).toHaveCount(0);
    await assay.page.close();
  }
});

test('a browser that keeps nothing says so', async ({ page, disk }) => {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('no', 'SecurityError');
    };
  });
  const assay = new AssayPage(page);
  await assay.open();
  const { bundle, keyPem } = await signed();
  await assay.enter({ publicKeyFile: await disk.writeFile('publisher.pem', keyPem) });
  await choose(assay, { ...FILES, 'model.sig': bundle });
  expect(await assay.outcome()).toMatchObject({ code: 'verified' });
  await page.getByText(OFFER, { exact: true }).click();
  await button(page, 'Remember this folder').click();
  await expect(page.getByRole('alert')).toHaveAttribute('data-code', 'folder-not-kept');
});

test('neither a sample nor a single file is a folder to remember', async ({ assay, disk }) => {
  const { page } = assay;
  await button(page, 'Genuine').click();
  await assay.outcome();
  await expect(page.getByText(OFFER, { exact: true })).toHaveCount(0);
  await assay.startOver();
  const { bundle, keyPem } = await signed({ 'model.bin': new TextEncoder().encode('one file') });
  await assay.drop(
    await disk.writeFile('model.bin', 'one file'),
    await disk.writeFile('model.bin.sig', bundle),
    await disk.writeFile('key.pem', keyPem),
  );
  expect(await assay.outcome()).toMatchObject({ code: 'verified' });
  await expect(page.getByText(OFFER, { exact: true })).toHaveCount(0);
});

test('on a host that others share no folder is remembered', async ({ page, disk }) => {
  const assay = new AssayPage(page);
  await assay.openShared();
  const { bundle, keyPem } = await signed();
  await assay.enter({ publicKeyFile: await disk.writeFile('publisher.pem', keyPem) });
  await choose(assay, { ...FILES, 'model.sig': bundle });
  expect(await assay.outcome()).toMatchObject({ code: 'verified' });
  await expect(page.getByText(OFFER, { exact: true })).toHaveCount(0);
});
