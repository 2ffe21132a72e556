import { afterEach, describe, expect, it, vi } from 'vitest';
import { weigh } from '../../../src/hash/weight.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('weigh', () => {
  it('asks for one buffer every few thousand files', () => {
    const lengths: number[] = [];
    vi.stubGlobal('ArrayBuffer', function (length: number) {
      lengths.push(length);
    });
    for (let batch = 0; batch < 80; batch += 1) weigh(256);
    // More than the 64 MiB from which V8 collects garbage.
    expect(lengths).toEqual(Array.from({ length: 5 }, () => 80 * 1024 * 1024));
  });

  it('does without where there is no room', () => {
    let asked = 0;
    vi.stubGlobal('ArrayBuffer', function () {
      asked += 1;
      throw new RangeError('no room');
    });
    weigh(5000);
    expect(asked).toBe(1);
  });
});
