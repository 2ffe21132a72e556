// BLAKE3 (sections and tables: its paper) of one message, four of its chunks side by side. A state is the number of chunks before the
// segment (f64), the flag of its root (u32), and from byte 16 on the stack of chaining values of subtrees that wait for
// their right halves. It is worked on in place: two chaining values in a row are the block of their parent.

import { add, high, highs, low, lows, turn, xor } from './simd';

const STACK = 16;
const VALUE = 32;
const BLOCK = 64;
const CHUNK = 1024;

/** Chunks of the subtrees that `advance` takes: enough that most of their parents, too, are made four at once. */
const SUBTREE = 16;

/** Table 3. */
const CHUNK_START = 1, CHUNK_END = 2, PARENT = 4;

/** Table 1. */
const IV = memory.data<u32>([
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
]);

/** The order in which each of the seven rounds takes the words of the message (table 2), in bytes from `M`. */
const ORDER = memory.data<u8>([
  0, 16, 32, 48, 64, 80, 96, 112, 128, 144, 160, 176, 192, 208, 224, 240,
  32, 96, 48, 160, 112, 0, 64, 208, 16, 176, 192, 80, 144, 224, 240, 128,
  48, 64, 160, 192, 208, 32, 112, 224, 96, 80, 144, 0, 176, 240, 128, 16,
  160, 112, 192, 144, 224, 48, 208, 240, 64, 0, 176, 32, 80, 128, 16, 96,
  192, 208, 144, 176, 240, 160, 224, 128, 112, 32, 80, 48, 0, 16, 96, 64,
  144, 224, 176, 80, 128, 192, 240, 16, 208, 48, 0, 160, 32, 96, 64, 112,
  176, 240, 80, 0, 16, 144, 128, 96, 224, 160, 32, 192, 48, 64, 112, 208,
]);

/** Masks that turn every word by 16 and 8 bits. From variables: as constants they cost 8 to 20 % in Chromium. */
const BY16 = memory.data<u8>([2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13], 16);
const BY8 = memory.data<u8>([1, 2, 3, 0, 5, 6, 7, 4, 9, 10, 11, 8, 13, 14, 15, 12], 16);

/** Words of four blocks, and of four chaining values: word by word, the four together. */
const M = memory.data(16 * 16, 16);
const H = memory.data(8 * 16, 16);

/**
 * Hashes subtrees.
 *
 * @param before - how many of them were hashed before
 */
export function advance(state: usize, from: usize, subtrees: i32, before: f64): void {
  let chunk = <u64>(load<f64>(state) + before * SUBTREE), done = <u64>before;
  for (; subtrees > 0; subtrees--) {
    let top = state + STACK + <usize>popcnt(done) * VALUE;
    for (let at = 0; at < SUBTREE; at += 4) {
      chunks(from, CHUNK, chunk, 0, top + at * VALUE);
      from += 4 * CHUNK;
      chunk += 4;
    }
    for (let count = SUBTREE; count > 1; count /= 2) parents(top, count, 0);
    done += 1;
    // Every second one completes a subtree of twice the size, and so on.
    for (let pairs = done; pairs % 2 === 0; pairs /= 2) {
      top -= VALUE;
      parents(top, 2, 0);
    }
  }
}

/**
 * Ends a message or segment with the bytes that are left: at most {@link SUBTREE} chunks; none only where there were none
 * before. Writes a block behind them. The result is then at the bottom of the stack.
 */
export function finish(state: usize, from: usize, bytes: i32, before: f64): void {
  const root = load<u32>(state, 8), bottom = state + STACK;
  const chunk = <u64>(load<f64>(state) + before * SUBTREE);
  let top = bottom + <usize>popcnt(<u64>before) * VALUE;
  const last = max(bytes - 1, 0) / CHUNK;
  for (let at = 0; at < last; at += 4) chunks(from + at * CHUNK, CHUNK, chunk + at, 0, top + at * VALUE);
  memory.fill(from + bytes, 0, BLOCK);
  const alone = top === bottom && last === 0;
  chunks(from + last * CHUNK, bytes - last * CHUNK, chunk + last, alone ? root : 0, top + last * VALUE);
  for (let count = last + 1; count > 1; count = (count + 1) / 2)
    parents(top, count, top === bottom && count === 2 ? root : 0);
  while (top > bottom) {
    top -= VALUE;
    parents(top, 2, top === bottom ? root : 0);
  }
}

/** Hashes four chunks to as many chaining values (§2.4), or one if it is shorter: then the other three mean nothing. */
function chunks(from: usize, bytes: i32, chunk: u64, root: u32, to: usize): void {
  const low = add(i32x4.splat(<u32>chunk), i32x4(0, 1, 2, 3)), high = i32x4.splat(<u32>(chunk >> 32));
  for (let i = 0; i < 8; i++) v128.store(H + i * 16, v128.load32_splat(IV + i * 4));
  let flags: u32 = CHUNK_START;
  for (; bytes > BLOCK; bytes -= BLOCK, from += BLOCK, flags = 0) {
    gather(from, CHUNK);
    compress(low, high, BLOCK, flags);
  }
  gather(from, CHUNK);
  compress(low, high, bytes, flags | CHUNK_END | root);
  scatter(to);
}

/** Joins chaining values by twos, in place; one that is left over follows them (§2.1, §2.5). */
function parents(values: usize, count: i32, root: u32): void {
  const odd = values + (count - 1) * VALUE, left = v128.load(odd), right = v128.load(odd, 16);
  for (let pair = 0; pair < count / 2; pair += 4) {
    for (let i = 0; i < 8; i++) v128.store(H + i * 16, v128.load32_splat(IV + i * 4));
    gather(values + 2 * pair * VALUE, 2 * VALUE);
    compress(i32x4.splat(0), i32x4.splat(0), BLOCK, PARENT | root);
    scatter(values + pair * VALUE);
  }
  if (count % 2 === 0) return;
  const to = values + (count / 2) * VALUE;
  v128.store(to, left);
  v128.store(to, right, 16);
}

/** §2.2, of four blocks at once. A round is eight mixes, each in two lines: four columns, then four diagonals. */
function compress(low: v128, high: v128, length: u32, flags: u32): void {
  const by16 = v128.load(BY16), by8 = v128.load(BY8);
  let v0 = v128.load(H);
  let v1 = v128.load(H, 16);
  let v2 = v128.load(H, 32);
  let v3 = v128.load(H, 48);
  let v4 = v128.load(H, 64);
  let v5 = v128.load(H, 80);
  let v6 = v128.load(H, 96);
  let v7 = v128.load(H, 112);
  let v8 = v128.load32_splat(IV);
  let v9 = v128.load32_splat(IV, 4);
  let va = v128.load32_splat(IV, 8);
  let vb = v128.load32_splat(IV, 12);
  let vc = low, vd = high, ve = i32x4.splat(length), vf = i32x4.splat(flags);
  for (let s = ORDER; s < ORDER + 7 * 16; s += 16) {
    vc = swap(xor(vc, v0 = add(add(v0, word(s)), v4)), by16); v4 = turn(xor(v4, v8 = add(v8, vc)), 12);
    vc = swap(xor(vc, v0 = add(add(v0, word(s + 1)), v4)), by8); v4 = turn(xor(v4, v8 = add(v8, vc)), 7);
    vd = swap(xor(vd, v1 = add(add(v1, word(s + 2)), v5)), by16); v5 = turn(xor(v5, v9 = add(v9, vd)), 12);
    vd = swap(xor(vd, v1 = add(add(v1, word(s + 3)), v5)), by8); v5 = turn(xor(v5, v9 = add(v9, vd)), 7);
    ve = swap(xor(ve, v2 = add(add(v2, word(s + 4)), v6)), by16); v6 = turn(xor(v6, va = add(va, ve)), 12);
    ve = swap(xor(ve, v2 = add(add(v2, word(s + 5)), v6)), by8); v6 = turn(xor(v6, va = add(va, ve)), 7);
    vf = swap(xor(vf, v3 = add(add(v3, word(s + 6)), v7)), by16); v7 = turn(xor(v7, vb = add(vb, vf)), 12);
    vf = swap(xor(vf, v3 = add(add(v3, word(s + 7)), v7)), by8); v7 = turn(xor(v7, vb = add(vb, vf)), 7);
    vf = swap(xor(vf, v0 = add(add(v0, word(s + 8)), v5)), by16); v5 = turn(xor(v5, va = add(va, vf)), 12);
    vf = swap(xor(vf, v0 = add(add(v0, word(s + 9)), v5)), by8); v5 = turn(xor(v5, va = add(va, vf)), 7);
    vc = swap(xor(vc, v1 = add(add(v1, word(s + 10)), v6)), by16); v6 = turn(xor(v6, vb = add(vb, vc)), 12);
    vc = swap(xor(vc, v1 = add(add(v1, word(s + 11)), v6)), by8); v6 = turn(xor(v6, vb = add(vb, vc)), 7);
    vd = swap(xor(vd, v2 = add(add(v2, word(s + 12)), v7)), by16); v7 = turn(xor(v7, v8 = add(v8, vd)), 12);
    vd = swap(xor(vd, v2 = add(add(v2, word(s + 13)), v7)), by8); v7 = turn(xor(v7, v8 = add(v8, vd)), 7);
    ve = swap(xor(ve, v3 = add(add(v3, word(s + 14)), v4)), by16); v4 = turn(xor(v4, v9 = add(v9, ve)), 12);
    ve = swap(xor(ve, v3 = add(add(v3, word(s + 15)), v4)), by8); v4 = turn(xor(v4, v9 = add(v9, ve)), 7);
  }
  v128.store(H, xor(v0, v8));
  v128.store(H, xor(v1, v9), 16);
  v128.store(H, xor(v2, va), 32);
  v128.store(H, xor(v3, vb), 48);
  v128.store(H, xor(v4, vc), 64);
  v128.store(H, xor(v5, vd), 80);
  v128.store(H, xor(v6, ve), 96);
  v128.store(H, xor(v7, vf), 112);
}

/** Takes four blocks, so many bytes apart, to `M`. */
function gather(from: usize, apart: usize): void {
  for (let to = M; to < M + 16 * 16; to += 4 * 16, from += 16) {
    const a = v128.load(from), b = v128.load(from + apart);
    const c = v128.load(from + 2 * apart), d = v128.load(from + 3 * apart);
    const p = lows(a, b), q = lows(c, d), r = highs(a, b), s = highs(c, d);
    v128.store(to, low(p, q)); v128.store(to, high(p, q), 16);
    v128.store(to, low(r, s), 32); v128.store(to, high(r, s), 48);
  }
}

/** Gives the four chaining values in `H`, one after another. */
function scatter(to: usize): void {
  for (let from = H; from < H + 8 * 16; from += 4 * 16, to += 16) {
    const a = v128.load(from), b = v128.load(from, 16), c = v128.load(from, 32), d = v128.load(from, 48);
    const p = lows(a, b), q = lows(c, d), r = highs(a, b), s = highs(c, d);
    v128.store(to, low(p, q)); v128.store(to, high(p, q), 32);
    v128.store(to, low(r, s), 64); v128.store(to, high(r, s), 96);
  }
}

/** The word of the message whose place stands there. */
// @ts-expect-error: AssemblyScript decorates functions
@inline
function word(order: usize): v128 {
  return v128.load(load<u8>(order), M);
}

// @ts-expect-error: AssemblyScript decorates functions
@inline
function swap(x: v128, mask: v128): v128 {
  return i8x16.swizzle(x, mask);
}
