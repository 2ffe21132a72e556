import { constants, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { bytesToHex } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';
import { attempt } from '../../../src/oms/error.ts';
import {
  digest,
  encodeSpki,
  parsePkcs1,
  parseSpki,
  verifyDigest,
  verifySignature,
  type HashName,
  type SignatureAlgorithm,
} from '../../../src/signer/public-key.ts';
import { bits, type Der, int, nul, oid, seq } from '../../support/der.ts';

const HASHES: readonly HashName[] = ['SHA-256', 'SHA-384', 'SHA-512'];
const DATA = new TextEncoder().encode('what was signed');

/** A key pair of Node's own making: the oracle for every check here. */
interface Pair {
  readonly name: string;
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

const EC: readonly Pair[] = ['P-256', 'P-384', 'P-521'].map((namedCurve) => ({
  name: namedCurve,
  ...generateKeyPairSync('ec', { namedCurve }),
}));
const ED25519: Pair = { name: 'Ed25519', ...generateKeyPairSync('ed25519') };
const RSA: Pair = { name: 'RSA', ...generateKeyPairSync('rsa', { modulusLength: 2048 }) };

const spki = (pair: Pair): Buffer => pair.publicKey.export({ format: 'der', type: 'spki' });
const refusal = (work: () => unknown): string => {
  const result = attempt(work);
  return result.ok ? 'accepted' : result.problem.code;
};

interface Signed {
  readonly name: string;
  readonly pair: Pair;
  readonly algorithm: SignatureAlgorithm;
  readonly signature: Buffer;
}

const SIGNED: readonly Signed[] = [
  ...EC.flatMap((pair) =>
    HASHES.map((hash) => ({
      name: `${pair.name} with ${hash}`,
      pair,
      algorithm: { kind: 'ecdsa', hash } as const,
      signature: sign(hash, DATA, pair.privateKey),
    })),
  ),
  {
    name: 'Ed25519',
    pair: ED25519,
    algorithm: { kind: 'ed25519' },
    signature: sign(null, DATA, ED25519.privateKey),
  },
  ...HASHES.flatMap((hash) => [
    {
      name: `RSA PKCS#1 v1.5 with ${hash}`,
      pair: RSA,
      algorithm: { kind: 'rsa-pkcs1', hash } as const,
      signature: sign(hash, DATA, RSA.privateKey),
    },
    {
      name: `RSA PSS with ${hash}`,
      pair: RSA,
      algorithm: { kind: 'rsa-pss', hash, saltLength: 32 } as const,
      signature: sign(hash, DATA, {
        key: RSA.privateKey,
        padding: constants.RSA_PKCS1_PSS_PADDING,
        saltLength: 32,
      }),
    },
  ]),
];

describe('verifySignature', () => {
  describe.each(SIGNED)('$name', ({ pair, algorithm, signature }) => {
    const key = parseSpki(spki(pair));

    it('accepts what Node signed', () => {
      expect(verifySignature(key, algorithm, DATA, signature)).toBe(true);
    });

    it('refuses other data, an edited and an empty signature', () => {
      const edited = Uint8Array.from(signature);
      edited.set([(edited.at(-1) ?? 0) ^ 1], edited.length - 1);
      expect(verifySignature(key, algorithm, DATA.subarray(1), signature)).toBe(false);
      expect(verifySignature(key, algorithm, DATA, edited)).toBe(false);
      expect(verifySignature(key, algorithm, DATA, new Uint8Array())).toBe(false);
    });

    it('refuses every other algorithm', () => {
      const others = SIGNED.map((other) => other.algorithm).filter(
        (other) => JSON.stringify(other) !== JSON.stringify(algorithm),
      );
      for (const other of others) expect(verifySignature(key, other, DATA, signature)).toBe(false);
    });
  });

  it('accepts ECDSA signatures with a high s, which Sigstore has', () => {
    const [pair] = EC;
    if (pair === undefined) throw new Error('no pair');
    const key = parseSpki(spki(pair));
    // Half of all signatures have one: 64 in a row without would be a defect of Node.
    const all = Array.from({ length: 64 }, () => sign('SHA-256', DATA, pair.privateKey));
    expect(
      all.every((signature) => verifySignature(key, { kind: 'ecdsa', hash: 'SHA-256' }, DATA, signature)),
    ).toBe(true);
  });

  it('refuses an Ed25519 signature that a key of small order makes for every text', () => {
    // RFC 8032 leaves it open; by ZIP 215 the neutral point as key and as R, with S = 0, would sign anything.
    const neutral = Uint8Array.of(1, ...new Uint8Array(31));
    const signature = Uint8Array.of(...neutral, ...new Uint8Array(32));
    const key = { kind: 'ed25519', point: neutral } as const;
    expect(verifySignature(key, { kind: 'ed25519' }, DATA, signature)).toBe(false);
  });

  it('refuses a raw (IEEE P1363) ECDSA signature', () => {
    const [pair] = EC;
    if (pair === undefined) throw new Error('no pair');
    const raw = sign('SHA-256', DATA, { key: pair.privateKey, dsaEncoding: 'ieee-p1363' });
    expect(verifySignature(parseSpki(spki(pair)), { kind: 'ecdsa', hash: 'SHA-256' }, DATA, raw)).toBe(false);
  });
});

describe('verifyDigest', () => {
  it.each(SIGNED)('$name holds over its digest for an EC key only', ({ pair, algorithm, signature }) => {
    const hash = 'hash' in algorithm ? algorithm.hash : 'SHA-512';
    const key = parseSpki(spki(pair));
    expect(verifyDigest(key, digest(hash, DATA), signature)).toBe(key.kind === 'ec');
    expect(verifyDigest(key, digest(hash, DATA.subarray(1)), signature)).toBe(false);
    expect(verifyDigest(key, digest(hash, DATA), signature.subarray(1))).toBe(false);
  });
});

describe('an RSA key', () => {
  const rsa = (n: bigint, e: bigint): Der => seq(int(n), int(e));
  const modulus = (length: bigint): bigint => 2n ** (length - 1n) + 1n;

  it.each([
    ['2047 bits', modulus(2047n), 65537n, 'key-type'],
    ['2048 bits', modulus(2048n), 65537n, 'accepted'],
    ['8192 bits', modulus(8192n), 65537n, 'accepted'],
    ['8193 bits', modulus(8193n), 65537n, 'key-type'],
    ['an even modulus', modulus(2048n) + 1n, 65537n, 'pem-malformed'],
    ['the exponent 1', modulus(2048n), 1n, 'pem-malformed'],
    ['the exponent 3', modulus(2048n), 3n, 'accepted'],
    ['an even exponent', modulus(2048n), 65536n, 'pem-malformed'],
    ['the largest exponent', modulus(2048n), 2n ** 32n - 1n, 'accepted'],
    ['a larger exponent', modulus(2048n), 2n ** 32n + 1n, 'pem-malformed'],
    ['a negative exponent', modulus(2048n), -3n, 'pem-malformed'],
  ])('with %s', (_name, n, e, code) => {
    expect(refusal(() => parsePkcs1(rsa(n, e)))).toBe(code);
  });

  it('has two numbers and nothing else', () => {
    expect(refusal(() => parsePkcs1(seq(int(modulus(2048n)))))).toBe('pem-malformed');
    expect(refusal(() => parsePkcs1(seq(int(modulus(2048n)), int(3), int(1))))).toBe('pem-malformed');
    expect(refusal(() => parsePkcs1(seq(int(modulus(2048n)), nul())))).toBe('pem-malformed');
  });
});

describe('parseSpki', () => {
  it('takes Ed25519 keys of 32 bytes and without parameters only', () => {
    const ed25519 = (length: number, ...parameters: Der[]): Der =>
      seq(seq(oid('1.3.101.112'), ...parameters), bits(new Uint8Array(length)));
    expect(refusal(() => parseSpki(ed25519(32)))).toBe('accepted');
    expect(refusal(() => parseSpki(ed25519(31)))).toBe('pem-malformed');
    expect(refusal(() => parseSpki(ed25519(33)))).toBe('pem-malformed');
    expect(refusal(() => parseSpki(ed25519(32, nul())))).toBe('pem-malformed');
  });

  it('refuses a key that is not a whole number of bytes', () => {
    expect(refusal(() => parseSpki(seq(seq(oid('1.3.101.112')), bits(new Uint8Array(32), 1))))).toBe(
      'pem-malformed',
    );
  });

  it('refuses a curve with more behind it, and none', () => {
    const [pair] = EC;
    if (pair === undefined) throw new Error('no pair');
    const point = Uint8Array.from(spki(pair).subarray(-65));
    const ec = (...parameters: Der[]): Der => seq(seq(oid('1.2.840.10045.2.1'), ...parameters), bits(point));
    const p256 = oid('1.2.840.10045.3.1.7');
    expect(refusal(() => parseSpki(ec(p256)))).toBe('accepted');
    expect(refusal(() => parseSpki(ec(p256, nul())))).toBe('pem-malformed');
    expect(refusal(() => parseSpki(ec()))).toBe('key-curve');
  });

  it.each(EC)('reads $name and writes it back byte for byte', (pair) => {
    const key = parseSpki(spki(pair));
    if (key.kind !== 'ec') throw new Error('not an EC key');
    expect(key.curve).toBe(pair.name);
    expect(bytesToHex(encodeSpki(key))).toBe(spki(pair).toString('hex'));
  });

  it('reads a compressed point as the same key', () => {
    const prefix = '3039301306072a8648ce3d020106082a8648ce3d030107032200';
    const [pair] = EC;
    if (pair === undefined) throw new Error('no pair');
    const point = spki(pair).subarray(-64);
    const compressed = Buffer.concat([
      Buffer.from(prefix, 'hex'),
      Buffer.of(2 + ((point.at(-1) ?? 0) & 1)),
      point.subarray(0, 32),
    ]);
    expect(parseSpki(compressed)).toEqual(parseSpki(spki(pair)));
  });

  it('reads the same RSA key from SPKI and from PKCS#1', () => {
    expect(parsePkcs1(RSA.publicKey.export({ format: 'der', type: 'pkcs1' }))).toEqual(parseSpki(spki(RSA)));
  });

  it('refuses other kinds of keys and curves by name', () => {
    const der = (pair: { publicKey: KeyObject }): Buffer =>
      pair.publicKey.export({ format: 'der', type: 'spki' });
    expect(refusal(() => parseSpki(der(generateKeyPairSync('x25519'))))).toBe('key-type');
    expect(refusal(() => parseSpki(der(generateKeyPairSync('rsa', { modulusLength: 1024 }))))).toBe(
      'key-type',
    );
    expect(refusal(() => parseSpki(der(generateKeyPairSync('ec', { namedCurve: 'secp256k1' }))))).toBe(
      'key-curve',
    );
    const explicit = generateKeyPairSync('ec', { namedCurve: 'P-256', paramEncoding: 'explicit' });
    expect(refusal(() => parseSpki(der(explicit)))).toBe('key-curve');
  });

  it.each([...EC, ED25519, RSA])('refuses $name cut short anywhere, or with a byte too many', (pair) => {
    const der = spki(pair);
    for (let length = 0; length < der.length; length++) {
      expect(refusal(() => parseSpki(der.subarray(0, length)))).toBe('pem-malformed');
    }
    expect(refusal(() => parseSpki(Buffer.concat([der, Buffer.of(0)])))).toBe('pem-malformed');
  });

  it('refuses a point that is not on the curve', () => {
    for (const pair of EC) {
      const der = Uint8Array.from(spki(pair));
      der.set([(der.at(-1) ?? 0) ^ 1], der.length - 1);
      expect(refusal(() => parseSpki(der))).toBe('pem-malformed');
    }
  });
});
