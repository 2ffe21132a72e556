import { describe, expect, it } from 'vitest';
import { CASES } from '../../bench/case.ts';
import { parseOptions } from '../../bench/options.ts';

describe('options of the bench', () => {
  it('measures every case unless told', () => {
    expect(parseOptions([])).toEqual({ json: false, quick: false, cases: CASES });
  });

  it('takes cases by name, in its own order', () => {
    const { cases } = parseOptions(['--only', 'memory,1x4GB']);
    expect(cases.map(({ name }) => name)).toEqual(['1x4GB', 'memory']);
  });

  it('refuses what it does not know, and names what it does', () => {
    expect(() => parseOptions(['--only', '4x1GB,5x1GB'])).toThrow(/“5x1GB”. Cases: 1x4GB, /);
    expect(() => parseOptions(['--fast'])).toThrow('--fast');
    expect(() => parseOptions(['4x1GB'])).toThrow('4x1GB');
  });
});
