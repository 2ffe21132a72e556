import { describe, expect, it } from 'vitest';
import { reasonsFor } from '../../../src/app/file-reasons.ts';
import type { Finding } from '../../../src/oms/compare.ts';
import { plainText } from '../../../src/report/text.ts';
import { bundleAt, findingOf } from '../../support/finding.ts';

const told = (finding: Finding): string[] => reasonsFor(finding).map(plainText);
const ODD = 'the name holds characters that do not show, mislead, or are not portable';

describe('reasonsFor', () => {
  it('is silent where the result says all', () => {
    expect(
      [findingOf('match', 'a'), findingOf('mismatch', 'a'), findingOf('missing', 'a')].flatMap(told),
    ).toEqual([]);
    expect(told(findingOf('extra', 'notes.txt'))).toEqual([]);
    expect(told(bundleAt('model.sig'))).toEqual([]);
  });

  it('names who made a file, who left it out, and by which rule', () => {
    expect(told(findingOf('extra', 'a/.DS_Store'))).toEqual(['named like a file made by macOS']);
    expect(told(findingOf('ignored', '.DS_Store'))).toEqual([
      'named like a file made by macOS',
      'not signed, and ignored by you',
    ]);
    expect(told({ ...findingOf('ignored', 'a'), path: 'a\u202e/b' })).toEqual([
      ODD,
      'not signed, and ignored by you: a',
    ]);
    expect(
      told({ outcome: 'ignored', path: '.git/x', size: 1, rule: { by: 'convention', path: '.git' } }),
    ).toEqual(['Git’s own files are never part of a model: .git']);
  });

  it('warns of unsigned files that can run code, and of letters that look like others', () => {
    expect(told(findingOf('extra', 'run.py'))).toEqual(['can run code']);
    expect(told(findingOf('ignored', 'run.py'))).toEqual(['can run code', 'not signed, and ignored by you']);
    expect(told(findingOf('match', 'run.py'))).toEqual([]);
    expect(told(findingOf('match', '\u0441onfig.json'))).toEqual([
      'the name mixes alphabets, so that a letter may look like another',
    ]);
  });

  it('warns of a bundle that other tools may read', () => {
    expect(told(bundleAt('config.json'))).toEqual([
      'holds the bundle, but another tool may read it for something else',
    ]);
  });

  it('says why a file may be missing all the same', () => {
    expect(told({ outcome: 'missing', path: 'a', mayBeLink: true, lookAlike: 'A\u200b' })).toEqual([
      'may be a link, which no web page can see',
      'looks like A\\u200b, which is there',
    ]);
    const problem = { code: 'signed-file-ignored', message: 'Ignored.', next: '' } as const;
    expect(told({ outcome: 'missing', path: 'a', mayBeLink: true, problem })).toEqual(['Ignored.']);
  });

  it('says why a file was not read, unless the person stopped it', () => {
    expect(told(findingOf('unreadable', 'a'))).toEqual(['It changed. Try again.']);
    const problem = { code: 'cancelled', message: 'Stopped.', next: '' } as const;
    expect(told({ outcome: 'unreadable', path: 'a', problem })).toEqual([]);
  });

  it('says where a file differs first', () => {
    expect(
      told({
        outcome: 'mismatch',
        path: 'a',
        size: 9,
        range: { start: 4, end: 8 },
        expected: 'e',
        actual: 'f',
      }),
    ).toEqual(['first in bytes 4 to 8']);
  });
});
