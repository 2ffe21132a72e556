import { describe, expect, it } from 'vitest';
import { shownFindings } from '../../../src/app/shown-findings.ts';
import { OUTCOMES, tally } from '../../../src/oms/compare.ts';
import { findingOf } from '../../support/finding.ts';

const ALL = OUTCOMES.map((outcome) => findingOf(outcome, outcome));

describe('shownFindings', () => {
  it('are those of the report where unsigned files fail the check', () => {
    expect(shownFindings(ALL, false)).toBe(ALL);
  });

  it('have ignored files in place of unsigned ones that are ignored all together, and are the same else', () => {
    const shown = shownFindings(ALL, true);
    expect(tally(shown)).toEqual({ ...tally(ALL), extra: 0, ignored: 2 });
    expect(shown.filter(({ path }) => path !== 'extra')).toEqual(ALL.filter(({ path }) => path !== 'extra'));
    expect(shown.find(({ path }) => path === 'extra')).toMatchObject({ outcome: 'ignored', size: 100 });
  });
});
