import { problem, type Problem } from '../oms/error.ts';
import type { FileStat } from './entry.ts';
import { listedFile } from './listed-file.ts';
import type { ModelFile, ModelTree, Unreadable } from './tree.ts';

/** Largest number of entries that is listed: more is a mistake (a whole disk), or a link that leads in a circle. */
export const MAX_ENTRIES = 1_000_000;

/** Gathers the files of one {@link ModelTree}; says itself what is twice or cannot be named. */
export class TreeBuilder {
  readonly #files = new Map<string, ModelFile>();
  readonly #unreadable: Unreadable[] = [];
  readonly #duplicates = new Set<string>();
  #entries = 0;

  /**
   * Counts one more entry, file or folder, before it is opened; false if it must be skipped: one of the `names` that
   * it adds to its path cannot be compared, or there are too many entries.
   */
  admit(path: string, names: readonly string[]): boolean {
    this.#entries += 1;
    if (this.#entries === MAX_ENTRIES + 1) this.refuse('.', problem('model-too-large'));
    if (this.#entries > MAX_ENTRIES) return false;
    if (names.every(isReadableName)) return true;
    this.refuse(path, problem('name-unreadable'));
    return false;
  }

  /** Adds the file at `path`, relative to the root; `open` gives it at each call, and so does its `folder` where it has a handle. */
  add(path: string, stat: FileStat, open: () => Promise<File>, folder?: FileSystemDirectoryHandle): void {
    if (this.#files.has(path)) this.#duplicates.add(path);
    else this.#files.set(path, listedFile(path, stat, open, folder));
  }

  /** Notes that the entry at `path` could not be opened or named. */
  refuse(path: string, reason: Problem): void {
    this.#unreadable.push({ path, problem: reason });
  }

  /** The tree of all that was gathered. */
  build(rest: Pick<ModelTree, 'name' | 'kind' | 'via' | 'handle' | 'relist'>): ModelTree {
    const files = [...this.#files.values()].sort(byPath);
    return {
      ...rest,
      files,
      unreadable: [...this.#unreadable].sort(byPath),
      duplicates: [...this.#duplicates].sort(),
      linkCache:
        rest.kind === 'folder' && this.#unreadable.length === 0 && isLinkCache([...this.#files.keys()]),
    };
  }
}

/**
 * False for a name that browsers hand over damaged: empty or with U+FFFD where the bytes on disk are not UTF-8, with
 * half a surrogate pair on Windows. The other refusals are names that no file system gives, but a path would obey.
 */
function isReadableName(name: string): boolean {
  return (
    name !== '' &&
    name !== '.' &&
    name !== '..' &&
    !/[/\u{FFFD}\p{Surrogate}]/u.test(name) &&
    !name.includes('\0')
  );
}

/**
 * What is visible of a Hugging Face cache, or of one repository in it: `blobs/` and `refs/` are real, the model itself
 * lies in `snapshots/` as links, so that a snapshot alone shows nothing. Where `snapshots/` shows files there are no links.
 */
function isLinkCache(paths: readonly string[]): boolean {
  const inner = paths.filter((path) => !/^(?:\.locks\/|version\.txt$|CACHEDIR\.TAG$)/.test(path));
  if (inner.length === 0) return paths.length === 0;
  return inner.every((path) => /^(?:[^/]+--[^/]+\/)?(?:blobs|refs|\.no_exist)\//.test(path));
}

function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}
