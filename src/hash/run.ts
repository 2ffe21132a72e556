import { batches, lengthOf } from './batches.ts';
import { Hand, type Patience, type PoolWorker } from './hand.ts';
import type { HashAlgorithm, HashFailure, HashJob, HashOutcome, HashProgress, RunningJob } from './job.ts';
import { REPORT_EVERY } from './reporter.ts';
import type { HashReport } from './worker-interface.ts';

/** Who follows a run. */
export interface HashListener {
  /** Ends the run at once. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: HashProgress) => void;
  /** Called once for each job, in the order in which they end. */
  readonly onOutcome: (outcome: HashOutcome) => void;
}

/** How a run gets its workers. */
export interface Staff {
  readonly spawn: () => PoolWorker;
  readonly patience: Patience;
}

/** How often a job whose worker crashed is started again. */
const RESTARTS = 2;

/** Crashes in a row, without an outcome in between, after which the fault is not in a file. */
const CRASHES = 8;

/** One call of the pool's `hash`: who does what, what is left, what went wrong. */
export class Run {
  readonly #algorithm: HashAlgorithm;
  readonly #listener: HashListener;
  readonly #staff: Staff;
  /** The last is taken first. */
  readonly #queue: (readonly HashJob[])[];
  readonly #unfinished: Map<number, HashJob>;
  readonly #restarts = new Map<number, number>();
  readonly #running = new Map<Hand, readonly RunningJob[]>();
  readonly #bytesTotal: number;
  readonly #jobsTotal: number;
  #paused = false;
  #bytesEnded = 0;
  #crashesInARow = 0;
  #lastProgress = 0;

  constructor(jobs: readonly HashJob[], algorithm: HashAlgorithm, listener: HashListener, staff: Staff) {
    this.#algorithm = algorithm;
    this.#listener = listener;
    this.#staff = staff;
    this.#queue = batches(jobs).reverse();
    this.#unfinished = new Map(jobs.map((job) => [job.id, job]));
    this.#bytesTotal = jobs.reduce((sum, job) => sum + lengthOf(job), 0);
    this.#jobsTotal = jobs.length;
  }

  /** Works with up to `workers` hands until every job has an outcome. Rejects with the signal's reason on abort. */
  async finish(workers: number): Promise<void> {
    const { signal } = this.#listener;
    signal?.throwIfAborted();
    const stop = (): void => {
      for (const hand of this.#running.keys()) hand.dismiss();
    };
    signal?.addEventListener('abort', stop, { once: true });
    try {
      await Promise.all(Array.from({ length: Math.min(workers, this.#queue.length) }, () => this.#seat()));
      signal?.throwIfAborted();
      this.#progress();
    } finally {
      signal?.removeEventListener('abort', stop);
    }
  }

  /** Stops before the next chunk, or goes on. */
  setPaused(paused: boolean): void {
    this.#paused = paused;
    for (const hand of this.#running.keys()) hand.setPaused(paused);
  }

  /** One place for a worker: filled when there is work, and again when its worker crashed. */
  async #seat(): Promise<void> {
    let hand: Hand | undefined;
    try {
      for (let batch = this.#queue.pop(); batch; batch = this.#queue.pop()) {
        let crash: string | undefined;
        try {
          hand ??= this.#hire();
          crash = await hand.hash(batch, this.#algorithm);
        } catch (error) {
          crash = error instanceof Error ? error.message : String(error);
        }
        if (this.#listener.signal?.aborted) return;
        const left = batch.filter((job) => this.#unfinished.has(job.id));
        if (crash === undefined && left.length === 0) continue;
        this.#dismiss(hand);
        hand = undefined;
        this.#startAgain(left, crash ?? 'the worker left a file out');
      }
    } finally {
      this.#dismiss(hand);
    }
  }

  #hire(): Hand {
    const { spawn, patience } = this.#staff;
    const hand: Hand = new Hand(spawn(), patience, (report) => {
      this.#take(hand, report);
    });
    this.#running.set(hand, []);
    if (this.#paused) hand.setPaused(true);
    return hand;
  }

  #dismiss(hand: Hand | undefined): void {
    if (!hand) return;
    this.#running.delete(hand);
    hand.dismiss();
  }

  /** Each by itself, so that the job that brings a worker down takes no others with it. */
  #startAgain(jobs: readonly HashJob[], reason: string): void {
    this.#crashesInARow += 1;
    if (this.#crashesInARow >= CRASHES) {
      for (const job of [...this.#unfinished.values()]) this.#fail(job, 'crashed', reason);
      this.#queue.length = 0;
      return;
    }
    for (const job of jobs) {
      const restarts = (this.#restarts.get(job.id) ?? 0) + 1;
      this.#restarts.set(job.id, restarts);
      if (restarts > RESTARTS) this.#fail(job, 'crashed', reason);
      else this.#queue.unshift([job]);
    }
  }

  #fail({ id }: HashJob, failure: HashFailure, detail: string): void {
    this.#end({ id, ok: false, failure, detail });
  }

  #take(hand: Hand, { running, outcomes }: HashReport): void {
    if (!this.#running.has(hand)) return;
    this.#running.set(hand, running);
    for (const outcome of outcomes) {
      this.#crashesInARow = 0;
      this.#end(outcome);
    }
    if (performance.now() - this.#lastProgress >= REPORT_EVERY) this.#progress();
  }

  #end(outcome: HashOutcome): void {
    const job = this.#unfinished.get(outcome.id);
    if (!job) return;
    this.#unfinished.delete(job.id);
    this.#bytesEnded += lengthOf(job);
    this.#listener.onOutcome(outcome);
  }

  #progress(): void {
    this.#lastProgress = performance.now();
    const current = [...this.#running.values()].flat();
    this.#listener.onProgress?.({
      bytesDone: this.#bytesEnded + current.reduce((sum, { done }) => sum + done, 0),
      bytesTotal: this.#bytesTotal,
      jobsDone: this.#jobsTotal - this.#unfinished.size,
      jobsTotal: this.#jobsTotal,
      current,
    });
  }
}
