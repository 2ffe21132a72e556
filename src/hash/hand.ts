import { wrap, type Endpoint, type Remote } from 'comlink';
import type { HashAlgorithm } from './job.ts';
import { isHashReport, type HashReport, type HashWorker, type WorkerJob } from './worker-interface.ts';

/** What the pool needs of a `Worker`. */
export type PoolWorker = Endpoint & { terminate(): void };

/** How a worker's silence is judged. */
export interface Patience {
  /** Milliseconds between two pings. */
  readonly pingEvery: number;
  /** Pings without an answer after which a worker counts as dead. */
  readonly pings: number;
}

/** How the work on a batch ended: with what the worker could not open, or because it can do no more. */
export type Ending = { readonly unopened: readonly number[] } | { readonly crash: string };

/** One hired worker: knows when it dies, which no promise of comlink tells. */
export class Hand {
  readonly #worker: PoolWorker;
  readonly #remote: Remote<HashWorker>;
  readonly #death: Promise<Ending>;
  #die: (reason: string) => void = () => undefined;
  readonly #timer: ReturnType<typeof setInterval>;
  #dismissed = false;

  constructor(worker: PoolWorker, patience: Patience, onReport: (report: HashReport) => void) {
    this.#worker = worker;
    this.#death = new Promise((resolve) => {
      this.#die = (crash) => {
        resolve({ crash });
      };
    });
    worker.addEventListener('message', (event) => {
      if (!this.#dismissed && event instanceof MessageEvent && isHashReport(event.data)) onReport(event.data);
    });
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      this.#die(event instanceof ErrorEvent && event.message ? event.message : 'the worker did not start');
    });
    worker.addEventListener('messageerror', () => {
      this.#die('a message could not be read');
    });
    this.#remote = wrap<HashWorker>(worker);
    this.#timer = this.#listenForLife(patience);
  }

  /** Says what will be hashed, before the first batch. */
  prepare(algorithm: HashAlgorithm, module: WebAssembly.Module | undefined): void {
    void this.#remote.prepare(algorithm, module);
  }

  /** Hands over a batch once it is there; resolves when it is done, or this worker can do no more. */
  hash(batch: Promise<readonly WorkerJob[]>): Promise<Ending> {
    const done = batch
      .then((jobs) => this.#remote.hash(jobs))
      .then(
        (unopened) => ({ unopened }),
        (error: unknown) => ({ crash: error instanceof Error ? error.message : String(error) }),
      );
    return Promise.race([done, this.#death]);
  }

  /** Stops before the next chunk, or goes on. */
  setPaused(paused: boolean): void {
    void (paused ? this.#remote.pause() : this.#remote.resume());
  }

  /** Ends the worker in the middle of what it does; reports on their way are dropped. */
  dismiss(): void {
    this.#dismissed = true;
    clearInterval(this.#timer);
    this.#worker.terminate();
    this.#die('dismissed');
  }

  /**
   * A worker that ends itself, or that the browser ends, tells nobody. Pings are counted and not time, which goes on
   * while the computer sleeps.
   */
  #listenForLife({ pingEvery, pings }: Patience): ReturnType<typeof setInterval> {
    let unanswered = 0;
    return setInterval(() => {
      if (unanswered >= pings) this.#die('the worker fell silent');
      unanswered += 1;
      void this.#remote.ping().then(() => {
        unanswered = 0;
      });
    }, pingEvery);
  }
}
