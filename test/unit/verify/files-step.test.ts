import { describe, expect, it } from 'vitest';
import { type Outcome, tally } from '../../../src/oms/compare.ts';
import { filesStep } from '../../../src/verify/files-step.ts';
import { findingOf } from '../../support/finding.ts';

/** The step over one file of each outcome. */
function stepOf(
  outcomes: readonly Outcome[],
  change: Partial<Parameters<typeof filesStep>[0]> = {},
): ReturnType<typeof filesStep> {
  const counts = tally(outcomes.map((outcome) => findingOf(outcome, 'a')));
  return filesStep({ counts, problems: [], interrupted: false, ignoreUnsigned: false, ...change });
}

describe('filesStep', () => {
  it('holds where every signed file matches and nothing lies besides', () => {
    expect(stepOf(['match', 'match', 'ignored'])).toEqual({ status: 'pass', detail: '2 match' });
  });

  it('fails for whatever fails the check of the files', () => {
    expect(stepOf(['match', 'mismatch'])).toEqual({ status: 'fail', detail: '1 differs, 1 matches' });
    expect(stepOf(['missing']).status).toBe('fail');
    expect(stepOf(['match', 'extra']).status).toBe('fail');
    expect(stepOf(['match'], { problems: [{ code: 'path-duplicate' }] }).status).toBe('fail');
    expect(stepOf(['mismatch', 'unreadable'], { interrupted: true }).status).toBe('fail');
  });

  it('is not finished where files were not read', () => {
    expect(stepOf(['match', 'unreadable']).status).toBe('unfinished');
    expect(stepOf(['match'], { interrupted: true }).status).toBe('unfinished');
  });

  it('says what lies besides where that does not fail the check', () => {
    const step = stepOf(['match', 'extra'], { ignoreUnsigned: true });
    expect(step).toEqual({ status: 'warn', detail: '1 not signed, 1 matches' });
    expect(stepOf(['match', 'not-covered']).status).toBe('warn');
  });
});
