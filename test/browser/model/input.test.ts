import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileTree } from '../../../src/model/file-tree.ts';
import { readInput } from '../../../src/model/input.ts';
import { contentOf } from '../../support/content.ts';

/** A file as `<input webkitdirectory>` gives it. */
function chosen(path: string, content = 'x'): File {
  const file = new File([content], path.split('/').at(-1) ?? '', { lastModified: 7 });
  Object.defineProperty(file, 'webkitRelativePath', { value: path });
  return file;
}

describe('readInput', () => {
  it('makes a tree of a chosen folder, without the folder in the paths', () => {
    const { folders, files } = readInput([
      chosen('model/b'),
      chosen('model/sub/a', '123'),
      chosen('model/.hidden'),
    ]);
    expect(files).toEqual([]);
    expect(folders).toHaveLength(1);
    const [tree] = folders;
    expect(tree).toMatchObject({
      name: 'model',
      kind: 'folder',
      via: 'input',
      unreadable: [],
      duplicates: [],
    });
    expect(tree?.files.map(({ path, size, lastModified }) => [path, size, lastModified])).toEqual([
      ['.hidden', 1, 7],
      ['b', 1, 7],
      ['sub/a', 3, 7],
    ]);
    expect(tree?.relist).toBeUndefined();
  });

  it('keeps any paths', () => {
    const name = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((text) => /^[^/\0\uFFFD]+$/.test(text) && !/^\.\.?$/.test(text));
    const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join('/'));
    fc.assert(
      fc.property(fc.uniqueArray(path), name, (all, root) => {
        const { folders } = readInput(all.map((each) => chosen(`${root}/${each}`)));
        expect(folders.flatMap(({ files }) => files.map((file) => file.path))).toEqual([...all].sort());
      }),
    );
  });

  it('says so if a path comes twice', () => {
    // Chromium shows the file a\b as a/b.
    const [tree] = readInput([chosen('m/a/b'), chosen('m/a/b', 'other'), chosen('m/c')]).folders;
    expect(tree?.duplicates).toEqual(['a/b']);
    expect(tree?.files.map(({ path, size }) => [path, size])).toEqual([
      ['a/b', 1],
      ['c', 1],
    ]);
  });

  it.each(['m/a\ufffd', 'm/a\ufffd/b', 'm//b', 'm/../b', 'm/a/'])('cannot compare %j', (path) => {
    const [tree] = readInput([chosen(path), chosen('m/ok')]).folders;
    expect(tree?.files.map((file) => file.path)).toEqual(['ok']);
    expect(tree?.unreadable).toMatchObject([{ path: path.slice(2), problem: { code: 'name-unreadable' } }]);
  });

  it('takes files without a path as loose ones', () => {
    const bundle = new File(['{}'], 'model.sig');
    expect(readInput([bundle])).toEqual({ folders: [], files: [bundle], unreadable: [] });
  });

  it('keeps roots apart', () => {
    const { folders } = readInput([chosen('a/x'), chosen('b/x')]);
    expect(folders.map(({ name, files }) => [name, files.length])).toEqual([
      ['a', 1],
      ['b', 1],
    ]);
  });
});

describe('fileTree', () => {
  it('holds one file under its name', async () => {
    const tree = fileTree(new File(['abc'], 'model.gguf', { lastModified: 9 }));
    expect(tree).toMatchObject({
      name: 'model.gguf',
      kind: 'file',
      files: [{ path: 'model.gguf', size: 3, lastModified: 9 }],
      unreadable: [],
      linkCache: false,
    });
    expect(await contentOf(tree.files[0])).toBe('abc');
  });

  it('holds none if the name cannot be compared', () => {
    const tree = fileTree(new File(['abc'], 'a\ufffd'));
    expect(tree.files).toEqual([]);
    expect(tree.unreadable).toMatchObject([{ path: 'a\ufffd', problem: { code: 'name-unreadable' } }]);
  });
});
