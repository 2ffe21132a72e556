import { describe, expect, it } from 'vitest';
import { Rate, TimeLeft } from '../../../src/app/rate.ts';

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

describe('TimeLeft', () => {
  it('counts down by the clock while the estimates wander about it', () => {
    const left = new TimeLeft();
    expect(left.add(0, 100)).toBe(100);
    expect(left.add(1000, 108)).toBe(99);
    expect(left.add(2000, 90)).toBe(98);
  });

  it('follows an estimate that is clearly another', () => {
    const left = new TimeLeft();
    left.add(0, 100);
    expect(left.add(1000, 60)).toBe(60);
    expect(left.add(2000, 61)).toBe(59);
    expect(left.add(3000, 200)).toBe(200);
  });

  it('takes no note of the time in which the count rests', () => {
    const left = new TimeLeft();
    left.add(0, 100);
    left.rest();
    expect(left.add(3_600_000, 99)).toBe(99);
  });
});
