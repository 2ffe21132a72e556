import { createCipheriv, randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKey, pem } from '../support/keys.ts';
import { signWithKey } from '../support/oms.ts';
import { bytesOf, type Case, type FileSet, type Listing, listingName, nameOf } from './case.ts';
import { statementOf } from './statement.ts';

/** A signed model on disk. Paths are absolute, but those of the files. */
export interface Model {
  readonly folder: string;
  /** Names in the folder. */
  readonly files: readonly string[];
  /** Beside the folder, which holds nothing but the files: several bundles share it. */
  readonly bundle: string;
  /** The public key, PEM. */
  readonly key: string;
  readonly bytes: number;
}

/** Left free on the disk beside the data. */
const MARGIN = 1e9;

const BLOCK = Buffer.alloc(4 * 1024 * 1024);

/** The folder in which the bench makes its models: one of its own that goes at the end, or a given one that stays. */
export class Data {
  readonly folder: string;
  readonly #kept: boolean;

  constructor(folder?: string) {
    this.#kept = folder !== undefined;
    if (folder !== undefined) mkdirSync(folder, { recursive: true });
    this.folder = folder ?? mkdtempSync(join(tmpdir(), 'assay-bench-'));
  }

  /** @throws Error if the models of these cases, so far as they are not there, do not fit on the disk. */
  checkSpace(cases: readonly Case[]): void {
    const sets = new Map(cases.map(({ set }) => [nameOf(set), set]));
    const missing = [...sets.values()].filter((set) => !this.#has(set));
    const needed = missing.reduce((sum, set) => sum + bytesOf(set), MARGIN);
    const { bavail, bsize } = statfsSync(this.folder);
    if (bavail * bsize >= needed) return;
    const [want, have] = [needed, bavail * bsize].map((bytes) => `${(bytes / 1e9).toFixed(1)} GB`);
    throw new Error(
      `The data needs ${want} in ${this.folder}, where ${have} are free: --data DIR, or --quick`,
    );
  }

  /** The model of a set with one listing, made if it is not there yet. */
  async model(set: FileSet, listing: Listing): Promise<Model> {
    const home = join(this.folder, nameOf(set));
    if (!this.#has(set)) {
      rmSync(home, { recursive: true, force: true });
      this.#write(set);
    }
    const files = namesOf(set);
    const beside = join(home, listingName(listing));
    const model: Model = {
      ...{ folder: this.#modelFolder(set), files, bytes: bytesOf(set) },
      ...{ bundle: `${beside}.sig`, key: `${beside}.pem` },
    };
    // The key is written last.
    if (!existsSync(model.key)) await sign(model, set, listing);
    return model;
  }

  /** Removes what is not to be kept. */
  remove(): void {
    if (!this.#kept) rmSync(this.folder, { recursive: true, force: true });
  }

  #modelFolder(set: FileSet): string {
    return join(this.folder, nameOf(set), 'model');
  }

  #has(set: FileSet): boolean {
    const folder = this.#modelFolder(set);
    return namesOf(set).every(
      (name) => statSync(join(folder, name), { throwIfNoEntry: false })?.size === set.size,
    );
  }

  /** Random bytes, which no file system can make smaller. */
  #write(set: FileSet): void {
    const folder = this.#modelFolder(set);
    mkdirSync(folder, { recursive: true });
    const cipher = createCipheriv('aes-128-ctr', randomBytes(16), randomBytes(16));
    for (const name of namesOf(set)) {
      const file = openSync(join(folder, name), 'w');
      for (let left = set.size; left > 0;) {
        left -= writeSync(file, cipher.update(BLOCK.subarray(0, Math.min(left, BLOCK.length))));
      }
      closeSync(file);
    }
  }
}

async function sign({ folder, bundle, key }: Model, set: FileSet, listing: Listing): Promise<void> {
  const pair = await createKey();
  const files = namesOf(set).map((name) => ({ name, size: set.size }));
  writeFileSync(bundle, JSON.stringify(await signWithKey(await statementOf(folder, files, listing), pair)));
  writeFileSync(key, pem('PUBLIC KEY', pair.spki));
}

/** Reads the files, so that nobody has to wait for the disk. Systems may empty their cache within minutes. */
export function warm({ folder, files }: Model): void {
  const block = Buffer.allocUnsafe(BLOCK.length);
  for (const name of files) {
    const file = openSync(join(folder, name), 'r');
    while (readSync(file, block) > 0);
    closeSync(file);
  }
}

function namesOf({ count }: FileSet): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${String(index).padStart(4, '0')}.bin`);
}
