// BLAKE2b (RFC 7693) for one message or two side by side. A state is its eight words.

import { high, low, xor } from './simd';

const BLOCK = 128;

/** §2.6 */
const IV = memory.data<u64>([
  0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
  0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179,
]);

/** The order in which each of the twelve rounds takes the words of a block (§2.7), in bytes from `M`. */
const ORDER = memory.data<u8>([
  0, 16, 32, 48, 64, 80, 96, 112, 128, 144, 160, 176, 192, 208, 224, 240,
  224, 160, 64, 128, 144, 240, 208, 96, 16, 192, 0, 32, 176, 112, 80, 48,
  176, 128, 192, 0, 80, 32, 240, 208, 160, 224, 48, 96, 112, 16, 144, 64,
  112, 144, 48, 16, 208, 192, 176, 224, 32, 96, 80, 160, 64, 0, 240, 128,
  144, 0, 80, 112, 32, 64, 160, 240, 224, 16, 176, 192, 96, 128, 48, 208,
  32, 192, 96, 160, 0, 176, 128, 48, 64, 208, 112, 80, 240, 224, 16, 144,
  192, 80, 16, 240, 224, 208, 64, 160, 0, 112, 96, 48, 144, 32, 128, 176,
  208, 176, 112, 224, 192, 16, 48, 144, 80, 0, 240, 64, 128, 96, 32, 160,
  96, 240, 224, 144, 176, 48, 0, 128, 192, 32, 208, 112, 16, 64, 160, 80,
  160, 32, 128, 64, 112, 96, 16, 80, 240, 176, 144, 224, 48, 192, 208, 0,
  0, 16, 32, 48, 64, 80, 96, 112, 128, 144, 160, 176, 192, 208, 224, 240,
  224, 160, 64, 128, 144, 240, 208, 96, 16, 192, 0, 32, 176, 112, 80, 48,
]);

/** Masks that turn every word by 24 and 16 bits. From variables: as constants they cost 5 % in Chromium. */
const BY24 = memory.data<u8>([3, 4, 5, 6, 7, 0, 1, 2, 11, 12, 13, 14, 15, 8, 9, 10], 16);
const BY16 = memory.data<u8>([2, 3, 4, 5, 6, 7, 0, 1, 10, 11, 12, 13, 14, 15, 8, 9], 16);

/** The words of two blocks, word by word, or of one, with as much room. */
const M = memory.data(16 * 16, 16);

/**
 * Hashes blocks of one message. A round is eight mixes (§3.1), each in two lines: four columns, then four diagonals.
 *
 * @param count - bytes of the message up to the end of the first of them
 * @param last - whether it is the message's last block, and the only one
 */
export function one(state: usize, from: usize, blocks: i32, count: f64, last: bool): void {
  let h0 = load<u64>(state), h1 = load<u64>(state, 8), h2 = load<u64>(state, 16), h3 = load<u64>(state, 24);
  let h4 = load<u64>(state, 32), h5 = load<u64>(state, 40), h6 = load<u64>(state, 48), h7 = load<u64>(state, 56);
  for (let t = <u64>count; blocks > 0; blocks--, t += BLOCK, from += BLOCK) {
    for (let at = 0; at < BLOCK; at += 8) store<u64>(2 * at, load<u64>(from + at), M);
    let v0 = h0, v1 = h1, v2 = h2, v3 = h3, v4 = h4, v5 = h5, v6 = h6, v7 = h7;
    let v8 = load<u64>(IV), v9 = load<u64>(IV, 8), va = load<u64>(IV, 16), vb = load<u64>(IV, 24);
    let vc = load<u64>(IV, 32) ^ t, vd = load<u64>(IV, 40), ve = load<u64>(IV, 48), vf = load<u64>(IV, 56);
    if (last) ve = ~ve;
    for (let s = ORDER; s < ORDER + 12 * 16; s += 16) {
      vc = rotr<u64>(vc ^ (v0 = v0 + word(s) + v4), 32); v4 = rotr<u64>(v4 ^ (v8 = v8 + vc), 24);
      vc = rotr<u64>(vc ^ (v0 = v0 + word(s + 1) + v4), 16); v4 = rotr<u64>(v4 ^ (v8 = v8 + vc), 63);
      vd = rotr<u64>(vd ^ (v1 = v1 + word(s + 2) + v5), 32); v5 = rotr<u64>(v5 ^ (v9 = v9 + vd), 24);
      vd = rotr<u64>(vd ^ (v1 = v1 + word(s + 3) + v5), 16); v5 = rotr<u64>(v5 ^ (v9 = v9 + vd), 63);
      ve = rotr<u64>(ve ^ (v2 = v2 + word(s + 4) + v6), 32); v6 = rotr<u64>(v6 ^ (va = va + ve), 24);
      ve = rotr<u64>(ve ^ (v2 = v2 + word(s + 5) + v6), 16); v6 = rotr<u64>(v6 ^ (va = va + ve), 63);
      vf = rotr<u64>(vf ^ (v3 = v3 + word(s + 6) + v7), 32); v7 = rotr<u64>(v7 ^ (vb = vb + vf), 24);
      vf = rotr<u64>(vf ^ (v3 = v3 + word(s + 7) + v7), 16); v7 = rotr<u64>(v7 ^ (vb = vb + vf), 63);
      vf = rotr<u64>(vf ^ (v0 = v0 + word(s + 8) + v5), 32); v5 = rotr<u64>(v5 ^ (va = va + vf), 24);
      vf = rotr<u64>(vf ^ (v0 = v0 + word(s + 9) + v5), 16); v5 = rotr<u64>(v5 ^ (va = va + vf), 63);
      vc = rotr<u64>(vc ^ (v1 = v1 + word(s + 10) + v6), 32); v6 = rotr<u64>(v6 ^ (vb = vb + vc), 24);
      vc = rotr<u64>(vc ^ (v1 = v1 + word(s + 11) + v6), 16); v6 = rotr<u64>(v6 ^ (vb = vb + vc), 63);
      vd = rotr<u64>(vd ^ (v2 = v2 + word(s + 12) + v7), 32); v7 = rotr<u64>(v7 ^ (v8 = v8 + vd), 24);
      vd = rotr<u64>(vd ^ (v2 = v2 + word(s + 13) + v7), 16); v7 = rotr<u64>(v7 ^ (v8 = v8 + vd), 63);
      ve = rotr<u64>(ve ^ (v3 = v3 + word(s + 14) + v4), 32); v4 = rotr<u64>(v4 ^ (v9 = v9 + ve), 24);
      ve = rotr<u64>(ve ^ (v3 = v3 + word(s + 15) + v4), 16); v4 = rotr<u64>(v4 ^ (v9 = v9 + ve), 63);
    }
    h0 ^= v0 ^ v8; h1 ^= v1 ^ v9; h2 ^= v2 ^ va; h3 ^= v3 ^ vb;
    h4 ^= v4 ^ vc; h5 ^= v5 ^ vd; h6 ^= v6 ^ ve; h7 ^= v7 ^ vf;
  }
  store<u64>(state, h0); store<u64>(state, h1, 8); store<u64>(state, h2, 16); store<u64>(state, h3, 24);
  store<u64>(state, h4, 32); store<u64>(state, h5, 40); store<u64>(state, h6, 48); store<u64>(state, h7, 56);
}

/** Hashes as many blocks of two messages, none of them the last; for `countA` and `countB` see {@link one}. */
export function two(
  stateA: usize, stateB: usize, fromA: usize, fromB: usize, blocks: i32, countA: f64, countB: f64,
): void {
  const by24 = v128.load(BY24), by16 = v128.load(BY16);
  let t = i64x2.replace_lane(i64x2.splat(<i64>countA), 1, <i64>countB);
  let h0 = low(v128.load(stateA), v128.load(stateB)), h1 = high(v128.load(stateA), v128.load(stateB));
  let h2 = low(v128.load(stateA, 16), v128.load(stateB, 16)), h3 = high(v128.load(stateA, 16), v128.load(stateB, 16));
  let h4 = low(v128.load(stateA, 32), v128.load(stateB, 32)), h5 = high(v128.load(stateA, 32), v128.load(stateB, 32));
  let h6 = low(v128.load(stateA, 48), v128.load(stateB, 48)), h7 = high(v128.load(stateA, 48), v128.load(stateB, 48));
  for (; blocks > 0; blocks--, fromA += BLOCK, fromB += BLOCK) {
    for (let at = 0; at < BLOCK; at += 16) {
      const a = v128.load(fromA + at), b = v128.load(fromB + at);
      v128.store(2 * at, low(a, b), M); v128.store(2 * at, high(a, b), M + 16);
    }
    let v0 = h0, v1 = h1, v2 = h2, v3 = h3, v4 = h4, v5 = h5, v6 = h6, v7 = h7;
    let v8 = initial(0), v9 = initial(1), va = initial(2), vb = initial(3);
    let vc = xor(initial(4), t), vd = initial(5), ve = initial(6), vf = initial(7);
    t = add(t, i64x2.splat(BLOCK));
    for (let s = ORDER; s < ORDER + 12 * 16; s += 16) {
      vc = swap32(xor(vc, v0 = add(add(v0, wordx2(s)), v4))); v4 = swap(xor(v4, v8 = add(v8, vc)), by24);
      vc = swap(xor(vc, v0 = add(add(v0, wordx2(s + 1)), v4)), by16); v4 = turn63(xor(v4, v8 = add(v8, vc)));
      vd = swap32(xor(vd, v1 = add(add(v1, wordx2(s + 2)), v5))); v5 = swap(xor(v5, v9 = add(v9, vd)), by24);
      vd = swap(xor(vd, v1 = add(add(v1, wordx2(s + 3)), v5)), by16); v5 = turn63(xor(v5, v9 = add(v9, vd)));
      ve = swap32(xor(ve, v2 = add(add(v2, wordx2(s + 4)), v6))); v6 = swap(xor(v6, va = add(va, ve)), by24);
      ve = swap(xor(ve, v2 = add(add(v2, wordx2(s + 5)), v6)), by16); v6 = turn63(xor(v6, va = add(va, ve)));
      vf = swap32(xor(vf, v3 = add(add(v3, wordx2(s + 6)), v7))); v7 = swap(xor(v7, vb = add(vb, vf)), by24);
      vf = swap(xor(vf, v3 = add(add(v3, wordx2(s + 7)), v7)), by16); v7 = turn63(xor(v7, vb = add(vb, vf)));
      vf = swap32(xor(vf, v0 = add(add(v0, wordx2(s + 8)), v5))); v5 = swap(xor(v5, va = add(va, vf)), by24);
      vf = swap(xor(vf, v0 = add(add(v0, wordx2(s + 9)), v5)), by16); v5 = turn63(xor(v5, va = add(va, vf)));
      vc = swap32(xor(vc, v1 = add(add(v1, wordx2(s + 10)), v6))); v6 = swap(xor(v6, vb = add(vb, vc)), by24);
      vc = swap(xor(vc, v1 = add(add(v1, wordx2(s + 11)), v6)), by16); v6 = turn63(xor(v6, vb = add(vb, vc)));
      vd = swap32(xor(vd, v2 = add(add(v2, wordx2(s + 12)), v7))); v7 = swap(xor(v7, v8 = add(v8, vd)), by24);
      vd = swap(xor(vd, v2 = add(add(v2, wordx2(s + 13)), v7)), by16); v7 = turn63(xor(v7, v8 = add(v8, vd)));
      ve = swap32(xor(ve, v3 = add(add(v3, wordx2(s + 14)), v4))); v4 = swap(xor(v4, v9 = add(v9, ve)), by24);
      ve = swap(xor(ve, v3 = add(add(v3, wordx2(s + 15)), v4)), by16); v4 = turn63(xor(v4, v9 = add(v9, ve)));
    }
    h0 = xor(h0, xor(v0, v8)); h1 = xor(h1, xor(v1, v9)); h2 = xor(h2, xor(v2, va)); h3 = xor(h3, xor(v3, vb));
    h4 = xor(h4, xor(v4, vc)); h5 = xor(h5, xor(v5, vd)); h6 = xor(h6, xor(v6, ve)); h7 = xor(h7, xor(v7, vf));
  }
  v128.store(stateA, low(h0, h1)); v128.store(stateB, high(h0, h1));
  v128.store(stateA, low(h2, h3), 16); v128.store(stateB, high(h2, h3), 16);
  v128.store(stateA, low(h4, h5), 32); v128.store(stateB, high(h4, h5), 32);
  v128.store(stateA, low(h6, h7), 48); v128.store(stateB, high(h6, h7), 48);
}

/** The word of the block whose place stands there. */
// @ts-expect-error: AssemblyScript decorates functions
@inline
function word(order: usize): u64 {
  return load<u64>(load<u8>(order), M);
}

// @ts-expect-error: AssemblyScript decorates functions
@inline
function wordx2(order: usize): v128 {
  return v128.load(load<u8>(order), M);
}

// @ts-expect-error: AssemblyScript decorates functions
@inline
function initial(index: usize): v128 {
  return v128.load64_splat(IV + 8 * index);
}

// @ts-expect-error: AssemblyScript decorates functions
@inline
function swap(x: v128, mask: v128): v128 {
  return i8x16.swizzle(x, mask);
}

// @ts-expect-error: AssemblyScript decorates functions
@inline
function swap32(x: v128): v128 {
  return i32x4.shuffle(x, x, 1, 0, 3, 2);
}

// @ts-expect-error: AssemblyScript decorates functions
@inline
function turn63(x: v128): v128 {
  return v128.or(add(x, x), i64x2.shr_u(x, 63));
}

// @ts-expect-error: AssemblyScript decorates functions
@inline
function add(a: v128, b: v128): v128 {
  return i64x2.add(a, b);
}
