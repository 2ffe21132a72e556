import { createPool, defaultWorkers } from '../hash/pool.ts';
import type { Services } from '../verify/run.ts';

/** Hashes in one worker a core; the workers live as long as the call. */
export const hashInWorkers: Services['hash'] = (jobs, algorithm, observer) => {
  const spawn = (): Worker =>
    new Worker(new URL('../../workers/hash.worker.ts', import.meta.url), { type: 'module', name: 'hash' });
  return createPool(spawn, defaultWorkers(navigator.hardwareConcurrency)).hash(jobs, algorithm, observer);
};
