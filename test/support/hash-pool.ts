import type { HashPool } from '../../src/hash/pool.ts';

/** A pool that hashes by a function of the test's own, and that nobody pauses. */
export function poolOf(hash: HashPool['hash']): HashPool {
  return { hash, pause: () => undefined, resume: () => undefined };
}
