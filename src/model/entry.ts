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

/**
 * The entry behind a dropped folder (WICG File and Directory Entries §7), which hides the least.
 *
 * @param handle - the same folder's, if the browser gave one: files are opened by it, in half the time (Chromium 156)
 */
export function droppedEntry(
  dropped: FileSystemDirectoryEntry,
  handle?: FileSystemDirectoryHandle,
): FolderEntry {
  return {
    kind: 'folder',
    name: dropped.name,
    entries: async function* () {
      const handles = await handlesIn(handle);
      const reader = dropped.createReader();
      for (;;) {
        // At most 100 a call: only an empty answer is the end.
        const some = await new Promise<FileSystemEntry[]>((resolve, reject) => {
          reader.readEntries(resolve, reject);
        });
        if (some.length === 0) return;
        for (const child of some) {
          const same = handles.get(child.name);
          if (isFolder(child)) yield droppedEntry(child, same?.kind === 'directory' ? same : undefined);
          else if (isFile(child)) yield droppedFile(child, same?.kind === 'file' ? same : undefined);
        }
      }
    },
  };
}

/** What a handle shows of a folder, by name: less than its entry does, so whatever goes wrong shows nothing. */
async function handlesIn(
  folder: FileSystemDirectoryHandle | undefined,
): Promise<ReadonlyMap<string, FileSystemDirectoryHandle | FileSystemFileHandle>> {
  const handles = new Map<string, FileSystemDirectoryHandle | FileSystemFileHandle>();
  try {
    for await (const handle of folder?.values() ?? []) handles.set(handle.name, handle);
  } catch {
    handles.clear();
  }
  return handles;
}

/** Tells a dropped folder from a dropped file. */
export function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function droppedFile(dropped: FileSystemFileEntry, handle: FileSystemFileHandle | undefined): FileEntry {
  const open = (): Promise<File> =>
    new Promise((resolve, reject) => {
      dropped.file(resolve, reject);
    });
  return { kind: 'file', name: dropped.name, open: () => handle?.getFile().catch(open) ?? open() };
}
