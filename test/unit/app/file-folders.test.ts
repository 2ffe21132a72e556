import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Folder, foldersOf, unsignedFolders } from '../../../src/app/file-folders.ts';
import { type Finding, OUTCOMES, tally } from '../../../src/oms/compare.ts';
import { bundleAt, findingOf } from '../../support/finding.ts';

/** All folders, the model itself first. */
function all(folder: Folder): Folder[] {
  return [folder, ...folder.folders.flatMap((below) => all(below))];
}

const paths = (findings: readonly Finding[]): string[] => all(foldersOf(findings)).map(({ path }) => path);
const matches = (...names: readonly string[]): Finding[] => names.map((name) => findingOf('match', name));

describe('foldersOf', () => {
  it('joins folders that hold one folder and nothing else', () => {
    expect(paths(matches('a/b/c/1', 'a/b/c/2'))).toEqual(['', 'a/b/c/']);
    expect(paths(matches('a/b/1', 'a/b/c/2'))).toEqual(['', 'a/b/', 'a/b/c/']);
    expect(paths(matches('x/a/b/1', 'x/c/d/2', 'y/3'))).toEqual(['', 'x/', 'x/a/b/', 'x/c/d/', 'y/']);
  });

  it('takes no name for a part of another', () => {
    expect(paths(matches('a/1', 'a-b/2', 'a.b/3', 'ab/4', 'a'))).toEqual(['', 'a-b/', 'a.b/', 'a/', 'ab/']);
  });

  it('counts what is below, but for the bundle, and tells the worst of it', () => {
    const model = foldersOf([
      findingOf('match', 'a/1', 10),
      findingOf('mismatch', 'a/b/2', 5),
      findingOf('missing', 'c/3'),
      bundleAt('a/model.sig'),
    ]);
    expect(model).toMatchObject({ outcome: 'mismatch', size: 1015, counts: { match: 1, ignored: 0 } });
    expect(model.folders).toMatchObject([
      { path: 'a/', outcome: 'mismatch', size: 1015, counts: { match: 1, mismatch: 1, missing: 0 } },
      { path: 'c/', outcome: 'missing', size: 0 },
    ]);
    expect(foldersOf([bundleAt('.kaggle/signing.json')]).outcome).toBe('ignored');
  });

  it('holds each file once, in its own folder, in fewer than two folders a file', () => {
    const path = fc
      .array(fc.constantFrom('a', 'b', 'aa', 'a-', 'A', '__proto__'), { minLength: 1, maxLength: 6 })
      .map((names) => names.join('/'));
    const finding = fc
      .record({ outcome: fc.constantFrom(...OUTCOMES), path })
      .map(({ outcome, path }) => findingOf(outcome, path));
    fc.assert(
      fc.property(fc.array(finding, { minLength: 1, maxLength: 40 }), (findings) => {
        const folders = all(foldersOf(findings));
        const files = folders.flatMap((folder) => folder.files);
        expect(new Set(files)).toEqual(new Set(findings));
        expect(files).toHaveLength(findings.length);
        expect(folders.length).toBeLessThanOrEqual(2 * findings.length);
        expect(new Set(folders.map((folder) => folder.path)).size).toBe(folders.length);
        for (const folder of folders) {
          for (const file of folder.files) {
            expect(file.path.slice(0, file.path.lastIndexOf('/') + 1)).toBe(folder.path);
          }
          for (const below of folder.folders) expect(below.path.startsWith(folder.path)).toBe(true);
          expect(folder.counts).toEqual(tally(findings.filter((file) => file.path.startsWith(folder.path))));
          if (folder.path !== '' && folder.files.length === 0)
            expect(folder.folders.length).toBeGreaterThan(1);
        }
      }),
    );
  });

  it('takes names of thousands of levels', () => {
    const deep = Array.from({ length: 200 }, (_, index) => `${'x/'.repeat(80 * (index + 1))}f`);
    const folders = [];
    let folder: Folder | undefined = foldersOf(matches(...deep));
    for (; folder; folder = folder.folders[0]) folders.push(folder);
    expect(folders).toHaveLength(201);
    expect(folders[0]?.counts.match).toBe(200);
  });
});

describe('unsignedFolders', () => {
  it('names the folders in which nothing is signed', () => {
    const unsigned = unsignedFolders(
      foldersOf([
        findingOf('extra', 'new/1'),
        findingOf('ignored', 'new/2'),
        findingOf('not-covered', 'new/sub/3'),
        findingOf('extra', 'new/sub/4'),
        findingOf('match', 'weights/5'),
        findingOf('extra', 'weights/mine/6'),
        findingOf('missing', 'gone/7'),
        findingOf('extra', 'gone/8'),
        findingOf('ignored', 'left/9'),
      ]),
    );
    expect([...unsigned].sort()).toEqual(['new/', 'new/sub/', 'weights/mine/']);
  });

  it('never names the model itself', () => {
    expect(unsignedFolders(foldersOf([findingOf('extra', '1')]))).toEqual(new Set());
  });
});
