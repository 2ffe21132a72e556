import { type Checkpoint, type CheckpointStore, readCheckpoint } from '../../src/verify/checkpoint.ts';

/** A store in memory. It hands out copies, as a database does. */
export interface MemoryCheckpoints extends CheckpointStore {
  readonly kept: Map<string, Checkpoint>;
  readonly locked: Set<string>;
  /** Every checkpoint that was saved, in order. */
  readonly saved: Checkpoint[];
}

/** Makes an empty store. */
export function memoryCheckpoints(): MemoryCheckpoints {
  const [kept, locked, saved] = [new Map<string, Checkpoint>(), new Set<string>(), [] as Checkpoint[]];
  return {
    kept,
    locked,
    saved,
    lock(bundle) {
      if (locked.has(bundle)) return Promise.resolve(undefined);
      locked.add(bundle);
      return Promise.resolve(() => locked.delete(bundle));
    },
    find: (bundle) => Promise.resolve(readCheckpoint(structuredClone(kept.get(bundle)))),
    save(checkpoint) {
      saved.push(checkpoint);
      kept.set(checkpoint.bundleSha256, checkpoint);
      return Promise.resolve();
    },
    forget(bundle) {
      kept.delete(bundle);
      return Promise.resolve();
    },
    forgetOlderThan: () => Promise.resolve(),
  };
}
