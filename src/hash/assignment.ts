import type { HashAlgorithm } from './job.ts';
import { LANES } from './kernel.ts';

/** Up to how many messages one worker hashes in little more time than one: what the kernels do at once. */
const WIDTH: Readonly<Record<HashAlgorithm, number>> = { sha256: 4, blake2b: 2, blake3: 1 };

/** The machine, and the work that is to be shared out. */
export interface Work {
  readonly algorithm: HashAlgorithm;
  /** Lengths of what is handed out in one piece, in bytes. */
  readonly lengths: readonly number[];
  /** How many workers may be started, at least 1. */
  readonly workers: number;
  /** Processor cores. */
  readonly cores: number;
}

/**
 * Shares work out: the places to be taken from the first on, each by the number of the worker whose lane it is. On one or two cores a second worker hashes only when the lanes of the first are full, since four lanes
 * take little more time than one; with cores to spare each worker first gets one file. A file that is longer than all
 * others together has its worker for itself: it ends last, and is fastest alone.
 */
export function assign({ algorithm, lengths, workers, cores }: Work): number[] {
  const pieces = lengths.length;
  const lanes = LANES[algorithm];
  const width = cores <= 2 ? WIDTH[algorithm] : 1;
  const total = lengths.reduce((sum, length) => sum + length, 0);
  if (workers > 1 && pieces > 1 && 2 * Math.max(...lengths) > total) {
    const others = Math.min(workers - 1, Math.ceil((pieces - 1) / width));
    return [0, ...spread(pieces - 1, others, lanes).map((worker) => worker + 1)];
  }
  return spread(pieces, Math.min(workers, Math.ceil(pieces / width)), lanes);
}

function spread(pieces: number, workers: number, lanes: number): number[] {
  return Array.from({ length: Math.min(pieces, workers * lanes) }, (_, place) => place % workers);
}
