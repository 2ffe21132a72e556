import { describe, expect, it } from 'vitest';
import { assign } from '../../../src/hash/assignment.ts';
import type { HashAlgorithm } from '../../../src/hash/job.ts';
import { defaultWorkers } from '../../../src/hash/pool.ts';

describe('assign', () => {
  const GIB = 2 ** 30;
  const of = (lengths: readonly number[], cores: number, algorithm: HashAlgorithm = 'sha256'): number[] =>
    assign({ algorithm, lengths, workers: defaultWorkers(cores), cores });

  it.each([
    ['no work', of([], 2), []],
    ['one file', of([GIB], 2), [0]],
    ['two files on two cores: a worker each', of([1, 1], 2), [0, 1]],
    ['three files on two cores', of([2, 2, 1], 2), [0, 1, 0]],
    ['four files on two cores: one worker, side by side', of([1, 1, 1, 1], 2), [0, 0, 0, 0]],
    ['five files on two cores: one worker, all its lanes', of([1, 1, 1, 1, 1], 2), [0, 0, 0, 0, 0]],
    ['six files on two cores', of([1, 1, 1, 1, 1, 1], 2), [0, 1, 0, 1, 0, 1]],
    [
      'many files on two cores',
      of(
        Array.from({ length: 30 }, () => 1),
        2,
      ),
      [0, 1, 0, 1, 0, 1, 0, 1, 0, 1],
    ],
    ['BLAKE2b goes in pairs', of([1, 1, 1, 1], 2, 'blake2b'), [0, 1, 0, 1]],
    ['BLAKE3 alone', of([1, 1, 1], 2, 'blake3'), [0, 1, 0]],
    ['with cores to spare one a worker', of([1, 1, 1, 1], 8), [0, 1, 2, 3]],
    [
      'and then their lanes',
      of(
        Array.from({ length: 6 }, () => 1),
        4,
      ),
      [0, 1, 2, 3, 0, 1],
    ],
    ['a file as long as the others together', of([3, 1, 1], 2), [0, 1, 1]],
    ['one core has one worker', of([3, 1, 1], 1), [0, 0, 0]],
  ])('%s', (_what, given, wanted) => {
    expect(given).toEqual(wanted);
  });
});
