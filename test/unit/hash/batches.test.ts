import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batches, lengthOf, SMALL } from '../../../src/hash/batches.ts';
import { defaultWorkers } from '../../../src/hash/pool.ts';

const jobsOf = (lengths: readonly number[]): { id: number; start: number; end: number }[] =>
  lengths.map((length, id) => ({ id, start: 7, end: 7 + length }));

describe('batches', () => {
  it('sends every job once, the longest first but for one batch of small ones', () => {
    const length = fc.oneof(fc.nat(SMALL * 2), fc.nat(10), fc.constantFrom(0, SMALL - 1, SMALL, 2 ** 40));
    fc.assert(
      fc.property(fc.array(length, { maxLength: 600 }), (lengths) => {
        const jobs = jobsOf(lengths);
        const result = batches(jobs);
        expect(new Set(result.flat())).toEqual(new Set(jobs));
        expect(result.flat()).toHaveLength(jobs.length);
        for (const batch of result) expect(batch.length).toBeGreaterThan(0);
        const sorted = [...lengths].sort((a, b) => b - a);
        const first = result[0] ?? [];
        const rotated = first.every((job) => lengthOf(job) < SMALL) ? [...result.slice(1), first] : result;
        expect(rotated.flat().map(lengthOf)).toEqual(sorted);
      }),
    );
  });

  it('spares messages for many small files', () => {
    expect(batches(jobsOf(Array.from({ length: 20_000 }, () => 100)))).toHaveLength(79);
  });

  it('leaves enough batches for all workers to end together', () => {
    const result = batches(jobsOf(Array.from({ length: 2000 }, () => 20_000)));
    expect(result.length).toBeGreaterThanOrEqual(32);
    for (const batch of batches(jobsOf(Array.from({ length: 20_000 }, () => SMALL))))
      expect(batch.reduce((sum, job) => sum + lengthOf(job), 0)).toBeLessThanOrEqual(32 * 1024 * 1024);
  });

  it('keeps the order of equal lengths, as shards of one file are read in a row', () => {
    expect(
      batches(jobsOf([SMALL, SMALL, SMALL]))
        .flat()
        .map(({ id }) => id),
    ).toEqual([0, 1, 2]);
  });
});

describe('defaultWorkers', () => {
  it.each([
    [1, 1],
    [2, 2],
    [8, 8],
    [128, 8],
    [0, 2],
    [NaN, 2],
    [-4, 1],
  ])('%d cores: %d', (cores, workers) => {
    expect(defaultWorkers(cores)).toBe(workers);
  });
});
