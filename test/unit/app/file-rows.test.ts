import { describe, expect, it } from 'vitest';
import { type Folder, foldersOf } from '../../../src/app/file-folders.ts';
import { type FileOrder, PROBLEMS_FIRST } from '../../../src/app/file-order.ts';
import { type FileRow, holdsProblem, listRows, treeRows } from '../../../src/app/file-rows.ts';
import { findingOf } from '../../support/finding.ts';

const FILES = [
  findingOf('match', 'a/1', 10),
  findingOf('match', 'a/2', 20),
  findingOf('match', 'b/3', 5),
  findingOf('mismatch', 'b/c/4', 5),
  findingOf('match', 'd', 15),
];
const BY_PATH: FileOrder = { by: 'path', descending: false };

/** A row a word: the depth, then the name below the folder it is shown in. */
const told = (rows: readonly FileRow[]): string[] =>
  rows.map(({ depth, finding, folder, within }) => {
    const path = folder?.path ?? finding?.path ?? '';
    return `${depth} ${path.slice(within.length)}`;
  });

const tree = (order: FileOrder, isOpen: (folder: Folder) => boolean): string[] =>
  told(treeRows(foldersOf(FILES), order, isOpen));

describe('listRows', () => {
  it('is a row a file', () => {
    expect(told(listRows(FILES, BY_PATH))).toEqual(['0 a/1', '0 a/2', '0 b/3', '0 b/c/4', '0 d']);
    expect(told(listRows(FILES, PROBLEMS_FIRST))[0]).toBe('0 b/c/4');
  });
});

describe('treeRows', () => {
  it('shows what is in open folders, below them', () => {
    expect(tree(BY_PATH, () => false)).toEqual(['0 a/', '0 b/', '0 d']);
    expect(tree(BY_PATH, () => true)).toEqual(['0 a/', '1 1', '1 2', '0 b/', '1 3', '1 c/', '2 4', '0 d']);
  });

  it('sorts folders among files, by the worst in them and by all their bytes', () => {
    expect(tree(PROBLEMS_FIRST, holdsProblem)).toEqual(['0 b/', '1 c/', '2 4', '1 3', '0 a/', '0 d']);
    expect(tree({ by: 'size', descending: true }, () => false)).toEqual(['0 a/', '0 d', '0 b/']);
  });
});
