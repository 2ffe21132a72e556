import type { ListingWatch } from '../model/listing-watch.ts';

/** How often the page says anew how many files were found, in milliseconds. */
const EVERY = 250;

/** A listing under way, as the page shows it. */
export class Listing implements ListingWatch {
  readonly #calling = new AbortController();
  #found = 0;
  #files = $state(0);
  #nextAt = performance.now() + EVERY;

  get signal(): AbortSignal {
    return this.#calling.signal;
  }

  /** Files found up to a moment ago; 0 where all is over before anybody could read a number. */
  get files(): number {
    return this.#files;
  }

  found(): void {
    this.#found += 1;
    const now = performance.now();
    if (now < this.#nextAt) return;
    this.#nextAt = now + EVERY;
    this.#files = this.#found;
  }

  callOff(): void {
    this.#calling.abort();
  }
}
