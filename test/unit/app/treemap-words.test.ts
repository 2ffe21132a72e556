import { describe, expect, it } from 'vitest';
import { layTreemap } from '../../../src/app/treemap.ts';
import { Fills } from '../../../src/app/treemap-fill.ts';
import { filesOfCoverage, filesOfFindings } from '../../../src/app/treemap-file.ts';
import { digestsOf, nameOfTile, tallyOfState, tellTile } from '../../../src/app/treemap-words.ts';
import { plainText } from '../../../src/report/text.ts';
import { found, tileOf } from '../../support/tile.ts';

const FILE = { path: 'sub/a\u202e', size: 1500, digest: 'e0' };

describe('tellTile', () => {
  it('tells of a file how far it is, then what came of it, its name made safe', () => {
    const tile = tileOf(FILE);
    const fills = new Fills([tile]);
    const told = (): string => plainText(tellTile(0, tile, fills, 'list-unproven'));
    expect(told()).toBe('sub/a\\u202e, 1.5 kB, waits to be read');
    fills.take({ reading: [{ path: FILE.path, bytes: 999 }], settled: [] });
    expect(told()).toBe('sub/a\\u202e, 1.5 kB, 66% read');
    fills.take({ reading: [], settled: [found('match', FILE.path, FILE.size)] });
    expect(told()).toBe('sub/a\\u202e, 1.5 kB, same as listed');
    expect(plainText(tellTile(0, tile, fills, 'open'))).toBe('sub/a\\u202e, 1.5 kB, matches');
  });

  it('tells of many small files how many, where, and the first that is wrong', () => {
    const small = Array.from({ length: 1204 }, (_, index) => ({ path: `sub/${index}`, size: 1 }));
    const { tiles } = layTreemap([{ path: 'large', size: 1e9 }, ...small], 700, 350);
    const index = tiles.findIndex(({ files }) => files.length > 1);
    const tile = tiles[index] ?? expect.fail();
    const fills = new Fills(tiles);
    fills.take({ reading: [], settled: [found('match', 'sub/3', 1), found('mismatch', 'sub/7', 1)] });
    expect(nameOfTile(tile)).toBe('1,204 small files');
    expect(plainText(tellTile(index, tile, fills, 'open'))).toBe(
      '1,204 small files, 1.2 kB: 1 differs, 1 matches, 1,202 files to read; first sub/7',
    );
  });

  it('names no size of a file that is not there', () => {
    const tile = tileOf({ path: 'gone', size: 0, finding: { outcome: 'missing', path: 'gone' } });
    expect(plainText(tellTile(0, tile, new Fills([tile]), 'open'))).toBe('gone, missing');
  });

  it('names a share of missing files by what they are', () => {
    const gone = (path: string): Parameters<typeof tileOf>[0] => ({
      path,
      size: 0,
      finding: { outcome: 'missing', path },
    });
    const tile = tileOf(gone('a'), gone('b'));
    expect(nameOfTile(tile)).toBe('2 missing');
    expect(plainText(tellTile(0, tile, new Fills([tile]), 'open'))).toBe('2 missing');
  });
});

describe('nameOfTile', () => {
  it('is the path below the folder', () => {
    expect(nameOfTile({ ...tileOf(FILE), folder: 'sub' })).toBe('a\u202e');
    expect(nameOfTile(tileOf(FILE))).toBe('sub/a\u202e');
  });
});

describe('digestsOf', () => {
  it('gives the signed digest, and beside it the one that was found if they differ', () => {
    const tile = tileOf(FILE);
    const fills = new Fills([tile]);
    expect(digestsOf(tile, fills)).toEqual([{ what: 'signed', digest: 'e0' }]);
    fills.take({ reading: [], settled: [found('mismatch', FILE.path, FILE.size)] });
    expect(digestsOf(tile, fills)).toEqual([
      { what: 'signed', digest: 'e0' },
      { what: 'found', digest: 'f0' },
    ]);
    expect(digestsOf(tileOf(FILE, FILE), fills)).toEqual([]);
  });
});

describe('tallyOfState', () => {
  it.each([
    ['waiting', 1, '1 file to read'],
    ['waiting', 2000, '2,000 files to read'],
    ['mismatch', 1, '1 differs'],
    ['mismatch', 2, '2 differ'],
    ['extra', 2, '2 not signed'],
  ] as const)('%s, %d: %s', (state, number, words) => {
    expect(tallyOfState(state, number, 'open')).toBe(words);
  });

  it('does not call a match what is only listed', () => {
    expect(tallyOfState('match', 2, 'list-unproven')).toBe('2 same as listed');
    expect(tallyOfState('match', 2, 'proven')).toBe('2 match');
  });
});

describe('the files of a map', () => {
  const bundle = {
    outcome: 'ignored',
    path: 'model.sig',
    size: 9,
    rule: { path: 'model.sig', by: 'bundle' },
  } as const;
  const extra = { outcome: 'extra', path: 'x', size: 5 } as const;
  const signed = { path: 'a', digest: 'e0' };

  it('are those of a check under way without the bundle', () => {
    const present = [{ entry: { path: 'a', size: 7 }, signed }];
    expect(filesOfCoverage({ present, findings: [extra, bundle] })).toEqual([
      { path: 'a', size: 7, digest: 'e0' },
      { path: 'x', size: 5, finding: extra },
    ]);
  });

  it('are those of a check that is done without the bundle', () => {
    const match = found('match', 'a', 7);
    const problem = { code: 'cancelled', message: '', next: '' } as const;
    const unread = { outcome: 'unreadable', path: 'u', problem } as const;
    const files = filesOfFindings([extra, unread, bundle, match], [signed], [{ path: 'u', size: 8 }]);
    expect(files).toEqual([
      { path: 'x', size: 5, finding: extra },
      // As large as in the check: what was not read must not shrink.
      { path: 'u', size: 8, finding: unread },
      { path: 'a', size: 7, finding: match, digest: 'e0' },
    ]);
  });
});
