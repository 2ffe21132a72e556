import type { Problem } from '../oms/error.ts';

/** One regular file under the model's root, as the browser shows it. */
export interface ModelFile {
  /** Relative to the root, `/`-separated, exactly as on disk; for a single file its name. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since 1970, as the browser tells it. */
  readonly lastModified: number;
  /** A handle on the bytes; reading it fails if the file has changed since. */
  readonly file: File;
}

/** How the files were given; each way hides other things (`unseen.ts`). */
export type Via = 'drop' | 'picker' | 'input';

/** The files of a model, listed once. */
export interface ModelTree {
  /** The folder's or the file's name. */
  readonly name: string;
  readonly kind: 'folder' | 'file';
  readonly via: Via;
  readonly files: readonly ModelFile[];
  /** Entries that the browser listed but could not open or name. */
  readonly unreadable: readonly { readonly path: string; readonly problem: Problem }[];
  /** Paths under which two entries were listed. */
  readonly duplicates: readonly string[];
  /** True where the folder looks like a Hugging Face cache, whose files are links a page cannot see. */
  readonly linkCache: boolean;
  /** Lists the same folder again; absent where the browser gives only a list of files. */
  readonly relist?: () => Promise<ModelTree>;
}
