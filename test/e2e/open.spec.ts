import { expect } from '@playwright/test';
import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { FILES, signed, test } from './disk.ts';
import { pickPrivately } from './private-folder.ts';

const VERIFIED = { kind: 'verdict', state: 'verified', code: 'verified' };

test('a dropped folder is listed with its hidden files and verified with a key dropped along', async ({
  assay,
  disk,
}) => {
  const { bundle, keyPem } = await signed();
  const folder = await disk.write('model', { ...FILES, 'model.sig': bundle });
  await assay.drop(folder, await disk.writeFile('publisher.pem', keyPem));
  expect(await assay.outcome()).toMatchObject(VERIFIED);
  const files = assay.page.getByRole('region', { name: 'Files' });
  await expect(files.getByRole('row', { name: '.hidden/notes.txt' })).toContainText('matches');
  await expect(files.getByRole('row', { name: 'model.sig' })).toContainText('bundle');
});

test('a bundle outside the folder, dropped along', async ({ assay, disk }) => {
  const { bundle, keyPem } = await signed();
  const paths = [
    await disk.write('model', FILES),
    await disk.writeFile('bundle.json', bundle),
    await disk.writeFile('key.pem', keyPem),
  ];
  await assay.drop(...paths);
  expect(await assay.outcome()).toMatchObject(VERIFIED);
});

test('a single file with its bundle, under its own name or under “.”', async ({ assay, disk }) => {
  for (const name of ['model.bin', '.']) {
    const { bundle, keyPem } = await signed({ [name]: new TextEncoder().encode('one file') });
    await assay.drop(
      await disk.writeFile('model.bin', 'one file'),
      await disk.writeFile('model.bin.sig', bundle),
      await disk.writeFile('key.pem', keyPem),
    );
    const outcome = await assay.outcome();
    expect(outcome).toMatchObject(VERIFIED);
    expect(outcome.kind === 'verdict' && outcome.headline).toContain('This file is exactly what');
    await assay.startOver();
  }
});

test('a folder chosen with the picker', async ({ assay, disk }) => {
  const { bundle, keyPem } = await signed();
  await assay.enter({ publicKeyFile: await disk.writeFile('key.pem', keyPem) });
  await pickPrivately(assay.page, 'model', { ...FILES, 'model.sig': bundle });
  await assay.page.getByRole('button', { name: 'Choose a folder' }).click();
  expect(await assay.outcome()).toMatchObject(VERIFIED);
});

test('a picker that is refused says so, one that is closed says nothing', async ({ assay }) => {
  const refuse = (name: string): Promise<void> =>
    assay.page.evaluate((kind) => {
      window.showDirectoryPicker = () => Promise.reject(new DOMException('no', kind));
    }, name);
  await refuse('SecurityError');
  await assay.page.getByRole('button', { name: 'Choose a folder' }).click();
  expect(await assay.outcome()).toMatchObject({ kind: 'error', code: 'permission-refused' });
  await refuse('AbortError');
  await assay.page.getByRole('button', { name: 'Choose a folder' }).click();
  await expect(assay.page.getByRole('alert')).toBeHidden();
  await expect(assay.page.getByRole('heading', { name: 'Drop a model folder here' })).toBeVisible();
});

test('without a picker: the input, announced before the browser speaks of uploading', async ({
  page,
  disk,
}) => {
  await page.addInitScript(() => {
    Reflect.deleteProperty(window, 'showDirectoryPicker');
  });
  await page.goto('/');
  await expect(page.getByText('Nothing is uploaded.').last()).toBeVisible();
  await expect(page.getByText('whether to “upload” its files')).toBeVisible();
  const { bundle } = await signed();
  const folder = await disk.write('model', { ...FILES, 'model.sig': bundle });
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose a folder' }).click();
  await (await choosing).setFiles(folder);
  const verdict = page.getByRole('region', { name: 'Verdict' });
  await expect(verdict).toHaveAttribute('data-code', 'needs-key');
  await expect(
    page.getByRole('region', { name: 'Files' }).getByRole('row', { name: '.hidden/notes.txt' }),
  ).toContainText('same as listed');
});

test('several bundles: the person chooses, the other one is an unsigned file', async ({ assay, disk }) => {
  const one = await signed();
  const two = await signed();
  const folder = await disk.write('model', {
    ...FILES,
    'model.sig': one.bundle,
    '.kaggle/signing.json': two.bundle,
  });
  await assay.enter({ publicKeyFile: await disk.writeFile('key.pem', one.keyPem) });
  await assay.drop(folder);
  expect(await assay.outcome()).toEqual({ kind: 'which-bundle' });
  expect(await assay.chooseBundle('model.sig')).toMatchObject({ state: 'failed', code: 'files-extra' });
  await assay.page.getByRole('button', { name: 'Ignore .kaggle/signing.json' }).click();
  const verdict = assay.page.getByRole('region', { name: 'Verdict' });
  await expect(verdict).toHaveAttribute('data-code', 'verified-partial');
  await expect(verdict).toContainText('1 file ignored by you');
});

test('no bundle: the page says what that means, and takes one as a file or as text', async ({
  assay,
  disk,
}) => {
  const { bundle, keyPem } = await signed();
  const folder = await disk.write('model', FILES);
  await assay.enter({ publicKeyFile: await disk.writeFile('key.pem', keyPem) });
  await assay.drop(folder);
  expect(await assay.outcome()).toEqual({ kind: 'no-bundle' });
  await expect(assay.page.getByRole('heading', { name: 'so nothing can be checked' })).toBeVisible();
  expect(await assay.giveBundleFile(await disk.writeFile('elsewhere.json', bundle))).toMatchObject(VERIFIED);

  await assay.startOver();
  await assay.enter({ publicKeyFile: join(disk.root, 'key.pem') });
  await assay.drop(folder);
  await assay.page.getByText('Paste it as text').click();
  await assay.page.getByLabel('Bundle text').fill(bundle);
  await assay.page.getByRole('button', { name: 'Use this text' }).click();
  await expect(assay.page.getByRole('region', { name: 'Verdict' })).toHaveAttribute('data-state', 'verified');

  await assay.startOver();
  await assay.enter({ publicKeyFile: join(disk.root, 'key.pem') });
  await assay.drop(folder);
  expect(await assay.outcome()).toEqual({ kind: 'no-bundle' });
  await assay.drop(join(disk.root, 'elsewhere.json'));
  await expect(assay.page.getByRole('region', { name: 'Verdict' })).toHaveAttribute('data-state', 'verified');
});

test('a bundle alone is shown as a claim, then checked against the folder that follows', async ({
  assay,
  disk,
}) => {
  const { bundle, keyPem } = await signed();
  await assay.drop(await disk.writeFile('model.sig', bundle), await disk.writeFile('key.pem', keyPem));
  expect(await assay.outcome()).toEqual({ kind: 'inspection' });
  const region = assay.page.getByRole('region', { name: 'Bundle', exact: true });
  await expect(region).toContainText('Its signature holds, but no file was compared with it.');
  await expect(assay.page.getByRole('region', { name: 'Claimed files' })).toContainText(
    'weights/model.safetensors',
  );
  await assay.drop(await disk.write('model', FILES));
  await expect(assay.page.getByRole('region', { name: 'Verdict' })).toHaveAttribute('data-state', 'verified');
});

test('archives, caches of links, empty folders, private keys, two folders', async ({ assay, disk }) => {
  const cases: [string, string[]][] = [
    ['model-archive', [await disk.writeFile('model.zip', Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0, 0, 0))]],
    ['model-empty', [await disk.write('empty', {})]],
    ['model-several', [await disk.write('one', FILES), await disk.write('two', FILES)]],
    [
      'key-private',
      [
        await disk.write('three', FILES),
        await disk.writeFile('key.pem', '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n'),
      ],
    ],
  ];
  const cache = await disk.write('models--org--name', { 'refs/main': 'abc', 'blobs/0123': 'weights' });
  await mkdir(join(cache, 'snapshots/abc'), { recursive: true });
  await symlink('../../blobs/0123', join(cache, 'snapshots/abc/model.bin'));
  cases.push(['model-links', [cache]]);
  for (const [code, paths] of cases) {
    await assay.drop(...paths);
    await expect(assay.page.locator(`[role=alert][data-code=${code}]`)).toBeVisible();
  }
  // The page is as good as new.
  const { bundle, keyPem } = await signed();
  await assay.drop(
    await disk.write('good', { ...FILES, 'model.sig': bundle }),
    await disk.writeFile('public.pem', keyPem),
  );
  expect(await assay.outcome()).toMatchObject(VERIFIED);
});
