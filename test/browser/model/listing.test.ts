import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Entry, FolderEntry } from '../../../src/model/entry.ts';
import { listFolder } from '../../../src/model/listing.ts';
import type { ModelTree } from '../../../src/model/tree.ts';

const file = (name: string, open: () => Promise<File>): Entry => ({ kind: 'file', name, stat: open, open });

const text = (name: string, content = name): Entry =>
  file(name, () => Promise.resolve(new File([content], name, { lastModified: 42 })));

const broken = (name: string, error: string): Entry =>
  file(name, () => Promise.reject(new DOMException('no', error)));

function folder(name: string, children: Iterable<Entry>): FolderEntry {
  return {
    kind: 'folder',
    name,
    entries: async function* () {
      for (const child of children) yield await Promise.resolve(child);
    },
  };
}

function brokenFolder(name: string, error: string): FolderEntry {
  const next = (): Promise<never> => Promise.reject(new DOMException('no', error));
  return { kind: 'folder', name, entries: () => ({ [Symbol.asyncIterator]: () => ({ next }) }) };
}

const paths = (tree: ModelTree): readonly string[] => tree.files.map(({ path }) => path);
const refusals = (tree: ModelTree): readonly (readonly [string, string])[] =>
  tree.unreadable.map(({ path, problem }) => [path, problem.code] as const);

describe('listFolder', () => {
  it('lists every file with its path, size and time, hidden ones too', async () => {
    const tree = await listFolder(
      folder('model', [
        text('b.json'),
        folder('a', [text('x.bin', '12345'), folder('deep', [text('.hidden')])]),
        folder('empty', []),
        text('.dot'),
      ]),
      'drop',
    );
    expect(tree).toMatchObject({
      name: 'model',
      kind: 'folder',
      via: 'drop',
      unreadable: [],
      duplicates: [],
    });
    expect(paths(tree)).toEqual(['.dot', 'a/deep/.hidden', 'a/x.bin', 'b.json']);
    expect(tree.files[2]).toMatchObject({ size: 5, lastModified: 42 });
    expect(tree.linkCache).toBe(false);
  });

  it('keeps names exactly as they are', async () => {
    const names = [
      'a\\b',
      'a:0:10',
      'con',
      ' trailing ',
      'caf\u00e9',
      'cafe\u0301',
      '\u202egpj.exe',
      '<b>',
      '🤗',
      'x\ny',
    ];
    const tree = await listFolder(
      folder(
        'm',
        names.map((name) => text(name)),
      ),
      'drop',
    );
    expect(new Set(paths(tree))).toEqual(new Set(names));
  });

  it('lists any tree', async () => {
    const name = fc.stringMatching(/^[a-z]{1,3}$/);
    const tree = fc.letrec<{ node: Shape }>((tie) => ({
      node: fc.dictionary(name, fc.oneof({ depthSize: 'small' }, fc.constant(null), tie('node')), {
        maxKeys: 6,
      }),
    })).node;
    await fc.assert(
      fc.asyncProperty(tree, async (shape) => {
        const listed = await listFolder(folderOf('m', shape), 'drop');
        expect(paths(listed)).toEqual(pathsOf(shape).sort());
      }),
      { numRuns: 50 },
    );
  });

  it.each(['', 'a\ufffdb', '\ud800', '.', '..', 'a/b', 'nul\0'])(
    'cannot compare the name %j',
    async (name) => {
      const tree = await listFolder(
        folder('m', [folder('sub', [text(name), folder(name, [text('lost')])]), text('ok')]),
        'drop',
      );
      expect(paths(tree)).toEqual(['ok']);
      expect(refusals(tree)).toEqual([
        [`sub/${name}`, 'name-unreadable'],
        [`sub/${name}`, 'name-unreadable'],
      ]);
    },
  );

  it('says which entries could not be opened, and goes on', async () => {
    const tree = await listFolder(
      folder('m', [
        broken('gone', 'NotFoundError'),
        broken('locked', 'NotReadableError'),
        brokenFolder('closed', 'NotAllowedError'),
        brokenFolder('lost', 'NotFoundError'),
        text('ok'),
      ]),
      'picker',
    );
    expect(paths(tree)).toEqual(['ok']);
    expect(refusals(tree)).toEqual([
      ['closed', 'permission-refused'],
      ['gone', 'file-vanished'],
      ['locked', 'file-unreadable'],
      ['lost', 'file-vanished'],
    ]);
  });

  it('names the root where nothing can be listed', async () => {
    const tree = await listFolder(brokenFolder('m', 'NotAllowedError'), 'picker');
    expect(refusals(tree)).toEqual([['.', 'permission-refused']]);
    expect(tree.linkCache).toBe(false);
  });

  it('sees two entries under one path', async () => {
    const tree = await listFolder(
      folder('m', [text('a', 'first'), text('a', 'the second'), text('b')]),
      'drop',
    );
    expect(paths(tree)).toEqual(['a', 'b']);
    expect(tree.duplicates).toEqual(['a']);
  });

  it('lists again what lies there then', async () => {
    const children = [text('a')];
    const tree = await listFolder(folder('m', children), 'drop');
    children.push(text('b'));
    const again = await tree.relist?.();
    expect(paths(tree)).toEqual(['a']);
    expect(again && paths(again)).toEqual(['a', 'b']);
  });

  it('lists 20,000 files, a hundred at once, and lets the page live', async () => {
    let open = 0;
    let most = 0;
    const slow = (name: string): Entry =>
      file(name, async () => {
        open += 1;
        most = Math.max(most, open);
        await Promise.resolve();
        open -= 1;
        return new File([], name);
      });
    const wide = Array.from({ length: 20 }, (_, i) =>
      folder(
        `d${i}`,
        Array.from({ length: 1000 }, (_, j) => slow(`f${j}`)),
      ),
    );
    let turns = 0;
    const clock = setInterval(() => (turns += 1), 0);
    const tree = await listFolder(folder('m', wide), 'drop');
    clearInterval(clock);
    expect(tree.files).toHaveLength(20_000);
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(100);
    // Without a pause no timer fires before the end.
    expect(turns).toBeGreaterThan(1);
  });

  it('tells of every file that it finds', async () => {
    let found = 0;
    const watch = { found: () => (found += 1), signal: new AbortController().signal };
    const tree = await listFolder(
      folder('m', [text('a'), folder('b', [text('c'), broken('d', 'NotFoundError')]), folder('e', [])]),
      'drop',
      undefined,
      watch,
    );
    expect(found).toBe(2);
    await tree.relist?.(watch);
    expect(found).toBe(4);
  });

  it('ends when it is called off, and gives no part of the folder', async () => {
    const calling = new AbortController();
    let found = 0;
    const watch = {
      found: () => {
        found += 1;
        if (found === 10) calling.abort();
      },
      signal: calling.signal,
    };
    const endless: FolderEntry = {
      kind: 'folder',
      name: 'endless',
      entries: async function* () {
        for (let index = 0; ; index++) yield await Promise.resolve(text(String(index)));
      },
    };
    const listing = listFolder(folder('m', [endless, endless]), 'drop', undefined, watch);
    await expect(listing).rejects.toMatchObject({ name: 'AbortError' });
    const then = found;
    await new Promise((resolve) => setTimeout(resolve, 50));
    // What had been begun may end; nothing else begins.
    expect(found - then).toBeLessThan(100);
  });

  it('does not begin once it is called off', async () => {
    let asked = false;
    const entries = (): never => {
      asked = true;
      throw new Error('was asked');
    };
    const watch = { found: () => undefined, signal: AbortSignal.abort() };
    const listing = listFolder({ kind: 'folder', name: 'm', entries }, 'drop', undefined, watch);
    await expect(listing).rejects.toMatchObject({ name: 'AbortError' });
    expect(asked).toBe(false);
  });

  it.each<[string, Shape, boolean]>([
    ['an empty folder', {}, true],
    ['a snapshot whose files are links', { onnx: {} }, true],
    ['a cached repository', { blobs: { abc: null }, refs: { main: null }, snapshots: { rev: {} } }, true],
    [
      'the whole cache',
      { 'models--a--b': { blobs: { x: null } }, '.locks': { y: null }, 'version.txt': null },
      true,
    ],
    [
      'a cache without links',
      { blobs: {}, refs: { main: null }, snapshots: { rev: { 'config.json': null } } },
      false,
    ],
    ['a model with a folder blobs', { blobs: { a: null }, 'model.sig': null }, false],
    ['one file', { 'version.txt': null }, false],
  ])('tells whether it is a cache of links: %s', async (_what, shape, linkCache) => {
    expect((await listFolder(folderOf('m', shape), 'drop')).linkCache).toBe(linkCache);
  });
});

/** A tree as names: a file is null. */
interface Shape {
  readonly [name: string]: Shape | null;
}

function folderOf(name: string, shape: Shape): FolderEntry {
  const child = ([key, value]: readonly [string, Shape | null]): Entry =>
    value ? folderOf(key, value) : text(key);
  return folder(name, Object.entries(shape).map(child));
}

function pathsOf(shape: Shape): string[] {
  return Object.entries(shape).flatMap(([name, value]) =>
    value ? pathsOf(value).map((below) => `${name}/${below}`) : [name],
  );
}
