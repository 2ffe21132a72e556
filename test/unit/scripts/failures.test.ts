import { describe, expect, it } from 'vitest';
import { playwrightFailures, vitestFailures } from '../../../scripts/failures.ts';

describe('failures of test reports', () => {
  it('names the failed tests of Vitest with the first line of the reason', () => {
    const report = {
      testResults: [
        {
          name: 'a.test.ts',
          status: 'failed',
          assertionResults: [
            { fullName: 'sums add', status: 'passed', failureMessages: [] },
            {
              fullName: 'sums carry',
              status: 'failed',
              failureMessages: ['\u001b[31mexpected 1 to be 2\u001b[0m\n  at a'],
            },
          ],
        },
        { name: 'b.test.ts', status: 'failed', message: 'Cannot find module', assertionResults: [] },
        { name: 'c.test.ts', status: 'passed', message: '', assertionResults: [] },
      ],
    };
    expect(vitestFailures(report)).toEqual([
      'sums carry: expected 1 to be 2',
      'b.test.ts: Cannot find module',
    ]);
  });

  it('names the failed tests of Playwright by file, suite and title', () => {
    const failed = { status: 'unexpected', results: [{ errors: [{ message: 'Error: no\n  at' }] }] };
    const report = {
      errors: [{ message: 'SyntaxError' }],
      suites: [
        {
          title: 'page.spec.ts',
          specs: [{ title: 'opens', tests: [{ status: 'expected', results: [] }] }],
          suites: [{ title: 'a folder', specs: [{ title: 'drops', tests: [failed] }] }],
        },
      ],
    };
    expect(playwrightFailures(report)).toEqual([
      'before any test: SyntaxError',
      'page.spec.ts › a folder › drops: Error: no',
    ]);
  });

  it('finds none in a report of another form', () => {
    expect(vitestFailures('report')).toEqual([]);
    expect(playwrightFailures({ suites: 'none' })).toEqual([]);
  });
});
