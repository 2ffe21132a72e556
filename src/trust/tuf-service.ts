import type { Refreshed, SignedTrustRoot } from './tuf.ts';
import type { KeptMetadata } from './tuf-kept.ts';

/** The public-good instance’s trusted root, as its worker offers it. Times are in milliseconds since 1970. */
export interface TufService {
  /** See `fetchTrustRoot`; the realm that may connect is at the other end of `port`. */
  refresh(port: MessagePort, kept: KeptMetadata | undefined, now: number): Promise<Refreshed>;
  /** See `recallTrustRoot`. */
  recall(kept: KeptMetadata, now: number): Promise<SignedTrustRoot | undefined>;
}
