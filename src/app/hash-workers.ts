import { compileKernel } from '../hash/kernels.ts';
import { createPool, defaultWorkers, type HashPool } from '../hash/pool.ts';

/** Makes a pool of as many workers, or of one a core; they live as long as the call. */
export function createHashPool(workers?: number): HashPool {
  const spawn = (): Worker =>
    new Worker(new URL('../../workers/hash.worker.ts', import.meta.url), { type: 'module', name: 'hash' });
  const cores = navigator.hardwareConcurrency;
  return createPool(spawn, {
    workers: workers ?? defaultWorkers(cores),
    cores,
    compile: compileKernel,
  });
}
