import { describe, expect, it } from 'vitest';
import type { FileRange } from '../../../src/verify/checkpoint.ts';
import { CheckpointKeeper } from '../../../src/verify/checkpoint-keeper.ts';
import { memoryCheckpoints, type MemoryCheckpoints } from '../../support/memory-checkpoints.ts';

const BUNDLE = 'ab'.repeat(32);
const DIGEST = 'cd'.repeat(32);
const STATE = { done: 3, state: Uint8Array.of(1, 2) };
const range = (path: string, size = 2_000_000): FileRange => ({
  ...{ path, start: 0, end: size },
  ...{ size, lastModified: 1 },
});

interface Scene {
  readonly keeper: CheckpointKeeper;
  readonly store: MemoryCheckpoints;
  readonly clock: { now: number };
  readonly released: string[];
}

function scene(): Scene {
  const [store, clock, released] = [memoryCheckpoints(), { now: 1000 }, [] as string[]];
  const head = { bundleSha256: BUNDLE, algorithm: 'sha256' } as const;
  const keeper = new CheckpointKeeper(
    store,
    head,
    undefined,
    () => clock.now,
    () => released.push(BUNDLE),
  );
  return { keeper, store, clock, released };
}

/** Lets what was saved come to the store. */
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

describe('CheckpointKeeper', () => {
  it('saves digests and states, the latest of each range', async () => {
    const { keeper, store, released } = scene();
    keeper.reached(range('a'), STATE);
    keeper.reached(range('b'), STATE);
    keeper.finished(range('a'), DIGEST);
    await keeper.end('saved');
    expect(store.kept.get(BUNDLE)).toEqual({
      version: 1,
      bundleSha256: BUNDLE,
      algorithm: 'sha256',
      savedAt: 1000,
      ranges: [
        { ...range('a'), digest: DIGEST },
        { ...range('b'), state: STATE },
      ],
    });
    expect(released).toEqual([BUNDLE]);
  });

  it('saves by itself only after a while, and only what is new', async () => {
    const { keeper, store, clock } = scene();
    keeper.finished(range('a'), DIGEST);
    clock.now += 4999;
    keeper.saveByTime();
    await settle();
    expect(store.saved).toHaveLength(0);
    clock.now += 1;
    keeper.saveByTime();
    clock.now += 60_000;
    keeper.saveByTime();
    keeper.save();
    await settle();
    expect(store.saved).toHaveLength(1);
  });

  it('keeps nothing of a range that could not be read, or that is short', async () => {
    const { keeper, store } = scene();
    keeper.reached(range('a'), STATE);
    keeper.failed(range('a'));
    keeper.finished(range('b', 999_999), DIGEST);
    keeper.finished(range('c', 1_000_000), DIGEST);
    await keeper.end('saved');
    expect(store.kept.get(BUNDLE)?.ranges.map(({ path }) => path)).toEqual(['c']);
  });

  it('holds no more ranges than can be read back', async () => {
    const { keeper, store } = scene();
    for (let index = 0; index < 10_001; index++) keeper.reached(range(`${index}`), STATE);
    keeper.finished(range('0'), DIGEST);
    await keeper.end('saved');
    expect((await store.find(BUNDLE))?.ranges).toHaveLength(10_000);
    expect(store.kept.get(BUNDLE)?.ranges[0]).toMatchObject({ digest: DIGEST });
  });

  it('leaves nothing behind once it is forgotten', async () => {
    const { keeper, store, released } = scene();
    keeper.finished(range('a'), DIGEST);
    keeper.save();
    keeper.finished(range('b'), DIGEST);
    await keeper.end('forgotten');
    keeper.finished(range('c'), DIGEST);
    keeper.save();
    await settle();
    expect(store.kept.size).toBe(0);
    expect(released).toEqual([BUNDLE]);
  });
});
