import nodeCrypto from 'node:crypto';
import nodeUtil from 'node:util';
import { describe, expect, it } from 'vitest';
import crypto from '../../../src/signer/node-shims/crypto.ts';
import { isDeepStrictEqual } from '../../../src/signer/node-shims/util.ts';

const DATA = Buffer.from('what was signed');

describe('crypto shim', () => {
  it.each(['sha256', 'sha384', 'sha512'])('hashes by %s as Node does', (algorithm) => {
    const ours = crypto.createHash(algorithm).update(DATA).update(DATA).digest();
    const theirs = nodeCrypto.createHash(algorithm).update(DATA).update(DATA).digest();
    expect(ours.toString('hex')).toBe(theirs.toString('hex'));
  });

  it.each(['md5', 'sha1', 'sha224', 'none', 'toString', '__proto__'])('knows no hash %s', (algorithm) => {
    expect(() => crypto.createHash(algorithm)).toThrow('unsupported hash');
  });

  it('reads PKCS#1 and SPKI alike, whatever they are said to be', () => {
    const { publicKey, privateKey } = nodeCrypto.generateKeyPairSync('rsa', { modulusLength: 2048 });
    const signature = nodeCrypto.sign('sha256', DATA, privateKey);
    for (const type of ['pkcs1', 'spki'] as const) {
      const key = crypto.createPublicKey({ key: publicKey.export({ format: 'der', type }) });
      expect(crypto.verify('sha256', DATA, key, signature)).toBe(true);
      expect(crypto.verify('sha512', DATA, key, signature)).toBe(false);
    }
  });

  describe.each([
    ['P-256', 'sha256'],
    ['P-384', 'sha384'],
    ['P-521', 'sha512'],
  ])('%s without a named hash', (namedCurve, own) => {
    const pair = nodeCrypto.generateKeyPairSync('ec', { namedCurve });
    const key = crypto.createPublicKey({ key: pair.publicKey.export({ format: 'der', type: 'spki' }) });
    const verify = (hash: string): boolean =>
      crypto.verify(undefined, DATA, key, nodeCrypto.sign(hash, DATA, pair.privateKey));

    it('is tried with SHA-256, as logs sign, and with its own hash, as leaves sign', () => {
      expect(verify('sha256')).toBe(true);
      expect(verify(own)).toBe(true);
    });

    it('is tried with nothing else', () => {
      expect(verify('sha1')).toBe(false);
      for (const other of ['sha384', 'sha512'].filter((hash) => hash !== own))
        expect(verify(other)).toBe(false);
    });

    it('keeps to a hash that is named', () => {
      const signature = nodeCrypto.sign('sha256', DATA, pair.privateKey);
      expect(crypto.verify('sha256', DATA, key, signature)).toBe(true);
      expect(crypto.verify('sha512', DATA, key, signature)).toBe(false);
    });
  });

  it.each([
    ['P-256', 'prime256v1'],
    ['P-384', 'secp384r1'],
    ['P-521', 'secp521r1'],
  ])('reads a key on %s in PEM, and says of it what Node does', (namedCurve, name) => {
    const { publicKey, privateKey } = nodeCrypto.generateKeyPairSync('ec', { namedCurve });
    const key = crypto.createPublicKey(publicKey.export({ format: 'pem', type: 'spki' }).toString());
    expect(key.asymmetricKeyType).toBe(publicKey.asymmetricKeyType);
    expect(key.asymmetricKeyDetails).toEqual(publicKey.asymmetricKeyDetails);
    expect(key.asymmetricKeyDetails?.namedCurve).toBe(name);
    const signature = nodeCrypto.sign('sha256', DATA, privateKey);
    expect(crypto.verify('sha256', DATA, { key }, signature)).toBe(true);
    expect(crypto.verify('sha256', Buffer.from('another'), { key }, signature)).toBe(false);
  });

  it('reads no RSA key in PEM: TUF metadata would have it checked by another padding', () => {
    const { publicKey } = nodeCrypto.generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = publicKey.export({ format: 'pem', type: 'spki' }).toString();
    expect(() => crypto.createPublicKey(pem)).toThrow('key-type');
  });

  it('tells a digest in hexadecimal', () => {
    const digest = nodeCrypto.createHash('sha512').update(DATA).digest('hex');
    expect(crypto.createHash('sha512').update(DATA).digest('hex')).toBe(digest);
  });

  it('compares bytes, and throws for other lengths, as Node does', () => {
    expect(crypto.timingSafeEqual(Buffer.of(1, 2), Buffer.of(1, 2))).toBe(true);
    expect(crypto.timingSafeEqual(Buffer.of(1, 2), Buffer.of(1, 3))).toBe(false);
    expect(() => crypto.timingSafeEqual(Buffer.of(1), Buffer.of(1, 2))).toThrow(RangeError);
  });
});

describe('util shim', () => {
  const VALUES: readonly unknown[] = [
    0,
    -0,
    NaN,
    '1',
    1,
    null,
    undefined,
    new Date(0),
    new Date(1),
    new Date(NaN),
    Buffer.of(1, 2),
    Buffer.of(1, 3),
    Buffer.of(1),
    Uint8Array.of(1, 2),
    {},
    { time: new Date(0), id: Buffer.of(1) },
    { id: Buffer.of(1), time: new Date(0) },
    { time: new Date(0), id: Buffer.of(2) },
    { time: new Date(0) },
    { time: undefined },
    [],
  ];

  it('agrees with Node on every pair', () => {
    for (const a of VALUES) {
      for (const b of VALUES) expect(isDeepStrictEqual(a, b)).toBe(nodeUtil.isDeepStrictEqual(a, b));
    }
  });
});
