import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { figure, median, medianRatio } from '../../bench/figures.ts';

describe('figures of several rounds', () => {
  it('takes the one in the middle, or the mean of the two', () => {
    expect(median([5])).toBe(5);
    expect(median([10, 9, 100])).toBe(10);
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });

  it('has as many numbers on either side of the median', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1 }), (values) => {
        const middle = median(values);
        const half = values.length / 2;
        expect(values.filter((value) => value < middle).length).toBeLessThanOrEqual(half);
        expect(values.filter((value) => value > middle).length).toBeLessThanOrEqual(half);
      }),
    );
  });

  it('gives the spread', () => {
    expect(figure([3, 1, 2])).toEqual({ median: 2, least: 1, most: 3 });
  });

  it('compares round by round: one that was slow for both counts like the others', () => {
    expect(medianRatio([100, 10, 102], [50, 5, 51])).toBe(2);
  });

  it('has no median of nothing', () => {
    expect(() => median([])).toThrow('no rounds');
  });
});
