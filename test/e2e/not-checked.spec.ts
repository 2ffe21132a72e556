import { expect } from '@playwright/test';
import { listen } from './announcements.ts';
import { FILES, signed, test } from './disk.ts';

test('what is dropped on a verdict and is of no use: said apart from it, and the verdict says whose it is', async ({
  assay,
  disk,
}) => {
  const { page } = assay;
  const heard = await listen(page);
  await assay.open();
  const { bundle, keyPem } = await signed();
  await assay.drop(
    await disk.write('good', { ...FILES, 'model.sig': bundle }),
    await disk.writeFile('key.pem', keyPem),
  );
  expect(await assay.outcome()).toMatchObject({ code: 'verified' });
  const said = (await heard()).length;
  await assay.drop(await disk.write('one', FILES), await disk.write('two', FILES));
  const note = page.getByRole('alert');
  await expect(note).toHaveText(
    /^\s*Not checked: “one”, “two”\s+More than one model was dropped\. Drop one folder at a time\.\s*$/,
  );
  const label = page.getByRole('heading', { name: /^Still here: the verdict on good/ });
  await expect(label).toBeFocused();
  const verdict = page.getByRole('region', { name: 'Verdict', exact: true });
  await expect(verdict).toHaveAttribute('data-code', 'verified');
  await expect(verdict.getByRole('alert')).toHaveCount(0);
  expect((await heard()).slice(said)).toEqual([
    'focus: Looking through the files…',
    expect.stringMatching(/^focus: Still here: the verdict on good/),
    expect.stringMatching(/^alert: Not checked: “one”, “two” More than one/),
  ]);
  // The sheet is about the model that was checked, and nothing else.
  await page.emulateMedia({ media: 'print' });
  await expect(note).toBeHidden();
  await page.emulateMedia({ media: 'screen' });

  await assay.drop(await disk.write('empty', {}));
  await expect(note).toContainText('Not checked: “empty”');
  await expect(note).toContainText('The folder holds no files');
  await expect(verdict).toHaveAttribute('data-code', 'verified');

  await assay.drop(await disk.write('bad', { ...FILES, 'config.json': 'x', 'model.sig': bundle }));
  await expect(verdict).toHaveAttribute('data-code', 'files-differ');
  await expect(note).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^\s*bad\s+bundle model\.sig\s*$/);
});

test('a refusal names what it is about, however it is called', async ({ assay, disk }) => {
  const zip = Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0, 0, 0);
  await assay.drop(await disk.writeFile('a\u202egpj.zip', zip));
  await expect(assay.page.getByRole('alert')).toHaveText(
    /^\s*Not checked: “a\\u202egpj\.zip”\s+This is an archive\. Unpack it first, then drop the folder\.\s*$/,
  );
  await expect(assay.page.getByRole('heading', { level: 1 })).toBeFocused();
});
