import { describe, expect, it } from 'vitest';
import { attempt } from '../../../src/oms/error.ts';
import { parseDer } from '../../../src/signer/asn1.ts';
import { parseSignatureAlgorithm } from '../../../src/signer/x509-algorithm.ts';
import { type Der, explicit, int, nul, oid, seq } from '../../support/der.ts';

const SHA1 = seq(oid('1.3.14.3.2.26'), nul());
const SHA256 = seq(oid('2.16.840.1.101.3.4.2.1'), nul());
const SHA512 = seq(oid('2.16.840.1.101.3.4.2.3'), nul());
const PSS = '1.2.840.113549.1.1.10';
const MGF1 = '1.2.840.113549.1.1.8';
const ECDSA_SHA256 = '1.2.840.10045.4.3.2';
const RSA_SHA256 = '1.2.840.113549.1.1.11';
const ED25519 = '1.3.101.112';

const mgf1 = (hash: Der): Der => seq(oid(MGF1), hash);

/** RSASSA-PSS with SHA-256 in both places and 32 bytes of salt, but for what is given; `null` leaves a field out. */
function pss({
  hash = SHA256,
  mask = mgf1(SHA256),
  salt = int(32),
  more = [],
}: {
  hash?: Der | null;
  mask?: Der | null;
  salt?: Der | null;
  more?: readonly Der[];
} = {}): Der {
  const fields = [hash, mask, salt].flatMap((field, number) =>
    field === null ? [] : explicit(number, field),
  );
  return seq(oid(PSS), seq(...fields, ...more));
}

/** The algorithm, or the code of the refusal. */
function read(identifier: Der): unknown {
  const result = attempt(() => parseSignatureAlgorithm(parseDer(identifier)));
  return result.ok ? result.value : result.problem.code;
}

describe('an algorithm of signatures', () => {
  it.each([
    ['ECDSA', seq(oid(ECDSA_SHA256)), { kind: 'ecdsa', hash: 'SHA-256' }],
    ['Ed25519', seq(oid(ED25519)), { kind: 'ed25519' }],
    ['RSA', seq(oid(RSA_SHA256), nul()), { kind: 'rsa-pkcs1', hash: 'SHA-256' }],
    ['RSA without parameters', seq(oid(RSA_SHA256)), { kind: 'rsa-pkcs1', hash: 'SHA-256' }],
    ['RSA-PSS', pss(), { kind: 'rsa-pss', hash: 'SHA-256', saltLength: 32 }],
    [
      'RSA-PSS with SHA-512',
      pss({ hash: SHA512, mask: mgf1(SHA512) }),
      { kind: 'rsa-pss', hash: 'SHA-512', saltLength: 32 },
    ],
    ['RSA-PSS without salt', pss({ salt: int(0) }), { kind: 'rsa-pss', hash: 'SHA-256', saltLength: 0 }],
    [
      'RSA-PSS with 64 bytes of it',
      pss({ salt: int(64) }),
      { kind: 'rsa-pss', hash: 'SHA-256', saltLength: 64 },
    ],
    [
      'RSA-PSS with its trailer',
      pss({ more: [explicit(3, int(1))] }),
      { kind: 'rsa-pss', hash: 'SHA-256', saltLength: 32 },
    ],
    [
      'RSA-PSS with hashes without parameters',
      pss({ hash: seq(oid('2.16.840.1.101.3.4.2.1')) }),
      { kind: 'rsa-pss', hash: 'SHA-256', saltLength: 32 },
    ],
  ])('is read: %s', (_name, identifier, expected) => {
    expect(read(identifier)).toEqual(expected);
  });

  it.each([
    ['ECDSA with parameters', seq(oid(ECDSA_SHA256), nul())],
    ['Ed25519 with parameters', seq(oid(ED25519), nul())],
    ['RSA with parameters of another kind', seq(oid(RSA_SHA256), int(1))],
    ['RSA-PSS without parameters', seq(oid(PSS))],
    ['RSA-PSS with SHA-1', pss({ hash: SHA1, mask: mgf1(SHA1) })],
    ['RSA-PSS with another hash in its mask', pss({ mask: mgf1(SHA512) })],
    ['RSA-PSS with SHA-1 in its mask', pss({ mask: mgf1(SHA1) })],
    ['RSA-PSS with another mask', pss({ mask: seq(oid('1.2.3.4'), SHA256) })],
    ['RSA-PSS with less than no salt', pss({ salt: int(-1) })],
    ['RSA-PSS with 65 bytes of salt', pss({ salt: int(65) })],
    ['RSA-PSS with another trailer', pss({ more: [explicit(3, int(2))] })],
    ['a hash with parameters of another kind', pss({ hash: seq(oid('2.16.840.1.101.3.4.2.1'), int(1)) })],
  ])('does not count: %s', (_name, identifier) => {
    expect(read(identifier)).toBe('certificate-algorithm');
  });

  it.each([
    ['a number', int(1)],
    ['a list of nothing', seq()],
    ['three parts', seq(oid(RSA_SHA256), nul(), nul())],
    ['RSA-PSS without a hash', pss({ hash: null })],
    ['RSA-PSS without a mask', pss({ mask: null })],
    ['RSA-PSS without a salt', pss({ salt: null })],
    ['RSA-PSS with a salt that is no number', pss({ salt: nul() })],
    ['RSA-PSS with a trailer that is no number', pss({ more: [explicit(3, nul())] })],
    ['RSA-PSS with more fields', pss({ more: [explicit(3, int(1)), explicit(4, int(1))] })],
    ['two hashes in one place', seq(oid(PSS), seq(explicit(0, SHA256, SHA256), explicit(1, mgf1(SHA256))))],
  ])('is none: %s', (_name, identifier) => {
    expect(read(identifier)).toBe('certificate-malformed');
  });
});
