import type { HashJob } from './job.ts';

/** Jobs below this many bytes are sent to a worker together: opening them costs more than hashing them. */
export const SMALL = 768 * 1024;

/** Bounds of a batch: enough to save messages, few enough that the last ones end together. */
const BATCH_JOBS = 256;
const BATCH_BYTES = 32 * 1024 * 1024;

/** Splits jobs into what is sent to a worker at once, the longest first; jobs of one length keep their order. */
export function batches(jobs: readonly HashJob[]): HashJob[][] {
  const result: HashJob[][] = [];
  let batch: HashJob[] = [];
  let bytes = 0;
  for (const job of jobs.toSorted((a, b) => lengthOf(b) - lengthOf(a))) {
    const length = lengthOf(job);
    if (length >= SMALL) {
      result.push([job]);
      continue;
    }
    if (batch.length === 0 || batch.length === BATCH_JOBS || bytes + length > BATCH_BYTES) {
      batch = [];
      bytes = 0;
      result.push(batch);
    }
    batch.push(job);
    bytes += length;
  }
  return result;
}

/** Bytes that a job has to read. */
export function lengthOf(job: HashJob): number {
  return job.end - job.start;
}
