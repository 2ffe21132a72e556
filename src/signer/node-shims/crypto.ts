import './buffer.ts';
import { equalBytes } from '@noble/curves/utils.js';
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { unwrap } from '../../oms/error.ts';
import { readPublicKey } from '../pem.ts';
import { CURVE_HASH, type HashName, parsePublicKey, type PublicKey, verifySignature } from '../public-key.ts';
import type { Curve } from '../result.ts';

// What `@sigstore/core` and `tuf-js` use of Node's `crypto`, in the same synchronous shape. A thrown error in `verify`
// or `timingSafeEqual` becomes `false` there, and a TUF key that cannot be read does not count: a gap in this module would
// show as an invalid signature, never as a pass.

interface Hasher {
  update(data: Uint8Array): unknown;
  digest(): Uint8Array;
}

const HASHES: Record<string, { readonly name: HashName; readonly create: () => Hasher }> = {
  sha256: { name: 'SHA-256', create: () => sha256.create() },
  sha384: { name: 'SHA-384', create: () => sha384.create() },
  sha512: { name: 'SHA-512', create: () => sha512.create() },
};

type Key = PublicKey & {
  readonly asymmetricKeyType: string;
  readonly asymmetricKeyDetails?: { readonly namedCurve: string };
};

/** Curves as OpenSSL names them. */
const NAMED_CURVE: Record<Curve, string> = {
  'P-256': 'prime256v1',
  'P-384': 'secp384r1',
  'P-521': 'secp521r1',
};

/**
 * `crypto.createPublicKey` for DER, and for EC keys in PEM, as TUF metadata has them. The type that a library names for
 * DER is often wrong, so the bytes decide.
 */
function createPublicKey(input: string | { readonly key: Uint8Array }): Key {
  const key = typeof input === 'string' ? unwrap(readPublicKey(input)).key : parsePublicKey(plain(input.key));
  return {
    ...key,
    asymmetricKeyType: key.kind,
    ...(key.kind === 'ec' && { asymmetricKeyDetails: { namedCurve: NAMED_CURVE[key.curve] } }),
  };
}

/** `crypto.createHash` for SHA-2. */
function createHash(algorithm: string): Hash {
  return new Hash(algorithm);
}

class Hash {
  readonly #hash: Hasher;

  constructor(algorithm: string) {
    this.#hash = known(algorithm).create();
  }

  update(data: Uint8Array): this {
    this.#hash.update(plain(data));
    return this;
  }

  digest(): Buffer;
  digest(encoding: 'hex'): string;
  digest(encoding?: 'hex'): Buffer | string {
    const digest = Buffer.from(this.#hash.digest());
    return encoding ? digest.toString(encoding) : digest;
  }
}

/**
 * `crypto.verify`, for a key, or one in an object. Without a named algorithm an EC key is tried with the hashes that
 * Sigstore signs with.
 */
function verify(
  algorithm: string | undefined,
  data: Uint8Array,
  from: PublicKey | { readonly key: PublicKey },
  signature: Uint8Array,
): boolean {
  const key = 'key' in from ? from.key : from;
  const [message, signed] = [plain(data), plain(signature)];
  const hash = algorithm === undefined ? undefined : known(algorithm).name;
  switch (key.kind) {
    case 'ed25519':
      return verifySignature(key, { kind: 'ed25519' }, message, signed);
    case 'rsa':
      return verifySignature(key, { kind: 'rsa-pkcs1', hash: hash ?? 'SHA-256' }, message, signed);
    case 'ec': {
      // Rekor signs with SHA-256 whatever its curve; a P-384 or P-521 leaf signs with the hash of its curve.
      const hashes = hash === undefined ? new Set<HashName>(['SHA-256', CURVE_HASH[key.curve]]) : [hash];
      return [...hashes].some((name) => verifySignature(key, { kind: 'ecdsa', hash: name }, message, signed));
    }
  }
}

/** `crypto.timingSafeEqual`; all that is compared here is public, so it need not be. */
function timingSafeEqual(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) throw new RangeError('Input buffers must have the same byte length');
  return equalBytes(a, b);
}

/** A Buffer as the plain array that noble wants: a Buffer’s `subarray` and `slice` act otherwise. */
function plain(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
}

function known(algorithm: string): (typeof HASHES)[string] {
  const found = Object.hasOwn(HASHES, algorithm) ? HASHES[algorithm] : undefined;
  if (found === undefined) throw new Error(`unsupported hash: ${algorithm}`);
  return found;
}

export default { createHash, createPublicKey, timingSafeEqual, verify };
