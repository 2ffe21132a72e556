import { sha256 } from '@noble/hashes/sha2.js';
import { type Bytes, concat } from './bytes.ts';

/** The root hash of the tree over `leaves` (RFC 6962 §2.1). */
export function treeHash(leaves: readonly Bytes[]): Bytes {
  const [first] = leaves;
  if (first === undefined) return sha256(new Uint8Array());
  if (leaves.length === 1) return sha256(concat(Uint8Array.of(0), first));
  const k = split(leaves.length);
  return sha256(concat(Uint8Array.of(1), treeHash(leaves.slice(0, k)), treeHash(leaves.slice(k))));
}

/** The hashes that prove leaf `index` to be in the tree over `leaves`, from the leaf up (RFC 6962 §2.1.1). */
export function inclusionPath(leaves: readonly Bytes[], index: number): readonly Bytes[] {
  if (leaves.length === 1) return [];
  const k = split(leaves.length);
  const [left, right] = [leaves.slice(0, k), leaves.slice(k)];
  return index < k
    ? [...inclusionPath(left, index), treeHash(right)]
    : [...inclusionPath(right, index - k), treeHash(left)];
}

/** The largest power of two below `size`, which is at least 2. */
function split(size: number): number {
  return 2 ** Math.floor(Math.log2(size - 1));
}
