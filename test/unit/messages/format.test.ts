import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bytes,
  coarse,
  count,
  day,
  list,
  moment,
  number,
  percent,
  plural,
  tenths,
  wholePercent,
} from '../../../src/messages/format.ts';

describe('numbers', () => {
  it('are grouped, and none is too large', () => {
    expect(number(2000)).toBe('2,000');
    expect(number(2n ** 64n)).toBe('18,446,744,073,709,551,616');
    expect(tenths(1234.56)).toBe('1,234.6');
    expect(tenths(2)).toBe('2.0');
  });

  it.each([
    [0, '0%'],
    [0.6612, '66.1%'],
    [1, '100%'],
  ])('a share of %d is %s', (share, words) => {
    expect(percent(share)).toBe(words);
  });

  it.each([
    [0, '0%'],
    [0.1, '10%'],
    [0.6699, '66%'],
    [0.9999, '99%'],
    [1, '100%'],
  ])('a share of %d is at least %s', (share, words) => {
    expect(wholePercent(share)).toBe(words);
  });

  it.each([
    [0, '0 files'],
    [1, '1 file'],
    [2000, '2,000 files'],
  ])('%d: %s', (files, words) => {
    expect(count(files, 'file')).toBe(words);
  });

  it('take the forms of a noun that are given, and the other one where one is left out', () => {
    expect(count(1, 'hash', 'hashes')).toBe('1 hash');
    expect(count(2, 'hash', 'hashes')).toBe('2 hashes');
    expect(plural(1, { other: 'sheep' })).toBe('sheep');
    expect(plural(1, { one: 'goose', other: 'geese' })).toBe('goose');
  });
});

describe('bytes', () => {
  it.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [999, '999 bytes'],
    [1000, '1.0 kB'],
    [1_540_000, '1.5 MB'],
    [3_900_000_000, '3.9 GB'],
    [2e12, '2.0 TB'],
    [3e15, '3.0 PB'],
    [4e18, '4,000.0 PB'],
  ])('%d: %s', (size, words) => {
    expect(bytes(size)).toBe(words);
  });
});

describe('coarse', () => {
  const told = (seconds: number): readonly [number, string] => {
    const words = coarse(seconds, {
      fewSeconds: '10 second',
      seconds: (whole) => `${whole} second`,
      minutes: (minutes) => `${minutes} minute`,
      hours: (hours) => `${hours} hour`,
    });
    const [amount = '', unit = ''] = words.split(' ');
    return [Number(amount), unit];
  };

  it.each([
    [0, [10, 'second']],
    [9.9, [10, 'second']],
    [10, [10, 'second']],
    [10.1, [20, 'second']],
    [60, [1, 'minute']],
    [61, [2, 'minute']],
    [3599, [60, 'minute']],
    [5400, [1.5, 'hour']],
  ])('%d seconds', (seconds, expected) => {
    expect(told(seconds)).toEqual(expected);
  });

  it('never tells less than it takes, nor a whole step more', () => {
    const SECONDS: Partial<Record<string, number>> = { second: 1, minute: 60, hour: 3600 };
    const STEPS: Partial<Record<string, number>> = { second: 10, minute: 60, hour: 1 };
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e6, noNaN: true }), (seconds) => {
        const [amount, unit] = told(seconds);
        const over = amount * (SECONDS[unit] ?? NaN) - seconds;
        expect(over).toBeGreaterThan(-1e-6);
        expect(over).toBeLessThanOrEqual(STEPS[unit] ?? NaN);
      }),
    );
  });
});

describe('times', () => {
  const late = Date.UTC(2025, 9, 3, 23, 59, 58);

  it('stand in UTC, wherever the page is read', () => {
    expect(day(late)).toBe('3 October 2025');
    expect(moment(late)).toBe('3 October 2025 at 23:59:58 UTC');
  });
});

describe('lists', () => {
  it.each([
    [['a'], 'a'],
    [['a', 'b'], 'a and b'],
    [['a', 'b', 'c'], 'a, b and c'],
  ])('%j', (words, said) => {
    expect(list(words)).toBe(said);
  });
});
