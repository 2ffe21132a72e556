import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareBy, type FileColumn, nextOrder, PROBLEMS_FIRST } from '../../../src/app/file-order.ts';
import { type Finding, OUTCOMES, sortFindings } from '../../../src/oms/compare.ts';
import { findingOf } from '../../support/finding.ts';

const FILES: readonly Finding[] = [
  findingOf('match', 'b', 5),
  findingOf('missing', 'c'),
  findingOf('match', 'a', 70),
  findingOf('mismatch', 'd', 70),
  findingOf('unreadable', 'e'),
];

const sorted = (by: FileColumn, descending: boolean): string =>
  FILES.toSorted(compareBy({ by, descending }))
    .map(({ path }) => path)
    .join('');

describe('compareBy', () => {
  it.each([
    ['path', false, 'abcde'],
    ['path', true, 'edcba'],
    ['result', false, 'dceab'],
    // Paths go on from a to z: the other way round is the order of the results.
    ['result', true, 'abecd'],
    ['size', false, 'badce'],
    ['size', true, 'adbce'],
  ] as const)('%s, descending %s', (by, descending, expected) => {
    expect(sorted(by, descending)).toBe(expected);
  });

  it('begins as verdicts list their files', () => {
    const finding = fc
      .record({ outcome: fc.constantFrom(...OUTCOMES), path: fc.string({ maxLength: 4 }) })
      .map(({ outcome, path }) => findingOf(outcome, path));
    fc.assert(
      fc.property(fc.array(finding), (findings) => {
        expect(findings.toSorted(compareBy(PROBLEMS_FIRST))).toEqual(sortFindings(findings));
      }),
    );
  });
});

describe('nextOrder', () => {
  it('turns the column round that it is sorted by, and begins another at what is looked for first', () => {
    const bySize = nextOrder(PROBLEMS_FIRST, 'size');
    expect(bySize).toEqual({ by: 'size', descending: true });
    expect(nextOrder(bySize, 'size')).toEqual({ by: 'size', descending: false });
    expect(nextOrder(bySize, 'path')).toEqual({ by: 'path', descending: false });
    expect(nextOrder(PROBLEMS_FIRST, 'result')).toEqual({ by: 'result', descending: true });
  });
});
