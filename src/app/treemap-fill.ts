import { type Finding, OUTCOMES } from '../oms/compare.ts';
import type { ReadingProgress } from '../verify/reading.ts';
import type { Tile } from './treemap.ts';
import type { TileState, TreemapFile } from './treemap-file.ts';

/** All states, in the order in which they are told: problems first. */
export const STATES: readonly TileState[] = [...OUTCOMES, 'waiting'];

/** What a tile is to show. */
export interface Fill {
  /** The share of its bytes that is read, from 0 to 1; of its files, where they have no bytes. */
  readonly share: number;
  /** Whether some of its bytes are being read now. */
  readonly active: boolean;
  /** The shares of its files in other states than `waiting` and `match`. */
  readonly marks: readonly { readonly state: TileState; readonly share: number }[];
}

interface Level {
  readonly bytesTotal: number;
  readonly files: number;
  bytes: number;
  readonly counts: Map<TileState, number>;
}

/** What is known of the files of a map, kept up to date at the cost of what is new. */
export class Fills {
  readonly #levels: readonly Level[];
  readonly #places = new Map<string, { readonly tile: number; readonly size: number }>();
  readonly #findings = new Map<string, Finding>();
  /** Bytes read of files that are not decided. */
  readonly #parts = new Map<string, number>();
  readonly #counts = new Map<TileState, number>();
  #active: ReadonlySet<number> = new Set();
  #settled = 0;

  constructor(tiles: readonly Tile[]) {
    this.#levels = tiles.map(({ files }) => ({
      bytesTotal: files.reduce((sum, { size }) => sum + size, 0),
      files: files.length,
      bytes: 0,
      counts: new Map([['waiting', files.length]]),
    }));
    this.#counts.set(
      'waiting',
      this.#levels.reduce((sum, level) => sum + level.files, 0),
    );
    for (const [tile, { files }] of tiles.entries()) {
      for (const { path, size, finding } of files) {
        this.#places.set(path, { tile, size });
        if (finding) this.#settle(finding);
      }
    }
  }

  /** How many files are in each state; no entry for none. */
  get counts(): ReadonlyMap<TileState, number> {
    return this.#counts;
  }

  /** Takes the news of a reading; returns the indices of the tiles that look different now. */
  take({ reading, settled }: Pick<ReadingProgress, 'reading' | 'settled'>): ReadonlySet<number> {
    const changed = new Set(this.#active);
    // A list that only grows.
    for (; this.#settled < settled.length; this.#settled += 1) {
      const finding = settled[this.#settled];
      const tile = finding && this.#settle(finding);
      if (tile !== undefined) changed.add(tile);
    }
    const active = new Set<number>();
    for (const { path, bytes } of reading) {
      const place = this.#places.get(path);
      const level = place && this.#levels[place.tile];
      if (!level || this.#findings.has(path)) continue;
      const before = this.#parts.get(path) ?? 0;
      // A part that is read again after a crash was shown already.
      const now = Math.min(place.size, Math.max(before, bytes));
      level.bytes += now - before;
      this.#parts.set(path, now);
      active.add(place.tile);
      changed.add(place.tile);
    }
    this.#active = active;
    return changed;
  }

  /** What the tile of this index is to show. */
  fillOf(tile: number): Fill {
    const level = this.#levels[tile];
    if (!level) return { share: 0, active: false, marks: [] };
    const { bytes, bytesTotal, counts, files } = level;
    const share = bytesTotal > 0 ? bytes / bytesTotal : 1 - (counts.get('waiting') ?? 0) / files;
    const marks = STATES.flatMap((state) => {
      const count = counts.get(state) ?? 0;
      return count === 0 || state === 'waiting' || state === 'match' ? [] : [{ state, share: count / files }];
    });
    return { share, active: this.#active.has(tile), marks };
  }

  /** How many files of the tile of this index are in each state; no entry for none. */
  countsOf(tile: number): ReadonlyMap<TileState, number> {
    return this.#levels[tile]?.counts ?? new Map<TileState, number>();
  }

  /** What is known of a file; undefined while it waits or is being read. */
  findingOf({ path }: TreemapFile): Finding | undefined {
    return this.#findings.get(path);
  }

  /** The share of a file's bytes that is read, from 0 to 1. */
  shareOf({ path, size }: TreemapFile): number {
    return this.#findings.has(path) ? 1 : size > 0 ? (this.#parts.get(path) ?? 0) / size : 0;
  }

  #settle(finding: Finding): number | undefined {
    const { path, outcome } = finding;
    const place = this.#places.get(path);
    const level = place && this.#levels[place.tile];
    if (!level || this.#findings.has(path)) return undefined;
    this.#findings.set(path, finding);
    level.bytes += place.size - (this.#parts.get(path) ?? 0);
    this.#parts.delete(path);
    for (const counts of [level.counts, this.#counts]) {
      counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
      const waiting = (counts.get('waiting') ?? 0) - 1;
      if (waiting > 0) counts.set('waiting', waiting);
      else counts.delete('waiting');
    }
    return place.tile;
  }
}
