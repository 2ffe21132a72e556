import { type DBSchema, type IDBPDatabase, openDB } from 'idb';

/** Milliseconds after which a database that does not answer is done without. */
const PATIENCE = 2000;

/**
 * Opens a database of this page; `make` gives it its form when there is none yet. It may reject (a private window, a
 * full disk), also later: whatever is done with it belongs into {@link quietly}.
 */
export function openDatabase<S extends DBSchema>(
  name: string,
  make: (database: IDBPDatabase<S>) => void,
): Promise<IDBPDatabase<S>> {
  const opening = (async () =>
    openDB<S>(name, 1, {
      upgrade: make,
      // A newer page in another tab wants to change the form of what is kept.
      blocking() {
        void opening.then((database) => {
          database.close();
        });
      },
    }))();
  // Whoever needs it gets the error.
  opening.catch(() => undefined);
  return opening;
}

/** Does something with a database; undefined where that fails, or where the database does not answer. */
export async function quietly<T>(work: () => Promise<T>): Promise<T | undefined> {
  const tooLate = new Promise<undefined>((resolve) => setTimeout(resolve, PATIENCE));
  try {
    return await Promise.race([work(), tooLate]);
  } catch {
    return undefined;
  }
}
