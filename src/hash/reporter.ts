import type { HashOutcome, SavedHash } from './job.ts';
import type { HashReport } from './worker-interface.ts';

/** Milliseconds between two reports. */
const REPORT_EVERY = 100;

/** Milliseconds between two reports with states: what a crash costs, against what keeping them does. */
const SAVE_EVERY = 5000;

/** Gathers what happens in a worker and posts it by time, so that neither many small files nor a large one flood the page. */
export class Reporter {
  readonly #post: (report: HashReport) => void;
  readonly #running = new Map<number, number>();
  #outcomes: HashOutcome[] = [];
  #posted = performance.now();
  #saved = performance.now();
  readonly #save: () => readonly SavedHash[];

  /** `save` gives the states of what is being hashed. */
  constructor(post: (report: HashReport) => void, save: () => readonly SavedHash[]) {
    this.#post = post;
    this.#save = save;
  }

  /** A job has come to `done` bytes. */
  advance(id: number, done: number): void {
    this.#running.set(id, done);
    this.#postByTime();
  }

  /** A job ended. */
  end(outcome: HashOutcome): void {
    this.#running.delete(outcome.id);
    this.#outcomes.push(outcome);
    this.#postByTime();
  }

  /** Posts what is left; with the states in any case if `withStates`. */
  flush(withStates = false): void {
    const now = performance.now();
    const saves = withStates || now - this.#saved >= SAVE_EVERY;
    this.#post({
      type: 'hash-report',
      running: Array.from(this.#running, ([id, done]) => ({ id, done })),
      outcomes: this.#outcomes,
      saved: saves ? this.#save() : [],
    });
    this.#outcomes = [];
    this.#posted = now;
    if (saves) this.#saved = now;
  }

  #postByTime(): void {
    if (performance.now() - this.#posted >= REPORT_EVERY) this.flush();
  }
}
