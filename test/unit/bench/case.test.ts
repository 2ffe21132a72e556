import { describe, expect, it } from 'vitest';
import { bytesOf, CASES, listingName, nameOf, quickened } from '../../bench/case.ts';

describe('cases of the bench', () => {
  it('names a set by what is in it', () => {
    for (const name of ['1x4GB', '4x1GB', '30x100MB', '2000x20KB']) {
      expect(CASES.filter((each) => each.name === name).map(({ set }) => nameOf(set))).toEqual([name]);
    }
    expect(nameOf({ count: 4, size: 250_000_000 })).toBe('4x250MB');
  });

  it('keeps the bundles of one set apart', () => {
    expect(listingName({ algorithm: 'sha256' })).toBe('sha256');
    expect(listingName({ algorithm: 'sha256', shardSize: 64_000_000 })).toBe('sha256-64MB');
  });

  it('takes a quarter of what is large when in a hurry, and what is small as it is', () => {
    for (const each of CASES) {
      const [whole, quick] = [bytesOf(each.set), bytesOf(quickened(each).set)];
      expect(quick).toBe(whole < 1e9 ? whole : whole / 4);
    }
  });
});
