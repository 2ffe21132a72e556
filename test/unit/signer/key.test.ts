import { sha256 } from '@noble/hashes/sha2.js';
import { hex } from '@scure/base';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Bundle, parseBundle } from '../../../src/oms/bundle.ts';
import { unwrap } from '../../../src/oms/error.ts';
import { verifyWithKey } from '../../../src/signer/key.ts';
import type { SignatureResult } from '../../../src/signer/result.ts';
import { createAuthority } from '../../support/authority.ts';
import type { BundleJson } from '../../support/bundle.ts';
import { base64, fromBase64, utf8 } from '../../support/bytes.ts';
import { createKey, type KeyPair, pem } from '../../support/keys.ts';
import { legacyStatementFor, signWithCertificate, signWithKey, statementFor } from '../../support/oms.ts';
import { noTrustRoot } from '../../support/no-trust-root.ts';

const FILES = { 'config.json': utf8('{}'), "it's": utf8('"') };
const STATEMENT = statementFor(FILES);
const CURVES = ['P-256', 'P-384', 'P-521'] as const;

const parse = (json: BundleJson): Bundle => unwrap(parseBundle(utf8(JSON.stringify(json))));
const pemOf = ({ spki }: KeyPair): string => pem('PUBLIC KEY', spki);
const outcome = (result: SignatureResult): string => (result.ok ? 'ok' : result.problem.code);
const statuses = ({ checks }: SignatureResult): string[] => checks.map(({ id, status }) => `${id} ${status}`);

describe('verifyWithKey', () => {
  let key: KeyPair;
  let stranger: KeyPair;
  beforeAll(async () => {
    [key, stranger] = await Promise.all([createKey(), createKey()]);
  });

  test.each(CURVES)('accepts a signature with a %s key and returns what was signed', async (curve) => {
    const signing = await createKey(curve);
    const bundle = parse(await signWithKey(STATEMENT, signing));
    const result = verifyWithKey(bundle, pemOf(signing), noTrustRoot);
    expect(result).toMatchObject({
      ok: true,
      signer: { method: 'key', curve, fingerprint: hex.encode(sha256(utf8(pemOf(signing)))) },
      payload: utf8(JSON.stringify(STATEMENT)),
      times: [],
      caveats: [],
      legacyEncoding: false,
    });
    expect(statuses(result)).toEqual([
      'bundle pass',
      'timestamps skipped',
      'key pass',
      'dsse-signature pass',
    ]);
  });

  test.each(['hint', 'none', 'rawBytes'] as const)(
    'accepts a bundle that names its key by: %s',
    async (naming) => {
      const bundle = parse(await signWithKey(STATEMENT, key, { naming }));
      expect(outcome(verifyWithKey(bundle, pemOf(key), noTrustRoot))).toBe('ok');
    },
  );

  test('says what the bundle tells of its key', async () => {
    const told = async (
      naming: 'hint' | 'none' | 'rawBytes',
      supplied: KeyPair,
      embedded?: string,
    ): Promise<string | undefined> => {
      const json = await signWithKey(STATEMENT, key, { naming });
      const { publicKey } = json.verificationMaterial;
      if (embedded !== undefined) Object.assign(publicKey ?? {}, { rawBytes: base64(utf8(embedded)) });
      const { checks } = verifyWithKey(parse(json), pemOf(supplied), noTrustRoot);
      return checks.find(({ id }) => id === 'key')?.detail;
    };
    expect(await told('hint', key)).toBe('the bundle names this key');
    expect(await told('hint', key, pemOf(stranger))).toBe('the bundle names this key');
    expect(await told('none', key)).toBe('the bundle names no key');
    expect(await told('rawBytes', key)).toBe('the key inside the bundle is the same');
    expect(await told('rawBytes', stranger)).toBe('the key inside the bundle is another');
    expect(await told('rawBytes', key, 'no key')).toBe('the key inside the bundle is another');
  });

  test('refuses another key than the hint’s before it looks at the signature', async () => {
    const result = verifyWithKey(parse(await signWithKey(STATEMENT, key)), pemOf(stranger), noTrustRoot);
    expect(outcome(result)).toBe('key-hint');
    expect(statuses(result)).toEqual([
      'bundle pass',
      'timestamps skipped',
      'key fail',
      'dsse-signature skipped',
    ]);
  });

  test.each(['none', 'rawBytes'] as const)(
    'refuses another key where the bundle names its own by: %s',
    async (naming) => {
      const result = verifyWithKey(
        parse(await signWithKey(STATEMENT, key, { naming })),
        pemOf(stranger),
        noTrustRoot,
      );
      expect(outcome(result)).toBe('signature-invalid');
      expect(statuses(result)).toEqual([
        'bundle pass',
        'timestamps skipped',
        'key pass',
        'dsse-signature fail',
      ]);
    },
  );

  test.each(CURVES)('refuses a signature with another hash than that of %s', async (curve) => {
    const signing = await createKey(curve);
    const hash = curve === 'P-256' ? 'SHA-512' : 'SHA-256';
    const bundle = parse(await signWithKey(STATEMENT, signing, { hash }));
    expect(outcome(verifyWithKey(bundle, pemOf(signing), noTrustRoot))).toBe('signature-invalid');
  });

  test('refuses a payload that was changed', async () => {
    const json = await signWithKey(STATEMENT, key);
    const payload = fromBase64(json.dsseEnvelope.payload);
    json.dsseEnvelope.payload = base64(Uint8Array.of(...payload, 0x20));
    expect(outcome(verifyWithKey(parse(json), pemOf(key), noTrustRoot))).toBe('signature-invalid');
  });

  test.each(CURVES)('knows a signature of v0.2.0 with a %s key and says so', async (curve) => {
    const signing = await createKey(curve);
    const bundle = parse(await signWithKey(legacyStatementFor(FILES), signing, { encoding: 'v0.2.0' }));
    const result = verifyWithKey(bundle, pemOf(signing), noTrustRoot);
    expect(result).toMatchObject({ ok: true, legacyEncoding: true });
    expect(statuses(result)).toContain('dsse-signature warn');
  });

  test('refuses a bundle of another method', async () => {
    const { root, intermediate, issue } = await createAuthority('Example');
    const bundle = parse(await signWithCertificate(STATEMENT, [await issue({ key }), intermediate, root]));
    const result = verifyWithKey(bundle, pemOf(key), noTrustRoot);
    expect(outcome(result)).toBe('method-differs');
    expect(statuses(result)).toEqual([
      'bundle fail',
      'timestamps skipped',
      'key skipped',
      'dsse-signature skipped',
    ]);
  });

  test('says what is wrong with the person’s file', async () => {
    const bundle = parse(await signWithKey(STATEMENT, key));
    expect(outcome(verifyWithKey(bundle, 'no key', noTrustRoot))).toBe('pem-missing');
    expect(outcome(verifyWithKey(bundle, pemOf(await createKey('Ed25519')), noTrustRoot))).toBe('key-type');
  });
});
