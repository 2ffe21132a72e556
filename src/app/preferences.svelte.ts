import { MOST_WORKERS } from '../hash/pool.ts';
import { ownsOrigin } from './persistence.ts';

/** Colours of the page: the system's, or a choice. */
export type Scheme = 'system' | 'light' | 'dark';

const SCHEMES: readonly Scheme[] = ['system', 'light', 'dark'];

/** Where preferences are kept, as JSON. */
const KEY = 'assay-preferences';

/** How a person wants the page to be. Kept where the page has an origin of its own; anywhere else until it closes. */
export class Preferences {
  readonly #storage: Storage | undefined;
  scheme: Scheme = $state('system');
  /** How many workers hash; undefined: as many as the machine has cores for. */
  workers: number | undefined = $state();

  constructor(storage = ownStorage()) {
    this.#storage = storage;
    const { scheme, workers } = readPreferences(storage?.getItem(KEY) ?? null);
    this.scheme = scheme;
    this.workers = workers;
  }

  /** Keeps what was chosen. */
  save(): void {
    try {
      this.#storage?.setItem(KEY, JSON.stringify({ scheme: this.scheme, workers: this.workers }));
    } catch {
      // A full disk or a private window: the choice lasts as long as the page.
    }
  }

  /** Goes back to how it all was at first, and keeps nothing. */
  forget(): void {
    this.scheme = 'system';
    this.workers = undefined;
    this.#storage?.removeItem(KEY);
  }
}

/** Reads what was kept; whatever is not understood is as if it were not there. */
export function readPreferences(text: string | null): { scheme: Scheme; workers: number | undefined } {
  let kept: unknown;
  try {
    kept = JSON.parse(text ?? 'null');
  } catch {
    kept = null;
  }
  const { scheme, workers } = (typeof kept === 'object' && kept !== null ? kept : {}) as Record<
    string,
    unknown
  >;
  const valid =
    typeof workers === 'number' && Number.isInteger(workers) && workers >= 1 && workers <= MOST_WORKERS;
  return {
    scheme: SCHEMES.find((known) => known === scheme) ?? 'system',
    workers: valid ? workers : undefined,
  };
}

function ownStorage(): Storage | undefined {
  try {
    return ownsOrigin(location) ? localStorage : undefined;
  } catch {
    // Storage may be forbidden altogether.
    return undefined;
  }
}
