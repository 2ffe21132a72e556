import { type Hashing, Reference } from '../interop/reference.ts';
import type { Listing } from './case.ts';
import type { Model } from './data.ts';
import type { Peer } from './peer.ts';

/**
 * The Python reference implementation, once running: it verifies the same bundle by the same key, so it hashes the files
 * by its serializer and checks one signature.
 */
export class ReferencePeer implements Peer {
  readonly name = 'reference';
  readonly #reference: Reference;

  private constructor(reference: Reference) {
    this.#reference = reference;
  }

  /** Installs it if need be and waits until it is there; the reason in words where that cannot be done. */
  static async open(): Promise<ReferencePeer | string> {
    const reference = Reference.open();
    if (typeof reference === 'string') return reference;
    const nothing = { model: '', bundle: '', publicKey: '', ignorePaths: [], ignoreUnsigned: false };
    await reference.ask({ do: 'verify', hashing: null, ...nothing });
    return new ReferencePeer(reference);
  }

  takes(): boolean {
    return true;
  }

  async run({ folder, bundle, key }: Model, listing: Listing): Promise<number> {
    const began = performance.now();
    const answer = await this.#reference.ask({
      ...{ do: 'verify', model: folder, bundle, publicKey: key },
      ...{ ignorePaths: [], ignoreUnsigned: false, hashing: hashingOf(listing) },
    });
    const seconds = (performance.now() - began) / 1000;
    if (!answer.ok) throw new Error(`The reference does not verify the bench’s model: ${answer.error}`);
    return seconds;
  }

  async close(): Promise<void> {
    await this.#reference.close();
  }
}

function hashingOf({ algorithm, shardSize }: Listing): Hashing {
  return {
    method: shardSize === undefined ? 'files' : 'shards',
    algorithm: algorithm === 'blake2b' ? 'blake2' : algorithm,
    shardSize: shardSize ?? 0,
  };
}
