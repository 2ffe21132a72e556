import { describe, expect, it } from 'vitest';
import { Rate } from '../../../src/app/rate.ts';

describe('Rate', () => {
  it('is what a steady count gives', () => {
    const rate = new Rate();
    for (let second = 0; second <= 5; second++) rate.add(second * 1000, second * 70);
    expect(rate.add(6000, 420)).toBeCloseTo(70);
  });

  it('takes no note of the time in which the count rests', () => {
    const rate = new Rate();
    for (let second = 0; second <= 5; second++) rate.add(second * 1000, second * 70);
    expect(rate.rest()).toBeCloseTo(70);
    expect(rate.add(3_600_000, 350)).toBeCloseTo(70);
    expect(rate.add(3_601_000, 420)).toBeCloseTo(70);
  });
});
