import { describe, expect, it } from 'vitest';
import { add, playwrightCounts, vitestCounts } from '../../../scripts/counts.ts';

describe('counts of test reports', () => {
  it('counts tests that are to be written as skipped', () => {
    const report = { numPassedTests: 5, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 };
    expect(vitestCounts(report)).toEqual({ passed: 5, failed: 1, skipped: 3 });
  });

  it('counts a flaky test as passed', () => {
    const report = { stats: { expected: 4, unexpected: 2, flaky: 1, skipped: 3 } };
    expect(playwrightCounts(report)).toEqual({ passed: 5, failed: 2, skipped: 3 });
  });

  it('refuses a report of another form rather than counting nothing', () => {
    expect(() => vitestCounts({ numPassedTests: '5' })).toThrow('numPendingTests');
    expect(() => playwrightCounts({})).toThrow('expected');
  });

  it('adds', () => {
    const one = { passed: 1, failed: 2, skipped: 3 };
    expect(add(one, one)).toEqual({ passed: 2, failed: 4, skipped: 6 });
  });
});
