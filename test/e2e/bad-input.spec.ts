import { expect } from '@playwright/test';
import { join } from 'node:path';
import type { BundleJson } from '../support/bundle.ts';
import { createKey, pem } from '../support/keys.ts';
import { type Payload, signWithKey, statementFor, type StatementJson } from '../support/oms.ts';
import { FILES, signed, test } from './disk.ts';

type Change = (bundle: BundleJson) => unknown;
type StatementChange = (statement: StatementJson) => Payload | undefined;

/** The good bundle's JSON with one thing changed, by the code that the page must answer with. */
const BUNDLES: readonly (readonly [code: string, change: Change | string])[] = [
  ['bundle-empty', ''],
  ['json-invalid', 'hello'],
  ['json-truncated', '{"mediaType": "application/vnd.dev.sigstore.bundle.v0.3+json"'],
  ['json-bom', '\ufeff{}'],
  ['json-duplicate-key', '{"mediaType":"a","mediaType":"b"}'],
  ['bundle-media-type', (b) => ({ ...b, mediaType: 'application/json' })],
  ['material-missing', (b) => ({ ...b, verificationMaterial: {} })],
  [
    'material-several',
    (b) => ({ ...b, verificationMaterial: { ...b.verificationMaterial, certificate: { rawBytes: 'AAAA' } } }),
  ],
  ['content-missing', (b) => ({ ...b, dsseEnvelope: null })],
  ['content-not-dsse', (b) => ({ ...b, dsseEnvelope: null, messageSignature: {} })],
  ['payload-type', (b) => ({ ...b, dsseEnvelope: { ...b.dsseEnvelope, payloadType: 'text/plain' } })],
  ['signature-missing', (b) => ({ ...b, dsseEnvelope: { ...b.dsseEnvelope, signatures: [] } })],
  [
    'signature-several',
    (b) => ({ ...b, dsseEnvelope: { ...b.dsseEnvelope, signatures: Array(2).fill({ sig: 'AAAA' }) } }),
  ],
  ['bundle-base64', (b) => ({ ...b, dsseEnvelope: { ...b.dsseEnvelope, payload: '***' } })],
  [
    'signature-invalid',
    (b) => ({ ...b, dsseEnvelope: { ...b.dsseEnvelope, signatures: [{ sig: 'MAYCAQECAQE=' }] } }),
  ],
];

const first =
  (change: Partial<StatementJson['predicate']['resources'][number]>): StatementChange =>
  (statement) => {
    Object.assign(statement.predicate.resources[0] ?? {}, change);
    return statement;
  };

/** The good statement with one thing changed and signed anew: the signature holds, the statement must not pass. */
const STATEMENTS: readonly (readonly [code: string, change: StatementChange])[] = [
  ['json-duplicate-key', (s) => JSON.stringify(s).replace('{', '{"_type":"x",')],
  ['statement-type', (s) => ({ ...s, _type: 'https://in-toto.io/Statement/v0.1' })],
  ['subject-missing', (s) => ({ ...s, subject: [] })],
  ['subject-several', (s) => ({ ...s, subject: [...s.subject, ...s.subject] })],
  ['predicate-type', (s) => ({ ...s, predicateType: 'https://slsa.dev/provenance/v1' })],
  ['predicate-missing', (s) => JSON.stringify({ ...s, predicate: null })],
  ['manifest-empty', (s) => ({ ...s, predicate: { ...s.predicate, resources: [] } })],
  [
    'method-unknown',
    (s) => ({
      ...s,
      predicate: { ...s.predicate, serialization: { ...s.predicate.serialization, method: 'tar' } },
    }),
  ],
  [
    'algorithm-unknown',
    (s) => ({
      ...s,
      predicate: { ...s.predicate, serialization: { ...s.predicate.serialization, hash_type: 'md5' } },
    }),
  ],
  ['algorithm-differs', first({ algorithm: 'blake3' })],
  ['name-empty', first({ name: '' })],
  ['name-absolute', first({ name: '/etc/passwd' })],
  ['name-component', first({ name: '../up' })],
  ['name-nul', first({ name: 'a\0' })],
  ['name-duplicate', first({ name: 'weights/model.safetensors' })],
  ['digest-length', first({ digest: 'abcd' })],
  ['digest-alphabet', first({ digest: 'A'.repeat(64) })],
  ['root-digest', first({ digest: 'ab'.repeat(32) })],
];

test('every broken bundle gets its own code and sentence, and the page stays usable', async ({
  assay,
  disk,
}) => {
  test.setTimeout(180_000);
  const key = await createKey();
  const good = await signWithKey(statementFor(FILES), key);
  const bundles: (readonly [string, string])[] = BUNDLES.map(([code, change]) => [
    code,
    typeof change === 'string' ? change : JSON.stringify(change(structuredClone(good))),
  ]);
  for (const [code, change] of STATEMENTS) {
    const payload = change(statementFor(FILES));
    if (payload !== undefined) bundles.push([code, JSON.stringify(await signWithKey(payload, key))]);
  }
  const folder = await disk.write('model', FILES);
  const keyFile = await disk.writeFile('key.pem', pem('PUBLIC KEY', key.spki));
  for (const [index, [code, text]] of bundles.entries()) {
    await assay.drop(folder, keyFile, await disk.writeFile(`${index}.sig`, text));
    const outcome = await assay.outcome();
    expect(outcome).toMatchObject({ kind: 'verdict', state: 'failed', code });
    expect(outcome.kind === 'verdict' && outcome.headline).toMatch(/^Do not use these files: .*\w{2,}.*\./);
    await assay.startOver();
  }
  await assay.drop(folder, keyFile, await disk.writeFile('good.sig', JSON.stringify(good)));
  expect(await assay.outcome()).toMatchObject({ state: 'verified' });
});

test('keys of the wrong kind', async ({ assay, disk }) => {
  const key = await createKey();
  const folder = await disk.write('model', {
    ...FILES,
    'model.sig': JSON.stringify(await signWithKey(statementFor(FILES), key)),
  });
  for (const [type, code] of [
    ['RSA', 'key-type'],
    ['Ed25519', 'key-type'],
    ['P-384', 'key-hint'],
  ] as const) {
    const other = await createKey(type);
    await assay.enter({ publicKeyFile: await disk.writeFile(`${type}.pem`, pem('PUBLIC KEY', other.spki)) });
    await assay.drop(folder);
    expect(await assay.outcome()).toMatchObject({ kind: 'verdict', code });
    await assay.startOver();
  }
});

test('a bundle of more than 64 MiB is refused without being read', async ({ assay, disk }) => {
  await assay.drop(
    await disk.write('model', FILES),
    await disk.writeFile('huge.sig', new Uint8Array(64 * 1024 * 1024 + 1)),
  );
  expect(await assay.outcome()).toMatchObject({ kind: 'error', code: 'bundle-too-large' });
});

test('a broken bundle inside the folder is named, not taken for an unsigned model', async ({
  assay,
  disk,
}) => {
  const { bundle } = await signed();
  await assay.drop(await disk.write('model', { ...FILES, 'model.sig': bundle.slice(0, 300) }));
  expect(await assay.outcome()).toMatchObject({ kind: 'verdict', state: 'failed', code: 'json-truncated' });
});

test('another tool’s signature leaves the model unsigned, but may be tried', async ({ assay, disk }) => {
  await assay.drop(await disk.write('model', { ...FILES, 'model.sig': Uint8Array.of(0x89, 0x01, 0x33) }));
  expect(await assay.outcome()).toEqual({ kind: 'no-bundle' });
  await assay.page.getByRole('button', { name: 'model.sig' }).click();
  await expect(assay.page.getByRole('region', { name: 'Verdict' })).toHaveAttribute(
    'data-code',
    'json-encoding',
  );
});

test('two entries with one path', async ({ page, disk }) => {
  await page.addInitScript(() => {
    Reflect.deleteProperty(window, 'showDirectoryPicker');
  });
  await page.goto('/');
  const key = await createKey();
  const files = { 'a/b': new TextEncoder().encode('signed') };
  const bundle = JSON.stringify(await signWithKey(statementFor(files), key));
  const keyFile = await disk.writeFile('key.pem', pem('PUBLIC KEY', key.spki));
  // Chromium's folder input shows the second as `a/b` as well.
  await disk.write('model', { ...files, 'a\\b': 'another', 'model.sig': bundle });
  await page.getByText('Say whom you expect', { exact: true }).click();
  await page.getByLabel('Public key file').setInputFiles(keyFile);
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose a folder' }).click();
  await (await choosing).setFiles(join(disk.root, 'model'));
  const verdict = page.getByRole('region', { name: 'Verdict' });
  await expect(verdict).toHaveAttribute('data-state', 'failed');
  await expect(verdict).toContainText('two files are seen under one path');
});
