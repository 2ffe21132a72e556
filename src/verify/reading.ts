import type {
  FileLocator,
  HashFailure,
  HashJob,
  HashOutcome,
  HashProgress,
  Opening,
  RunningJob,
  SavedHash,
} from '../hash/job.ts';
import type { HashPool } from '../hash/pool.ts';
import { type Coverage, type Digest, type Finding, type Present, ranges, settle } from '../oms/compare.ts';
import { type ErrorCode, type Problem, problem, problemOf } from '../oms/error.ts';
import type { Algorithm } from '../oms/manifest.ts';
import { nextTask, pacer } from '../model/pacer.ts';
import type { ModelFile, ModelTree } from '../model/tree.ts';
import { type FileRange, rangeKey, type Resumption } from './checkpoint.ts';
import type { CheckpointKeeper } from './checkpoint-keeper.ts';

/** How far the reading is. What an earlier check had read counts as done. */
export interface ReadingProgress extends HashProgress {
  /** Files being read now, and the bytes of each that are read. */
  readonly reading: readonly { readonly path: string; readonly bytes: number }[];
  /** What came of files of which all is read, as they were done: one list for the whole reading, which only grows. */
  readonly settled: readonly Finding[];
}

/** What an earlier check left for this one, and what this one leaves for a later check. */
export interface Bookmark {
  readonly resumption?: Resumption | undefined;
  readonly keeper: CheckpointKeeper;
}

/** What goes along with a reading. */
export interface ReadingAids {
  /** Asked once, before the first byte is read. Must not reject. */
  readonly bookmark: (ranges: readonly FileRange[]) => Promise<Bookmark | undefined>;
  readonly onProgress: (progress: ReadingProgress) => void;
}

/** A file of which ranges are read. */
interface Target {
  readonly present: Present;
  /** By the order of the ranges. */
  readonly digests: Digest[];
  /** Ranges that are not done. */
  left: number;
  /** Bytes of the ranges that are done. */
  bytes: number;
  /** What came of it, once all ranges are done. */
  finding?: Finding;
}

/** A range that is to be read, and what for. */
interface Place {
  readonly range: FileRange;
  readonly open: () => Promise<Opening>;
  readonly locator: FileLocator | undefined;
  readonly target: Target;
  /** Which of its file's ranges it is. */
  readonly index: number;
  /** The signed digest, lower-case hex. */
  readonly expected: string;
}

/** The one reading of a model's signed files: their digests, kept for as many judgements as are asked for. */
export class Reading {
  readonly #pool: HashPool;
  readonly #targets = new Map<string, Target>();
  readonly #settled: Finding[] = [];
  readonly #abort = new AbortController();
  #places: readonly Place[] = [];
  #interruption: Problem | undefined;
  #keeper: CheckpointKeeper | undefined;
  #paused = false;
  #stopAtDifference = false;
  #differs = false;
  #left = 0;

  constructor(pool: HashPool) {
    this.#pool = pool;
  }

  /**
   * Reads the signed files of `tree` that are there, and lists the tree again where that can be done.
   *
   * @returns what kept it from its end, or makes it worthless; never rejects
   */
  async read(
    tree: ModelTree,
    { findings, present }: Coverage,
    algorithm: Algorithm,
    { bookmark, onProgress }: ReadingAids,
  ): Promise<Problem | undefined> {
    this.#differs = findings.some(({ outcome }) => outcome === 'mismatch');
    this.#places = await placesOf(tree, present);
    for (const { range, target } of this.#places) this.#targets.set(range.path, target);
    this.#left = this.#places.length;
    const { keeper, resumption } = (await bookmark(this.#places.map(({ range }) => range))) ?? {};
    this.#keeper = keeper;
    const jobs: HashJob[] = [];
    let [bytes, ended] = [0, 0];
    for (const [id, place] of this.#places.entries()) {
      const { open, locator, range } = place;
      const { start, end } = range;
      const kept = resumption?.ranges.get(rangeKey(range));
      if (kept?.digest === undefined) {
        jobs.push({ id, open, locator, start, end, ...(kept && { resume: kept.state }) });
      } else {
        this.#keep(place, { ok: true, digest: kept.digest });
        bytes += end - start;
        ended += 1;
      }
    }
    this.#stopIfWished();
    const tell = (progress: HashProgress): void => {
      onProgress({
        ...progress,
        bytesDone: bytes + progress.bytesDone,
        bytesTotal: bytes + progress.bytesTotal,
        jobsDone: ended + progress.jobsDone,
        jobsTotal: ended + progress.jobsTotal,
        reading: this.#beingRead(progress.current),
        settled: this.#settled,
      });
    };
    const { signal } = this.#abort;
    try {
      signal.throwIfAborted();
      // What there is to do can be shown before the workers take the processor.
      const bytesTotal = jobs.reduce((sum, { start, end }) => sum + end - start, 0);
      tell({ bytesDone: 0, bytesTotal, jobsDone: 0, jobsTotal: jobs.length, current: [] });
      await nextTask();
      await this.#pool.hash(jobs, algorithm, {
        signal,
        onProgress: (progress) => {
          tell(progress);
          keeper?.saveByTime();
        },
        onOutcome: (outcome) => {
          this.#take(outcome);
        },
        onSaved: (saved) => {
          this.#note(saved);
        },
      });
      signal.throwIfAborted();
      // Files that came or changed while others were read: what was compared is no longer what lies there.
      const relisted = await tree.relist?.();
      // Each step takes a frame where there are tens of thousands of files.
      await nextTask();
      const changed = relisted && firstDifference(tree, relisted);
      this.#interruption = changed === undefined ? undefined : problem('tree-changed', changed);
    } catch (thrown) {
      this.#interruption ??= problemOf(thrown);
    }
    return this.#interruption;
  }

  /** Stops before the next chunk, until `resume`. */
  pause(): void {
    this.#paused = true;
    this.#pool.pause();
    this.save();
  }

  resume(): void {
    this.#paused = false;
    this.#pool.resume();
  }

  /** Keeps what is read so far for a later check. */
  save(): void {
    this.#keeper?.save();
  }

  /** Ends the reading at once. */
  cancel(): void {
    this.#interrupt(problem('cancelled'));
  }

  /** Whether to end the reading at the first file that differs: now if there is one already. */
  stopAtDifference(on: boolean): void {
    this.#stopAtDifference = on;
    this.#stopIfWished();
  }

  /** What came of a file; what was not read is the reason in place of its digest. */
  findingOf(present: Present): Finding {
    const { digests = [], finding } = this.#targets.get(present.entry.path) ?? {};
    if (finding) return finding;
    const reason = this.#abort.signal.aborted ? this.#interruption : undefined;
    const missing = { ok: false, problem: reason ?? problem('file-unreadable', present.entry.path) } as const;
    return settle(
      present,
      Array.from(ranges(present), (_range, index) => digests[index] ?? missing),
    );
  }

  #take(outcome: HashOutcome): void {
    const place = this.#places[outcome.id];
    if (!place) return;
    const { range } = place;
    if (outcome.ok) {
      this.#keeper?.finished(range, outcome.digest);
      this.#keep(place, outcome);
    } else {
      this.#keeper?.failed(range);
      this.#keep(place, { ok: false, problem: problem(FAILURES[outcome.failure], range.path) });
    }
    this.#stopIfWished();
  }

  #beingRead(current: readonly RunningJob[]): ReadingProgress['reading'] {
    const bytes = new Map<string, number>();
    for (const { id, done } of current) {
      const place = this.#places[id];
      if (!place) continue;
      const { path } = place.range;
      bytes.set(path, (bytes.get(path) ?? place.target.bytes) + done);
    }
    return Array.from(bytes, ([path, bytes]) => ({ path, bytes }));
  }

  #note(saved: readonly SavedHash[]): void {
    for (const { id, done, state } of saved) {
      const place = this.#places[id];
      if (place) this.#keeper?.reached(place.range, { done, state });
    }
    // While nothing is read nothing else calls for saving.
    if (this.#paused) this.save();
    else this.#keeper?.saveByTime();
  }

  #keep({ expected, index, range, target }: Place, digest: Digest): void {
    target.digests[index] = digest;
    target.bytes += range.end - range.start;
    target.left -= 1;
    if (target.left === 0) {
      target.finding = settle(target.present, target.digests);
      this.#settled.push(target.finding);
    }
    this.#left -= 1;
    if (digest.ok && digest.digest !== expected) this.#differs = true;
  }

  #stopIfWished(): void {
    if (this.#stopAtDifference && this.#differs && this.#left > 0)
      this.#interrupt(problem('stopped-at-difference'));
  }

  #interrupt(reason: Problem): void {
    if (this.#abort.signal.aborted) return;
    this.#interruption ??= reason;
    this.#abort.abort();
  }
}

/** All ranges of the signed files that are there, with the way to open them. */
async function placesOf(tree: ModelTree, present: readonly Present[]): Promise<Place[]> {
  const breathe = pacer();
  const files = new Map(tree.files.map((file) => [file.path, file]));
  const places: Place[] = [];
  for (const candidate of present) {
    await breathe();
    const { path } = candidate.entry;
    const file = files.get(path);
    if (!file) continue;
    const { lastModified, size, folder } = file;
    const spans = ranges(candidate);
    const target: Target = { present: candidate, digests: [], left: spans.length, bytes: 0 };
    const open = (): Promise<Opening> => opening(file);
    const name = path.slice(path.lastIndexOf('/') + 1);
    const locator = folder && { folder, name, size, lastModified };
    for (const [index, { start, end }] of spans.entries()) {
      const range = { path, start, end, size, lastModified };
      const expected = candidate.signed.shards?.[index]?.digest ?? candidate.signed.digest ?? '';
      places.push({ range, open, locator, target, index, expected });
    }
  }
  return places;
}

const FAILURES: Readonly<Record<HashFailure, ErrorCode>> = {
  unreadable: 'file-unreadable',
  vanished: 'file-vanished',
  changed: 'file-changed',
  crashed: 'worker-crashed',
};

async function opening(file: ModelFile): Promise<Opening> {
  const opened = await file.open();
  if (opened.ok) return opened;
  const { code, detail = '' } = opened.problem;
  const failure = code === 'file-changed' ? 'changed' : code === 'file-vanished' ? 'vanished' : 'unreadable';
  return { ok: false, failure, detail };
}

/** The path of the first entry that is not the same in both listings. */
function firstDifference(before: ModelTree, after: ModelTree): string | undefined {
  return (
    firstUnlike(
      before.files,
      after.files,
      (a, b) => a.size === b.size && a.lastModified === b.lastModified,
    ) ?? firstUnlike(before.unreadable, after.unreadable, (a, b) => a.problem.code === b.problem.code)
  );
}

/** The first path at which two lists, each sorted by path, differ. */
function firstUnlike<T extends { readonly path: string }>(
  before: readonly T[],
  after: readonly T[],
  alike: (a: T, b: T) => boolean,
): string | undefined {
  const length = Math.max(before.length, after.length);
  for (let index = 0; index < length; index += 1) {
    const [a, b] = [before[index], after[index]];
    if (!a || !b) return (a ?? b)?.path;
    if (a.path !== b.path) return a.path < b.path ? a.path : b.path;
    if (!alike(a, b)) return a.path;
  }
  return undefined;
}
