import { expect } from '@playwright/test';
import { test } from './disk.ts';

for (const [button, state, code, words] of [
  [
    'Genuine',
    'verified',
    'verified',
    /^DEMO\. These 7 files are exactly what release@demo\.assay\.example signed on \d+ \w+ \d{4}/,
  ],
  [
    'One byte changed',
    'failed',
    'files-differ',
    /^DEMO\. Do not use these files: 1 file differs from what was signed/,
  ],
  [
    'Genuine, signed with a key',
    'verified',
    'verified',
    /^DEMO\. These 7 files are exactly what was signed with the sample’s key/,
  ],
  [
    'One byte changed, signed with a key',
    'failed',
    'files-differ',
    /^DEMO\. Do not use these files: 1 file differs from what was signed/,
  ],
] as const) {
  test(`sample “${button}” ends as ${state}`, async ({ assay }) => {
    await assay.page.getByRole('button', { name: button, exact: true }).click();
    const outcome = await assay.outcome();
    expect(outcome).toMatchObject({ kind: 'verdict', state, code });
    expect(outcome.kind === 'verdict' && outcome.headline).toMatch(words);
  });
}

test('a sample’s trust root counts for the sample only', async ({ assay }) => {
  await assay.page.getByRole('button', { name: 'Genuine', exact: true }).click();
  await assay.outcome();
  await assay.startOver();
  await assay.page.getByText('Say whom you expect', { exact: true }).click();
  await expect(assay.page.getByLabel('Identity', { exact: true })).toHaveValue('');
  await assay.page.getByText('Private authority, trust root, ignored paths').click();
  await expect(assay.page.getByText('without it the public one counts')).toBeVisible();
});
