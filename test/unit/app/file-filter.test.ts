import { describe, expect, it } from 'vitest';
import { ANY_FILE, type FileFilter, filterFiles, leavesAll } from '../../../src/app/file-filter.ts';
import { bundleAt, findingOf } from '../../support/finding.ts';

const FILES = [
  findingOf('mismatch', 'Weights/Layer-1.bin'),
  findingOf('match', 'weights/layer-2.bin'),
  findingOf('extra', 'run\u202egpj.py'),
  findingOf('ignored', 'cafe\u0301/notes'),
  bundleAt('model.sig'),
];

const found = (filter: Partial<FileFilter>): readonly string[] =>
  filterFiles(FILES, { ...ANY_FILE, ...filter }).map(({ path }) => path);

describe('filterFiles', () => {
  it('leaves all by default', () => {
    expect(found({})).toHaveLength(FILES.length);
    expect(found({ part: '  ' })).toHaveLength(FILES.length);
  });

  it('finds a part of the path, whatever its letter case or composition', () => {
    expect(found({ part: 'WEIGHTS/' })).toEqual(['Weights/Layer-1.bin', 'weights/layer-2.bin']);
    expect(found({ part: ' layer-2 ' })).toEqual(['weights/layer-2.bin']);
    expect(found({ part: 'caf\u00e9' })).toEqual(['cafe\u0301/notes']);
    expect(found({ part: 'nothing' })).toEqual([]);
  });

  it('finds a name as the page shows it and as it is', () => {
    expect(found({ part: 'run\\u202eg' })).toEqual(['run\u202egpj.py']);
    expect(found({ part: '\u202eg' })).toEqual(['run\u202egpj.py']);
  });

  it('leaves the outcomes that were chosen, without the bundle, which is of none', () => {
    expect(found({ outcomes: ['mismatch', 'extra'] })).toEqual(['Weights/Layer-1.bin', 'run\u202egpj.py']);
    expect(found({ outcomes: ['ignored'] })).toEqual(['cafe\u0301/notes']);
    expect(found({ outcomes: ['match'], part: 'layer-1' })).toEqual([]);
  });
});

describe('leavesAll', () => {
  it('is true of what hides nothing', () => {
    expect(leavesAll({ part: ' ', outcomes: [] })).toBe(true);
    expect(leavesAll({ part: 'a', outcomes: [] })).toBe(false);
    expect(leavesAll({ part: '', outcomes: ['match'] })).toBe(false);
  });
});
