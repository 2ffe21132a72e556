import { describe, expect, it } from 'vitest';
import type { HashJob } from '../../../src/hash/job.ts';
import type { HashListener } from '../../../src/hash/pool.ts';
import type { Coverage } from '../../../src/oms/compare.ts';
import { Reading, type ReadingProgress } from '../../../src/verify/reading.ts';
import { utf8 } from '../../support/bytes.ts';
import { poolOf } from '../../support/hash-pool.ts';
import { treeOf } from '../../support/world.ts';

const TREE = treeOf({ a: utf8('aaaa'), b: utf8('bbbbbb') });
/** Jobs 0 and 1 are the shards of `b`, job 2 is `a`. */
const COVERAGE: Coverage = {
  present: [
    {
      entry: { path: 'b', size: 6 },
      signed: {
        path: 'b',
        shards: [
          { start: 0, end: 4, digest: 'b0' },
          { start: 4, end: 6, digest: 'b1' },
        ],
      },
    },
    { entry: { path: 'a', size: 4 }, signed: { path: 'a', digest: 'a0' } },
  ],
  findings: [],
};

/** What a reading tells at each of these moments of its pool. */
async function moments(
  ...pool: readonly ((listener: HashListener) => readonly { readonly id: number; readonly done: number }[])[]
): Promise<Pick<ReadingProgress, 'reading' | 'settled'>[]> {
  const told: Pick<ReadingProgress, 'reading' | 'settled'>[] = [];
  const reading = new Reading(
    poolOf((_jobs, _algorithm, listener) => {
      for (const moment of pool) {
        const current = moment(listener);
        listener.onProgress?.({ bytesDone: 0, bytesTotal: 10, jobsDone: 0, jobsTotal: 3, current });
      }
      return Promise.resolve();
    }),
  );
  await reading.read(TREE, COVERAGE, 'sha256', {
    bookmark: () => Promise.resolve(undefined),
    onProgress: ({ reading, settled }) => told.push({ reading, settled: [...settled] }),
  });
  // The first is from before the pool was asked.
  return told.slice(1);
}

describe('reading', () => {
  it('tells what there is to do before anything is read', async () => {
    const told: string[] = [];
    const pool = poolOf(() => {
      told.push('read');
      return Promise.resolve();
    });
    await new Reading(pool).read(TREE, COVERAGE, 'sha256', {
      bookmark: () => Promise.resolve(undefined),
      onProgress: ({ bytesDone, bytesTotal, jobsDone, jobsTotal }) => {
        told.push(`${bytesDone} of ${bytesTotal} bytes, ${jobsDone} of ${jobsTotal} jobs`);
      },
    });
    expect(told).toEqual(['0 of 10 bytes, 0 of 3 jobs', 'read']);
  });

  it('says where a worker finds a file, once for all its ranges', async () => {
    const folder = { kind: 'directory' } as FileSystemDirectoryHandle;
    const files = TREE.files.map((file) => (file.path === 'b' ? { ...file, path: 'in/b', folder } : file));
    const present = COVERAGE.present.map(({ entry, signed }) =>
      entry.path === 'b' ? { entry: { ...entry, path: 'in/b' }, signed } : { entry, signed },
    );
    let jobs: readonly HashJob[] = [];
    const pool = poolOf((given) => {
      jobs = given;
      return Promise.resolve();
    });
    await new Reading(pool).read({ ...TREE, files }, { present, findings: [] }, 'sha256', {
      bookmark: () => Promise.resolve(undefined),
      onProgress: () => undefined,
    });
    const [first, second, whole] = jobs;
    expect(first?.locator).toEqual({ folder, name: 'b', size: 6, lastModified: 1 });
    expect(second?.locator).toBe(first?.locator);
    expect(whole?.locator).toBeUndefined();
  });

  it('tells the bytes read of each file that is being read, over all its shards', async () => {
    const told = await moments(
      () => [
        { id: 0, done: 3 },
        { id: 1, done: 1 },
        { id: 2, done: 2 },
      ],
      ({ onOutcome }) => {
        onOutcome({ id: 0, ok: true, digest: 'b0' });
        return [{ id: 1, done: 1 }];
      },
    );
    expect(told.map(({ reading }) => reading)).toEqual([
      [
        { path: 'b', bytes: 4 },
        { path: 'a', bytes: 2 },
      ],
      [{ path: 'b', bytes: 5 }],
    ]);
  });

  it('tells what came of a file as soon as all of it is read, and not before', async () => {
    const told = await moments(
      ({ onOutcome }) => {
        onOutcome({ id: 1, ok: true, digest: 'other' });
        return [];
      },
      ({ onOutcome }) => {
        onOutcome({ id: 2, ok: true, digest: 'a0' });
        return [];
      },
      ({ onOutcome }) => {
        onOutcome({ id: 0, ok: false, failure: 'changed', detail: '' });
        return [];
      },
    );
    const match = { outcome: 'match', path: 'a', size: 4 };
    const mismatch = { outcome: 'mismatch', path: 'b', range: { start: 4, end: 6 }, actual: 'other' };
    expect(told[0]?.settled).toEqual([]);
    expect(told[1]?.settled).toEqual([match]);
    expect(told[2]?.settled).toMatchObject([match, mismatch]);
  });
});
