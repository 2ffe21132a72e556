import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { driftFrom, MOST_FILES, snapshotOf } from '../../../src/model/snapshot.ts';
import type { ModelFile, Unreadable } from '../../../src/model/tree.ts';
import { problem } from '../../../src/oms/error.ts';

const file = (path: string, size = 1, lastModified = 1): ModelFile => ({
  path,
  size,
  lastModified,
  open: () => Promise.reject(new Error('a quick look opens nothing')),
});
const closed = (path: string): Unreadable => ({ path, problem: problem('permission-refused') });
const NOTHING = { changed: [], added: [], gone: [], unreadable: [] };

/** Files by their paths, with sizes and times. */
const folder = fc
  .dictionary(fc.stringMatching(/^[a-c\n ]{1,3}(?:\/[a-c]{1,2}){0,2}$/), fc.tuple(fc.nat(2), fc.nat(2)), {
    noNullPrototype: true,
  })
  .map((entries) => new Map(Object.entries(entries)));
const listed = (entries: ReadonlyMap<string, readonly [number, number]>): ModelFile[] =>
  [...entries].map(([path, [size, time]]) => file(path, size, time));

function drift(before: readonly ModelFile[], files: readonly ModelFile[], unreadable: Unreadable[] = []) {
  const snapshot = snapshotOf({ files: before });
  if (!snapshot) expect.unreachable();
  return driftFrom(structuredClone(snapshot), { files, unreadable });
}

describe('a snapshot', () => {
  it('tells what changed, came and went, and nothing else', () => {
    fc.assert(
      fc.property(folder, folder, (before, now) => {
        const { added, changed, gone } = drift(listed(before), listed(now));
        const both = [...now.keys()].filter((path) => before.has(path));
        expect(added).toEqual([...now.keys()].filter((path) => !before.has(path)));
        expect(gone).toEqual([...before.keys()].filter((path) => !now.has(path)));
        expect(changed).toEqual(both.filter((path) => String(before.get(path)) !== String(now.get(path))));
      }),
    );
  });

  it('finds nothing in a folder that stayed as it was, not even one without files', () => {
    fc.assert(
      fc.property(folder, (entries) => {
        expect(drift(listed(entries), listed(entries))).toEqual(NOTHING);
      }),
    );
    expect(drift([], [])).toEqual(NOTHING);
    expect(drift([], [file('a')])).toEqual({ ...NOTHING, added: ['a'] });
  });

  it('does not call gone what it could not look into', () => {
    const before = [file('a/b/c'), file('a/bc'), file('d'), file('e')];
    expect(drift(before, [file('e')], [closed('a/b'), closed('d')])).toEqual({
      ...NOTHING,
      gone: ['a/bc'],
      unreadable: ['a/b', 'd'],
    });
  });

  it('holds so many files and no more', () => {
    const files = Array.from({ length: MOST_FILES }, (_, index) => file(`layer/${index}`));
    expect(snapshotOf({ files })?.sizes).toHaveLength(MOST_FILES);
    expect(snapshotOf({ files: [...files, file('one more')] })).toBeUndefined();
  });
});
