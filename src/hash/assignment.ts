import type { HashAlgorithm } from './job.ts';
import { LANES } from './kernel.ts';

/**
 * From how many files on one worker is enough for two cores, since its kernel hashes them side by side while the other core reads,
 * and how many fill it. Measured, MB/s by one worker and by two (Zen 5): two files 590 and 776, three 683 and 715, four 944 and 845.
 */
const FILL: Readonly<Record<HashAlgorithm, { readonly from: number; readonly to: number }>> = {
  sha256: { from: 4, to: 5 },
  blake2b: { from: 2, to: 2 },
  blake3: { from: 1, to: 1 },
};

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
 * Shares work out: the places to be taken from the first on, each by the number of the worker whose lane it is. With cores
 * to spare each worker first gets one file. A file that is longer than all others together has its worker for itself: it
 * ends last, and is fastest alone.
 */
export function assign({ algorithm, lengths, workers, cores }: Work): number[] {
  const total = lengths.reduce((sum, length) => sum + length, 0);
  const spread = (pieces: number, most: number): number[] => {
    const count = Math.min(most, cores <= 2 ? enough(pieces, FILL[algorithm]) : pieces);
    return Array.from({ length: Math.min(pieces, count * LANES[algorithm]) }, (_, place) => place % count);
  };
  const pieces = lengths.length;
  if (workers > 1 && pieces > 1 && 2 * Math.max(...lengths) > total)
    return [0, ...spread(pieces - 1, workers - 1).map((worker) => worker + 1)];
  return spread(pieces, workers);
}

function enough(pieces: number, { from, to }: { readonly from: number; readonly to: number }): number {
  return pieces < from ? pieces : Math.ceil(pieces / to);
}
