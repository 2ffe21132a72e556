// What the kernels share: operations on four words of 32 bits, or two of 64.

/** Turns the words of 32 bits to the right. */
// @ts-expect-error: AssemblyScript decorates functions
@inline
export function turn(x: v128, n: i32): v128 {
  return v128.or(i32x4.shr_u(x, n), i32x4.shl(x, 32 - n));
}

/** Adds words of 32 bits. */
// @ts-expect-error: AssemblyScript decorates functions
@inline
export function add(a: v128, b: v128): v128 {
  return i32x4.add(a, b);
}

// @ts-expect-error: AssemblyScript decorates functions
@inline
export function xor(a: v128, b: v128): v128 {
  return v128.xor(a, b);
}

/** The lower two words of both, by turns; `highs` the upper two. */
// @ts-expect-error: AssemblyScript decorates functions
@inline
export function lows(a: v128, b: v128): v128 {
  return i32x4.shuffle(a, b, 0, 4, 1, 5);
}

// @ts-expect-error: AssemblyScript decorates functions
@inline
export function highs(a: v128, b: v128): v128 {
  return i32x4.shuffle(a, b, 2, 6, 3, 7);
}

/** The lower halves of both; `high` the upper halves. */
// @ts-expect-error: AssemblyScript decorates functions
@inline
export function low(a: v128, b: v128): v128 {
  return i64x2.shuffle(a, b, 0, 2);
}

// @ts-expect-error: AssemblyScript decorates functions
@inline
export function high(a: v128, b: v128): v128 {
  return i64x2.shuffle(a, b, 1, 3);
}
