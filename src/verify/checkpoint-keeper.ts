import type { HashState } from '../hash/job.ts';
import {
  type Checkpoint,
  CHECKPOINT_VERSION,
  type CheckpointStore,
  type FileRange,
  isWorthKeeping,
  type KeptRange,
  rangeKey,
  type Resumption,
} from './checkpoint.ts';

/** Milliseconds between two savings of their own accord: what is read in between is read again at worst. */
const SAVE_EVERY = 5000;

/** Keeps in a store what one run has read. */
export class CheckpointKeeper {
  readonly #store: CheckpointStore;
  readonly #head: Pick<Checkpoint, 'bundleSha256' | 'algorithm'>;
  readonly #now: () => number;
  readonly #release: () => void;
  readonly #kept: Map<string, KeptRange>;
  #changed = false;
  #ended = false;
  #savedAt: number;
  #saving: Promise<void> = Promise.resolve();

  /**
   * @param resumption - what the run begins with
   * @param now - milliseconds since 1970
   * @param release - gives the bundle's checkpoint back
   */
  constructor(
    store: CheckpointStore,
    head: Pick<Checkpoint, 'bundleSha256' | 'algorithm'>,
    resumption: Resumption | undefined,
    now: () => number,
    release: () => void,
  ) {
    this.#store = store;
    this.#head = head;
    this.#kept = new Map(resumption?.ranges);
    this.#now = now;
    this.#release = release;
    this.#savedAt = now();
  }

  /** A range was read to its end; `digest` in lower-case hex. */
  finished(range: FileRange, digest: string): void {
    this.#keep({ ...range, digest });
  }

  /** A range was read as far as `state` says. */
  reached(range: FileRange, state: HashState): void {
    this.#keep({ ...range, state });
  }

  /** A range could not be read: what was read of it is worth nothing. */
  failed(range: FileRange): void {
    this.#changed = this.#kept.delete(rangeKey(range)) || this.#changed;
  }

  /** Saves if that was long ago. */
  saveByTime(): void {
    if (this.#now() - this.#savedAt >= SAVE_EVERY) this.save();
  }

  /** Saves what is new. */
  save(): void {
    if (!this.#changed || this.#ended) return;
    this.#changed = false;
    this.#savedAt = this.#now();
    const ranges = [...this.#kept.values()];
    const checkpoint = {
      version: CHECKPOINT_VERSION,
      ...this.#head,
      savedAt: this.#savedAt,
      ranges,
    } as const;
    this.#saving = this.#saving.then(() => this.#store.save(checkpoint));
  }

  /** Ends keeping and lets go of the checkpoint, saved for another time or forgotten. */
  async end(rest: 'saved' | 'forgotten'): Promise<void> {
    if (rest === 'saved') this.save();
    this.#ended = true;
    await this.#saving;
    if (rest === 'forgotten') await this.#store.forget(this.#head.bundleSha256);
    this.#release();
  }

  #keep(range: KeptRange): void {
    const key = rangeKey(range);
    if (!this.#kept.has(key) && !isWorthKeeping(range, this.#kept.size)) return;
    this.#kept.set(key, range);
    this.#changed = true;
  }
}
