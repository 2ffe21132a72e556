import { MAX_BUNDLE_BYTES } from '../oms/bundle-size.ts';

/**
 * A file that another program shared, on its way from the service worker to the page: kept until the page takes it, and no
 * longer.
 */
export class SharedFile {
  readonly #scope: string;

  /** @param scope address of the folder that the page lies in; others on the host have theirs */
  constructor(scope: string) {
    this.#scope = scope;
  }

  get #cache(): string {
    return `assay-shared ${this.#scope}`;
  }

  /** Keeps a file in place of the last one; false if it is larger than any bundle. */
  async keep(file: File): Promise<boolean> {
    await caches.delete(this.#cache);
    if (file.size > MAX_BUNDLE_BYTES) return false;
    const cache = await caches.open(this.#cache);
    const address = new URL(`shared?${new URLSearchParams({ name: file.name }).toString()}`, this.#scope);
    await cache.put(address, new Response(file));
    return true;
  }

  /** Gives the file that was kept, if there is one, and forgets it. */
  async take(): Promise<File | undefined> {
    const cache = await caches.open(this.#cache);
    const [request] = await cache.keys();
    const kept = request && (await cache.match(request));
    const bytes = await kept?.arrayBuffer();
    await caches.delete(this.#cache);
    return request && bytes && new File([bytes], new URL(request.url).searchParams.get('name') ?? '');
  }
}
