import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Checkpoint,
  type FileRange,
  readCheckpoint,
  resumable,
} from '../../../src/verify/checkpoint.ts';

const LENGTHS = { sha256: 64, blake2b: 128, blake3: 64 };

const hex = (length: number): fc.Arbitrary<string> =>
  fc
    .array(fc.integer({ min: 0, max: 15 }), { minLength: length, maxLength: length })
    .map((digits) => digits.map((digit) => digit.toString(16)).join(''));

const range = (digestLength: number): fc.Arbitrary<Checkpoint['ranges'][number]> =>
  fc
    .record({
      path: fc.string(),
      bounds: fc.tuple(fc.maxSafeNat(), fc.maxSafeNat(), fc.maxSafeNat()),
      lastModified: fc.maxSafeInteger(),
      part: fc.double({ min: 0, max: 1, noNaN: true }),
      found: fc.oneof(hex(digestLength), fc.uint8Array({ maxLength: 200 })),
    })
    .map(({ path, bounds, lastModified, part, found }) => {
      const [start = 0, end = 0, size = 0] = bounds.toSorted((a, b) => a - b);
      const where = { path, start, end, size, lastModified };
      return typeof found === 'string'
        ? { ...where, digest: found }
        : { ...where, state: { done: Math.floor((end - start) * part), state: found } };
    });

const checkpoint: fc.Arbitrary<Checkpoint> = fc
  .constantFrom('sha256' as const, 'blake2b' as const, 'blake3' as const)
  .chain((algorithm) =>
    fc.record({
      version: fc.constant(1 as const),
      bundleSha256: hex(64),
      algorithm: fc.constant(algorithm),
      savedAt: fc.nat(8.64e15),
      ranges: fc.array(range(LENGTHS[algorithm]), { maxLength: 5 }),
    }),
  );

describe('readCheckpoint', () => {
  it('reads what was saved', () => {
    fc.assert(
      fc.property(checkpoint, (saved) => {
        expect(readCheckpoint(structuredClone(saved))).toEqual(saved);
      }),
    );
  });

  it('passes over whatever else lies there', () => {
    fc.assert(
      fc.property(fc.anything({ withTypedArray: true, withNullPrototype: true }), (value) => {
        expect(readCheckpoint(value)).toBeUndefined();
      }),
    );
  });

  it('never reads a field that is not what it should be', () => {
    const fields = ['version', 'bundleSha256', 'algorithm', 'savedAt', 'ranges'] as const;
    const wrong = fc.oneof(
      fc.constantFrom(
        undefined,
        null,
        -1,
        0.5,
        NaN,
        Infinity,
        8.64e15 + 1,
        '',
        'md5',
        {},
        [null],
        [{}],
        [[]],
      ),
      fc.string(),
    );
    fc.assert(
      fc.property(checkpoint, fc.constantFrom(...fields), wrong, (saved, field, value) => {
        expect(readCheckpoint({ ...saved, [field]: value })).toBeUndefined();
      }),
    );
  });

  const RANGE = { path: 'a', start: 10, end: 20, size: 30, lastModified: 1 };
  const STATE = { done: 5, state: new Uint8Array(8) };
  const holding = (ranges: unknown[]): unknown => ({
    version: 1,
    bundleSha256: 'ab'.repeat(32),
    algorithm: 'sha256',
    savedAt: 0,
    ranges,
  });

  it.each<[string, object]>([
    ['a path that is none', { path: 1 }],
    ['a start after the end', { start: 21 }],
    ['an end after the file', { end: 31 }],
    ['a negative start', { start: -1 }],
    ['a broken size', { size: 30.5 }],
    ['a time that is none', { lastModified: '1' }],
    ['more bytes than the range has', { state: { ...STATE, done: 11 } }],
    ['a state of no bytes', { state: { ...STATE, state: [1, 2] } }],
    ['a state that is too large', { state: { ...STATE, state: new Uint8Array(4 * 1024 * 1024 + 1) } }],
    ['a digest of another length', { state: undefined, digest: 'ab' }],
    ['a digest that is no hex', { state: undefined, digest: 'G'.repeat(64) }],
    ['a digest and a state', { digest: 'ab'.repeat(32) }],
    ['neither', { state: undefined }],
  ])('passes over a range with %s, and all with it', (_what, change) => {
    const good = { ...RANGE, state: STATE };
    expect(readCheckpoint(holding([good]))).toBeDefined();
    expect(readCheckpoint(holding([good, { ...good, ...change }]))).toBeUndefined();
  });

  it('passes over more ranges than a checkpoint has', () => {
    const good = { ...RANGE, state: STATE };
    expect(readCheckpoint(holding(Array.from({ length: 10_000 }, () => good)))).toBeDefined();
    expect(readCheckpoint(holding(Array.from({ length: 10_001 }, () => good)))).toBeUndefined();
  });
});

describe('resumable', () => {
  const WHOLE: FileRange = { path: 'a', start: 0, end: 100, size: 100, lastModified: 1 };
  const SHARD: FileRange = { path: 'b', start: 50, end: 90, size: 90, lastModified: 2 };
  const SAVED: Checkpoint = {
    version: 1,
    bundleSha256: 'ab'.repeat(32),
    algorithm: 'sha256',
    savedAt: 7,
    ranges: [
      { ...WHOLE, digest: 'cd'.repeat(32) },
      { ...SHARD, state: { done: 30, state: new Uint8Array(1) } },
    ],
  };

  it('takes what lies there as it did', () => {
    const found = resumable(SAVED, 'sha256', [WHOLE, SHARD, { ...SHARD, path: 'c' }]);
    expect(found).toMatchObject({ from: 7, files: 2, bytes: 130 });
    expect([...(found?.ranges.values() ?? [])]).toEqual(SAVED.ranges);
  });

  it.each<[string, Partial<FileRange>]>([
    ['touched', { lastModified: 3 }],
    ['of another size', { size: 91 }],
    ['renamed', { path: 'B' }],
    ['cut elsewhere at the start', { start: 49 }],
    ['cut elsewhere at the end', { end: 89 }],
  ])('starts over with a file that is %s', (_what, change) => {
    const found = resumable(SAVED, 'sha256', [WHOLE, { ...SHARD, ...change }]);
    expect(found).toMatchObject({ files: 1, bytes: 100 });
    expect(resumable(SAVED, 'sha256', [{ ...SHARD, ...change }])).toBeUndefined();
  });

  it('is nothing for another algorithm', () => {
    expect(resumable(SAVED, 'blake3', [WHOLE, SHARD])).toBeUndefined();
  });
});
