import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { flip, utf8 } from '../../support/bytes.ts';
import { createKey, type Hash, type KeyType, pem } from '../../support/keys.ts';

const TYPES: readonly KeyType[] = ['P-256', 'P-384', 'P-521', 'Ed25519', 'RSA'];
const HASHES: readonly Hash[] = ['SHA-256', 'SHA-384', 'SHA-512'];

const data = utf8('some data');

function nodeKey(spki: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
}

describe.each(TYPES)('%s', (type) => {
  test.each(HASHES)('signs with %s as OpenSSL understands it', async (hash) => {
    const key = await createKey(type);
    const signature = await key.sign(data, hash);
    const digest = type === 'Ed25519' ? null : hash.replace('-', '');
    expect(verify(digest, data, nodeKey(key.spki), signature)).toBe(true);
    expect(verify(digest, flip(data, 0), nodeKey(key.spki), signature)).toBe(false);
  });

  test('signs with its own hash unless told', async () => {
    const key = await createKey(type);
    const digest = type === 'Ed25519' ? null : key.hash.replace('-', '');
    expect(verify(digest, data, nodeKey(key.spki), await key.sign(data))).toBe(true);
  });

  test('prints the PEM that OpenSSL prints', async () => {
    const key = await createKey(type);
    expect(pem('PUBLIC KEY', key.spki)).toBe(nodeKey(key.spki).export({ format: 'pem', type: 'spki' }));
  });
});
