import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { Refusal } from '../oms/error.ts';
import { asBytes, asList, type Field, member } from '../oms/field.ts';

/** One step of a {@link ProofDescription}: the node so far and its sibling, hashed together. All hashes in lower-case hex. */
export interface ProofStep {
  /** On which side the sibling stands. */
  readonly side: 'left' | 'right';
  readonly sibling: string;
  /** What the two make. */
  readonly node: string;
}

/** The way from a leaf of a Merkle tree to its root (RFC 9162 §2.1.3), computed anew. Plain data. */
export interface ProofDescription {
  /** Decimal: the leaf's place in the tree, from 0. */
  readonly index: string;
  /** Decimal: leaves in the tree. */
  readonly treeSize: string;
  /** Lower-case hex, as all hashes here. */
  readonly leaf: string;
  readonly steps: readonly ProofStep[];
  /** The root that the steps lead to; absent where there are fewer or more hashes than the way has. */
  readonly computedRoot?: string;
  /** The root that the bundle names. */
  readonly rootHash: string;
}

/** No tree whose size has 64 bits is deeper. */
const MOST_HASHES = 64;

/**
 * Walks an inclusion proof from the leaf up.
 * @param proof the `inclusionProof` of a log entry
 * @param body the leaf's bytes
 * @throws {Refusal} if the proof is none, or the leaf lies outside of the tree
 */
export function describeProof(proof: Field, body: Uint8Array): ProofDescription {
  const [index, treeSize] = [numeral(member(proof, 'logIndex')), numeral(member(proof, 'treeSize'))];
  const list = asList(member(proof, 'hashes'));
  if (list.length > MOST_HASHES) throw new Refusal('bundle-malformed', `a proof of ${list.length} hashes`);
  const hashes = list.map(asBytes);
  if (index >= treeSize) throw new Refusal('bundle-malformed', `entry ${index} in a tree of ${treeSize}`);

  const leaf = hash(0, body);
  const sides = sidesOf(index, treeSize);
  const steps: ProofStep[] = [];
  let node = leaf;
  for (const [level, sibling] of hashes.entries()) {
    const side = sides[level];
    if (side === undefined) break;
    node = side === 'left' ? hash(1, sibling, node) : hash(1, node, sibling);
    steps.push({ side, sibling: bytesToHex(sibling), node: bytesToHex(node) });
  }
  return {
    index: String(index),
    treeSize: String(treeSize),
    leaf: bytesToHex(leaf),
    steps,
    ...(hashes.length === sides.length && { computedRoot: bytesToHex(node) }),
    rootHash: bytesToHex(asBytes(member(proof, 'rootHash'))),
  };
}

/** On which side the siblings of a leaf stand, from the leaf up: RFC 9162 §2.1.3.2, steps 3 to 5. */
function sidesOf(index: bigint, treeSize: bigint): ('left' | 'right')[] {
  const sides: ('left' | 'right')[] = [];
  for (let [at, last] = [index, treeSize - 1n]; last > 0n; at >>= 1n, last >>= 1n) {
    // The last node of a level without a right sibling goes up as it is.
    if (at % 2n === 1n) sides.push('left');
    else if (at < last) sides.push('right');
  }
  return sides;
}

/** The hash of a leaf (prefix 0) or of two nodes (prefix 1). */
function hash(prefix: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const hasher = sha256.create().update(Uint8Array.of(prefix));
  for (const part of parts) hasher.update(part);
  return hasher.digest();
}

/** A 64-bit number, whose form the bundle parser has checked; protobuf JSON leaves out a zero. */
function numeral({ value }: Field): bigint {
  return typeof value === 'string' || typeof value === 'number' ? BigInt(value) : 0n;
}
