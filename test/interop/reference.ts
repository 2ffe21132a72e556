import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LineProcess } from '../support/line-process.ts';

const REQUIREMENTS = fileURLToPath(new URL('requirements.txt', import.meta.url));
const CACHE = fileURLToPath(new URL('../../node_modules/.cache/', import.meta.url));
const HELPER = fileURLToPath(new URL('reference.py', import.meta.url));

/** How a model is turned into a list of digests, in the reference's own words. */
export interface Hashing {
  readonly method: 'files' | 'shards';
  readonly algorithm: 'sha256' | 'blake2' | 'blake3';
  /** Bytes in a shard; without meaning for files. */
  readonly shardSize: number;
}

/** What the reference is asked. Paths are absolute, ignored ones relative to the model. */
export type Question = {
  readonly model: string;
  readonly bundle: string;
  readonly ignorePaths: readonly string[];
} & (
  | ({ readonly do: 'sign'; readonly hashing: Hashing; readonly privateKey: string } & (
      object | { readonly certificate: string; readonly chain: readonly string[] }
    ))
  | ({ readonly do: 'verify'; readonly hashing: Hashing | null; readonly ignoreUnsigned: boolean } & (
      { readonly publicKey: string } | { readonly roots: readonly string[] }
    ))
);

/** The reference's verdict. */
export type ReferenceAnswer =
  { readonly ok: true } | { readonly ok: false; /** Python's words. */ readonly error: string };

/** The reference implementation, installed from PyPI into an environment of its own that is kept between runs. */
export class Reference {
  readonly #folder: string;
  readonly #helper: LineProcess;

  private constructor(folder: string) {
    this.#folder = folder;
    this.#helper = new LineProcess(program(folder, 'python'), [HELPER], 'ignore');
  }

  /** Installs it if need be and starts it; the reason in words where that cannot be done. */
  static open(): Reference | string {
    const folder = join(CACHE, `interop-${digestOf(REQUIREMENTS)}`);
    const problem = existsSync(join(folder, 'ready')) ? undefined : install(folder);
    return problem ?? new Reference(folder);
  }

  /** Asks the library. One question after the other. */
  async ask(question: Question): Promise<ReferenceAnswer> {
    return JSON.parse(await this.#helper.ask(JSON.stringify(question))) as ReferenceAnswer;
  }

  /** Runs the command line client; its exit code. */
  run(...args: readonly string[]): number | null {
    return spawnSync(program(this.#folder, 'model_signing'), args, { stdio: 'ignore' }).status;
  }

  /** Ends it; resolves to the helper's exit code. */
  close(): Promise<number | null> {
    return this.#helper.close();
  }
}

/** Makes the environment; what went wrong in words. */
function install(folder: string): string | undefined {
  rmSync(folder, { recursive: true, force: true });
  const python = ['python3', 'python'].find((name) => spawnSync(name, ['-c', 'import venv']).status === 0);
  if (python === undefined) return 'needs Python 3 with venv';
  if (spawnSync(python, ['-m', 'venv', folder]).status !== 0)
    return 'needs a Python that can make environments';
  const pip = [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--disable-pip-version-check',
    '--retries',
    '1',
    '-r',
    REQUIREMENTS,
  ];
  if (spawnSync(program(folder, 'python'), pip).status !== 0)
    return 'needs PyPI, or what is in requirements.txt';
  // Written last: an environment that was cut short is made anew.
  writeFileSync(join(folder, 'ready'), '');
  return undefined;
}

const program = (folder: string, name: string): string => join(folder, 'bin', name);

const digestOf = (path: string): string =>
  createHash('sha256').update(readFileSync(path)).digest('hex').slice(0, 16);
