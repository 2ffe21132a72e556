import type { HashState } from '../hash/job.ts';
import { attempt } from '../oms/error.ts';
import { type Algorithm, readDigest } from '../oms/manifest.ts';

/** The form of {@link Checkpoint}; whatever has another one is passed over. */
export const CHECKPOINT_VERSION = 1;

/** Signed bytes below which a model is read again faster than a person answers a question. */
export const WORTH_KEEPING = 256_000_000;

/** The share of the signed bytes, from 0 to 1, below which going on is not worth a question. */
export const WORTH_ASKING = 0.01;

/** Bytes of the shortest range that is kept: shorter ones are read again in no time, and a model may have very many. */
const SHORTEST = 1_000_000;

/** Most ranges in a checkpoint. */
const MOST_RANGES = 10_000;

/** Bytes of the largest state of a hasher, with what it has buffered. */
const MAX_STATE = 4 * 1024 * 1024;

/** Latest time that a `Date` can hold, in milliseconds since 1970. */
const END_OF_TIME = 8.64e15;

/** A range of bytes, end exclusive, in a file as it was listed. */
export interface FileRange {
  /** Relative to the model. */
  readonly path: string;
  readonly start: number;
  readonly end: number;
  /** Of the whole file, in bytes. */
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly lastModified: number;
}

/** A range that was read: to its end, with its digest in lower-case hex, or as far as the state of its hasher says. */
export type KeptRange = FileRange &
  (
    | { readonly digest: string; readonly state?: never }
    | { readonly state: HashState; readonly digest?: never }
  );

/** What a check had read when it was saved. Plain data. It names no digest that is expected, only what was found. */
export interface Checkpoint {
  readonly version: typeof CHECKPOINT_VERSION;
  /** SHA-256 over the bundle's bytes, lower-case hex. */
  readonly bundleSha256: string;
  readonly algorithm: Algorithm;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
  readonly ranges: readonly KeptRange[];
}

/** Where checkpoints are kept. Nothing here rejects: what cannot be kept is not. */
export interface CheckpointStore {
  /** Takes the bundle's checkpoint for one run alone and returns the way to give it back; undefined if another has it. */
  lock(bundleSha256: string): Promise<(() => void) | undefined>;
  find(bundleSha256: string): Promise<Checkpoint | undefined>;
  save(checkpoint: Checkpoint): Promise<void>;
  forget(bundleSha256: string): Promise<void>;
  /** Forgets what was saved before a time in milliseconds since 1970, and what cannot be read. */
  forgetOlderThan(time: number): Promise<void>;
}

/** What of a checkpoint still holds for the files as they are listed now. */
export interface Resumption {
  /** When the checkpoint was saved, milliseconds since 1970. */
  readonly from: number;
  /** Files of which at least a part need not be read. */
  readonly files: number;
  /** Bytes that need not be read. */
  readonly bytes: number;
  /** By {@link rangeKey}. */
  readonly ranges: ReadonlyMap<string, KeptRange>;
}

/** Tells ranges of a model apart. */
export function rangeKey({ path, start, end }: FileRange): string {
  return `${start} ${end} ${path}`;
}

/** True for a range that is long enough to be kept. */
export function isWorthKeeping({ start, end }: FileRange, already: number): boolean {
  return end - start >= SHORTEST && already < MOST_RANGES;
}

/** Bytes of a range that need not be read again. */
export function bytesKept({ start, end, state }: KeptRange): number {
  return state ? state.done : end - start;
}

/**
 * Holds a checkpoint to the files as they are listed now: a range counts only if its file has the same path, size and
 * time of change, and was cut in the same way. Undefined if nothing does.
 */
export function resumable(
  checkpoint: Checkpoint,
  algorithm: Algorithm,
  wanted: readonly FileRange[],
): Resumption | undefined {
  if (checkpoint.algorithm !== algorithm) return undefined;
  const kept = new Map(checkpoint.ranges.map((range) => [rangeKey(range), range]));
  const ranges = new Map<string, KeptRange>();
  for (const range of wanted) {
    const key = rangeKey(range);
    const candidate = kept.get(key);
    if (candidate?.size === range.size && candidate.lastModified === range.lastModified)
      ranges.set(key, candidate);
  }
  if (ranges.size === 0) return undefined;
  const found = [...ranges.values()];
  return {
    from: checkpoint.savedAt,
    files: new Set(found.map(({ path }) => path)).size,
    bytes: found.reduce((sum, range) => sum + bytesKept(range), 0),
    ranges,
  };
}

/** Reads what a store holds, which may be of another version, damaged or somebody else's; undefined if it is no checkpoint. */
export function readCheckpoint(value: unknown): Checkpoint | undefined {
  if (!isRecord(value) || value.version !== CHECKPOINT_VERSION) return undefined;
  const { bundleSha256, algorithm, savedAt, ranges: stored } = value;
  if (!isDigest(bundleSha256, 'sha256') || !isAlgorithm(algorithm)) return undefined;
  if (!isCount(savedAt, END_OF_TIME) || !Array.isArray(stored) || stored.length > MOST_RANGES)
    return undefined;
  const ranges: KeptRange[] = [];
  for (const each of stored) {
    const range = readRange(each, algorithm);
    if (!range) return undefined;
    ranges.push(range);
  }
  return { version: CHECKPOINT_VERSION, bundleSha256, algorithm, savedAt, ranges };
}

function readRange(value: unknown, algorithm: Algorithm): KeptRange | undefined {
  if (!isRecord(value)) return undefined;
  const { path, start, end, size, lastModified, digest, state } = value;
  if (typeof path !== 'string' || !isCount(size) || !isCount(end, size) || !isCount(start, end))
    return undefined;
  if (typeof lastModified !== 'number' || !Number.isSafeInteger(lastModified)) return undefined;
  const range = { path, start, end, size, lastModified };
  if (isDigest(digest, algorithm)) return state === undefined ? { ...range, digest } : undefined;
  const read = digest === undefined ? readState(state, end - start) : undefined;
  return read && { ...range, state: read };
}

function readState(value: unknown, length: number): HashState | undefined {
  if (!isRecord(value)) return undefined;
  const { done, state } = value;
  if (!isCount(done, length) || !(state instanceof Uint8Array) || state.length > MAX_STATE) return undefined;
  return { done, state };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isAlgorithm(value: unknown): value is Algorithm {
  return value === 'sha256' || value === 'blake2b' || value === 'blake3';
}

function isDigest(value: unknown, algorithm: Algorithm): value is string {
  return typeof value === 'string' && attempt(() => readDigest(value, algorithm)).ok;
}

function isCount(value: unknown, most = Number.MAX_SAFE_INTEGER): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value <= most;
}
