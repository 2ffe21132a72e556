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
  /** Whether the reports of checks are kept. */
  keepsReports: boolean = $state(true);
  /** Whether the page looks for newer trust roots by itself. */
  refreshesTrust: boolean = $state(true);

  constructor(storage = ownStorage()) {
    this.#storage = storage;
    this.#take(storage?.getItem(KEY) ?? null);
  }

  /** Keeps what was chosen. */
  save(): void {
    try {
      const { scheme, workers, keepsReports, refreshesTrust } = this;
      this.#storage?.setItem(KEY, JSON.stringify({ scheme, workers, keepsReports, refreshesTrust }));
    } catch {
      // A full disk or a private window: the choice lasts as long as the page.
    }
  }

  /** Goes back to how it all was at first, and keeps nothing. */
  forget(): void {
    this.#take(null);
    this.#storage?.removeItem(KEY);
  }

  #take(kept: string | null): void {
    const { scheme, workers, keepsReports, refreshesTrust } = readPreferences(kept);
    this.scheme = scheme;
    this.workers = workers;
    this.keepsReports = keepsReports;
    this.refreshesTrust = refreshesTrust;
  }
}

/** Reads what was kept; whatever is not understood is as if it were not there. */
export function readPreferences(
  text: string | null,
): Pick<Preferences, 'scheme' | 'workers' | 'keepsReports' | 'refreshesTrust'> {
  let kept: unknown;
  try {
    kept = JSON.parse(text ?? 'null');
  } catch {
    kept = null;
  }
  const { scheme, workers, keepsReports, refreshesTrust } = (
    typeof kept === 'object' && kept !== null ? kept : {}
  ) as Record<string, unknown>;
  const valid =
    typeof workers === 'number' && Number.isInteger(workers) && workers >= 1 && workers <= MOST_WORKERS;
  return {
    scheme: SCHEMES.find((known) => known === scheme) ?? 'system',
    workers: valid ? workers : undefined,
    keepsReports: keepsReports !== false,
    refreshesTrust: refreshesTrust !== false,
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
