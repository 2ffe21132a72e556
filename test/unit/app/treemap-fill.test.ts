import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Fills } from '../../../src/app/treemap-fill.ts';
import type { Finding } from '../../../src/oms/compare.ts';
import { found, tileOf } from '../../support/tile.ts';

const A = { path: 'a', size: 100 };
const B = { path: 'b', size: 300 };
const C = { path: 'c', size: 0 };
const GONE = { path: 'gone', size: 0, finding: { outcome: 'missing', path: 'gone' } } as const;

describe('Fills', () => {
  it('fills a tile by the bytes that are read of its files', () => {
    const fills = new Fills([tileOf(A, B)]);
    expect(fills.fillOf(0)).toEqual({ share: 0, active: false, marks: [] });
    fills.take({ reading: [{ path: 'b', bytes: 150 }], settled: [] });
    expect(fills.fillOf(0)).toEqual({ share: 0.375, active: true, marks: [] });
    expect(fills.shareOf(B)).toBe(0.5);
    fills.take({ reading: [], settled: [found('match', 'b', 300)] });
    expect(fills.fillOf(0)).toEqual({ share: 0.75, active: false, marks: [] });
    expect([fills.shareOf(A), fills.shareOf(B)]).toEqual([0, 1]);
  });

  it('fills a tile of empty files by their number', () => {
    const fills = new Fills([tileOf(C, { path: 'd', size: 0 })]);
    fills.take({ reading: [], settled: [found('match', 'c', 0)] });
    expect(fills.fillOf(0).share).toBe(0.5);
  });

  it('marks what is wrong by its share of the files, problems first', () => {
    const fills = new Fills([tileOf(A, B, C, { path: 'd', size: 1 }), tileOf(GONE)]);
    const unread: Finding = {
      outcome: 'unreadable',
      path: 'c',
      problem: { code: 'file-changed', message: '', next: '' },
    };
    fills.take({ reading: [], settled: [unread, found('match', 'b', 300), found('mismatch', 'a', 100)] });
    expect(fills.fillOf(0).marks).toEqual([
      { state: 'mismatch', share: 0.25 },
      { state: 'unreadable', share: 0.25 },
    ]);
    expect(fills.fillOf(1).marks).toEqual([{ state: 'missing', share: 1 }]);
    expect(Object.fromEntries(fills.counts)).toEqual({
      mismatch: 1,
      unreadable: 1,
      match: 1,
      missing: 1,
      waiting: 1,
    });
  });

  it('names the tiles that look different, and no others', () => {
    const fills = new Fills([tileOf(A), tileOf(B), tileOf(C)]);
    const settled = [found('match', 'c', 0)];
    expect([...fills.take({ reading: [{ path: 'b', bytes: 1 }], settled })]).toEqual([2, 1]);
    // Nothing of it is read any more: the mark of its being read goes.
    expect([...fills.take({ reading: [], settled })]).toEqual([1]);
    expect([...fills.take({ reading: [], settled })]).toEqual([]);
    settled.push(found('match', 'a', 100));
    expect([...fills.take({ reading: [], settled })]).toEqual([0]);
  });

  it('never goes back, nor beyond a file’s end, nor again into a file that is decided', () => {
    const fills = new Fills([tileOf(A)]);
    fills.take({ reading: [{ path: 'a', bytes: 60 }], settled: [] });
    fills.take({ reading: [{ path: 'a', bytes: 20 }], settled: [] });
    expect(fills.fillOf(0).share).toBe(0.6);
    fills.take({ reading: [{ path: 'a', bytes: 200 }], settled: [] });
    expect(fills.fillOf(0).share).toBe(1);
    fills.take({ reading: [{ path: 'a', bytes: 10 }], settled: [found('match', 'a', 100)] });
    expect(fills.fillOf(0)).toEqual({ share: 1, active: false, marks: [] });
  });

  it('passes over files that are not on the map', () => {
    const fills = new Fills([tileOf(A)]);
    const settled = [found('match', 'other', 1)];
    expect([...fills.take({ reading: [{ path: 'else', bytes: 1 }], settled })]).toEqual([]);
    expect(fills.fillOf(7)).toEqual({ share: 0, active: false, marks: [] });
  });

  it('ends at all of it, however the news come', () => {
    const file = fc.record({
      size: fc.nat(1000),
      differs: fc.boolean(),
      bytes: fc.nat(1500),
      tile: fc.nat(3),
    });
    fc.assert(
      fc.property(fc.array(file, { minLength: 1, maxLength: 30 }), fc.nat(30), (files, cut) => {
        const named = files.map((file, index) => ({ ...file, path: String(index) }));
        const groups = [0, 1, 2, 3].flatMap((tile) => {
          const [first, ...others] = named.filter((file) => file.tile === tile);
          return first ? [tileOf(first, ...others)] : [];
        });
        const fills = new Fills(groups);
        const settled: Finding[] = [];
        for (const { path, size, bytes, differs } of named.slice(0, cut)) {
          fills.take({ reading: [{ path, bytes }], settled });
          settled.push(found(differs ? 'mismatch' : 'match', path, size));
        }
        for (const tile of groups.keys()) {
          expect(fills.fillOf(tile).share).toBeGreaterThanOrEqual(0);
          expect(fills.fillOf(tile).share).toBeLessThanOrEqual(1);
        }
        for (const { path, size, differs } of named.slice(cut)) {
          settled.push(found(differs ? 'mismatch' : 'match', path, size));
        }
        fills.take({ reading: [], settled });
        for (const tile of groups.keys())
          expect(fills.fillOf(tile)).toMatchObject({ share: 1, active: false });
        expect(fills.counts.get('waiting')).toBeUndefined();
        expect(fills.counts.get('mismatch') ?? 0).toBe(files.filter(({ differs }) => differs).length);
      }),
    );
  });
});
