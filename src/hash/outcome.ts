import { bytesToHex } from '@noble/hashes/utils.js';
import { lengthOf } from './batches.ts';
import type { HashOutcome } from './job.ts';
import { ReadFailure } from './reader.ts';
import type { OpenJob } from './worker-interface.ts';

/** What becomes of a job whose raw digest `work` makes: a file that cannot be read is an outcome, all else is thrown on. */
export async function outcomeOf({ id }: OpenJob, work: () => Promise<Uint8Array>): Promise<HashOutcome> {
  try {
    return { id, ok: true, digest: bytesToHex(await work()) };
  } catch (error) {
    if (!(error instanceof ReadFailure)) throw error;
    return { id, ok: false, failure: error.failure, detail: error.message };
  }
}

/** The bytes of a job as a blob. @throws ReadFailure if the file does not have them */
export function rangeOf(job: OpenJob): Blob {
  const { file, start, end } = job;
  // A slice is a blob of its own to the browser, which for a small file costs as much as reading it.
  const range = start === 0 && end === file.size ? file : file.slice(start, end);
  // `slice` clamps silently, and counts a negative start from the end.
  if (range.size !== lengthOf(job)) {
    throw new ReadFailure('changed', `no bytes ${start} to ${end} in a file of ${file.size}`);
  }
  return range;
}
