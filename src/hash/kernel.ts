import type { HashAlgorithm } from './job.ts';

/** Files that one worker reads at once: as many as its kernel hashes side by side, or as reading gains by. */
export const LANES: Readonly<Record<HashAlgorithm, number>> = { sha256: 5, blake2b: 4, blake3: 4 };

/** What a lane is to make of its bytes, where they are not a message of their own. BLAKE3 only, which is a tree. */
export interface Segment {
  /**
   * Chunks of 1024 bytes that lie before it in the message; a multiple of {@link SEGMENT_STEP} and of the segment's own
   * length. That is a power of two chunks, unless the message ends in it.
   */
  readonly firstChunk: number;
}

/** Where segments may begin, in chunks. */
export const SEGMENT_STEP = 16;

/** Hashes several messages side by side, each in a lane with a buffer of its own in the kernel's memory. */
export interface Kernel {
  readonly lanes: number;
  /**
   * Starts a new message in a lane; whatever was in it is forgotten.
   *
   * @throws Error for a segment, where this kernel cannot hash one
   */
  begin(lane: number, segment?: Segment): void;
  /**
   * The free part of the lane's buffer, to be filled from its start. Holds until the next call. Has bytes whenever none
   * are `waiting`.
   */
  room(lane: number): Uint8Array<ArrayBuffer>;
  /** Says that the first `bytes` of `room` were filled. */
  fill(lane: number, bytes: number): void;
  /** Bytes in whole blocks that `advance` can hash: none that could be the last of the message, where that matters. */
  waiting(lane: number): number;
  /**
   * Hashes side by side, in each of these lanes, as many bytes as wait in all of them, and gives that number. What a
   * lane has more stays in it.
   */
  advance(lanes: readonly number[]): number;
  /** Hashes what is left and ends the message: its digest or, of a segment, its chaining value. */
  end(lane: number): Uint8Array<ArrayBuffer>;
  /**
   * The lane in the middle of its message, with the bytes that are not hashed yet, for `load` of a kernel of the same
   * making and algorithm, on any machine. Hashes first what waits.
   */
  save(lane: number): Uint8Array<ArrayBuffer>;
  /**
   * Goes on from what `save` gave, in place of `begin`.
   *
   * @throws Error for anything that cannot be its own
   */
  load(lane: number, state: Uint8Array): void;
}
