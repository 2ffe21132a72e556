import { compileKernel } from '../hash/kernels.ts';
import { createPool, defaultWorkers, type HashPool } from '../hash/pool.ts';

/** Makes a pool that hashes in one worker a core; the workers live as long as the call. */
export function createHashPool(): HashPool {
  const spawn = (): Worker =>
    new Worker(new URL('../../workers/hash.worker.ts', import.meta.url), { type: 'module', name: 'hash' });
  const cores = navigator.hardwareConcurrency;
  return createPool(spawn, {
    workers: defaultWorkers(cores),
    cores,
    compile: compileKernel,
  });
}
