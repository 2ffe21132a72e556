import { fileURLToPath } from 'node:url';
import { LineProcess } from '../support/line-process.ts';

/** One answer of `verify-batch`. */
export interface BatchAnswer {
  readonly id: string | number | null;
  readonly verified: boolean;
  readonly verdict: string;
  readonly code: string;
  readonly message: string;
  readonly ms: number;
}

/** A running `adapter verify-batch`. */
export class Batch {
  readonly #adapter = new LineProcess(fileURLToPath(new URL('adapter', import.meta.url)), ['verify-batch']);

  /**
   * Sends one line and waits for its answer. Ask for one after the other: answers come in the order of the lines.
   *
   * @throws Error if the adapter ends instead.
   */
  async ask(line: string): Promise<BatchAnswer> {
    return JSON.parse(await this.#adapter.ask(line)) as BatchAnswer;
  }

  /** Ends the batch; resolves to the adapter's exit code. */
  close(): Promise<number | null> {
    return this.#adapter.close();
  }
}
