import type { ModelTree } from './tree.ts';

/** Most files of a snapshot. */
export const MOST_FILES = 50_000;

/**
 * Names, sizes and times of a folder’s files as they were listed once: plain data that a database can keep. It says
 * nothing of what is in them.
 */
export interface Snapshot {
  /** In the order of `sizes` and `times`, with a NUL between them, which no path holds. */
  readonly paths: string;
  /** Bytes. */
  readonly sizes: Float64Array;
  /** Of the last change, milliseconds since 1970. */
  readonly times: Float64Array;
}

/** How a folder is listed now beside a snapshot of it: paths, each in one list at most. */
export interface Drift {
  /** Of another size or time. */
  readonly changed: readonly string[];
  readonly added: readonly string[];
  readonly gone: readonly string[];
  /** What the browser could not open or name; what lies in such a folder is not counted as gone. */
  readonly unreadable: readonly string[];
}

/** A snapshot of a tree; undefined if it holds too many files. */
export function snapshotOf({ files }: Pick<ModelTree, 'files'>): Snapshot | undefined {
  if (files.length > MOST_FILES) return undefined;
  return {
    paths: files.map(({ path }) => path).join('\0'),
    sizes: Float64Array.from(files, ({ size }) => size),
    times: Float64Array.from(files, ({ lastModified }) => lastModified),
  };
}

/** What became of the files of a snapshot, by their names, sizes and times alone. */
export function driftFrom(
  snapshot: Snapshot,
  { files, unreadable }: Pick<ModelTree, 'files' | 'unreadable'>,
): Drift {
  const before = new Map(pathsOf(snapshot).map((path, index) => [path, index]));
  const changed: string[] = [];
  const added: string[] = [];
  for (const { lastModified, path, size } of files) {
    const index = before.get(path);
    before.delete(path);
    if (index === undefined) added.push(path);
    else if (snapshot.sizes[index] !== size || snapshot.times[index] !== lastModified) changed.push(path);
  }
  const closed = new Set(unreadable.map(({ path }) => path));
  return {
    changed,
    added,
    gone: [...before.keys()].filter((path) => !liesIn(path, closed)),
    unreadable: [...closed],
  };
}

function pathsOf({ paths, sizes }: Snapshot): string[] {
  return sizes.length === 0 ? [] : paths.split('\0');
}

/** True if a path is one of `places`, or lies below one. */
function liesIn(path: string, places: ReadonlySet<string>): boolean {
  for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1))
    if (places.has(path.slice(0, end))) return true;
  return false;
}
