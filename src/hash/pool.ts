import type { Patience, PoolWorker } from './hand.ts';
import type { HashAlgorithm, HashJob } from './job.ts';
import { Run, type HashListener } from './run.ts';

export type { Patience, PoolWorker } from './hand.ts';
export type { HashListener } from './run.ts';

/** Hashes files on several workers. */
export interface HashPool {
  /**
   * Makes a digest of every job, the longest first. Workers live as long as the call. A job that fails is an outcome
   * and stops no other; a job whose worker crashes is started again, twice at most. Resolves when every job has had its
   * outcome; rejects with the signal's reason on abort, and then no further outcome comes.
   */
  hash(jobs: readonly HashJob[], algorithm: HashAlgorithm, listener: HashListener): Promise<void>;
  /** Stops all work before the next chunk, and work that is begun later, until `resume`. */
  pause(): void;
  /** Goes on where it stopped. */
  resume(): void;
}

/** A worker that is silent for half a minute is dead: between two chunks it answers in milliseconds. */
const PATIENCE: Patience = { pingEvery: 1000, pings: 30 };

/** What a pool works with. */
export interface PoolOptions {
  /** How many workers at most, see {@link defaultWorkers}. */
  readonly workers: number;
  /** Processor cores, which reading shares with hashing. */
  readonly cores: number;
  /** Compiles the kernel of an algorithm; gives undefined where it cannot run. */
  readonly compile: (algorithm: HashAlgorithm) => Promise<WebAssembly.Module | undefined>;
  readonly patience?: Patience;
}

/**
 * Makes a pool.
 *
 * @param spawn - starts one worker of `workers/hash.worker.ts`
 */
export function createPool(spawn: () => PoolWorker, options: PoolOptions): HashPool {
  const { workers, cores, compile, patience = PATIENCE } = options;
  const runs = new Set<Run>();
  let paused = false;

  const setPaused = (value: boolean): void => {
    paused = value;
    for (const run of runs) run.setPaused(value);
  };

  return {
    async hash(jobs, algorithm, listener) {
      listener.signal?.throwIfAborted();
      const module = await compile(algorithm);
      const staff = { spawn, patience, workers: Math.max(1, workers), cores, module };
      const run = new Run(jobs, algorithm, listener, staff);
      run.setPaused(paused);
      runs.add(run);
      try {
        await run.finish();
      } finally {
        runs.delete(run);
      }
    },
    pause() {
      setPaused(true);
    },
    resume() {
      setPaused(false);
    },
  };
}

/** Most workers that are worth starting: beyond it the browser's one thread for file access is the limit, or the disk. */
export const MOST_WORKERS = 8;

/**
 * How many workers to start on a machine: one a core. Measured on two cores only, where the second worker still gains a
 * quarter though reading needs a core as well.
 *
 * @param hardwareConcurrency - `navigator.hardwareConcurrency`
 */
export function defaultWorkers(hardwareConcurrency: number): number {
  return Math.min(Math.max(Math.floor(hardwareConcurrency) || 2, 1), MOST_WORKERS);
}
