/** BLAKE3 §2.2: the initial value, and the permutation of message words between rounds. */
const IV = [
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
] as const;
const PERMUTATION = [2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8] as const;
const ROUNDS = 7;
const BLOCK = 64;
const PARENT = 1 << 2;
const ROOT = 1 << 3;

/** Columns, then diagonals, of the state as a square of four by four words. */
const MIXES = [
  [0, 4, 8, 12],
  [1, 5, 9, 13],
  [2, 6, 10, 14],
  [3, 7, 11, 15],
  [0, 5, 10, 15],
  [1, 6, 11, 12],
  [2, 7, 8, 13],
  [3, 4, 9, 14],
] as const;

/**
 * Joins the chaining values of a message's segments to its digest (BLAKE3 §2.1, §2.5).
 *
 * @param values - 32 bytes each, in order, at least two; all segments but the last have the same number of chunks, a power of two
 * @returns the digest, 32 bytes
 */
export function joinSegments(values: readonly Uint8Array[]): Uint8Array {
  return subtree(values, ROOT);
}

function subtree(values: readonly Uint8Array[], flags: number): Uint8Array {
  const [first, second] = values;
  if (!first) throw new RangeError('no chaining values');
  if (!second) return first;
  // The left subtree is the largest that is complete and leaves something for the right one.
  const left = 2 ** Math.floor(Math.log2(values.length - 1));
  return parent(subtree(values.slice(0, left), 0), subtree(values.slice(left), 0), flags);
}

/** Compresses two chaining values into that of their parent node (BLAKE3 §2.2, §2.5). */
function parent(left: Uint8Array, right: Uint8Array, flags: number): Uint8Array {
  const block = new Uint8Array(BLOCK);
  block.set(left);
  block.set(right, left.length);
  const bytes = new DataView(block.buffer);
  let words = Uint32Array.from({ length: 16 }, (_, word) => bytes.getUint32(word * 4, true));
  const state = Uint32Array.of(...IV, ...IV.slice(0, 4), 0, 0, BLOCK, PARENT | flags);
  for (let round = 0; round < ROUNDS; round += 1) {
    MIXES.forEach((indices, mix) => {
      quarter(state, indices, words[2 * mix] ?? 0, words[2 * mix + 1] ?? 0);
    });
    words = Uint32Array.from(PERMUTATION, (index) => words[index] ?? 0);
  }
  const result = new DataView(new ArrayBuffer(32));
  for (let word = 0; word < 8; word += 1)
    result.setUint32(word * 4, (state[word] ?? 0) ^ (state[word + 8] ?? 0), true);
  return new Uint8Array(result.buffer);
}

/** The quarter-round G. */
function quarter(state: Uint32Array, [a, b, c, d]: (typeof MIXES)[number], x: number, y: number): void {
  const add = (to: number, from: number, word: number): void => {
    state[to] = (state[to] ?? 0) + (state[from] ?? 0) + word;
  };
  const turn = (to: number, from: number, bits: number): void => {
    const word = (state[to] ?? 0) ^ (state[from] ?? 0);
    state[to] = (word >>> bits) | (word << (32 - bits));
  };
  add(a, b, x);
  turn(d, a, 16);
  add(c, d, 0);
  turn(b, c, 12);
  add(a, b, y);
  turn(d, a, 8);
  add(c, d, 0);
  turn(b, c, 7);
}
