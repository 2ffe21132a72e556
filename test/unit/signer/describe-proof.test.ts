import { hex } from '@scure/base';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attempt, type Result, unwrap } from '../../../src/oms/error.ts';
import { root } from '../../../src/oms/field.ts';
import { describeProof, type ProofDescription } from '../../../src/signer/describe-proof.ts';
import { base64, type Bytes, utf8 } from '../../support/bytes.ts';
import { inclusionPath, treeHash } from '../../support/merkle.ts';

function walk(
  leaf: Bytes,
  index: number | string,
  treeSize: number | string,
  hashes: readonly Bytes[],
  rootHash: Bytes,
): Result<ProofDescription> {
  const proof = {
    logIndex: String(index),
    treeSize: String(treeSize),
    hashes: hashes.map(base64),
    rootHash: base64(rootHash),
  };
  return attempt(() => describeProof(root(proof, 'bundle-malformed'), leaf));
}

const tree = fc
  .integer({ min: 1, max: 70 })
  .chain((size) => fc.tuple(fc.constant(size), fc.nat({ max: size - 1 })))
  .map(([size, index]) => {
    const leaves = Array.from({ length: size }, (_, each) => utf8(`leaf ${each}`));
    return { leaves, index, leaf: leaves[index] ?? utf8(''), path: inclusionPath(leaves, index) };
  });

describe('describeProof', () => {
  it('leads from any leaf of any tree to its root', () => {
    fc.assert(
      fc.property(tree, ({ index, leaf, leaves, path }) => {
        const proof = unwrap(walk(leaf, index, leaves.length, path, treeHash(leaves)));
        const last = proof.steps.at(-1)?.node ?? proof.leaf;
        expect(proof.computedRoot).toBe(proof.rootHash);
        expect(last).toBe(proof.rootHash);
        expect(proof.steps.map(({ sibling }) => sibling)).toEqual(path.map((hash) => hex.encode(hash)));
      }),
    );
  });

  it('leads nowhere with a hash too few or too many', () => {
    fc.assert(
      fc.property(tree, ({ index, leaf, leaves, path }) => {
        const longer = unwrap(
          walk(leaf, index, leaves.length, [...path, treeHash(leaves)], treeHash(leaves)),
        );
        expect(longer.computedRoot).toBeUndefined();
        if (path.length === 0) return;
        const shorter = unwrap(walk(leaf, index, leaves.length, path.slice(1), treeHash(leaves)));
        expect(shorter.computedRoot).toBeUndefined();
      }),
    );
  });

  it('tells sides by the index: two leaves, then a third alone on its level', () => {
    const leaves = ['a', 'b', 'c'].map(utf8);
    const sides = (index: number): string[] =>
      unwrap(
        walk(leaves[index] ?? utf8(''), index, 3, inclusionPath(leaves, index), treeHash(leaves)),
      ).steps.map(({ side }) => side);
    expect([0, 1, 2].map(sides)).toEqual([['right', 'right'], ['left', 'right'], ['left']]);
  });

  it('takes the sizes of the largest logs', () => {
    const huge = '9999999999999999999';
    expect(walk(utf8(''), '9999999999999999998', huge, [], utf8('')).ok).toBe(true);
  });

  it.each([
    ['a leaf outside of the tree', 3, 3, 0, 'entry 3 in a tree of 3'],
    ['more hashes than any tree has', 0, 3, 65, 'a proof of 65 hashes'],
  ])('refuses %s', (_name, index, size, count, detail) => {
    const hashes = Array.from({ length: count }, () => utf8(''));
    expect(walk(utf8(''), index, size, hashes, utf8(''))).toMatchObject({
      ok: false,
      problem: { code: 'bundle-malformed', detail },
    });
  });
});
