import { expect } from '@playwright/test';
import { join } from 'node:path';
import { createAuthority } from '../support/authority.ts';
import { pem } from '../support/keys.ts';
import { signWithCertificate, signWithSigstore, statementFor } from '../support/oms.ts';
import { createInstance } from '../support/sigstore-instance.ts';
import type { AssayPage } from '../support/page.ts';
import { type Disk, FILES, signed, test } from './disk.ts';

const IDENTITY = 'release@models.example';
const ISSUER = 'https://accounts.models.example';

/** Writes a model that somebody signed by an instance of its own, and the instance’s root. */
async function writeSigned(disk: Disk, identity = IDENTITY): Promise<{ folder: string; root: string }> {
  const instance = await createInstance();
  const bundle = await signWithSigstore(statementFor(FILES), instance, { identity, issuer: ISSUER });
  return {
    folder: await disk.write('model', { ...FILES, 'model.sig': JSON.stringify(bundle) }),
    root: await disk.writeFile('trusted_root.json', JSON.stringify(instance.trustedRoot)),
  };
}

/** Drops such a model, and waits until the page asks whether the signer is expected. */
async function dropUnconfirmed(assay: AssayPage, disk: Disk): Promise<void> {
  const { folder, root } = await writeSigned(disk);
  await assay.drop(folder, root);
  expect(await assay.outcome()).toMatchObject({ state: 'unconfirmed', code: 'signer-unconfirmed' });
}

test('Sigstore: unconfirmed until the person says whom they expect, and the sentence keeps how', async ({
  assay,
  disk,
}) => {
  const { folder, root } = await writeSigned(disk);
  await assay.drop(folder, root);
  const first = await assay.outcome();
  expect(first).toMatchObject({ state: 'unconfirmed', code: 'signer-unconfirmed' });
  expect(first.kind === 'verdict' && first.headline).toContain(
    `A genuine signature by ${IDENTITY}, vouched for by ${ISSUER}, on 2 March 2026. Is that whom you expected?`,
  );
  await assay.page.getByRole('button', { name: 'Yes, the publisher names this signer' }).click();
  const verdict = assay.page.getByRole('region', { name: 'Verdict' });
  await expect(verdict).toHaveAttribute('data-state', 'verified');
  await expect(verdict).toContainText('a signer you accepted after seeing who it was');
  await expect(verdict).toContainText('which you imported');

  await assay.startOver();
  await assay.enter({ identity: IDENTITY, issuer: ISSUER, trustRootFile: root });
  await assay.drop(folder);
  expect(await assay.outcome()).toMatchObject({ state: 'verified', code: 'verified' });
  await expect(verdict).not.toContainText('accepted');

  for (const [identity, issuer, code] of [
    [`x${IDENTITY}`, ISSUER, 'identity-differs'],
    [IDENTITY.slice(0, -1), ISSUER, 'identity-differs'],
    [IDENTITY.toUpperCase(), ISSUER, 'identity-differs'],
    ['.*', ISSUER, 'identity-differs'],
    [IDENTITY, `${ISSUER}/`, 'issuer-differs'],
  ] as const) {
    await assay.startOver();
    await assay.enter({ identity, issuer, trustRootFile: root });
    await assay.drop(folder);
    expect(await assay.outcome()).toMatchObject({ state: 'failed', code });
  }

  // The public-good root knows nothing of this instance.
  await assay.startOver();
  await assay.enter({ identity: IDENTITY, issuer: ISSUER });
  await assay.drop(folder);
  expect(await assay.outcome()).toMatchObject({ state: 'failed', code: 'sigstore-path' });
});

test('a workflow’s identity may be accepted by its parts, and the sentence says which', async ({
  assay,
  disk,
}) => {
  const workflow = 'https://github.com/org/models/.github/workflows/release.yml';
  const { folder, root } = await writeSigned(disk, `${workflow}@refs/tags/v2`);
  const verdict = assay.page.getByRole('region', { name: 'Verdict' });
  await assay.enter({ identity: `${workflow}@refs/tags/v1`, issuer: ISSUER, trustRootFile: root });
  await assay.page.getByLabel('Accept', { exact: true }).selectOption('any reference of this workflow');
  await assay.drop(folder);
  expect(await assay.outcome()).toMatchObject({ state: 'verified' });
  await expect(verdict).toContainText(
    'any reference of .github/workflows/release.yml in github.com/org/models',
  );

  await assay.startOver();
  await assay.enter({
    identity: `${workflow.replace('org', 'other')}@refs/tags/v1`,
    issuer: ISSUER,
    trustRootFile: root,
  });
  await assay.page.getByLabel('Accept', { exact: true }).selectOption('any repository of this organisation');
  await assay.drop(folder);
  expect(await assay.outcome()).toMatchObject({ state: 'failed', code: 'identity-differs' });
});

test('a key: asked for, refused if wrong or no key, accepted if right, without reading the files again', async ({
  assay,
  disk,
}) => {
  const { bundle, keyPem } = await signed();
  const other = await signed();
  await assay.drop(await disk.write('model', { ...FILES, 'model.sig': bundle }));
  expect(await assay.outcome()).toMatchObject({ state: 'incomplete', code: 'needs-key' });
  const verdict = assay.page.getByRole('region', { name: 'Verdict' });
  const give = async (name: string, text: string): Promise<void> => {
    await assay.page.getByLabel('Public key file').setInputFiles(await disk.writeFile(name, text));
    await assay.page.getByRole('button', { name: 'Check with this' }).click();
  };
  await give('no.pem', 'hello');
  await expect(verdict).toHaveAttribute('data-code', 'pem-missing');
  await give('two.pem', keyPem + other.keyPem);
  await expect(verdict).toHaveAttribute('data-code', 'pem-several');
  await give('other.pem', other.keyPem);
  await expect(verdict).toHaveAttribute('data-code', 'key-hint');
  await expect(verdict).toHaveAttribute('data-state', 'failed');
  await give('right.pem', keyPem);
  await expect(verdict).toHaveAttribute('data-state', 'verified');
});

test('a key that lies in the model folder proves nothing until the person says they know it', async ({
  assay,
  disk,
}) => {
  const { bundle, keyPem } = await signed({ ...FILES });
  const folder = await disk.write('model', { ...FILES, 'model.sig': bundle, 'publisher.pem': keyPem });
  await assay.enter({ ignorePaths: ['publisher.pem'], publicKeyFile: join(folder, 'publisher.pem') });
  await assay.drop(folder);
  const first = await assay.outcome();
  expect(first).toMatchObject({ state: 'unconfirmed', code: 'origin-unconfirmed' });
  expect(first.kind === 'verdict' && first.headline).toContain('with the key in publisher.pem, but');
  await expect(assay.page.getByRole('region', { name: 'Proven', exact: true })).toContainText(
    'found in the model folder (publisher.pem). Whose that is, is not known',
  );
  const verdict = assay.page.getByRole('region', { name: 'Verdict' });
  await assay.page.getByRole('button', { name: 'I compared all 64 digits' }).click();
  await expect(verdict).toHaveAttribute('data-code', 'verified-partial');
});

test('who does not know the key in the model may give another, or none', async ({ assay, disk }) => {
  const { bundle, keyPem } = await signed();
  const folder = await disk.write('model', { ...FILES, 'model.sig': bundle, '.git/publisher.pem': keyPem });
  const verdict = assay.page.getByRole('region', { name: 'Verdict' });
  await assay.drop(folder, join(folder, '.git/publisher.pem'));
  await expect(verdict).toHaveAttribute('data-code', 'origin-unconfirmed');
  await assay.page.getByRole('button', { name: 'No, or I do not know' }).click();
  await expect(verdict).toHaveAttribute('data-code', 'needs-key');

  await assay.startOver();
  await assay.drop(folder, join(folder, '.git/publisher.pem'));
  await expect(verdict).toHaveAttribute('data-code', 'origin-unconfirmed');
  const choosing = assay.page.waitForEvent('filechooser');
  await assay.page.getByRole('button', { name: 'Choose the publisher’s key file' }).click();
  await (await choosing).setFiles(await disk.writeFile('other.pem', (await signed()).keyPem));
  await expect(verdict).toHaveAttribute('data-code', 'key-hint');
});

test('the file in the model is known again whatever its bytes, and knowing one key is not knowing the next', async ({
  assay,
  disk,
}) => {
  const one = await signed();
  const two = await signed();
  // A mark that decoders drop, and a byte that they replace.
  const oneFile = Uint8Array.of(0xef, 0xbb, 0xbf, ...Buffer.from(one.keyPem));
  const twoFile = Uint8Array.of(0xff, 0x0a, ...Buffer.from(two.keyPem));
  const folder = await disk.write('model', { ...FILES, '.git/one.pem': oneFile, '.git/two.pem': twoFile });
  await assay.drop(folder, await disk.writeFile('one.sig', one.bundle), join(folder, '.git/one.pem'));
  expect(await assay.outcome()).toMatchObject({ state: 'unconfirmed', code: 'origin-unconfirmed' });
  await assay.page.getByRole('button', { name: 'I compared all 64 digits' }).click();
  const verdict = assay.page.getByRole('region', { name: 'Verdict' });
  await expect(verdict).toHaveAttribute('data-code', 'verified-partial');
  await assay.drop(await disk.writeFile('two.sig', two.bundle), join(folder, '.git/two.pem'));
  await expect(verdict).toHaveAttribute('data-code', 'origin-unconfirmed');
});

test('a trust root that lies in the model proves nothing either', async ({ assay, disk }) => {
  const instance = await createInstance();
  const bundle = await signWithSigstore(statementFor(FILES), instance, {
    identity: IDENTITY,
    issuer: ISSUER,
  });
  const folder = await disk.write('model', {
    ...FILES,
    'model.sig': JSON.stringify(bundle),
    '.git/trusted_root.json': JSON.stringify(instance.trustedRoot),
  });
  await assay.enter({
    identity: IDENTITY,
    issuer: ISSUER,
    trustRootFile: join(folder, '.git/trusted_root.json'),
  });
  await assay.drop(folder);
  expect(await assay.outcome()).toMatchObject({ state: 'unconfirmed', code: 'origin-unconfirmed' });

  // Without an expectation there are two questions, and the answer to one is not that to the other.
  await assay.startOver();
  await assay.drop(folder, join(folder, '.git/trusted_root.json'));
  expect(await assay.outcome()).toMatchObject({ state: 'unconfirmed', code: 'origin-unconfirmed' });
  await assay.page.getByRole('button', { name: 'I compared it with the publisher’s own' }).click();
  const verdict = assay.page.getByRole('region', { name: 'Verdict' });
  await expect(verdict).toHaveAttribute('data-code', 'signer-unconfirmed');
  await assay.page.getByRole('button', { name: 'Yes, the publisher names this signer' }).click();
  await expect(verdict).toHaveAttribute('data-code', 'verified-partial');
  await expect(verdict).toContainText('which lies in the model and you said to know from elsewhere');
});

test('a trust root says on import what it holds, and what of it cannot be used', async ({ assay, disk }) => {
  const { trustedRoot } = await createInstance();
  const [log] = trustedRoot.tlogs;
  if (!log) throw new Error('the instance has a log');
  const odd = { ...log, publicKey: { ...log.publicKey, keyDetails: 'PKIX_OF_TOMORROW' } };
  const file = await disk.writeFile('root.json', JSON.stringify({ ...trustedRoot, tlogs: [log, odd] }));
  await assay.page.getByText('Say whom you expect', { exact: true }).click();
  const input = assay.page.getByLabel('Trust root file');
  await input.setInputFiles(file);
  const report = assay.page.getByRole('status').filter({ hasText: 'root.json' });
  await expect(report).toContainText(
    '1 certificate authority, 1 log, 1 certificate log, 1 timestamp authority',
  );
  await expect(report).toContainText('is left out');
  await input.setInputFiles(await disk.writeFile('broken.json', '{}'));
  await expect(assay.page.getByText('The trust root could not be read.')).toBeVisible();
});

test('a stated identity is not outdone by a key that comes along with the model', async ({ assay, disk }) => {
  const { bundle, keyPem } = await signed();
  await assay.enter({ identity: IDENTITY, issuer: ISSUER });
  await assay.drop(
    await disk.write('model', { ...FILES, 'model.sig': bundle }),
    await disk.writeFile('key.pem', keyPem),
  );
  expect(await assay.outcome()).toMatchObject({ state: 'failed', code: 'method-differs' });
});

test('an identity copied off the page counts as accepted after seeing it', async ({ assay, disk }) => {
  await dropUnconfirmed(assay, disk);
  await assay.page.getByText('Say whom you expect', { exact: true }).click();
  await assay.page.getByLabel('Identity', { exact: true }).fill(IDENTITY);
  await assay.page.getByLabel('Issuer', { exact: true }).fill(ISSUER);
  await assay.page.getByRole('button', { name: 'Check with this' }).click();
  const verdict = assay.page.getByRole('region', { name: 'Verdict' });
  await expect(verdict).toHaveAttribute('data-state', 'verified');
  await expect(verdict).toContainText('signer you accepted after seeing who it was');
});

test('who expected somebody else is told not to use the files, and asked whom', async ({ assay, disk }) => {
  await dropUnconfirmed(assay, disk);
  const { page } = assay;
  const verdict = page.getByRole('region', { name: 'Verdict' });
  const no = page.getByRole('button', { name: 'No, or I do not know' });
  await no.click();
  await expect(verdict).toHaveAttribute('data-code', 'signer-refused');
  await expect(verdict).toContainText(
    `Do not use these files: they are signed by ${IDENTITY}, and you did not confirm that signer.`,
  );
  await expect(page.getByRole('region', { name: 'What to do now' })).toContainText(
    'ask the publisher who signs',
  );
  const identity = page.getByLabel('Identity', { exact: true });
  await expect(identity).toBeFocused();

  await page.getByRole('button', { name: 'Take back my answer' }).click();
  await expect(verdict).toHaveAttribute('data-code', 'signer-unconfirmed');
  await no.click();
  // The form stands elsewhere then, and is another.
  await expect(verdict).toHaveAttribute('data-code', 'signer-refused');
  await identity.fill('other@models.example');
  await page.getByLabel('Issuer', { exact: true }).fill(ISSUER);
  await page.getByRole('button', { name: 'Check with this' }).click();
  await expect(verdict).toHaveAttribute('data-code', 'identity-differs');
});

test('an answer counts, whatever is dropped before it is judged', async ({ assay, disk }) => {
  await dropUnconfirmed(assay, disk);
  const { page } = assay;
  // In one task, so that the drop comes before the judgement.
  await page.getByRole('button', { name: 'No, or I do not know' }).evaluate((no: HTMLElement) => {
    no.click();
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['PK\u0003\u0004'], 'other.zip'));
    dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true }));
  });
  await expect(page.getByRole('region', { name: 'Verdict' })).toHaveAttribute('data-code', 'signer-refused');
  await expect(page.getByRole('alert').filter({ hasText: 'Not checked: “other.zip”' })).toBeVisible();
});

test('half an expectation is refused, not dropped', async ({ assay, disk }) => {
  const { bundle } = await signed();
  await assay.enter({ identity: IDENTITY });
  await assay.drop(await disk.write('model', { ...FILES, 'model.sig': bundle }));
  expect(await assay.outcome()).toMatchObject({ kind: 'error', code: 'expectation-half' });
});

test('a bundle that could be a configuration as well is named as unsigned', async ({ assay, disk }) => {
  const { bundle, keyPem } = await signed();
  const both = bundle.replace('{', '{"peft_type":"LORA","base_model_name_or_path":"evil/model",');
  const folder = await disk.write('model', { ...FILES, 'adapter_config.json': both });
  await assay.drop(folder, await disk.writeFile('key.pem', keyPem));
  expect(await assay.outcome()).toMatchObject({ state: 'verified', code: 'verified-partial' });
  await expect(assay.page.getByRole('row', { name: 'adapter_config.json' })).toContainText(
    'another tool may read it',
  );
});

test('a private authority: root asked for, wrong and expired ones told apart', async ({ assay, disk }) => {
  const authority = await createAuthority('Models Inc');
  const leaf = await authority.issue({ subject: { O: 'Models Inc', CN: 'release' } });
  const chain = [leaf, authority.intermediate, authority.root] as const;
  const bundle = await signWithCertificate(statementFor(FILES), chain);
  const folder = await disk.write('model', { ...FILES, 'model.sig': JSON.stringify(bundle) });
  await assay.drop(folder);
  expect(await assay.outcome()).toMatchObject({ state: 'incomplete', code: 'needs-root' });

  const wrong = await createAuthority('Models Inc');
  const verdict = assay.page.getByRole('region', { name: 'Verdict' });
  for (const [root, code] of [
    [wrong.root, 'certificate-path'],
    [authority.intermediate, 'root-not-self-signed'],
    [authority.root, 'verified'],
  ] as const) {
    await assay.page
      .getByLabel('Root certificate files')
      .setInputFiles(await disk.writeFile(`${code}.pem`, pem('CERTIFICATE', root.der)));
    await assay.page.getByRole('button', { name: 'Check with this' }).click();
    await expect(verdict).toHaveAttribute('data-code', code);
  }
});

test('an expired certificate without a proven time stays unconfirmed, unless judged at issuance', async ({
  assay,
  disk,
}) => {
  const authority = await createAuthority('Models Inc');
  const leaf = await authority.issue({ notBefore: new Date('2025-01-01'), notAfter: new Date('2025-06-01') });
  const bundle = await signWithCertificate(statementFor(FILES), [
    leaf,
    authority.intermediate,
    authority.root,
  ]);
  const folder = await disk.write('model', { ...FILES, 'model.sig': JSON.stringify(bundle) });
  const root = await disk.writeFile('root.pem', pem('CERTIFICATE', authority.root.der));
  await assay.enter({ rootCertificateFiles: [root] });
  await assay.drop(folder);
  const outcome = await assay.outcome();
  expect(outcome).toMatchObject({ state: 'unconfirmed', code: 'certificate-expired-untimed' });
  expect(outcome.kind === 'verdict' && outcome.headline).toContain('1 June 2025');
  await assay.startOver();
  await assay.enter({ rootCertificateFiles: [root], judgeAtIssuance: true });
  await assay.drop(folder);
  const judged = await assay.outcome();
  expect(judged).toMatchObject({ state: 'verified', code: 'verified' });
  expect(judged.kind === 'verdict' && judged.headline).toContain('judged as of when they were issued');
});

test('a bundle of another method than the one that was given fails', async ({ assay, disk }) => {
  const authority = await createAuthority('Models Inc');
  const { bundle } = await signed();
  await assay.enter({
    rootCertificateFiles: [await disk.writeFile('root.pem', pem('CERTIFICATE', authority.root.der))],
  });
  await assay.drop(await disk.write('model', { ...FILES, 'model.sig': bundle }));
  expect(await assay.outcome()).toMatchObject({ state: 'failed', code: 'method-differs' });
});

test('missing, changed and extra files are told, and unsigned ones may be let through by name', async ({
  assay,
  disk,
}) => {
  const { bundle, keyPem } = await signed();
  const folder = await disk.write('model', {
    '.hidden/notes.txt': FILES['.hidden/notes.txt'] ?? '',
    'weights/model.safetensors': 'changed',
    'run\u202egpj.py': 'x',
    'model.sig': bundle,
  });
  await assay.enter({ publicKeyFile: await disk.writeFile('key.pem', keyPem) });
  await assay.drop(folder);
  expect(await assay.outcome()).toMatchObject({ state: 'failed', code: 'files-differ' });
  const rows = assay.page.getByRole('region', { name: 'Files' }).locator('tbody tr');
  await expect(rows.nth(0)).toContainText('differs');
  await expect(rows.nth(1)).toContainText('missing');
  await expect(rows.nth(2)).toContainText('not signed');
  await expect(rows.nth(2)).toContainText('run\\u202egpj.py');

  await assay.startOver();
  await assay.enter({ publicKeyFile: join(disk.root, 'key.pem') });
  await assay.drop(
    await disk.write('other', { ...FILES, 'evil.py': 'x', 'note.txt': 'y', 'model.sig': bundle }),
  );
  expect(await assay.outcome()).toMatchObject({ state: 'failed', code: 'files-extra' });
  await assay.page.getByRole('button', { name: 'Ignore 2 unsigned files (1 can run code)' }).click();
  const verdict = assay.page.getByRole('region', { name: 'Verdict' });
  await expect(verdict).toHaveAttribute('data-code', 'verified-partial');
  await expect(verdict).toContainText('2 files here are not signed, and evil.py can run code');
});

test('an ignored signed file is missing', async ({ assay, disk }) => {
  const { bundle, keyPem } = await signed();
  await assay.enter({ publicKeyFile: await disk.writeFile('key.pem', keyPem), ignorePaths: ['weights'] });
  await assay.drop(await disk.write('model', { ...FILES, 'model.sig': bundle }));
  expect(await assay.outcome()).toMatchObject({ state: 'failed', code: 'signed-file-ignored' });
});

test('a signer’s useless and repeated ignore entries are told', async ({ assay, disk }) => {
  const { bundle, keyPem } = await signed(FILES, { ignorePaths: ['../x', '../x', '../x'] });
  await assay.drop(
    await disk.write('model', { ...FILES, 'model.sig': bundle }),
    await disk.writeFile('key.pem', keyPem),
  );
  expect(await assay.outcome()).toMatchObject({ state: 'verified', code: 'verified' });
  await expect(assay.page.getByRole('region', { name: 'Not proven' })).toContainText('can match nothing');
});
