// SHA-256 (FIPS 180-4) for one message or four side by side. A state is its eight words, in the machine's order.

import { add, high, highs, low, lows, turn, xor } from './simd';

/** §4.2.2 */
const K = memory.data<u32>([
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
]);

/** The 64 words of the message schedule, each of four blocks. */
const W = memory.data(64 * 16, 16);

/**
 * Hashes as many blocks of four messages. Rounds stand eight in a row, after which each word is back in its variable.
 */
export function four(
  stateA: usize, stateB: usize, stateC: usize, stateD: usize,
  fromA: usize, fromB: usize, fromC: usize, fromD: usize,
  blocks: i32,
): void {
  let p = lows(v128.load(stateA), v128.load(stateB)), q = lows(v128.load(stateC), v128.load(stateD));
  let r = highs(v128.load(stateA), v128.load(stateB)), s = highs(v128.load(stateC), v128.load(stateD));
  let h0 = low(p, q), h1 = high(p, q), h2 = low(r, s), h3 = high(r, s);
  p = lows(v128.load(stateA, 16), v128.load(stateB, 16)); q = lows(v128.load(stateC, 16), v128.load(stateD, 16));
  r = highs(v128.load(stateA, 16), v128.load(stateB, 16)); s = highs(v128.load(stateC, 16), v128.load(stateD, 16));
  let h4 = low(p, q), h5 = high(p, q), h6 = low(r, s), h7 = high(r, s);
  for (; blocks > 0; blocks--) {
    begin(fromA, fromB, fromC, fromD);
    fromA += 64; fromB += 64; fromC += 64; fromD += 64;
    let a = h0, b = h1, c = h2, d = h3, e = h4, f = h5, g = h6, h = h7;
    let t: v128, x: v128, y = xor(b, c);
    let w = W, k = K;
    for (; w < W + 48 * 16; w += 8 * 16, k += 8 * 4) {
      t = t1x4(e, f, g, h, add(ahead(w), splat(k, 0))); d = add(d, t); x = xor(a, b); h = add(t, t2x4(a, b, x, y));
      t = t1x4(d, e, f, g, add(ahead(w + 16), splat(k, 4))); c = add(c, t); y = xor(h, a); g = add(t, t2x4(h, a, y, x));
      t = t1x4(c, d, e, f, add(ahead(w + 32), splat(k, 8))); b = add(b, t); x = xor(g, h); f = add(t, t2x4(g, h, x, y));
      t = t1x4(b, c, d, e, add(ahead(w + 48), splat(k, 12))); a = add(a, t); y = xor(f, g); e = add(t, t2x4(f, g, y, x));
      t = t1x4(a, b, c, d, add(ahead(w + 64), splat(k, 16))); h = add(h, t); x = xor(e, f); d = add(t, t2x4(e, f, x, y));
      t = t1x4(h, a, b, c, add(ahead(w + 80), splat(k, 20))); g = add(g, t); y = xor(d, e); c = add(t, t2x4(d, e, y, x));
      t = t1x4(g, h, a, b, add(ahead(w + 96), splat(k, 24))); f = add(f, t); x = xor(c, d); b = add(t, t2x4(c, d, x, y));
      t = t1x4(f, g, h, a, add(ahead(w + 112), splat(k, 28))); e = add(e, t); y = xor(b, c); a = add(t, t2x4(b, c, y, x));
    }
    for (; w < W + 64 * 16; w += 8 * 16, k += 8 * 4) {
      t = t1x4(e, f, g, h, add(v128.load(w), splat(k, 0))); d = add(d, t); x = xor(a, b); h = add(t, t2x4(a, b, x, y));
      t = t1x4(d, e, f, g, add(v128.load(w, 16), splat(k, 4))); c = add(c, t); y = xor(h, a); g = add(t, t2x4(h, a, y, x));
      t = t1x4(c, d, e, f, add(v128.load(w, 32), splat(k, 8))); b = add(b, t); x = xor(g, h); f = add(t, t2x4(g, h, x, y));
      t = t1x4(b, c, d, e, add(v128.load(w, 48), splat(k, 12))); a = add(a, t); y = xor(f, g); e = add(t, t2x4(f, g, y, x));
      t = t1x4(a, b, c, d, add(v128.load(w, 64), splat(k, 16))); h = add(h, t); x = xor(e, f); d = add(t, t2x4(e, f, x, y));
      t = t1x4(h, a, b, c, add(v128.load(w, 80), splat(k, 20))); g = add(g, t); y = xor(d, e); c = add(t, t2x4(d, e, y, x));
      t = t1x4(g, h, a, b, add(v128.load(w, 96), splat(k, 24))); f = add(f, t); x = xor(c, d); b = add(t, t2x4(c, d, x, y));
      t = t1x4(f, g, h, a, add(v128.load(w, 112), splat(k, 28))); e = add(e, t); y = xor(b, c); a = add(t, t2x4(b, c, y, x));
    }
    h0 = add(h0, a); h1 = add(h1, b); h2 = add(h2, c); h3 = add(h3, d);
    h4 = add(h4, e); h5 = add(h5, f); h6 = add(h6, g); h7 = add(h7, h);
  }
  p = lows(h0, h1); q = lows(h2, h3); r = highs(h0, h1); s = highs(h2, h3);
  v128.store(stateA, low(p, q)); v128.store(stateB, high(p, q));
  v128.store(stateC, low(r, s)); v128.store(stateD, high(r, s));
  p = lows(h4, h5); q = lows(h6, h7); r = highs(h4, h5); s = highs(h6, h7);
  v128.store(stateA, low(p, q), 16); v128.store(stateB, high(p, q), 16);
  v128.store(stateC, low(r, s), 16); v128.store(stateD, high(r, s), 16);
}

/**
 * Hashes blocks of one message. The schedule of four blocks is made side by side, their rounds one after another. Reads up
 * to three blocks behind the last.
 */
export function one(state: usize, from: usize, blocks: i32): void {
  let h0 = load<u32>(state), h1 = load<u32>(state, 4), h2 = load<u32>(state, 8), h3 = load<u32>(state, 12);
  let h4 = load<u32>(state, 16), h5 = load<u32>(state, 20), h6 = load<u32>(state, 24), h7 = load<u32>(state, 28);
  for (; blocks > 0; blocks -= 4, from += 4 * 64) {
    begin(from, from + 64, from + 128, from + 192);
    schedule();
    for (let word = W; word < W + 4 * min(blocks, 4); word += 4) {
      let a = h0, b = h1, c = h2, d = h3, e = h4, f = h5, g = h6, h = h7;
      let t: u32, x: u32, y = b ^ c;
      for (let w = word; w < W + 64 * 16; w += 8 * 16) {
        t = t1(e, f, g, h, load<u32>(w, 0)); d += t; x = a ^ b; h = t + t2(a, b, x, y);
        t = t1(d, e, f, g, load<u32>(w, 16)); c += t; y = h ^ a; g = t + t2(h, a, y, x);
        t = t1(c, d, e, f, load<u32>(w, 32)); b += t; x = g ^ h; f = t + t2(g, h, x, y);
        t = t1(b, c, d, e, load<u32>(w, 48)); a += t; y = f ^ g; e = t + t2(f, g, y, x);
        t = t1(a, b, c, d, load<u32>(w, 64)); h += t; x = e ^ f; d = t + t2(e, f, x, y);
        t = t1(h, a, b, c, load<u32>(w, 80)); g += t; y = d ^ e; c = t + t2(d, e, y, x);
        t = t1(g, h, a, b, load<u32>(w, 96)); f += t; x = c ^ d; b = t + t2(c, d, x, y);
        t = t1(f, g, h, a, load<u32>(w, 112)); e += t; y = b ^ c; a = t + t2(b, c, y, x);
      }
      h0 += a; h1 += b; h2 += c; h3 += d; h4 += e; h5 += f; h6 += g; h7 += h;
    }
  }
  store<u32>(state, h0); store<u32>(state, h1, 4); store<u32>(state, h2, 8); store<u32>(state, h3, 12);
  store<u32>(state, h4, 16); store<u32>(state, h5, 20); store<u32>(state, h6, 24); store<u32>(state, h7, 28);
}

/** The first sixteen words of the schedule: the four blocks themselves, big-endian, word by word. */
function begin(a: usize, b: usize, c: usize, d: usize): void {
  for (let at: usize = 0; at < 64; at += 16) {
    const blockA = swap(v128.load(a + at)), blockB = swap(v128.load(b + at));
    const blockC = swap(v128.load(c + at)), blockD = swap(v128.load(d + at));
    const p = lows(blockA, blockB), q = lows(blockC, blockD), r = highs(blockA, blockB), s = highs(blockC, blockD);
    const w = W + 4 * at;
    v128.store(w, low(p, q)); v128.store(w, high(p, q), 16);
    v128.store(w, low(r, s), 32); v128.store(w, high(r, s), 48);
  }
}

/** All words of the schedule, with the constants of their rounds added. */
function schedule(): void {
  let w = W, k = K;
  for (; w < W + 48 * 16; w += 16, k += 4) v128.store(w, add(ahead(w), splat(k, 0)));
  for (; w < W + 64 * 16; w += 16, k += 4) v128.store(w, add(v128.load(w), splat(k, 0)));
}

/** A word of the schedule, sixteen rounds after which the one that follows from it is wanted. */
// @ts-expect-error: AssemblyScript decorates functions
@inline
function ahead(w: usize): v128 {
  const word = v128.load(w);
  const sum = add(word, v128.load(w, 9 * 16));
  v128.store(w, add(add(sum, s0x4(v128.load(w, 16))), s1x4(v128.load(w, 14 * 16))), 16 * 16);
  return word;
}

/** T₁ of §6.2.2. Σ₁ is added last: it is the last to be known. */
// @ts-expect-error: AssemblyScript decorates functions
@inline
function t1(e: u32, f: u32, g: u32, h: u32, w: u32): u32 {
  return h + w + (g ^ (e & (f ^ g))) + (rotr<u32>(e, 6) ^ rotr<u32>(e, 11) ^ rotr<u32>(e, 25));
}

/** T₂ of §6.2.2; `ab` is `a ^ b` and in the next round `bc`. */
// @ts-expect-error: AssemblyScript decorates functions
@inline
function t2(a: u32, b: u32, ab: u32, bc: u32): u32 {
  return (rotr<u32>(a, 2) ^ rotr<u32>(a, 13) ^ rotr<u32>(a, 22)) + (b ^ (ab & bc));
}

// @ts-expect-error: AssemblyScript decorates functions
@inline
function t1x4(e: v128, f: v128, g: v128, h: v128, w: v128): v128 {
  return add(add(add(h, w), xor(g, v128.and(e, xor(f, g)))), xor(xor(turn(e, 6), turn(e, 11)), turn(e, 25)));
}

// @ts-expect-error: AssemblyScript decorates functions
@inline
function t2x4(a: v128, b: v128, ab: v128, bc: v128): v128 {
  return add(xor(xor(turn(a, 2), turn(a, 13)), turn(a, 22)), xor(b, v128.and(ab, bc)));
}

// @ts-expect-error: AssemblyScript decorates functions
@inline
function s0x4(x: v128): v128 {
  return xor(xor(turn(x, 7), turn(x, 18)), i32x4.shr_u(x, 3));
}

// @ts-expect-error: AssemblyScript decorates functions
@inline
function s1x4(x: v128): v128 {
  return xor(xor(turn(x, 17), turn(x, 19)), i32x4.shr_u(x, 10));
}

// @ts-expect-error: AssemblyScript decorates functions
@inline
function splat(k: usize, offset: usize): v128 {
  return v128.load32_splat(k + offset);
}

// @ts-expect-error: AssemblyScript decorates functions
@inline
function swap(x: v128): v128 {
  return i8x16.shuffle(x, x, 3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12);
}
