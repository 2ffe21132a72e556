import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { LengthOrHashMismatchError, UnsignedMetadataError } from '@tufjs/models/dist/error.js';
import { BadVersionError, EqualVersionError, ExpiredMetadataError } from 'tuf-js/dist/error.js';
import { TrustedMetadataStore } from 'tuf-js/dist/store.js';
import { type ErrorCode, Refusal } from '../oms/error.ts';

/** The one target that is wanted. */
const TARGET = 'trusted_root.json';

/** A moment at which nothing has expired: for what was trusted before, whatever its age is now. */
export const BEFORE_ALL = 0;

/** The version of each role’s metadata. */
export interface TufVersions {
  readonly root: number;
  readonly timestamp: number;
  readonly snapshot: number;
  readonly targets: number;
}

/**
 * The metadata of a TUF repository as far as it was verified, from a root on: roots, then timestamp, snapshot and
 * targets, each step by the official library. Times are in milliseconds since 1970.
 *
 * Every step throws a {@link Refusal} where its bytes do not hold: `tuf-malformed`, `tuf-signature`, `tuf-expired`,
 * `tuf-rollback` or `tuf-hash`; no later step may follow then.
 */
export class TufMetadata {
  readonly #store: TrustedMetadataStore;

  /** @param root trusted as it is, though it may have expired */
  constructor(root: Uint8Array) {
    this.#store = verified(() => new TrustedMetadataStore(Buffer.from(root)));
  }

  get rootVersion(): number {
    return this.#store.root.signed.version;
  }

  /** Takes the root that follows; it must be signed by the keys of the one before as well as by its own. */
  addRoot(bytes: Uint8Array): void {
    verified(() => this.#store.updateRoot(Buffer.from(bytes)));
  }

  /**
   * @param before the timestamp that was trusted before, so that no older one is taken now. If the root does not stand by
   *   it any more it does not count, which is how a repository recovers from a stolen key (TUF §5.3.11).
   * @returns the one that counts from now on: `before` if `bytes` is of the same version
   */
  setTimestamp(bytes: Uint8Array, now: number, before?: Uint8Array): Uint8Array {
    if (before) this.#recall(() => this.#store.updateTimestamp(Buffer.from(before)));
    return this.#at(now, () => {
      try {
        this.#store.updateTimestamp(Buffer.from(bytes));
        return bytes;
      } catch (thrown) {
        // Whether that one has expired is asked with the snapshot.
        if (before && thrown instanceof EqualVersionError) return before;
        throw thrown;
      }
    });
  }

  /** The snapshot’s version by the timestamp. */
  get snapshotVersion(): number {
    return this.#timestamp.snapshotMeta.version;
  }

  /** @param before the snapshot that was trusted before, as in {@link setTimestamp} */
  setSnapshot(bytes: Uint8Array, now: number, before?: Uint8Array): void {
    if (before) this.#recall(() => this.#store.updateSnapshot(Buffer.from(before), true));
    this.#at(now, () => this.#store.updateSnapshot(Buffer.from(bytes)));
  }

  /** The version of targets by the snapshot. */
  get targetsVersion(): number {
    const targets = this.#store.snapshot?.signed.meta['targets.json'];
    if (!targets) throw new Refusal('tuf-malformed', 'the snapshot names no targets');
    return targets.version;
  }

  setTargets(bytes: Uint8Array, now: number): void {
    this.#at(now, () => {
      this.#store.updateDelegatedTargets(Buffer.from(bytes), 'targets', 'root');
    });
  }

  /** Where the repository holds the trusted root: consistent snapshots have the digest in its name (TUF §6.2). */
  get targetPath(): string {
    return `targets/${this.#target.sha256}.${TARGET}`;
  }

  /** @throws {Refusal} `tuf-hash` unless `bytes` is the trusted root that was signed */
  checkTarget(bytes: Uint8Array): void {
    const { length, sha256: digest } = this.#target;
    if (bytes.length !== length) throw new Refusal('tuf-hash', `${bytes.length} bytes instead of ${length}`);
    if (bytesToHex(sha256(bytes)) !== digest) throw new Refusal('tuf-hash', TARGET);
  }

  /** When the timestamp expires: until then the repository says that all this is its latest. */
  get currentUntil(): number {
    return Date.parse(this.#timestamp.expires);
  }

  get versions(): TufVersions {
    return {
      root: this.rootVersion,
      timestamp: this.#timestamp.version,
      snapshot: this.snapshotVersion,
      targets: this.targetsVersion,
    };
  }

  get #timestamp() {
    const { timestamp } = this.#store;
    if (!timestamp) throw new Refusal('unexpected', 'no timestamp yet');
    return timestamp.signed;
  }

  get #target(): { readonly length: number; readonly sha256: string } {
    const targets = this.#store.targets?.signed.targets ?? {};
    const target = Object.hasOwn(targets, TARGET) ? targets[TARGET] : undefined;
    if (!target) throw new Refusal('tuf-target');
    const digest = target.hashes.sha256;
    if (!digest) throw new Refusal('tuf-malformed', `${TARGET} has no SHA-256`);
    return { length: target.length, sha256: digest };
  }

  #recall(step: () => unknown): void {
    try {
      this.#at(BEFORE_ALL, step);
    } catch {
      // The library has taken it if it is genuine, even where it says that a newer one is due.
    }
  }

  #at<T>(now: number, step: () => T): T {
    // The library takes its own clock, once; a clock that is an argument can be tested, and set to nothing having expired.
    Reflect.set(this.#store, 'referenceTime', new Date(now));
    return verified(step);
  }
}

/** Whatever the library throws means *not verified*. */
function verified<T>(step: () => T): T {
  try {
    return step();
  } catch (thrown) {
    const detail = thrown instanceof Error ? thrown.message : String(thrown);
    throw new Refusal(codeOf(thrown), detail);
  }
}

function codeOf(thrown: unknown): ErrorCode {
  if (thrown instanceof UnsignedMetadataError) return 'tuf-signature';
  if (thrown instanceof ExpiredMetadataError) return 'tuf-expired';
  if (thrown instanceof BadVersionError) return 'tuf-rollback';
  if (thrown instanceof LengthOrHashMismatchError) return 'tuf-hash';
  return 'tuf-malformed';
}
