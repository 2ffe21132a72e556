import { problem } from '../oms/error.ts';
import { droppedEntry, isFolder } from './entry.ts';
import { listFolder } from './listing.ts';
import type { ListingWatch } from './listing-watch.ts';
import { listHandle } from './picker.ts';
import type { ModelTree, Unreadable } from './tree.ts';

/** What a person gave at once: folders, and loose files (a bundle, keys, a model of one file). The app decides on roles. */
export interface Dropped {
  readonly folders: readonly ModelTree[];
  readonly files: readonly File[];
  /** Items that the browser named but did not hand over. */
  readonly unreadable: readonly Unreadable[];
}

/** How long a folder waits for its handle, in milliseconds: a dialog may keep it back until it is answered. */
const HANDLE_WAIT = 500;

/**
 * Reads a drop. Must be called in the `drop` event itself: the browser empties the data after it. Folders are listed
 * with `webkitGetAsEntry`, which hides the least in every engine; their handles open the files faster and are kept for
 * later. Rejects only if the watch calls it off.
 */
export function readDrop(data: DataTransfer, watch?: ListingWatch): Promise<Dropped> {
  const items = [...data.items]
    .filter((item) => item.kind === 'file')
    .map((item) => {
      const entry = item.webkitGetAsEntry();
      return {
        entry,
        file: item.getAsFile(),
        handle: entry?.isDirectory ? directoryHandle(item) : undefined,
      };
    });
  return readItems(items, watch);
}

/** What one dropped item gives while the event lasts. */
interface DroppedItem {
  readonly entry: FileSystemEntry | null;
  readonly file: File | null;
  readonly handle: Promise<FileSystemDirectoryHandle | undefined> | undefined;
}

async function readItems(items: readonly DroppedItem[], watch: ListingWatch | undefined): Promise<Dropped> {
  const folders: ModelTree[] = [];
  const files: File[] = [];
  const unreadable: Unreadable[] = [];
  for (const { entry, file, handle } of items) {
    if (entry && isFolder(entry)) folders.push(await listDropped(entry, handle, watch));
    else if (file) files.push(file);
    else unreadable.push({ path: entry?.name ?? '', problem: problem('file-unreadable') });
  }
  return { folders, files, unreadable };
}

async function listDropped(
  entry: FileSystemDirectoryEntry,
  handle: Promise<FileSystemDirectoryHandle | undefined> | undefined,
  watch: ListingWatch | undefined,
): Promise<ModelTree> {
  const directory = await Promise.race([handle, wait(HANDLE_WAIT)]);
  const tree = await listFolder(droppedEntry(entry, directory), 'drop', directory, watch);
  if (tree.files.length > 0 || tree.unreadable.length === 0) return tree;
  // A page opened from file:// cannot read entries (Chromium 156: EncodingError), but can read handles.
  const late = await handle;
  return late ? listHandle(late, watch) : tree;
}

function directoryHandle(item: DataTransferItem): Promise<FileSystemDirectoryHandle | undefined> | undefined {
  // Chromium only.
  if (!('getAsFileSystemHandle' in item)) return undefined;
  return item.getAsFileSystemHandle().then(
    (handle) => (handle && isDirectory(handle) ? handle : undefined),
    () => undefined,
  );
}

function isDirectory(handle: FileSystemHandle): handle is FileSystemDirectoryHandle {
  return handle.kind === 'directory';
}

function wait(milliseconds: number): Promise<undefined> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds, undefined);
  });
}
