import type { TrustMaterial } from '@sigstore/verify';
import type { TrustRootSummary } from './result.ts';

/** A Sigstore instance to trust: its authorities and logs, parsed and checked. `src/trust` loads it. */
export interface TrustRoot {
  readonly summary: TrustRootSummary;
  readonly material: TrustMaterial;
  /**
   * Which proofs a signature must bring. False only where the instance runs no such log at all; one whose logs could
   * not be read still demands their proof.
   */
  readonly demands: {
    /** An entry in a transparency log. */
    readonly log: boolean;
    /** A signed certificate timestamp (RFC 6962 §3.2). */
    readonly sct: boolean;
  };
}
