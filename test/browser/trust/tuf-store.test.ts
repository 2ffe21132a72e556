import { deleteDB, openDB } from 'idb';
import { beforeEach, expect, it } from 'vitest';
import { openTufStore } from '../../../src/app/tuf-store.ts';
import type { KeptMetadata } from '../../../src/trust/tuf-kept.ts';

const NAME = 'assay-tuf';

const KEPT: KeptMetadata = { version: 1, roots: [{ version: 17, bytes: Uint8Array.of(1, 2) }] };

beforeEach(async () => {
  await deleteDB(NAME);
});

it('gives back what was saved last', async () => {
  const store = openTufStore();
  expect(await store.find()).toBeUndefined();
  await store.save({ version: 1, roots: [] });
  await store.save(KEPT);
  expect(await openTufStore().find()).toEqual(KEPT);
});

it('passes over what it cannot read', async () => {
  const store = openTufStore();
  await store.find();
  const database = await openDB(NAME, 1);
  await database.put('repositories', { version: 1, roots: 'all of them' }, 'public-good');
  database.close();
  expect(await store.find()).toBeUndefined();
});
