import type { HashJob, HashOutcome, RunningJob, SavedHash } from './job.ts';
import type { OpenJob } from './worker-interface.ts';

/** What a worker does, as long as the file is not open. */
export type Part = HashJob & Pick<OpenJob, 'segment'>;

/** What workers do for the jobs that a caller has: the same, or parts of them. */
export interface Plan {
  readonly parts: readonly Part[];
  /** Takes the outcome of a part; gives that of its job when it is decided, once. */
  end(outcome: HashOutcome): HashOutcome | undefined;
  /** The jobs of which parts are being read. */
  running(parts: readonly RunningJob[]): readonly RunningJob[];
  /** States of jobs, given those of parts. */
  saved(parts: readonly SavedHash[]): readonly SavedHash[];
}

/** Every job is its own part. */
export function wholePlan(jobs: readonly HashJob[]): Plan {
  return { parts: jobs, end: (outcome) => outcome, running: (parts) => parts, saved: (parts) => parts };
}
