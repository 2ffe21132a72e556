import type { HashAlgorithm, HashJob, HashOutcome, RunningJob } from './job.ts';

/** What a hash worker offers its pool, through comlink. */
export interface HashWorker {
  /**
   * Hashes the jobs, several small ones at once, and resolves when the last {@link HashReport} has been posted.
   * Rejects only where nothing can be hashed at all; a file that cannot be read is an outcome.
   */
  hash(jobs: readonly HashJob[], algorithm: HashAlgorithm): Promise<void>;
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
}

/** Tells a report from comlink's own messages. */
export function isHashReport(data: unknown): data is HashReport {
  return typeof data === 'object' && data !== null && 'type' in data && data.type === 'hash-report';
}
