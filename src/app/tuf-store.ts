import type { DBSchema } from 'idb';
import { type KeptMetadata, readKept } from '../trust/tuf-kept.ts';
import { openDatabase, quietly } from './database.ts';

interface Schema extends DBSchema {
  repositories: { key: string; value: KeptMetadata };
}

const KEY = 'public-good';

/** Where the signed metadata of Sigstore’s trust root is kept. Nothing here rejects: what cannot be kept is not. */
export interface TufStore {
  find(): Promise<KeptMetadata | undefined>;
  save(kept: KeptMetadata): Promise<void>;
  forget(): Promise<void>;
}

/** Keeps it in the browser’s database. */
export function openTufStore(): TufStore {
  const opening = openDatabase<Schema>('assay-tuf', (database) => {
    database.createObjectStore('repositories');
  });
  return {
    async find() {
      return readKept(await quietly(async () => (await opening).get('repositories', KEY)));
    },
    async save(kept) {
      await quietly(async () => (await opening).put('repositories', kept, KEY));
    },
    async forget() {
      await quietly(async () => (await opening).clear('repositories'));
    },
  };
}
