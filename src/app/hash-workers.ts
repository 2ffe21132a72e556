import hashWorker from '../../workers/hash.worker.ts?worker&url';
import { compileKernel } from '../hash/kernels.ts';
import { createPool, defaultWorkers, type HashPool } from '../hash/pool.ts';
import { startWorker } from './own-scripts.ts';

/** Makes a pool of as many workers, or of one a core; they live as long as the call. */
export function createHashPool(workers?: number): HashPool {
  const cores = navigator.hardwareConcurrency;
  return createPool(() => startWorker(hashWorker, 'hash'), {
    workers: workers ?? defaultWorkers(cores),
    cores,
    compile: compileKernel,
  });
}
