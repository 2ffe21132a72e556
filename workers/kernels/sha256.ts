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

/** Bytes of a message schedule of four blocks, whose words lie side by side: 64, and 16 that `one` makes without a need. */
const SCHEDULE = 80 * 16;

/** Two schedules of four blocks: `one` makes the next while it hashes by the first. */
const W = memory.data(2 * SCHEDULE, 16);

/** The states of four messages, whose words lie side by side. */
const S = memory.data(8 * 16, 16);

/** The schedule of the one block that goes along with four. */
const U = memory.data(64 * 4, 16);

/**
 * Hashes as many blocks of four messages. Rounds stand eight in a row, after which each word is back in its variable. That `d`
 * comes last in each is worth a tenth of the time: in the order of the standard, compilers put off `h` until registers run out.
 */
export function four(
  stateA: usize, stateB: usize, stateC: usize, stateD: usize,
  fromA: usize, fromB: usize, fromC: usize, fromD: usize,
  blocks: i32,
): void {
  gather(stateA, stateB, stateC, stateD);
  let h0 = v128.load(S), h1 = v128.load(S, 16), h2 = v128.load(S, 32), h3 = v128.load(S, 48);
  let h4 = v128.load(S, 64), h5 = v128.load(S, 80), h6 = v128.load(S, 96), h7 = v128.load(S, 112);
  for (; blocks > 0; blocks--) {
    begin(W, fromA, fromB, fromC, fromD);
    fromA += 64; fromB += 64; fromC += 64; fromD += 64;
    let a = h0, b = h1, c = h2, d = h3, e = h4, f = h5, g = h6, h = h7;
    let t: v128, x: v128, y = xor(b, c);
    let w = W, k = K;
    for (; w < W + 48 * 16; w += 8 * 16, k += 8 * 4) {
      t = t1x4(e, f, g, h, add(ahead(w), splat(k, 0))); x = xor(a, b); h = add(t, t2x4(a, b, x, y)); d = add(d, t);
      t = t1x4(d, e, f, g, add(ahead(w + 16), splat(k, 4))); y = xor(h, a); g = add(t, t2x4(h, a, y, x)); c = add(c, t);
      t = t1x4(c, d, e, f, add(ahead(w + 32), splat(k, 8))); x = xor(g, h); f = add(t, t2x4(g, h, x, y)); b = add(b, t);
      t = t1x4(b, c, d, e, add(ahead(w + 48), splat(k, 12))); y = xor(f, g); e = add(t, t2x4(f, g, y, x)); a = add(a, t);
      t = t1x4(a, b, c, d, add(ahead(w + 64), splat(k, 16))); x = xor(e, f); d = add(t, t2x4(e, f, x, y)); h = add(h, t);
      t = t1x4(h, a, b, c, add(ahead(w + 80), splat(k, 20))); y = xor(d, e); c = add(t, t2x4(d, e, y, x)); g = add(g, t);
      t = t1x4(g, h, a, b, add(ahead(w + 96), splat(k, 24))); x = xor(c, d); b = add(t, t2x4(c, d, x, y)); f = add(f, t);
      t = t1x4(f, g, h, a, add(ahead(w + 112), splat(k, 28))); y = xor(b, c); a = add(t, t2x4(b, c, y, x)); e = add(e, t);
    }
    for (; w < W + 64 * 16; w += 8 * 16, k += 8 * 4) {
      t = t1x4(e, f, g, h, add(v128.load(w), splat(k, 0))); x = xor(a, b); h = add(t, t2x4(a, b, x, y)); d = add(d, t);
      t = t1x4(d, e, f, g, add(v128.load(w, 16), splat(k, 4))); y = xor(h, a); g = add(t, t2x4(h, a, y, x)); c = add(c, t);
      t = t1x4(c, d, e, f, add(v128.load(w, 32), splat(k, 8))); x = xor(g, h); f = add(t, t2x4(g, h, x, y)); b = add(b, t);
      t = t1x4(b, c, d, e, add(v128.load(w, 48), splat(k, 12))); y = xor(f, g); e = add(t, t2x4(f, g, y, x)); a = add(a, t);
      t = t1x4(a, b, c, d, add(v128.load(w, 64), splat(k, 16))); x = xor(e, f); d = add(t, t2x4(e, f, x, y)); h = add(h, t);
      t = t1x4(h, a, b, c, add(v128.load(w, 80), splat(k, 20))); y = xor(d, e); c = add(t, t2x4(d, e, y, x)); g = add(g, t);
      t = t1x4(g, h, a, b, add(v128.load(w, 96), splat(k, 24))); x = xor(c, d); b = add(t, t2x4(c, d, x, y)); f = add(f, t);
      t = t1x4(f, g, h, a, add(v128.load(w, 112), splat(k, 28))); y = xor(b, c); a = add(t, t2x4(b, c, y, x)); e = add(e, t);
    }
    h0 = add(h0, a); h1 = add(h1, b); h2 = add(h2, c); h3 = add(h3, d);
    h4 = add(h4, e); h5 = add(h5, f); h6 = add(h6, g); h7 = add(h7, h);
  }
  transpose(h0, h1, h2, h3, stateA, stateB, stateC, stateD);
  transpose(h4, h5, h6, h7, stateA + 16, stateB + 16, stateC + 16, stateD + 16);
}

/** As `four`, with a fifth message: in capitals, whose rounds take units of the processor that vectors leave idle. */
export function five(
  stateA: usize, stateB: usize, stateC: usize, stateD: usize, stateE: usize,
  fromA: usize, fromB: usize, fromC: usize, fromD: usize, fromE: usize,
  blocks: i32,
): void {
  gather(stateA, stateB, stateC, stateD);
  let h0 = v128.load(S), h1 = v128.load(S, 16), h2 = v128.load(S, 32), h3 = v128.load(S, 48);
  let h4 = v128.load(S, 64), h5 = v128.load(S, 80), h6 = v128.load(S, 96), h7 = v128.load(S, 112);
  let H0 = load<u32>(stateE), H1 = load<u32>(stateE, 4), H2 = load<u32>(stateE, 8), H3 = load<u32>(stateE, 12);
  let H4 = load<u32>(stateE, 16), H5 = load<u32>(stateE, 20), H6 = load<u32>(stateE, 24), H7 = load<u32>(stateE, 28);
  for (; blocks > 0; blocks--) {
    begin(W, fromA, fromB, fromC, fromD);
    for (let at: usize = 0; at < 64; at += 16) v128.store(U + at, swap(v128.load(fromE + at)));
    fromA += 64; fromB += 64; fromC += 64; fromD += 64; fromE += 64;
    let a = h0, b = h1, c = h2, d = h3, e = h4, f = h5, g = h6, h = h7;
    let A = H0, B = H1, C = H2, D = H3, E = H4, F = H5, G = H6, H = H7;
    let t: v128, x: v128, y = xor(b, c);
    let T: u32, X: u32, Y = B ^ C;
    let w = W, u = U, k = K;
    for (; w < W + 48 * 16; w += 8 * 16, u += 8 * 4, k += 8 * 4) {
      t = t1x4(e, f, g, h, add(ahead(w), splat(k, 0))); x = xor(a, b); h = add(t, t2x4(a, b, x, y)); d = add(d, t);
      T = t1(E, F, G, H, aheadOne(u) + load<u32>(k, 0)); X = A ^ B; H = T + t2(A, B, X, Y); D += T;
      t = t1x4(d, e, f, g, add(ahead(w + 16), splat(k, 4))); y = xor(h, a); g = add(t, t2x4(h, a, y, x)); c = add(c, t);
      T = t1(D, E, F, G, aheadOne(u + 4) + load<u32>(k, 4)); Y = H ^ A; G = T + t2(H, A, Y, X); C += T;
      t = t1x4(c, d, e, f, add(ahead(w + 32), splat(k, 8))); x = xor(g, h); f = add(t, t2x4(g, h, x, y)); b = add(b, t);
      T = t1(C, D, E, F, aheadOne(u + 8) + load<u32>(k, 8)); X = G ^ H; F = T + t2(G, H, X, Y); B += T;
      t = t1x4(b, c, d, e, add(ahead(w + 48), splat(k, 12))); y = xor(f, g); e = add(t, t2x4(f, g, y, x)); a = add(a, t);
      T = t1(B, C, D, E, aheadOne(u + 12) + load<u32>(k, 12)); Y = F ^ G; E = T + t2(F, G, Y, X); A += T;
      t = t1x4(a, b, c, d, add(ahead(w + 64), splat(k, 16))); x = xor(e, f); d = add(t, t2x4(e, f, x, y)); h = add(h, t);
      T = t1(A, B, C, D, aheadOne(u + 16) + load<u32>(k, 16)); X = E ^ F; D = T + t2(E, F, X, Y); H += T;
      t = t1x4(h, a, b, c, add(ahead(w + 80), splat(k, 20))); y = xor(d, e); c = add(t, t2x4(d, e, y, x)); g = add(g, t);
      T = t1(H, A, B, C, aheadOne(u + 20) + load<u32>(k, 20)); Y = D ^ E; C = T + t2(D, E, Y, X); G += T;
      t = t1x4(g, h, a, b, add(ahead(w + 96), splat(k, 24))); x = xor(c, d); b = add(t, t2x4(c, d, x, y)); f = add(f, t);
      T = t1(G, H, A, B, aheadOne(u + 24) + load<u32>(k, 24)); X = C ^ D; B = T + t2(C, D, X, Y); F += T;
      t = t1x4(f, g, h, a, add(ahead(w + 112), splat(k, 28))); y = xor(b, c); a = add(t, t2x4(b, c, y, x)); e = add(e, t);
      T = t1(F, G, H, A, aheadOne(u + 28) + load<u32>(k, 28)); Y = B ^ C; A = T + t2(B, C, Y, X); E += T;
    }
    for (; w < W + 64 * 16; w += 8 * 16, u += 8 * 4, k += 8 * 4) {
      t = t1x4(e, f, g, h, add(v128.load(w), splat(k, 0))); x = xor(a, b); h = add(t, t2x4(a, b, x, y)); d = add(d, t);
      T = t1(E, F, G, H, load<u32>(u, 0) + load<u32>(k, 0)); X = A ^ B; H = T + t2(A, B, X, Y); D += T;
      t = t1x4(d, e, f, g, add(v128.load(w, 16), splat(k, 4))); y = xor(h, a); g = add(t, t2x4(h, a, y, x)); c = add(c, t);
      T = t1(D, E, F, G, load<u32>(u, 4) + load<u32>(k, 4)); Y = H ^ A; G = T + t2(H, A, Y, X); C += T;
      t = t1x4(c, d, e, f, add(v128.load(w, 32), splat(k, 8))); x = xor(g, h); f = add(t, t2x4(g, h, x, y)); b = add(b, t);
      T = t1(C, D, E, F, load<u32>(u, 8) + load<u32>(k, 8)); X = G ^ H; F = T + t2(G, H, X, Y); B += T;
      t = t1x4(b, c, d, e, add(v128.load(w, 48), splat(k, 12))); y = xor(f, g); e = add(t, t2x4(f, g, y, x)); a = add(a, t);
      T = t1(B, C, D, E, load<u32>(u, 12) + load<u32>(k, 12)); Y = F ^ G; E = T + t2(F, G, Y, X); A += T;
      t = t1x4(a, b, c, d, add(v128.load(w, 64), splat(k, 16))); x = xor(e, f); d = add(t, t2x4(e, f, x, y)); h = add(h, t);
      T = t1(A, B, C, D, load<u32>(u, 16) + load<u32>(k, 16)); X = E ^ F; D = T + t2(E, F, X, Y); H += T;
      t = t1x4(h, a, b, c, add(v128.load(w, 80), splat(k, 20))); y = xor(d, e); c = add(t, t2x4(d, e, y, x)); g = add(g, t);
      T = t1(H, A, B, C, load<u32>(u, 20) + load<u32>(k, 20)); Y = D ^ E; C = T + t2(D, E, Y, X); G += T;
      t = t1x4(g, h, a, b, add(v128.load(w, 96), splat(k, 24))); x = xor(c, d); b = add(t, t2x4(c, d, x, y)); f = add(f, t);
      T = t1(G, H, A, B, load<u32>(u, 24) + load<u32>(k, 24)); X = C ^ D; B = T + t2(C, D, X, Y); F += T;
      t = t1x4(f, g, h, a, add(v128.load(w, 112), splat(k, 28))); y = xor(b, c); a = add(t, t2x4(b, c, y, x)); e = add(e, t);
      T = t1(F, G, H, A, load<u32>(u, 28) + load<u32>(k, 28)); Y = B ^ C; A = T + t2(B, C, Y, X); E += T;
    }
    h0 = add(h0, a); h1 = add(h1, b); h2 = add(h2, c); h3 = add(h3, d);
    h4 = add(h4, e); h5 = add(h5, f); h6 = add(h6, g); h7 = add(h7, h);
    H0 += A; H1 += B; H2 += C; H3 += D; H4 += E; H5 += F; H6 += G; H7 += H;
  }
  transpose(h0, h1, h2, h3, stateA, stateB, stateC, stateD);
  transpose(h4, h5, h6, h7, stateA + 16, stateB + 16, stateC + 16, stateD + 16);
  store<u32>(stateE, H0); store<u32>(stateE, H1, 4); store<u32>(stateE, H2, 8); store<u32>(stateE, H3, 12);
  store<u32>(stateE, H4, 16); store<u32>(stateE, H5, 20); store<u32>(stateE, H6, 24); store<u32>(stateE, H7, 28);
}

/**
 * Hashes blocks of one message. The schedule of four blocks is made side by side, with the rounds of the four before them. Reads
 * up to seven blocks behind the last.
 */
export function one(state: usize, from: usize, blocks: i32): void {
  let h0 = load<u32>(state), h1 = load<u32>(state, 4), h2 = load<u32>(state, 8), h3 = load<u32>(state, 12);
  let h4 = load<u32>(state, 16), h5 = load<u32>(state, 20), h6 = load<u32>(state, 24), h7 = load<u32>(state, 28);
  let now = W, next = W + SCHEDULE;
  begin(now, from, from + 64, from + 128, from + 192);
  for (let v = now, k = K; v < now + 64 * 16; v += 16, k += 4) plan(v, k);
  for (; blocks > 0; blocks -= 4) {
    from += 4 * 64;
    begin(next, from, from + 64, from + 128, from + 192);
    let v = next, k = K;
    for (let word = now; word < now + 4 * min(blocks, 4); word += 4) {
      let a = h0, b = h1, c = h2, d = h3, e = h4, f = h5, g = h6, h = h7;
      let t: u32, x: u32, y = b ^ c;
      for (let w = word; w < now + 64 * 16; w += 8 * 16, v += 2 * 16, k += 2 * 4) {
        plan(v, k);
        t = t1(e, f, g, h, load<u32>(w, 0)); x = a ^ b; h = t + t2(a, b, x, y); d += t;
        t = t1(d, e, f, g, load<u32>(w, 16)); y = h ^ a; g = t + t2(h, a, y, x); c += t;
        t = t1(c, d, e, f, load<u32>(w, 32)); x = g ^ h; f = t + t2(g, h, x, y); b += t;
        t = t1(b, c, d, e, load<u32>(w, 48)); y = f ^ g; e = t + t2(f, g, y, x); a += t;
        plan(v + 16, k + 4);
        t = t1(a, b, c, d, load<u32>(w, 64)); x = e ^ f; d = t + t2(e, f, x, y); h += t;
        t = t1(h, a, b, c, load<u32>(w, 80)); y = d ^ e; c = t + t2(d, e, y, x); g += t;
        t = t1(g, h, a, b, load<u32>(w, 96)); x = c ^ d; b = t + t2(c, d, x, y); f += t;
        t = t1(f, g, h, a, load<u32>(w, 112)); y = b ^ c; a = t + t2(b, c, y, x); e += t;
      }
      h0 += a; h1 += b; h2 += c; h3 += d; h4 += e; h5 += f; h6 += g; h7 += h;
    }
    const done = now; now = next; next = done;
  }
  store<u32>(state, h0); store<u32>(state, h1, 4); store<u32>(state, h2, 8); store<u32>(state, h3, 12);
  store<u32>(state, h4, 16); store<u32>(state, h5, 20); store<u32>(state, h6, 24); store<u32>(state, h7, 28);
}

/** The states of four messages, word by word, in `S`. */
function gather(a: usize, b: usize, c: usize, d: usize): void {
  for (let at: usize = 0, to = S; at < 32; at += 16, to += 64) {
    transpose(
      v128.load(a + at), v128.load(b + at), v128.load(c + at), v128.load(d + at),
      to, to + 16, to + 32, to + 48,
    );
  }
}

/** The first sixteen words of a schedule: the four blocks themselves, big-endian, word by word. */
function begin(w: usize, a: usize, b: usize, c: usize, d: usize): void {
  for (let at: usize = 0; at < 64; at += 16, w += 64) {
    transpose(
      swap(v128.load(a + at)), swap(v128.load(b + at)), swap(v128.load(c + at)), swap(v128.load(d + at)),
      w, w + 16, w + 32, w + 48,
    );
  }
}

/** Stores the first words of four vectors, then the second ones, and so on. */
// @ts-expect-error: AssemblyScript decorates functions
@inline
function transpose(
  a: v128, b: v128, c: v128, d: v128,
  first: usize, second: usize, third: usize, fourth: usize,
): void {
  const p = lows(a, b), q = lows(c, d), r = highs(a, b), s = highs(c, d);
  v128.store(first, low(p, q)); v128.store(second, high(p, q));
  v128.store(third, low(r, s)); v128.store(fourth, high(r, s));
}

/** Makes the word of a schedule that is wanted sixteen rounds after this one, to which it adds the constant of its round. */
// @ts-expect-error: AssemblyScript decorates functions
@inline
function plan(w: usize, k: usize): void {
  v128.store(w, add(ahead(w), splat(k, 0)));
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

/** As `ahead`, of one message. */
// @ts-expect-error: AssemblyScript decorates functions
@inline
function aheadOne(u: usize): u32 {
  const word = load<u32>(u);
  store<u32>(u, word + load<u32>(u, 9 * 4) + s0(load<u32>(u, 4)) + s1(load<u32>(u, 14 * 4)), 16 * 4);
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
function s0(x: u32): u32 {
  return rotr<u32>(x, 7) ^ rotr<u32>(x, 18) ^ (x >> 3);
}

// @ts-expect-error: AssemblyScript decorates functions
@inline
function s1(x: u32): u32 {
  return rotr<u32>(x, 17) ^ rotr<u32>(x, 19) ^ (x >> 10);
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
  // One instruction, where a shuffle of the same bytes becomes six (Chromium 156).
  return i8x16.swizzle(x, i8x16(3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12));
}
