import type { DBSchema } from 'idb';
import { type Problem, problem, type Result } from '../oms/error.ts';
import {
  type KeptTrust,
  merged,
  NOTHING_KEPT,
  withAnchor,
  withoutAnchor,
  withoutSigner,
  withSigner,
} from '../trust/kept.ts';
import type { KeptAnchor } from '../trust/kept-anchor.ts';
import {
  type Pin,
  type RememberedSigner,
  samePin,
  type SeenStatement,
  withStatement,
} from '../trust/remembered.ts';
import { openDatabase, quietly } from './database.ts';

interface Schema extends DBSchema {
  /** One file, as it would be exported. */
  files: { key: string; value: string };
}

const KEY = 'trust';

/**
 * The signers that a person remembers, and the trust roots, keys and authorities that they keep, in the browser’s
 * database. What is read from it is read as strictly as somebody’s file.
 */
export class Kept {
  readonly #opening = openDatabase<Schema>('assay-kept-trust', (database) => {
    database.createObjectStore('files');
  });
  #all = $state.raw(NOTHING_KEPT);

  /** As of the last {@link Kept.load} or change. */
  get all(): KeptTrust {
    return this.#all;
  }

  /** Reads what is kept, also by other tabs; undefined if the database fails or does not answer. */
  async load(): Promise<KeptTrust | undefined> {
    const read = await quietly(async () => {
      // Where the browser refuses a database, nothing was kept.
      const database = await this.#opening.catch(() => undefined);
      return { text: await database?.get('files', KEY) };
    });
    if (!read) return undefined;
    this.#all = read.text === undefined ? NOTHING_KEPT : await readKept(read.text);
    return this.#all;
  }

  /** Remembers a signer, in place of what was known of them. */
  async remember(signer: RememberedSigner): Promise<Problem | undefined> {
    return this.#change((trust) => withSigner(trust, signer));
  }

  async forgetSigner(pin: Pin): Promise<Problem | undefined> {
    return this.#change((trust) => withoutSigner(trust, pin));
  }

  /** Notes a statement by a signer, if they are remembered. */
  async see(pin: Pin, statement: SeenStatement): Promise<Problem | undefined> {
    return this.#change((trust) => ({
      ...trust,
      signers: trust.signers.map((each) => (samePin(each.pin, pin) ? withStatement(each, statement) : each)),
    }));
  }

  async keepAnchor(anchor: KeptAnchor): Promise<Problem | undefined> {
    return this.#change((trust) => withAnchor(trust, anchor));
  }

  async removeAnchor(anchor: KeptAnchor): Promise<Problem | undefined> {
    return this.#change((trust) => withoutAnchor(trust, anchor));
  }

  /** Adds what somebody’s file holds; what is known already stays as it is. */
  async add(other: KeptTrust): Promise<Problem | undefined> {
    return this.#change((trust) => merged(trust, other));
  }

  async forgetAll(): Promise<void> {
    await quietly(async () => (await this.#opening).clear('files'));
    await this.load();
  }

  /** Problems: `trust-full`, `trust-not-kept`. */
  async #change(change: (trust: KeptTrust) => KeptTrust): Promise<Problem | undefined> {
    const { readTrust, writeTrust } = await import('../trust/kept-file.ts');
    const read = (text: string): Result<KeptTrust> => readTrust(new TextEncoder().encode(text));
    const kept = await quietly(async (): Promise<Result<KeptTrust>> => {
      // In one transaction, or another tab’s change would be lost.
      const { done, store } = (await this.#opening).transaction('files', 'readwrite');
      const text = await store.get(KEY);
      const before = text === undefined ? undefined : read(text);
      const after = writeTrust(change(before?.ok ? before.value : NOTHING_KEPT));
      const bounded = read(after);
      if (bounded.ok) await store.put(after, KEY);
      await done;
      return bounded;
    });
    if (!kept) return problem('trust-not-kept');
    if (!kept.ok) return problem('trust-full', kept.problem.detail);
    this.#all = kept.value;
    return undefined;
  }
}

/** What cannot be understood is as if it were not there. */
async function readKept(text: string): Promise<KeptTrust> {
  const { readTrust } = await import('../trust/kept-file.ts');
  const read = readTrust(new TextEncoder().encode(text));
  return read.ok ? read.value : NOTHING_KEPT;
}
