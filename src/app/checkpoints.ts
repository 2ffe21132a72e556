import type { DBSchema } from 'idb';
import { type Checkpoint, type CheckpointStore, readCheckpoint } from '../verify/checkpoint.ts';
import { openDatabase, quietly } from './database.ts';

interface Schema extends DBSchema {
  checkpoints: { key: string; value: Checkpoint };
}

/** Checkpoints that are kept at most: the oldest makes room. */
const MOST = 3;

/**
 * Keeps checkpoints in the browser's database. Whatever keeps it from that (a private window, a full disk, a database
 * that does not answer) costs the checkpoint and nothing else.
 */
export function openCheckpoints(): CheckpointStore {
  const opening = openDatabase<Schema>('assay-checkpoints', (database) => {
    database.createObjectStore('checkpoints', { keyPath: 'bundleSha256' });
  });

  /** Forgets what does not stand the test, newest first; what cannot be read is the oldest. */
  const sweep = async (keeps: (savedAt: number, newer: number) => boolean): Promise<void> => {
    const database = await opening;
    const stored = await database.getAll('checkpoints');
    const times = stored.map(({ bundleSha256 }, index) => ({
      bundleSha256,
      savedAt: readCheckpoint(stored[index])?.savedAt ?? 0,
    }));
    const newestFirst = times.sort((a, b) => b.savedAt - a.savedAt);
    for (const [newer, { bundleSha256, savedAt }] of newestFirst.entries())
      if (!keeps(savedAt, newer)) await database.delete('checkpoints', bundleSha256);
  };

  return {
    lock: lockFor,
    async find(bundleSha256) {
      const found: unknown = await quietly(async () => (await opening).get('checkpoints', bundleSha256));
      return readCheckpoint(found);
    },
    async save(checkpoint) {
      await quietly(async () => {
        await (await opening).put('checkpoints', checkpoint);
        await sweep((_savedAt, newer) => newer < MOST);
      });
    },
    async forget(bundleSha256) {
      await quietly(async () => (await opening).delete('checkpoints', bundleSha256));
    },
    async forgetOlderThan(time) {
      await quietly(() => sweep((savedAt) => savedAt >= time));
    },
  };
}

/** Two tabs that check the same model must not write over each other's work. */
function lockFor(bundleSha256: string): Promise<(() => void) | undefined> {
  // An insecure page has no locks.
  if (!('locks' in navigator)) return Promise.resolve(() => undefined);
  return new Promise((resolve) => {
    const hold = (lock: Lock | null): Promise<void> | undefined => {
      if (lock) {
        return new Promise((release) => {
          resolve(release);
        });
      }
      resolve(undefined);
      return undefined;
    };
    navigator.locks.request(`assay-check-${bundleSha256}`, { ifAvailable: true }, hold).catch(() => {
      resolve(undefined);
    });
  });
}
