import { assign } from './assignment.ts';
import { batches, lengthOf } from './batches.ts';
import { type Ending, Hand, type Patience, type PoolWorker } from './hand.ts';
import type {
  HashAlgorithm,
  HashFailure,
  HashJob,
  HashOutcome,
  HashProgress,
  Opening,
  RunningJob,
  SavedHash,
} from './job.ts';
import { type Part, type Plan, wholePlan } from './plan.ts';
import { segmentPlan } from './segment-plan.ts';
import { weigh } from './weight.ts';
import type { HashReport, WorkerJob } from './worker-interface.ts';

/** Who follows a run. */
export interface HashListener {
  /** Ends the run at once. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: HashProgress) => void;
  /** Called once for each job, in the order in which they end. */
  readonly onOutcome: (outcome: HashOutcome) => void;
  /** Called every few seconds with the states of jobs that are being read, for a later run to go on from. */
  readonly onSaved?: (saved: readonly SavedHash[]) => void;
}

/** How a run gets its workers, and which. */
export interface Staff {
  readonly spawn: () => PoolWorker;
  readonly patience: Patience;
  readonly workers: number;
  readonly cores: number;
  /** The kernel for all of them; absent without SIMD. */
  readonly module: WebAssembly.Module | undefined;
}

/** Milliseconds between two snapshots: each lets the page paint, which costs more than all else that progress does. */
const PROGRESS_EVERY = 200;

/** How often a job whose worker crashed is started again. */
const RESTARTS = 2;

/** Crashes in a row, without an outcome in between, after which the fault is not in a file. */
const CRASHES = 8;

/** One call of the pool's `hash`: who does what, what is left, what went wrong. */
export class Run {
  readonly #algorithm: HashAlgorithm;
  readonly #listener: HashListener;
  readonly #staff: Staff;
  readonly #plan: Plan;
  /** The last is taken first. */
  readonly #queue: (readonly Part[])[];
  readonly #unfinished: Map<number, Part>;
  readonly #restarts = new Map<number, number>();
  readonly #running = new Map<Hand, readonly RunningJob[]>();
  /** Parts whose files the page opens, because a worker could not, or crashed. */
  readonly #openedHere = new Set<number>();
  /** Workers that several places share, by their number. */
  readonly #shared = new Map<number, Hand>();
  readonly #crashed = new WeakSet<Hand>();
  readonly #bytesTotal: number;
  readonly #jobsTotal: number;
  #paused = false;
  #bytesEnded = 0;
  #jobsEnded = 0;
  #crashesInARow = 0;
  #lastProgress = 0;

  constructor(jobs: readonly HashJob[], algorithm: HashAlgorithm, listener: HashListener, staff: Staff) {
    this.#algorithm = algorithm;
    this.#listener = listener;
    this.#staff = staff;
    this.#plan = algorithm === 'blake3' && staff.module ? segmentPlan(jobs) : wholePlan(jobs);
    this.#queue = batches(this.#plan.parts).reverse();
    this.#unfinished = new Map(this.#plan.parts.map((part) => [part.id, part]));
    this.#bytesTotal = jobs.reduce((sum, job) => sum + lengthOf(job), 0);
    this.#bytesEnded = this.#bytesTotal - this.#plan.parts.reduce((sum, part) => sum + lengthOf(part), 0);
    this.#jobsTotal = jobs.length;
  }

  /** Works until every job has an outcome. Rejects with the signal's reason on abort. */
  async finish(): Promise<void> {
    const { signal } = this.#listener;
    signal?.throwIfAborted();
    const stop = (): void => {
      for (const hand of this.#running.keys()) hand.dismiss();
    };
    signal?.addEventListener('abort', stop, { once: true });
    try {
      const { workers, cores } = this.#staff;
      const lengths = this.#queue.map((batch) => batch.reduce((sum, part) => sum + lengthOf(part), 0));
      const places = assign({ algorithm: this.#algorithm, lengths, workers, cores });
      await Promise.all(places.map((worker) => this.#work(worker)));
      signal?.throwIfAborted();
      this.#progress();
    } finally {
      signal?.removeEventListener('abort', stop);
      for (const hand of [...this.#running.keys()]) this.#dismiss(hand);
    }
  }

  /** Stops before the next chunk, or goes on. */
  setPaused(paused: boolean): void {
    this.#paused = paused;
    for (const hand of this.#running.keys()) hand.setPaused(paused);
  }

  /** Does what is next in one lane of a worker, as long as there is something. */
  async #work(worker: number): Promise<void> {
    let own: Hand | undefined;
    for (let batch = this.#queue.pop(); batch; batch = this.#queue.pop()) {
      // What brought a worker down before gets one for itself, so that it takes no others with it.
      const suspect = batch.some(({ id }) => this.#restarts.has(id));
      let hand: Hand | undefined;
      let ending: Ending;
      try {
        hand = suspect ? (own ??= this.#hire()) : this.#share(worker);
        ending = await hand.hash(this.#open(batch));
      } catch (error) {
        ending = { crash: error instanceof Error ? error.message : String(error) };
      }
      if (this.#listener.signal?.aborted) return;
      const left = batch.filter(({ id }) => this.#unfinished.has(id));
      if ('unopened' in ending && left.every(({ id }) => ending.unopened.includes(id))) {
        for (const { id } of left) this.#openedHere.add(id);
        if (left.length > 0) this.#queue.push(left);
        continue;
      }
      if (hand === own) own = undefined;
      if (hand) this.#dismiss(hand);
      this.#startAgain(left, hand, 'crash' in ending ? ending.crash : 'the worker left a file out');
    }
  }

  /** Opens the files of a batch, but those that a worker can open itself; what cannot be opened has its outcome. */
  async #open(batch: readonly Part[]): Promise<WorkerJob[]> {
    const openings = new Map<Part['open'], Promise<Opening>>();
    const jobs = await Promise.all(
      batch.map(async ({ open, locator, ...range }) => {
        if (locator && !this.#openedHere.has(range.id)) return { ...range, file: locator };
        const opening = openings.get(open) ?? open();
        openings.set(open, opening);
        const opened = await opening;
        if (opened.ok) return { ...range, file: opened.value };
        if (!this.#listener.signal?.aborted) this.#fail(range, opened.failure, opened.detail);
        return undefined;
      }),
    );
    weigh(openings.size);
    return jobs.filter((job) => job !== undefined);
  }

  #share(worker: number): Hand {
    const hand = this.#shared.get(worker) ?? this.#hire();
    this.#shared.set(worker, hand);
    return hand;
  }

  #hire(): Hand {
    const { spawn, patience, module } = this.#staff;
    const hand: Hand = new Hand(spawn(), patience, (report) => {
      this.#take(hand, report);
    });
    hand.prepare(this.#algorithm, module);
    this.#running.set(hand, []);
    if (this.#paused) hand.setPaused(true);
    return hand;
  }

  #dismiss(hand: Hand): void {
    this.#running.delete(hand);
    for (const [worker, shared] of this.#shared) if (shared === hand) this.#shared.delete(worker);
    hand.dismiss();
  }

  #startAgain(parts: readonly Part[], hand: Hand | undefined, reason: string): void {
    // All lanes of a worker tell of its one crash.
    if (!hand || !this.#crashed.has(hand)) this.#crashesInARow += 1;
    if (hand) this.#crashed.add(hand);
    if (this.#crashesInARow >= CRASHES) {
      for (const part of [...this.#unfinished.values()]) this.#fail(part, 'crashed', reason);
      this.#queue.length = 0;
      return;
    }
    for (const part of parts) {
      const restarts = (this.#restarts.get(part.id) ?? 0) + 1;
      this.#restarts.set(part.id, restarts);
      this.#openedHere.add(part.id);
      if (restarts > RESTARTS) this.#fail(part, 'crashed', reason);
      else this.#queue.unshift([part]);
    }
  }

  #fail({ id }: Pick<Part, 'id'>, failure: HashFailure, detail: string): void {
    this.#end({ id, ok: false, failure, detail });
  }

  #take(hand: Hand, { running, outcomes, saved }: HashReport): void {
    if (!this.#running.has(hand)) return;
    this.#running.set(hand, running);
    for (const outcome of outcomes) {
      if (this.#listener.signal?.aborted) return;
      this.#crashesInARow = 0;
      this.#end(outcome);
    }
    const states = saved.length > 0 ? this.#plan.saved(saved) : [];
    if (states.length > 0) this.#listener.onSaved?.(states);
    if (performance.now() - this.#lastProgress >= PROGRESS_EVERY) this.#progress();
  }

  #end(outcome: HashOutcome): void {
    const part = this.#unfinished.get(outcome.id);
    if (!part) return;
    this.#unfinished.delete(part.id);
    this.#bytesEnded += lengthOf(part);
    const decided = this.#plan.end(outcome);
    if (!decided) return;
    this.#jobsEnded += 1;
    this.#listener.onOutcome(decided);
  }

  #progress(): void {
    this.#lastProgress = performance.now();
    const current = [...this.#running.values()].flat();
    this.#listener.onProgress?.({
      bytesDone: this.#bytesEnded + current.reduce((sum, { done }) => sum + done, 0),
      bytesTotal: this.#bytesTotal,
      jobsDone: this.#jobsEnded,
      jobsTotal: this.#jobsTotal,
      current: this.#plan.running(current),
    });
  }
}
