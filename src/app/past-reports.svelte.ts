import type { DBSchema } from 'idb';
import { documentOf, type ReportDocument } from '../report/document.ts';
import { jsonText } from '../report/json.ts';
import type { Report } from '../verify/report.ts';
import { openDatabase, quietly } from './database.ts';
import { VERSION } from './version.ts';

/** Reports that are kept at most: the oldest makes room. */
const MOST = 50;

/** Files that a kept report names: the first are those with problems, and the counts tell of all. */
const MOST_FILES = 100;

/** Longest report that is kept, in UTF-16 units of its JSON. */
const MAX_LENGTH = 100_000;

interface Schema extends DBSchema {
  /** Their JSON, numbered as they came. */
  reports: { key: number; value: string };
}

/** A report that this browser keeps. */
export interface PastReport {
  readonly id: number;
  /** Names no more than the first of its files, if they are many. */
  readonly document: ReportDocument;
}

/**
 * The reports of earlier checks, in the browser's database. Whatever keeps it from that (a private window, a full disk,
 * a database that does not answer) costs the list and nothing else.
 */
export class PastReports {
  readonly #opening = openDatabase<Schema>('assay-reports', (database) => {
    database.createObjectStore('reports', { autoIncrement: true });
  });
  #all = $state.raw<readonly PastReport[]>([]);

  /** Newest first; as of the last {@link PastReports.load}. */
  get all(): readonly PastReport[] {
    return this.#all;
  }

  /** Reads what is kept, also by other tabs. What it cannot understand it passes over. */
  async load(): Promise<void> {
    const stored = await quietly(async () => {
      const { store } = (await this.#opening).transaction('reports');
      return Promise.all([store.getAllKeys(), store.getAll()]);
    });
    const { readReport } = await import('../report/read.ts');
    const [ids, texts] = stored ?? [[], []];
    this.#all = ids
      .flatMap((id, index) => {
        const read = readReport(new TextEncoder().encode(texts[index]));
        return read.ok ? [{ id, document: read.value }] : [];
      })
      .reverse();
  }

  /**
   * Keeps a report, in place of the one of that id if there is one.
   *
   * @returns its id; undefined if it could not be kept
   */
  async keep(report: Report, id?: number): Promise<number | undefined> {
    const text = shorten(documentOf(report, VERSION));
    if (text === undefined) return undefined;
    return quietly(async () => {
      const database = await this.#opening;
      const kept = await database.put('reports', text, id);
      const oldestFirst = await database.getAllKeys('reports');
      for (const old of oldestFirst.slice(0, -MOST)) await database.delete('reports', old);
      return kept;
    });
  }

  /** Forgets one report. */
  async forget(id: number): Promise<void> {
    await quietly(async () => (await this.#opening).delete('reports', id));
    await this.load();
  }

  /** Forgets them all. */
  async forgetAll(): Promise<void> {
    await quietly(async () => (await this.#opening).clear('reports'));
    await this.load();
  }
}

/** A report's JSON with as many of its files as there is room for; undefined if there is none even for the rest. */
function shorten(document: ReportDocument): string | undefined {
  return [MOST_FILES, 0]
    .map((files) => jsonText({ ...document, files: document.files.slice(0, files) }))
    .find((text) => text.length <= MAX_LENGTH);
}
