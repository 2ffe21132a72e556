/** What a hash worker of the page was given to do. */
export interface WorkerUse {
  /** Whether it got a compiled kernel; without one it takes the fallback. */
  readonly kernel: boolean;
  /** Most batches that it had at once, each of which takes a lane. */
  lanes: number;
  /** Parts of larger files that it got. */
  segments: number;
}

/** A call of the page to a worker, as comlink posts it. */
interface Call {
  readonly id?: string;
  readonly path?: readonly string[];
  readonly argumentList?: readonly { readonly value: unknown }[];
}

declare global {
  var hashWorkers: WorkerUse[];
}

/**
 * Runs in the page before its own scripts, and so takes nothing from this module: from then on the global `hashWorkers` tells
 * what the page gave its hash workers to do, in the order in which they were started.
 */
export function watchWorkers(): void {
  globalThis.hashWorkers = [];
  globalThis.Worker = class extends Worker {
    #use: WorkerUse | undefined;
    readonly #batches = new Set<string | undefined>();

    constructor(address: string | URL, options?: WorkerOptions) {
      super(address, options);
      this.addEventListener('message', ({ data }: MessageEvent<{ readonly id?: string }>) => {
        this.#batches.delete(data.id);
      });
    }

    override postMessage(call: Call, options: Transferable[] | StructuredSerializeOptions = []): void {
      const [method] = call.path ?? [];
      const values = call.argumentList?.map(({ value }) => value) ?? [];
      if (method === 'prepare') {
        this.#use = { kernel: values[1] instanceof WebAssembly.Module, lanes: 0, segments: 0 };
        hashWorkers.push(this.#use);
      } else if (method === 'hash' && this.#use) {
        this.#batches.add(call.id);
        this.#use.lanes = Math.max(this.#use.lanes, this.#batches.size);
        const jobs: readonly object[] = values.filter(Array.isArray).flat();
        this.#use.segments += jobs.filter((job) => 'segment' in job).length;
      }
      super.postMessage(call, Array.isArray(options) ? { transfer: options } : options);
    }
  };
}
