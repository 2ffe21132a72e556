/** A worker that is started before it is needed: that takes 30 to 70 ms, which pass while files are listed. */
export class SpareWorker {
  readonly #start: () => Worker;
  #spare: Worker | undefined;

  /** @param start - starts a worker */
  constructor(start: () => Worker) {
    this.#start = start;
  }

  /** Has one stand by: somebody is about to need it. */
  ready(): void {
    if (this.#spare) return;
    const worker = this.#start();
    this.#spare = worker;
    worker.addEventListener('error', (event) => {
      // Whoever took it hears for themselves.
      if (this.#spare !== worker) return;
      event.preventDefault();
      this.#spare = undefined;
    });
  }

  /** The one that stands by, or a new one. */
  take(): Worker {
    const worker = this.#spare ?? this.#start();
    this.#spare = undefined;
    return worker;
  }
}
