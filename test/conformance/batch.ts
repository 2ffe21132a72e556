import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

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
  readonly #child = spawn(fileURLToPath(new URL('adapter', import.meta.url)), ['verify-batch'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  readonly #answers = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  readonly #exit = new Promise<number | null>((resolve) => this.#child.once('close', resolve));

  /**
   * Sends one line and waits for its answer. Ask for one after the other: answers come in the order of the lines.
   *
   * @throws Error if the adapter ends instead.
   */
  async ask(line: string): Promise<BatchAnswer> {
    this.#child.stdin.write(`${line}\n`);
    const answer = await this.#answers.next();
    if (answer.done === true) throw new Error('The adapter ended without an answer');
    return JSON.parse(answer.value) as BatchAnswer;
  }

  /** Ends the batch; resolves to the adapter's exit code. */
  close(): Promise<number | null> {
    this.#child.stdin.end();
    return this.#exit;
  }
}
