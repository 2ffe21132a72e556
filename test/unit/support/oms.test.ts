import { createHash, createPublicKey, verify, X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createAuthority } from '../../support/authority.ts';
import type { BundleJson } from '../../support/bundle.ts';
import { type Bytes, fromBase64, utf8 } from '../../support/bytes.ts';
import { faultyEncoding, IN_TOTO, preAuthenticationEncoding } from '../../support/envelope.ts';
import { createKey, pem } from '../../support/keys.ts';
import {
  legacyStatementFor,
  signWithCertificate,
  signWithKey,
  signWithSigstore,
  statementFor,
} from '../../support/oms.ts';
import { createInstance } from '../../support/sigstore-instance.ts';
import { verifyOfficially } from './official.ts';

const CORPUS = join(process.env.ASSAY_SHARED ?? '../shared', 'oms-conformance');
const inCorpus = (path: string): Bytes => new Uint8Array(readFileSync(join(CORPUS, path)));

const FILES = { 'b.bin': utf8('0123456789'), 'a/c.txt': utf8('text'), empty: new Uint8Array() };

const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');

function signed(bundle: BundleJson, encoding = preAuthenticationEncoding) {
  const { payloadType, payload, signatures } = bundle.dsseEnvelope;
  return {
    data: encoding(payloadType, fromBase64(payload)),
    signature: fromBase64(signatures[0]?.sig ?? ''),
  };
}

describe('a statement', () => {
  test('lists files in code point order', () => {
    const { predicate } = statementFor({ ...FILES, '\u{1F600}': utf8('x'), '\uFF5E': utf8('y') });
    expect(predicate.resources.map(({ name }) => name)).toEqual([
      'a/c.txt',
      'b.bin',
      'empty',
      '\uFF5E',
      '\u{1F600}',
    ]);
  });

  test('sums up its digests', () => {
    const { subject, predicate } = statementFor(FILES);
    const digests = predicate.resources.map(({ digest }) => Buffer.from(digest, 'hex'));
    expect(subject).toEqual([{ name: 'model', digest: { sha256: sha256(Buffer.concat(digests)) } }]);
    expect(predicate.resources[1]).toEqual({
      name: 'b.bin',
      algorithm: 'sha256',
      digest: sha256('0123456789'),
    });
  });

  test('lists shards, none for an empty file', () => {
    const { predicate } = statementFor(FILES, { method: 'shards', shardSize: 4 });
    expect(predicate.resources.map(({ name }) => name)).toEqual([
      'a/c.txt:0:4',
      'b.bin:0:4',
      'b.bin:4:8',
      'b.bin:8:10',
    ]);
    expect(predicate.resources[3]?.digest).toBe(sha256('89'));
    expect(predicate.serialization.shard_size).toBe(4);
  });

  test('hashes with BLAKE2b-512 and BLAKE3', () => {
    const digest = (algorithm: 'blake2b' | 'blake3') =>
      statementFor({ a: utf8('abc') }, { algorithm }).predicate.resources[0]?.digest;
    expect(digest('blake2b')).toBe(createHash('blake2b512').update('abc').digest('hex'));
    // From the BLAKE3 reference implementation.
    expect(digest('blake3')).toBe('6437b3ac38465133ffb63b75273a8db548c558465d79db03fd359c6cd5bd9d85');
  });
});

describe('an encoding', () => {
  test('is the example of the DSSE specification', () => {
    const encoded = preAuthenticationEncoding('http://example.com/HelloWorld', utf8('hello world'));
    expect(new TextDecoder().decode(encoded)).toBe('DSSEv1 29 http://example.com/HelloWorld 11 hello world');
  });

  // What Python 3 prints for repr() of the same bytes.
  test.each([
    ['a "b"\n', String.raw`b'a "b"\n'`],
    ["it's", String.raw`b"it's"`],
    [`it's "b"`, String.raw`b'it\'s "b"'`],
    ['\t\r\\\u0000\u007f[]~', String.raw`b'\t\r\\\x00\x7f[]~'`],
    ['é', String.raw`b'\xc3\xa9'`],
  ])('of version 0.2.0 writes %j as Python does', (text, expected) => {
    const encoded = new TextDecoder().decode(faultyEncoding('t', utf8(text)));
    expect(encoded).toBe(`DSSEV1 1 t ${utf8(text).length} ${expected}`);
  });
});

describe('a bundle', () => {
  test.each(['P-256', 'P-384', 'P-521'] as const)('is signed with a %s key', async (type) => {
    const key = await createKey(type);
    const bundle = await signWithKey(statementFor(FILES), key);
    const text = pem('PUBLIC KEY', key.spki);
    const { data, signature } = signed(bundle);
    expect(bundle.verificationMaterial).toEqual({ publicKey: { hint: sha256(text) }, tlogEntries: [] });
    expect(bundle.dsseEnvelope.signatures[0]?.keyid).toBe('');
    expect(verify(key.hash.replace('-', ''), data, createPublicKey(text), signature)).toBe(true);
  });

  test('takes the shapes of older versions', async () => {
    const key = await createKey('P-384');
    const old = await signWithKey(statementFor(FILES), key, {
      naming: 'rawBytes',
      keyid: null,
      tlogEntries: 'absent',
    });
    const { publicKey } = old.verificationMaterial;
    expect(Object.keys(old.verificationMaterial)).toEqual(['publicKey']);
    expect(publicKey?.keyDetails).toBe('PKIX_ECDSA_P384_SHA_384');
    expect(new TextDecoder().decode(fromBase64(publicKey?.rawBytes ?? ''))).toBe(pem('PUBLIC KEY', key.spki));
    expect(old.dsseEnvelope.signatures[0]?.keyid).toBeNull();
    const go = await signWithKey(statementFor(FILES), key, { keyid: undefined });
    expect(Object.keys(go.dsseEnvelope.signatures[0] ?? {})).toEqual(['sig']);
  });

  test('holds any payload and any number of signatures', async () => {
    const { dsseEnvelope } = await signWithKey('not JSON', await createKey(), {
      signatures: 2,
      payloadType: 'x/y',
    });
    expect(dsseEnvelope.signatures).toHaveLength(2);
    expect(dsseEnvelope.payloadType).toBe('x/y');
    expect(new TextDecoder().decode(fromBase64(dsseEnvelope.payload))).toBe('not JSON');
  });

  test('is signed with a certificate, whose chain it holds', async () => {
    const { root, intermediate, issue } = await createAuthority('Example');
    const leaf = await issue({ key: await createKey('P-384') });
    const bundle = await signWithCertificate(statementFor(FILES), [leaf, intermediate, root]);
    const { certificates } = bundle.verificationMaterial.x509CertificateChain ?? { certificates: [] };
    const [first] = certificates.map(({ rawBytes }) => new X509Certificate(fromBase64(rawBytes)));
    const { data, signature } = signed(bundle);
    expect(certificates).toHaveLength(3);
    expect(first && verify('SHA384', data, first.publicKey, signature)).toBe(true);
  });

  test('is signed as version 0.2.0 did', async () => {
    const { root, issue } = await createAuthority('Example');
    const leaf = await issue({ key: await createKey('P-384') });
    const bundle = await signWithCertificate(legacyStatementFor(FILES), [leaf, root], { encoding: 'v0.2.0' });
    const { data, signature } = signed(bundle, faultyEncoding);
    expect(verify('SHA256', data, new X509Certificate(leaf.der).publicKey, signature)).toBe(true);
  });

  test('is signed by a Sigstore instance', async () => {
    const instance = await createInstance();
    const bundle = await signWithSigstore(statementFor(FILES), instance, {
      identity: 'ada@example.org',
      issuer: 'https://accounts.example.org',
    });
    expect(bundle.dsseEnvelope.payloadType).toBe(IN_TOTO);
    expect(() => verifyOfficially(bundle, instance.trustedRoot)).not.toThrow();
  });
});

describe.skipIf(!existsSync(CORPUS))('beside the reference implementation', () => {
  const bundle = (path: string): BundleJson =>
    JSON.parse(new TextDecoder().decode(inCorpus(`verify/${path}/bundle.sig`))) as BundleJson;

  test('the statement is the same but for its layout', () => {
    const files = Object.fromEntries(
      ['signme-1', 'signme-2'].map((name) => [name, inCorpus(`models/simple/${name}`)]),
    );
    const theirs: unknown = JSON.parse(
      Buffer.from(bundle('positive/key-simple').dsseEnvelope.payload, 'base64').toString(),
    );
    const ignorePaths = ['.gitattributes', '.github', 'ignore-me', '.gitignore', '.git'];
    expect(statementFor(files, { ignorePaths })).toEqual(theirs);
  });

  test('the name of a key is the same', () => {
    const key = createPublicKey(Buffer.from(inCorpus('keys/certificate/signing-key-pub.pem')));
    const text = pem('PUBLIC KEY', new Uint8Array(key.export({ format: 'der', type: 'spki' })));
    expect(sha256(text)).toBe(bundle('positive/key-simple').verificationMaterial.publicKey?.hint);
  });

  test('the encoding of version 0.2.0 is the same', () => {
    const old = bundle('historical/historical-v0.2.0-certificate');
    const [leaf] = old.verificationMaterial.x509CertificateChain?.certificates ?? [];
    const { publicKey } = new X509Certificate(fromBase64(leaf?.rawBytes ?? ''));
    const { data, signature } = signed(old, faultyEncoding);
    expect(verify('SHA256', data, publicKey, signature)).toBe(true);
    expect(verify('SHA256', signed(old).data, publicKey, signature)).toBe(false);
  });
});
