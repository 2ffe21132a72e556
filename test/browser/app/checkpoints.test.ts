import { deleteDB, openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openCheckpoints } from '../../../src/app/checkpoints.ts';
import type { Checkpoint } from '../../../src/verify/checkpoint.ts';

const NAME = 'assay-checkpoints';

const bundle = (digit: string): string => digit.repeat(64);
const checkpoint = (digit: string, savedAt: number): Checkpoint => ({
  version: 1,
  bundleSha256: bundle(digit),
  algorithm: 'sha256',
  savedAt,
  ranges: [
    { path: 'a', start: 0, end: 5, size: 5, lastModified: 1, digest: bundle('e') },
    { path: 'b', start: 0, end: 9, size: 9, lastModified: 1, state: { done: 4, state: Uint8Array.of(1, 2) } },
  ],
});

/** Puts something into the database that was not saved by the store. */
async function plant(value: unknown): Promise<void> {
  const database = await openDB(NAME, 1);
  await database.put('checkpoints', value);
  database.close();
}

async function names(): Promise<IDBValidKey[]> {
  const database = await openDB(NAME, 1);
  const keys = await database.getAllKeys('checkpoints');
  database.close();
  return keys;
}

beforeEach(async () => {
  // Answers only when the store of the test before has let go.
  await deleteDB(NAME);
});

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('openCheckpoints', () => {
  it('gives back what was saved last, until it is forgotten', async () => {
    const store = openCheckpoints();
    await store.save(checkpoint('a', 1));
    await store.save(checkpoint('a', 2));
    expect(await openCheckpoints().find(bundle('a'))).toEqual(checkpoint('a', 2));
    expect(await store.find(bundle('b'))).toBeUndefined();
    await store.forget(bundle('a'));
    expect(await store.find(bundle('a'))).toBeUndefined();
  });

  it('keeps three at most: the newest', async () => {
    const store = openCheckpoints();
    for (const [digit, savedAt] of [
      ['a', 2],
      ['b', 1],
      ['c', 4],
      ['d', 3],
    ] as const)
      await store.save(checkpoint(digit, savedAt));
    expect(await names()).toEqual(['a', 'c', 'd'].map(bundle));
  });

  it('forgets what is old, and what it cannot read', async () => {
    const store = openCheckpoints();
    await store.save(checkpoint('a', 1000));
    await store.save(checkpoint('b', 999));
    await plant({ ...checkpoint('c', 2000), version: 2 });
    await store.forgetOlderThan(1000);
    expect(await names()).toEqual([bundle('a')]);
  });

  it('passes over what is no checkpoint', async () => {
    const store = openCheckpoints();
    await store.find(bundle('a'));
    await plant({ bundleSha256: bundle('a'), ranges: 'all of them' });
    expect(await store.find(bundle('a'))).toBeUndefined();
  });

  it('gives a bundle to one check at a time', async () => {
    const [one, other] = [openCheckpoints(), openCheckpoints()];
    const release = await one.lock(bundle('a'));
    expect(release).toBeDefined();
    expect(await other.lock(bundle('a'))).toBeUndefined();
    expect(await other.lock(bundle('b'))).toBeDefined();
    release?.();
    await vi.waitFor(async () => {
      expect(await other.lock(bundle('a'))).toBeDefined();
    });
  });

  it('goes on without a database that is refused', async () => {
    vi.stubGlobal('indexedDB', {
      open: () => {
        throw new DOMException('no', 'SecurityError');
      },
    });
    const store = openCheckpoints();
    await store.save(checkpoint('a', 1));
    await store.forgetOlderThan(0);
    expect(await store.find(bundle('a'))).toBeUndefined();
  });

  it('goes on without a database that does not answer', async () => {
    // Who holds it open and lets nobody delete it keeps out whoever comes later.
    const holder = await openDB(NAME, 1);
    const deleting = deleteDB(NAME);
    expect(await openCheckpoints().find(bundle('a'))).toBeUndefined();
    holder.close();
    await deleting;
  });
});
