import type { DBSchema, IDBPTransaction } from 'idb';
import { type Problem, problem } from '../oms/error.ts';
import { openDatabase, quietly } from './database.ts';
import {
  currentForm,
  type FolderCheck,
  type FolderGist,
  readGist,
  type RememberedFolder,
} from './remembered-folder.ts';

interface Schema extends DBSchema {
  folders: { key: number; value: FolderGist & { readonly handle: FileSystemDirectoryHandle } };
  /** By the key of their folder: apart, since a list of folders needs none of them. */
  checks: { key: number; value: FolderCheck };
}

/** Most folders that are remembered. */
export const MOST_FOLDERS = 20;

/**
 * The folders that a person had this browser remember: the way to each, and its last check. Reading one needs the
 * person’s leave, which is the browser’s to ask for.
 */
export class Folders {
  readonly #opening = openDatabase<Schema>('assay-folders', (database) => {
    database.createObjectStore('folders', { autoIncrement: true });
    database.createObjectStore('checks');
  });
  #all = $state.raw<readonly RememberedFolder[]>([]);

  /** Checked last first; as of the last {@link Folders.load} or change. */
  get all(): readonly RememberedFolder[] {
    return this.#all;
  }

  /** Reads what is remembered, also by other tabs. What it cannot understand it passes over. */
  async load(): Promise<void> {
    const stored = await quietly(async () => {
      const { store } = (await this.#opening).transaction('folders');
      return Promise.all([store.getAllKeys(), store.getAll()]);
    });
    const [ids, values] = stored ?? [[], []];
    this.#all = ids
      .flatMap((id, index): RememberedFolder[] => {
        const gist = readGist(values[index]);
        const handle: unknown = values[index]?.handle;
        return gist && handle instanceof FileSystemDirectoryHandle ? [{ ...gist, id, handle }] : [];
      })
      .sort((one, other) => other.checkedAt - one.checkedAt);
  }

  /** The remembered folder behind a handle. */
  async find(handle: FileSystemDirectoryHandle): Promise<RememberedFolder | undefined> {
    await this.load();
    for (const folder of this.#all) if (await quietly(() => folder.handle.isSameEntry(handle))) return folder;
    return undefined;
  }

  /** The last check of a folder; undefined if nothing is known of it any more. */
  async checkOf({ id }: RememberedFolder): Promise<FolderCheck | undefined> {
    return currentForm(await quietly(async () => (await this.#opening).get('checks', id)));
  }

  /** Remembers a folder, or its new check in place of the last. Problems: `folders-full`, `folder-not-kept`. */
  async keep(
    handle: FileSystemDirectoryHandle,
    gist: FolderGist,
    check: FolderCheck,
  ): Promise<Problem | undefined> {
    const known = await this.find(handle);
    if (!known && this.#all.length >= MOST_FOLDERS) return problem('folders-full');
    return this.#put(known?.id, handle, gist, check);
  }

  /** Notes a new check of a folder, if that is still remembered. */
  async note(handle: FileSystemDirectoryHandle, gist: FolderGist, check: FolderCheck): Promise<void> {
    const known = await this.find(handle);
    if (known) await this.#put(known.id, handle, gist, check);
  }

  async forget({ id }: RememberedFolder): Promise<void> {
    await this.#change((stores) =>
      Promise.all([stores.objectStore('folders').delete(id), stores.objectStore('checks').delete(id)]),
    );
  }

  async forgetAll(): Promise<void> {
    await this.#change((stores) =>
      Promise.all([stores.objectStore('folders').clear(), stores.objectStore('checks').clear()]),
    );
  }

  async #put(
    id: number | undefined,
    handle: FileSystemDirectoryHandle,
    gist: FolderGist,
    check: FolderCheck,
  ): Promise<Problem | undefined> {
    const kept = await this.#change(async (stores) => {
      const key = await stores.objectStore('folders').put({ ...gist, handle }, id);
      return stores.objectStore('checks').put(check, key);
    });
    return kept === undefined ? problem('folder-not-kept') : undefined;
  }

  /** In one transaction: a folder without its check would be of no use. Undefined if it failed. */
  async #change<T>(
    work: (stores: IDBPTransaction<Schema, ('folders' | 'checks')[], 'readwrite'>) => Promise<T>,
  ): Promise<T | undefined> {
    const done = await quietly(async () => {
      const transaction = (await this.#opening).transaction(['folders', 'checks'], 'readwrite');
      return Promise.all([work(transaction), transaction.done]);
    });
    await this.load();
    return done?.[0];
  }
}
