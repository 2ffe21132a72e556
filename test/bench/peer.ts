import type { Listing } from './case.ts';
import type { Model } from './data.ts';

/** `openssl-plain` is OpenSSL kept from the processor's SHA instructions. */
export type PeerName = 'sha256sum' | 'openssl-plain' | 'openssl' | 'b2sum' | 'b3sum' | 'reference';

/** Something else that hashes the same files, to compare with. */
export interface Peer {
  readonly name: PeerName;
  /** Whether a case is one for it. */
  takes(listing: Listing): boolean;
  /** Hashes the model once; the seconds that it took. @throws Error if it fails */
  run(model: Model, listing: Listing): Promise<number>;
}
