import { createBLAKE2b, createBLAKE3, createSHA256 } from 'hash-wasm';
import type { HashAlgorithm } from './job.ts';

/** A running hash. Takes bytes by `update` after `init`; `digest` gives lower-case hex and ends it until the next `init`. */
export interface Hasher {
  init(): unknown;
  update(bytes: Uint8Array): unknown;
  digest(): string;
}

const HASHERS: Readonly<Record<HashAlgorithm, () => Promise<Hasher>>> = {
  sha256: createSHA256,
  // 512 bits is BLAKE2b's own length (RFC 7693 §2.1) and what OMS calls `blake2b`.
  blake2b: () => createBLAKE2b(512),
  blake3: () => createBLAKE3(),
};

/** Makes a hasher, each with a WebAssembly memory of its own. Rejects where WebAssembly is not to be had. */
export function createHasher(algorithm: HashAlgorithm): Promise<Hasher> {
  return HASHERS[algorithm]();
}
