import type { HashOutcome } from './job.ts';
import type { HashReport } from './worker-interface.ts';

/** Milliseconds between two reports, or two snapshots of progress. */
export const REPORT_EVERY = 100;

/** Gathers what happens in a worker and posts it by time, so that neither many small files nor a large one flood the page. */
export class Reporter {
  readonly #post: (report: HashReport) => void;
  readonly #running = new Map<number, number>();
  #outcomes: HashOutcome[] = [];
  #posted = performance.now();

  constructor(post: (report: HashReport) => void) {
    this.#post = post;
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

  /** Posts what is left. */
  flush(): void {
    this.#post({
      type: 'hash-report',
      running: Array.from(this.#running, ([id, done]) => ({ id, done })),
      outcomes: this.#outcomes,
    });
    this.#outcomes = [];
    this.#posted = performance.now();
  }

  #postByTime(): void {
    if (performance.now() - this.#posted >= REPORT_EVERY) this.flush();
  }
}
