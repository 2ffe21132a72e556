declare global {
  /** What only Chromium has, of the interface's first draft. */
  interface FileSystemEntry {
    getMetadata?(
      done: (metadata: { readonly size: number; readonly modificationTime: Date }) => void,
      failed: ErrorCallback,
    ): void;
  }
}

/** A file in a folder that is being listed, whichever interface of the browser shows it. */
export interface FileEntry {
  readonly kind: 'file';
  /** As on disk, without its folder; untrusted. */
  readonly name: string;
  /** Rejects with the browser's `DOMException`. */
  readonly stat: () => Promise<FileStat>;
  /** Opens the file as it is at each call. Rejects with the browser's `DOMException` if that cannot be done. */
  readonly open: () => Promise<File>;
  /** The folder that it lies in, where that has a handle by which to open it. */
  readonly folder?: Handle;
}

/** Size in bytes, and time of change in milliseconds since 1970. */
export type FileStat = Pick<File, 'size' | 'lastModified'>;

/** A folder, whichever interface of the browser shows it. */
export interface FolderEntry {
  readonly kind: 'folder';
  readonly name: string;
  /** Lists what lies directly in it, anew at each call; throws the browser's `DOMException` if that fails. */
  readonly entries: () => AsyncIterable<Entry>;
}

/** One entry of a folder. */
export type Entry = FileEntry | FolderEntry;

/** The folder behind a handle of the File System Access interface (WHATWG File System §2.4). */
export function handleEntry(folder: FileSystemDirectoryHandle): FolderEntry {
  return {
    kind: 'folder',
    name: folder.name,
    entries: async function* () {
      for await (const child of folder.values()) {
        if (child.kind === 'directory') yield handleEntry(child);
        else
          yield {
            kind: 'file',
            name: child.name,
            stat: () => child.getFile(),
            open: openerOf(folder, child.name),
            folder,
          };
      }
    },
  };
}

/** Opens by name: a handle of its own takes 10 KB for each file, for as long as it is kept. */
function openerOf(folder: FileSystemDirectoryHandle, name: string): () => Promise<File> {
  return async () => (await folder.getFileHandle(name)).getFile();
}

/** The handle of a dropped folder, or of one in it; undefined where the browser gives or shows none. */
type Handle = FileSystemDirectoryHandle | undefined;

/**
 * The entry behind a dropped folder (WICG File and Directory Entries §7), which hides the least.
 *
 * @param handle - the same folder's: what it shows is opened by it, which keeps the page's thread free (Chromium 156)
 */
export function droppedEntry(
  dropped: FileSystemDirectoryEntry,
  handle?: Handle | Promise<Handle>,
): FolderEntry {
  return {
    kind: 'folder',
    name: dropped.name,
    entries: async function* () {
      const reader = dropped.createReader();
      const folder = await handle;
      for (;;) {
        // At most 100 a call: only an empty answer is the end.
        const some = await new Promise<FileSystemEntry[]>((resolve, reject) => {
          reader.readEntries(resolve, reject);
        });
        if (some.length === 0) return;
        for (const child of some) {
          if (isFolder(child)) yield droppedEntry(child, folderIn(folder, child.name));
          else if (isFile(child)) yield droppedFile(child, folder);
        }
      }
    },
  };
}

/** Tells a dropped folder from a dropped file. */
export function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function droppedFile(dropped: FileSystemFileEntry, folder: Handle): FileEntry {
  const open = async (): Promise<File> => (await fileIn(folder, dropped.name)) ?? openDropped(dropped);
  const stat = async (): Promise<FileStat> => (await statDropped(dropped)) ?? open();
  return { kind: 'file', name: dropped.name, stat, open, folder };
}

/** Without a `File`, each of which costs the browser 8 KB until memory is tidied. Undefined where it has no way to. */
function statDropped(dropped: FileSystemFileEntry): Promise<FileStat | undefined> {
  return new Promise((resolve, reject) => {
    if (!dropped.getMetadata) resolve(undefined);
    dropped.getMetadata?.(({ size, modificationTime }) => {
      resolve({ size, lastModified: modificationTime.getTime() });
    }, reject);
  });
}

function openDropped(dropped: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => {
    dropped.file(resolve, reject);
  });
}

async function folderIn(parent: Handle, name: string): Promise<Handle> {
  try {
    return await parent?.getDirectoryHandle(name);
  } catch {
    // A handle shows less than its entry does.
    return undefined;
  }
}

async function fileIn(parent: Handle, name: string): Promise<File | undefined> {
  try {
    return await (await parent?.getFileHandle(name))?.getFile();
  } catch {
    return undefined;
  }
}
