import './buffer.ts';
import { equalBytes } from '@noble/curves/utils.js';
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { CURVE_HASH, type HashName, parsePublicKey, type PublicKey, verifySignature } from '../public-key.ts';

// What `@sigstore/core` uses of Node's `crypto`, in the same synchronous shape. A thrown error in `verify` or
// `timingSafeEqual` becomes `false` there: a gap in this module would show as an invalid signature, never as a pass.

interface Hasher {
  update(data: Uint8Array): unknown;
  digest(): Uint8Array;
}

const HASHES: Record<string, { readonly name: HashName; readonly create: () => Hasher }> = {
  sha256: { name: 'SHA-256', create: () => sha256.create() },
  sha384: { name: 'SHA-384', create: () => sha384.create() },
  sha512: { name: 'SHA-512', create: () => sha512.create() },
};

/** `crypto.createPublicKey` for DER; the type that the library names is often wrong, so the bytes decide. */
function createPublicKey({ key }: { readonly key: Uint8Array }): PublicKey {
  return parsePublicKey(plain(key));
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

  digest(): Buffer {
    return Buffer.from(this.#hash.digest());
  }
}

/** `crypto.verify`; without a named algorithm an EC key is tried with the hashes that Sigstore signs with. */
function verify(
  algorithm: string | undefined,
  data: Uint8Array,
  key: PublicKey,
  signature: Uint8Array,
): boolean {
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
