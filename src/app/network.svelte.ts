import { type PageRequest, requestOf } from './request.ts';

/**
 * What the page asked the network for since it was opened, by purpose, as far as its browser tells: the document’s requests,
 * also those that were answered out of a cache. A worker’s own are not among them, nor is what extensions do unseen.
 */
export class Network {
  #own = $state(0);
  #trustRoot = $state(0);
  #elsewhere = $state.raw<readonly string[]>([]);
  #bundles = $state.raw<readonly string[]>([]);

  /** How many files of the page itself. */
  get own(): number {
    return this.#own;
  }

  /** How many times a newer trust root. */
  get trustRoot(): number {
    return this.#trustRoot;
  }

  /** Hosts that a tab of its own was opened for, to load a link’s bundle: one for each time. */
  get bundles(): readonly string[] {
    return this.#bundles;
  }

  /** Hosts that anything else was asked of, one for each time: extensions do that within pages. */
  get elsewhere(): readonly string[] {
    return this.#elsewhere;
  }

  /** Counts from the page’s beginning on. */
  start(): void {
    const observer = new PerformanceObserver((seen) => {
      for (const { name } of seen.getEntries()) {
        const request = requestOf(name, document.baseURI);
        if (request) this.count(request);
      }
    });
    for (const type of ['navigation', 'resource']) observer.observe({ type, buffered: true });
  }

  /** Counts one request. */
  count({ host, purpose }: PageRequest): void {
    if (purpose === 'own') this.#own += 1;
    else if (purpose === 'trust-root') this.#trustRoot += 1;
    else this.#elsewhere = [...this.#elsewhere, host];
  }

  /** A tab was opened that may load a bundle from this host, once the person clicks in it. */
  openedFor(host: string): void {
    this.#bundles = [...this.#bundles, host];
  }
}

/** The one of this page. */
export const network = new Network();
