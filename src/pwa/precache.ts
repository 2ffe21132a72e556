/** A file of the build that the worker belongs to, as the build lists it (`scripts/pwa.ts`). */
export interface ListedFile {
  /** Its path below the page’s folder. */
  readonly url: string;
  /** Its SHA-256, as an `integrity` attribute has it. */
  readonly integrity: string;
}

/** How the names of all caches begin that hold a build of the page in a folder. */
export function cachesOf(scope: string): string {
  return `assay-files ${scope} `;
}

/**
 * All files of one build, each as the build made it: what is fetched and what is kept must have the digest that the list
 * says. The list is part of the worker’s script, so neither a host that mixes two builds nor another page of the same host
 * that reaches into the cache can have the worker hand out anything else.
 */
export class Precache {
  readonly #scope: string;
  readonly #files: ReadonlyMap<string, string>;
  readonly #name: Promise<string>;

  /** @param scope address of the page’s folder */
  constructor(files: readonly ListedFile[], scope: string) {
    this.#scope = scope;
    this.#files = new Map(files.map(({ integrity, url }) => [url, integrity]));
    this.#name = integrityOf(new TextEncoder().encode(JSON.stringify(files))).then(
      (digest) => cachesOf(scope) + digest,
    );
  }

  /** Fetches all files, or rejects and keeps none. */
  async fill(): Promise<void> {
    const cache = await this.#open();
    await cache.addAll(
      [...this.#files].map(
        ([path, integrity]) => new Request(new URL(path, this.#scope), { cache: 'no-cache', integrity }),
      ),
    );
  }

  /** The file at an address of the page’s folder, whatever stands behind its `?`; undefined if it is not to be had here. */
  async find({ origin, pathname }: URL): Promise<Response | undefined> {
    const address = origin + pathname;
    if (!address.startsWith(this.#scope)) return undefined;
    const path = address.slice(this.#scope.length) || 'index.html';
    const integrity = this.#files.get(path);
    if (integrity === undefined) return this.#findOld(address);
    const kept = await (await this.#open()).match(new URL(path, this.#scope), { ignoreVary: true });
    const bytes = await kept?.arrayBuffer();
    if (!kept || !bytes || (await integrityOf(bytes)) !== integrity) return undefined;
    return new Response(bytes, { headers: kept.headers });
  }

  /** Forgets the builds that came before. */
  async dropOld(): Promise<void> {
    for (const name of await this.#old()) await caches.delete(name);
  }

  /**
   * A file of a build that came before: a tab that was opened by it may still need one. Below the root of a host other
   * people’s pages may reach the cache, and no list tells what such a file must be.
   */
  async #findOld(address: string): Promise<Response | undefined> {
    if (new URL(this.#scope).pathname !== '/') return undefined;
    for (const name of await this.#old()) {
      const kept = await caches.match(address, { cacheName: name, ignoreVary: true });
      if (kept) return kept;
    }
    return undefined;
  }

  async #old(): Promise<string[]> {
    const current = await this.#name;
    const names = await caches.keys();
    return names.filter((name) => name.startsWith(cachesOf(this.#scope)) && name !== current);
  }

  async #open(): Promise<Cache> {
    return caches.open(await this.#name);
  }
}

async function integrityOf(bytes: BufferSource): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return `sha256-${btoa(String.fromCharCode(...digest))}`;
}
