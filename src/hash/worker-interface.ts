import type { FileLocator, HashAlgorithm, HashJob, HashOutcome, RunningJob, SavedHash } from './job.ts';
import type { Segment } from './kernel.ts';

/** A job, or a part of one, whose file is open. */
export interface OpenJob extends Omit<HashJob, 'open' | 'locator'> {
  readonly file: File;
  /** Set where it is a part of a larger message, whose chaining value is wanted. */
  readonly segment?: Segment;
}

/** A job as a worker gets it. */
export interface WorkerJob extends Omit<OpenJob, 'file'> {
  readonly file: File | FileLocator;
}

/** What a hash worker offers its pool, through comlink. */
export interface HashWorker {
  /** Says what will be hashed, before the first `hash`; `module` is the kernel compiled, absent without SIMD. */
  prepare(algorithm: HashAlgorithm, module: WebAssembly.Module | undefined): void;
  /**
   * Hashes the jobs, small ones together and others one after another in a lane, and resolves when the last
   * {@link HashReport} has been posted. May be called several times at once: each call takes a lane.
   * Rejects only where nothing can be hashed at all; a file that cannot be read is an outcome.
   *
   * @returns the ids of those whose files it could not open by their locators, which have no outcome
   */
  hash(jobs: readonly WorkerJob[]): Promise<readonly number[]>;
  /** Stops before the next chunk, until `resume`. */
  pause(): void;
  resume(): void;
  /** Answers as long as the worker lives. */
  ping(): void;
}

/**
 * What a hash worker posts while it works, past comlink, whose callbacks cost 30 to 200 µs each where a plain message
 * costs 10. At most ten a second, and one at the end of a batch.
 */
export interface HashReport {
  readonly type: 'hash-report';
  readonly running: readonly RunningJob[];
  /** Those not reported before. */
  readonly outcomes: readonly HashOutcome[];
  /** States to go on from, every few seconds and when the work is paused. */
  readonly saved: readonly SavedHash[];
}

/** Tells a report from comlink's own messages. */
export function isHashReport(data: unknown): data is HashReport {
  return typeof data === 'object' && data !== null && 'type' in data && data.type === 'hash-report';
}
