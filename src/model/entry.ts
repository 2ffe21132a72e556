/** A file in a folder that is being listed, whichever interface of the browser shows it. */
export interface FileEntry {
  readonly kind: 'file';
  /** As on disk, without its folder; untrusted. */
  readonly name: string;
  /** Rejects with the browser's `DOMException` if the file cannot be opened. */
  readonly open: () => Promise<File>;
}

/** A folder, whichever interface of the browser shows it. */
export interface FolderEntry {
  readonly kind: 'folder';
  readonly name: string;
  /** Lists what lies directly in it, anew at each call; throws the browser's `DOMException` if that fails. */
  readonly entries: () => AsyncIterable<Entry>;
}

/** One entry of a folder. */
export type Entry = FileEntry | FolderEntry;

/** The entry behind a handle of the File System Access interface (WHATWG File System §2.4). */
export function handleEntry(handle: FileSystemDirectoryHandle): FolderEntry;
export function handleEntry(handle: FileSystemDirectoryHandle | FileSystemFileHandle): Entry;
export function handleEntry(handle: FileSystemDirectoryHandle | FileSystemFileHandle): Entry {
  if (handle.kind === 'file') return { kind: 'file', name: handle.name, open: () => handle.getFile() };
  return {
    kind: 'folder',
    name: handle.name,
    entries: async function* () {
      for await (const child of handle.values()) yield handleEntry(child);
    },
  };
}

/** The entry behind a dropped folder (WICG File and Directory Entries §7). */
export function droppedEntry(dropped: FileSystemDirectoryEntry): FolderEntry {
  return {
    kind: 'folder',
    name: dropped.name,
    entries: async function* () {
      const reader = dropped.createReader();
      for (;;) {
        // At most 100 a call: only an empty answer is the end.
        const some = await new Promise<FileSystemEntry[]>((resolve, reject) => {
          reader.readEntries(resolve, reject);
        });
        if (some.length === 0) return;
        for (const child of some) {
          if (isFolder(child)) yield droppedEntry(child);
          else if (isFile(child)) yield droppedFile(child);
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

function droppedFile(dropped: FileSystemFileEntry): FileEntry {
  return {
    kind: 'file',
    name: dropped.name,
    open: () =>
      new Promise((resolve, reject) => {
        dropped.file(resolve, reject);
      }),
  };
}
