import type { Problem, Result } from '../oms/error.ts';
import type { ListingWatch } from './listing-watch.ts';

/** One regular file under the model's root, as the browser shows it. */
export interface ModelFile {
  /** Relative to the root, `/`-separated, exactly as on disk; for a single file its name. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since 1970, as the browser tells it. */
  readonly lastModified: number;
  /**
   * Opens it as it was listed; reading it fails if it changes after that. Problems: `file-changed` if it has another size
   * or time by now, `file-vanished`, `file-unreadable`. Never rejects.
   */
  readonly open: () => Promise<Result<File>>;
  /** The folder that it lies in, where that has a handle: by its name in it, a worker can open it. */
  readonly folder?: FileSystemDirectoryHandle | undefined;
}

/** An entry that the browser listed but could not open or name. */
export interface Unreadable {
  /** As far as it is known; `.` is the root itself. */
  readonly path: string;
  readonly problem: Problem;
}

/** How the files were listed; each way hides other things (`unseen.ts`). */
export type Via = 'drop' | 'picker' | 'input';

/** The files of a model, listed once. */
export interface ModelTree {
  /** The folder's or the file's name. */
  readonly name: string;
  readonly kind: 'folder' | 'file';
  readonly via: Via;
  /** Sorted by path (UTF-16 order), each path once. */
  readonly files: readonly ModelFile[];
  readonly unreadable: readonly Unreadable[];
  /** Paths under which two entries were listed; `files` holds the first. */
  readonly duplicates: readonly string[];
  /** True where no file is visible, or only those of a Hugging Face cache: the others are links a page cannot see. */
  readonly linkCache: boolean;
  /** The folder that was opened, where this is only a folder in it (`subtree.ts`). */
  readonly within?: ModelTree;
  /** The folder's handle where the browser gave one: it can be stored, to check the same folder again later. */
  readonly handle?: FileSystemDirectoryHandle;
  /**
   * Lists the same folder again; absent where the browser gives only a list of files. Rejects only if the watch calls it
   * off.
   */
  readonly relist?: (watch?: ListingWatch) => Promise<ModelTree>;
}
