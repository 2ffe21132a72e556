import type { HashFailure, HashJob, HashOutcome, HashProgress } from '../hash/job.ts';
import { type Digest, type Present, ranges } from '../oms/compare.ts';
import { type ErrorCode, type Problem, problem, problemOf } from '../oms/error.ts';
import type { Algorithm } from '../oms/manifest.ts';
import type { ModelTree } from '../model/tree.ts';

/** Makes the digests of all jobs and tells each outcome as it is there; settles at the end, or rejects once aborted. */
export type Hash = (
  jobs: readonly HashJob[],
  algorithm: Algorithm,
  observer: {
    readonly signal: AbortSignal;
    readonly onProgress: (progress: HashProgress) => void;
    readonly onOutcome: (outcome: HashOutcome) => void;
  },
) => Promise<void>;

/** How far the reading is. */
export interface ReadingProgress extends HashProgress {
  /** Paths being read now. */
  readonly paths: readonly string[];
}

/** The one reading of a model's signed files: their digests, kept for as many judgements as are asked for. */
export class Reading {
  readonly #signal: AbortSignal;
  readonly #digests = new Map<string, Digest[]>();

  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  /**
   * Reads `present` out of `tree`, and lists the tree again where that can be done.
   *
   * @returns what kept it from its end, or makes it worthless; never rejects
   */
  async read(
    tree: ModelTree,
    present: readonly Present[],
    algorithm: Algorithm,
    hash: Hash,
    onProgress: (progress: ReadingProgress) => void,
  ): Promise<Problem | undefined> {
    const files = new Map(tree.files.map((file) => [file.path, file.file]));
    const jobs: HashJob[] = [];
    const places: { readonly path: string; readonly range: number }[] = [];
    for (const candidate of present) {
      const { path } = candidate.entry;
      const file = files.get(path);
      if (!file) continue;
      for (const [range, { start, end }] of ranges(candidate).entries()) {
        jobs.push({ id: jobs.length, file, start, end });
        places.push({ path, range });
      }
    }
    try {
      this.#signal.throwIfAborted();
      await hash(jobs, algorithm, {
        signal: this.#signal,
        onProgress: (progress) => {
          const paths = new Set(progress.current.map(({ id }) => places[id]?.path ?? ''));
          onProgress({ ...progress, paths: [...paths] });
        },
        onOutcome: (outcome) => {
          const place = places[outcome.id];
          if (place) this.#keep(place.path, place.range, outcome);
        },
      });
      this.#signal.throwIfAborted();
      // Files that came or changed while others were read: what was compared is no longer what lies there.
      const changed = tree.relist && firstDifference(tree, await tree.relist());
      return changed === undefined ? undefined : problem('tree-changed', changed);
    } catch (thrown) {
      return this.#signal.aborted ? problem('cancelled') : problemOf(thrown);
    }
  }

  /** The digests of a file's ranges, in order; a range that was not read has the reason in place of its digest. */
  digestsOf(present: Present): Digest[] {
    const { path } = present.entry;
    const digests = this.#digests.get(path) ?? [];
    const reason = this.#signal.aborted ? problem('cancelled') : problem('file-unreadable', path);
    return Array.from(ranges(present), (_range, index) => digests[index] ?? { ok: false, problem: reason });
  }

  #keep(path: string, range: number, outcome: HashOutcome): void {
    const digests = this.#digests.get(path) ?? [];
    digests[range] = outcome.ok ? outcome : { ok: false, problem: problem(FAILURES[outcome.failure], path) };
    this.#digests.set(path, digests);
  }
}

const FAILURES: Readonly<Record<HashFailure, ErrorCode>> = {
  unreadable: 'file-unreadable',
  vanished: 'file-vanished',
  changed: 'file-changed',
  crashed: 'worker-crashed',
};

/** The path of the first entry that is not the same in both listings. */
function firstDifference(before: ModelTree, after: ModelTree): string | undefined {
  const [then, now] = [fingerprints(before), fingerprints(after)];
  for (const [path, fingerprint] of then) {
    if (now.get(path) !== fingerprint) return path;
    now.delete(path);
  }
  return now.keys().next().value;
}

function fingerprints({ files, unreadable }: ModelTree): Map<string, string> {
  return new Map([
    ...files.map(({ path, size, lastModified }) => [path, `${size} ${lastModified}`] as const),
    ...unreadable.map(({ path, problem: { code } }) => [path, code] as const),
  ]);
}
