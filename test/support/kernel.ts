import { blake2b } from '@noble/hashes/blake2.js';
import { blake3 } from '@noble/hashes/blake3.js';
import { sha256 } from '@noble/hashes/sha2.js';
import fc from 'fast-check';
import type { HashAlgorithm } from '../../src/hash/job.ts';
import type { Kernel } from '../../src/hash/kernel.ts';

/** Each algorithm with another maker's implementation of it, which the kernels are held to. */
export const REFERENCES = {
  sha256,
  blake2b,
  blake3,
} as const satisfies Record<HashAlgorithm, unknown>;

/** All algorithms. */
export const ALGORITHMS = ['sha256', 'blake2b', 'blake3'] as const;

/** Bytes that look random and are the same every time. */
export const NOISE = Uint8Array.from({ length: 3_000_000 }, (_, i) => Math.imul(i + 1, 2_654_435_761) >>> 13);

/** Puts bytes into a lane in pieces of these lengths, over and over, and hashes when the lane is full. */
export function feed(kernel: Kernel, lane: number, bytes: Uint8Array, pieces: readonly number[] = []): void {
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const room = kernel.room(lane);
    if (room.length === 0) kernel.advance([lane]);
    const piece = bytes.subarray(
      at,
      at + Math.min(room.length, pieces[turn % pieces.length] ?? bytes.length),
    );
    room.set(piece);
    kernel.fill(lane, piece.length);
    at += piece.length;
  }
}

/** The result of a whole message in a lane that `begin` or `load` has readied. */
export function finish(
  kernel: Kernel,
  lane: number,
  bytes: Uint8Array,
  pieces?: readonly number[],
): Uint8Array {
  feed(kernel, lane, bytes, pieces);
  return kernel.end(lane);
}

/** One message on its way through a lane. */
interface Running {
  readonly message: Uint8Array;
  /** Bytes that are in the lane. */
  done: number;
}

/** What happens next: a lane takes bytes or ends, and then some lanes advance together. */
export interface Step {
  readonly lane: number;
  readonly bytes: number;
  readonly advance: readonly number[];
}

/** Steps that fill and advance up to five lanes in any order. */
export const steps = fc.array(
  fc.record({
    lane: fc.nat(4),
    bytes: fc.oneof(fc.nat(300), fc.nat(300_000)),
    advance: fc.subarray([0, 1, 2, 3, 4]),
  }),
  { minLength: 1, maxLength: 40 },
);

/** Parts of {@link NOISE}: short ones, which are mostly padding, and long ones, which fill a lane more than once. */
export const messages = fc.array(
  fc
    .tuple(fc.nat(1_000_000), fc.oneof(fc.nat(300), fc.nat(40_000), fc.nat(1_900_000)))
    .map(([start, length]) => NOISE.subarray(start, start + length)),
  { minLength: 1, maxLength: 8 },
);

/**
 * Hashes messages in a kernel's lanes that begin, fill, advance and end as the steps say, which are gone through until all are
 * done. Gives each message with its digest, in the order in which they ended.
 */
export function interleave(
  kernel: Kernel,
  inputs: readonly Uint8Array[],
  plan: readonly Step[],
): { readonly message: Uint8Array; readonly digest: Uint8Array }[] {
  const queue = [...inputs];
  const running = new Map<number, Running>();
  const ended: { message: Uint8Array; digest: Uint8Array }[] = [];
  for (let turn = 0; ended.length < inputs.length; turn += 1) {
    const step = plan[turn % plan.length] ?? { lane: 0, bytes: 0, advance: [] };
    // Once round, every lane gets its turn and bytes: a plan need not name all of them.
    const lane = (step.lane + Math.floor(turn / plan.length)) % kernel.lanes;
    const current = running.get(lane);
    if (!current) {
      const message = queue.shift();
      if (message) {
        kernel.begin(lane);
        running.set(lane, { message, done: 0 });
      }
    } else if (current.done === current.message.length) {
      running.delete(lane);
      ended.push({ message: current.message, digest: kernel.end(lane) });
    } else {
      const room = kernel.room(lane);
      const piece = current.message.subarray(
        current.done,
        current.done + Math.min(room.length, step.bytes + 1),
      );
      room.set(piece);
      kernel.fill(lane, piece.length);
      current.done += piece.length;
    }
    const lanes = step.advance.filter((number) => running.has(number));
    const least = Math.min(...lanes.map((number) => kernel.waiting(number)));
    if (lanes.length > 0 && kernel.advance(lanes) !== least) throw new Error('advanced by another length');
    if (running.has(lane) && kernel.room(lane).length === 0) kernel.advance([lane]);
  }
  return ended;
}
