import { expect } from '@playwright/test';
import { utf8 } from '../support/bytes.ts';
import { FILES, signed, test } from './disk.ts';
import { violations } from './violations.ts';

test('the report is saved in each form, each says what the page says', async ({ assay, disk }) => {
  const { bundle, keyPem } = await signed();
  await assay.drop(
    await disk.write('model', { ...FILES, 'model.sig': bundle }),
    await disk.writeFile('key.pem', keyPem),
  );
  expect(await assay.outcome()).toMatchObject({ code: 'verified' });
  const { version } = (await assay.saveReport()) as { version: string };
  expect(version).toBe('2.1');
  const text = await assay.save('Save as text');
  expect(text.name).toBe('model.assay.txt');
  expect(text.text).toMatch(/^Verdict: verified$/m);
  const markdown = await assay.save('Save as Markdown');
  expect(markdown.name).toBe('model.assay.md');
  expect(markdown.text).toContain('# Report on `model`');
  const statement = await assay.save('Save as in-toto statement');
  expect(statement.name).toBe('model.assay.intoto.json');
  expect(JSON.parse(statement.text)).toMatchObject({
    predicateType: 'https://slsa.dev/verification_summary/v1',
    predicate: { verificationResult: 'PASSED' },
  });
});

test('a bundle that cannot be read leaves nothing to make a statement about', async ({ assay, disk }) => {
  await assay.drop(await disk.write('model', { ...FILES }), await disk.writeFile('model.sig', '{'));
  expect(await assay.outcome()).toMatchObject({ state: 'failed' });
  await assay.page.getByText('Other forms of the report').click();
  await expect(assay.page.getByRole('button', { name: 'Save as text' })).toBeVisible();
  await expect(assay.page.getByRole('button', { name: 'Save as in-toto statement' })).toHaveCount(0);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`a report that is dropped is somebody’s word, and the model can be checked from there, ${colorScheme}`, async ({
    assay,
    disk,
  }) => {
    const { page } = assay;
    await page.emulateMedia({ colorScheme });
    const { bundle, keyPem } = await signed();
    const model = await disk.write('model', { ...FILES, 'model.sig': bundle });
    const key = await disk.writeFile('key.pem', keyPem);
    await assay.drop(model, key);
    await assay.outcome();
    const file = await disk.writeFile('report.json', (await assay.save('Save report')).text);
    await assay.drop(file);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Somebody’s report, not a check');
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
    await expect(page.getByRole('region', { name: 'What the report says' })).toContainText(
      'files are exactly what was signed with the key in key.pem',
    );
    await expect(page.getByRole('region', { name: 'Verdict' })).toHaveCount(0);
    expect(await violations(page)).toEqual([]);

    // What was given for the last model does not count any more.
    await assay.drop(model);
    expect(await assay.outcome()).toMatchObject({ code: 'needs-key' });
  });
}

test('a broken report is refused, and the page stays where it is', async ({ assay, disk }) => {
  await assay.drop(await disk.writeFile('report.json', '{"type": "assay-report", "version": "2.0"}'));
  expect(await assay.outcome()).toMatchObject({ kind: 'error', code: 'report-malformed' });
  await assay.drop(await disk.writeFile('later.json', '{"type": "assay-report", "version": "9.0"}'));
  expect(await assay.outcome()).toMatchObject({ kind: 'error', code: 'report-version' });
});

test('a report beside a folder does not get in the way of the check', async ({ assay, disk }) => {
  const { bundle, keyPem } = await signed();
  await assay.drop(
    await disk.write('model', { ...FILES, 'model.sig': bundle }),
    await disk.writeFile('key.pem', keyPem),
    await disk.writeFile('report.json', '{"type": "assay-report"}'),
  );
  expect(await assay.outcome()).toMatchObject({ code: 'verified' });
});

test('a report may itself be signed, and is then a model like others', async ({ assay, disk }) => {
  const report = utf8('{"type": "assay-report"}');
  const { bundle, keyPem } = await signed({ 'report.json': report });
  await assay.drop(
    await disk.writeFile('report.json', report),
    await disk.writeFile('report.sig', bundle),
    await disk.writeFile('key.pem', keyPem),
  );
  expect(await assay.outcome()).toMatchObject({ code: 'verified' });
});

test('the verdict prints on one page, and the files on the next', async ({ assay }) => {
  const { page } = assay;
  await page.getByRole('button', { name: 'Genuine', exact: true }).click();
  await assay.outcome();
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByText('This report is not signed')).toBeVisible();
  await expect(page.getByText('Every step of the check')).toBeHidden();
  const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
  expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(2);
});
