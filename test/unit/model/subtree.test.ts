import { describe, expect, it } from 'vitest';
import { pathBelow, subtree } from '../../../src/model/subtree.ts';
import { problem } from '../../../src/oms/error.ts';
import { utf8 } from '../../support/bytes.ts';
import { treeOf } from '../../support/world.ts';

const FILES = { 'config.json': utf8('{}'), 'sub/a': utf8('a'), 'sub/b/c': utf8('cc'), subway: utf8('x') };

describe('subtree', () => {
  const tree = treeOf(FILES, {
    duplicates: ['config.json', 'sub/a'],
    unreadable: [
      { path: '.', problem: problem('model-too-large') },
      { path: 'other', problem: problem('file-unreadable') },
      { path: 'sub/locked', problem: problem('file-unreadable') },
    ],
    relist: () => Promise.resolve(treeOf({ ...FILES, 'sub/new': utf8('') })),
  });
  const sub = subtree(tree, 'sub');

  it('has the files of the folder and no others, under their paths in it', () => {
    expect(sub.name).toBe('model/sub');
    expect(sub.files.map(({ path, size }) => [path, size])).toEqual([
      ['a', 1],
      ['b/c', 2],
    ]);
    expect(sub.duplicates).toEqual(['a']);
    expect(sub.within).toBe(tree);
  });

  it('keeps what could not be read of it, and that the whole was not listed to its end', () => {
    expect(sub.unreadable.map(({ path, problem: { code } }) => [path, code])).toEqual([
      ['.', 'model-too-large'],
      ['locked', 'file-unreadable'],
    ]);
  });

  it('is listed again as the folder that it is', async () => {
    expect((await sub.relist?.())?.files.map(({ path }) => path)).toEqual(['a', 'b/c', 'new']);
    expect(subtree(treeOf(FILES), 'sub').relist).toBeUndefined();
  });
});

describe('pathBelow', () => {
  it.each([
    ['sub', 'sub/a/b', 'a/b'],
    ['sub/a', 'sub/a/b', 'b'],
    ['sub', 'sub', '.'],
    ['sub', 'subway', undefined],
    ['sub', 'a/sub/b', undefined],
  ])('from %s on, %s is %s', (folder, path, below) => {
    expect(pathBelow(folder, path)).toBe(below);
  });
});
