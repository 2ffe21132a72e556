import { expect, type Locator } from '@playwright/test';
import type { AssayPage } from '../support/page.ts';
import { type Disk, FILES, signed, test } from './disk.ts';

const POINTER = `version https://git-lfs.github.com/spec/v1\noid sha256:${'ab'.repeat(32)}\nsize 42\n`;

/** Drops a folder with a bundle over {@link FILES} and the right key, and returns what explains the outcome. */
async function causes(assay: AssayPage, disk: Disk, files: Parameters<Disk['write']>[1]): Promise<Locator> {
  const { bundle, keyPem } = await signed();
  const folder = await disk.write(`model-${Math.random()}`, { ...files, 'model.sig': bundle });
  await assay.drop(folder, await disk.writeFile('key.pem', keyPem));
  await assay.outcome();
  return assay.page.getByRole('region', { name: 'What to do now' });
}

test('each usual reason of a failed check is told with its one next step', async ({ assay, disk }) => {
  const weights = 'weights/model.safetensors';
  const { [weights]: bytes = new Uint8Array(), ...others } = FILES;
  const cases: readonly (readonly [
    found: string,
    next: string,
    files: Record<string, string | Uint8Array>,
  ])[] = [
    [`${weights} is a Git LFS pointer`, 'git lfs pull', { ...FILES, [weights]: POINTER }],
    [
      `${weights} is not downloaded to the end`,
      'finish',
      { ...others, [`${weights}.part`]: bytes.slice(0, 9) },
    ],
    [
      'config.json differs from what was signed only in how lines end',
      'core.autocrlf',
      {
        ...FILES,
        'config.json': '{"layers": 2}\r\n',
      },
    ],
    [
      'This signature is for other files',
      'the signature that belongs to them',
      {
        'config.json': '1',
        [weights]: '2',
        '.hidden/notes.txt': '3',
      },
    ],
  ];
  for (const [found, next, files] of cases) {
    const told = await causes(assay, disk, files);
    await expect(told).toContainText(found);
    await expect(told).toContainText(next);
    await expect(assay.page.getByRole('region', { name: 'Verdict' })).toHaveAttribute('data-state', 'failed');
    await assay.startOver();
  }
});

test('what tools leave in a folder may be ignored at once, and the verdict says so', async ({
  assay,
  disk,
}) => {
  const told = await causes(assay, disk, {
    ...FILES,
    '.DS_Store': 'x',
    '.cache/huggingface/download/config.json.metadata': 'x',
    '.cache/huggingface/download/config.json.lock': '',
  });
  await expect(told).toContainText('macOS and the Hugging Face downloader');
  await told.getByRole('button', { name: 'Ignore these 3 files' }).click();
  const verdict = assay.page.getByRole('region', { name: 'Verdict' });
  await expect(verdict).toHaveAttribute('data-code', 'verified-partial');
  await expect(verdict).toContainText('3 files ignored by you');
  await expect(told).toBeHidden();
  await assay.page.getByText('Use another key', { exact: true }).click();
  await expect(assay.page.getByLabel('Ignore these paths')).toHaveValue('.DS_Store\n.cache/huggingface');
});

test('a signature for a folder: that folder may be checked by itself, and what is left out is told', async ({
  assay,
  disk,
}) => {
  const inside = Object.fromEntries(
    Object.entries(FILES).map(([path, bytes]) => [`original/${path}`, bytes]),
  );
  const told = await causes(assay, disk, { ...inside, 'evil.py': 'x', 'README.md': 'y' });
  await expect(told).toContainText('All signed names are found in the folder original');
  await expect(told).toContainText('leaves out the 3 files outside of it');
  await told.getByRole('button', { name: 'Check original by itself' }).click();
  const verdict = assay.page.getByRole('region', { name: 'Verdict' });
  await expect(verdict).toHaveAttribute('data-code', 'verified');
  await expect(verdict).toContainText('3 files outside of this folder left out');
  await expect(assay.page.getByRole('heading', { level: 1 })).toContainText('/original');
});

test('a key that lies around the folder that is checked still lies in the model', async ({ assay, disk }) => {
  const { bundle, keyPem } = await signed();
  const inside = Object.fromEntries(
    Object.entries(FILES).map(([path, bytes]) => [`original/${path}`, bytes]),
  );
  await assay.drop(
    await disk.write('model', { ...inside, 'publisher.pem': keyPem, 'model.sig': bundle }),
    await disk.writeFile('key.pem', keyPem),
  );
  await assay.outcome();
  await assay.page.getByRole('button', { name: 'Check original by itself' }).click();
  await expect(assay.page.getByRole('region', { name: 'Verdict' })).toHaveAttribute(
    'data-code',
    'origin-unconfirmed',
  );
});

test('a bundle that cannot be read is named, and offers no layers', async ({ assay, disk }) => {
  await assay.drop(await disk.write('model', FILES), await disk.writeFile('cut.sig', '{"mediaType": "x"'));
  const outcome = await assay.outcome();
  expect(outcome).toMatchObject({ state: 'failed', code: 'json-truncated' });
  expect(outcome.kind === 'verdict' && outcome.headline).toContain('the bundle cut.sig cannot be used.');
  await expect(assay.page.getByText('Every layer of the bundle')).toBeHidden();
  await expect(assay.page.getByRole('region', { name: 'Proven', exact: true })).toBeHidden();
});
