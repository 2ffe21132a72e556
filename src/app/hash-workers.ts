import hashWorker from '../../workers/hash.worker.ts?worker&url';
import { compileKernel } from '../hash/kernels.ts';
import { createPool, defaultWorkers, type HashPool } from '../hash/pool.ts';
import { startWorker } from './own-scripts.ts';
import { SpareWorker } from './spare-worker.ts';

const spare = new SpareWorker(() => startWorker(hashWorker, 'hash'));

/** Makes a pool of as many workers, or of one a core; they live as long as the call. */
export function createHashPool(workers?: number): HashPool {
  const cores = navigator.hardwareConcurrency;
  return createPool(() => spare.take(), {
    workers: workers ?? defaultWorkers(cores),
    cores,
    compile: compileKernel,
  });
}

/** Starts what the next pool will need first: most manifests are of SHA-256. */
export function readyHashPool(): void {
  spare.ready();
  // Whoever hashes gets the error.
  compileKernel('sha256').catch(() => undefined);
}
