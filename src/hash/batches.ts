import type { HashJob } from './job.ts';

type Range = Pick<HashJob, 'start' | 'end'>;

/** Jobs below this many bytes are read together: opening them costs more than hashing them. */
export const SMALL = 768 * 1024;

/** Bounds of a batch: enough to save messages, few enough that the last ones end together. */
const BATCH_JOBS = 256;
const LEAST_BYTES = 1024 * 1024;
const MOST_BYTES = 32 * 1024 * 1024;
const SHARE = 32;

/**
 * Splits jobs into what is sent to a worker at once, the longest first; jobs of one length keep their order. One batch of
 * the shortest goes before all, so that a person soon sees files done.
 */
export function batches<Job extends Range>(jobs: readonly Job[]): Job[][] {
  const total = jobs.reduce((sum, job) => sum + lengthOf(job), 0);
  const most = Math.min(Math.max(total / SHARE, LEAST_BYTES), MOST_BYTES);
  const result: Job[][] = [];
  let bytes = 0;
  for (const job of jobs.toSorted((a, b) => lengthOf(b) - lengthOf(a))) {
    const length = lengthOf(job);
    const last = result.at(-1);
    if (last && last.length < BATCH_JOBS && bytes + length <= most) {
      last.push(job);
      bytes += length;
    } else {
      result.push([job]);
      bytes = length;
    }
  }
  const shortest = result.at(-1);
  return shortest?.every((job) => lengthOf(job) < SMALL) ? [shortest, ...result.slice(0, -1)] : result;
}

/** Bytes that a job has to read. */
export function lengthOf({ start, end }: Range): number {
  return end - start;
}
