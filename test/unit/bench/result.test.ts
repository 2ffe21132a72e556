import { describe, expect, it } from 'vitest';
import { resultOf, type Round } from '../../bench/result.ts';

const CASE = {
  name: 'ten',
  set: { count: 2, size: 5e8 },
  listing: { algorithm: 'sha256' },
  page: 'assay',
} as const;

/** A round in which the page took `seconds` from the drop to the verdict. */
function round(seconds: number, sha256sum: number, peak: number): Round {
  const drop = 1000;
  const marks = {
    ...{ drop, listed: drop + 100, verdict: drop + seconds * 1000, state: 'verified', text: '' },
    first: { time: drop + 200, share: 0.1 },
    last: { time: drop + seconds * 1000 - 300, share: 1 },
  };
  const page = { marks, mainThread: seconds / 10, cpu: 3, memory: { base: 2e8, peak } };
  return { page, peers: { sha256sum } };
}

describe('the result of a case', () => {
  const result = resultOf(CASE, 1e9, [round(5, 10, 3e8), round(4, 4, 5e8), round(10, 20, 4e8)]);

  it('counts from the drop to the verdict', () => {
    expect(result).toMatchObject({ mbps: 200, spread: [100, 250], rounds: 3, files: 2 });
  });

  it('compares within a round', () => {
    expect(result.ratio).toBe(2);
    expect(result.peers.sha256sum?.mbps.median).toBe(100);
  });

  it('leaves start and end out of the speed of hashing', () => {
    expect(result.hashingMbps).toBeCloseTo(900 / 4.5);
    expect(result).toMatchObject({ listedMs: 100, firstProgressMs: 200, closingMs: 300 });
  });

  it('takes the worst of memory, not its median', () => {
    expect(result).toMatchObject({ peakMB: 500, baseMB: 200 });
  });

  it('gives shares of one core, and CPU by the bytes', () => {
    expect(result.mainThread).toBeCloseTo(0.1);
    expect(result.cpuPerGB).toBe(3);
  });

  it('leaves out what the page was too fast to show', () => {
    const { page, peers } = round(5, 10, 3e8);
    const { drop, verdict, state, text } = page.marks;
    const shown = resultOf(CASE, 1e9, [{ page: { ...page, marks: { drop, verdict, state, text } }, peers }]);
    expect(shown.hashingMbps).toBeUndefined();
    expect(shown.firstProgressMs).toBeUndefined();
  });
});
