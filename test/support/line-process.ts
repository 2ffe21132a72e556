import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A running program that answers every line on its standard input with one line on its standard output. */
export class LineProcess {
  readonly #child;
  readonly #answers;
  readonly #exit: Promise<number | null>;

  /** @param errors where its standard error goes. */
  constructor(program: string, args: readonly string[], errors: 'inherit' | 'ignore' = 'inherit') {
    this.#child = spawn(program, args, { stdio: ['pipe', 'pipe', errors] });
    this.#answers = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
    this.#exit = new Promise((resolve) => this.#child.once('close', resolve));
    // Writing to a program that has ended is told by the answer that does not come.
    this.#child.stdin.on('error', () => undefined);
  }

  /**
   * Sends one line and waits for its answer. Ask for one after the other: answers come in the order of the lines.
   *
   * @throws Error if the program ends instead.
   */
  async ask(line: string): Promise<string> {
    this.#child.stdin.write(`${line}\n`);
    const answer = await this.#answers.next();
    if (answer.done === true) throw new Error('The program ended without an answer');
    return answer.value;
  }

  /** Ends the input; resolves to the program's exit code. */
  close(): Promise<number | null> {
    this.#child.stdin.end();
    return this.#exit;
  }
}
