import type { Result } from '../oms/error.ts';
import type { Claims } from '../signer/claim.ts';
import type { BundleDescription } from '../signer/describe.ts';
import type { SignerOptions, TrustRootSource } from '../signer/result.ts';
import type { Signature } from '../signer/signature.ts';
import type { PemContent } from '../trust/kept-anchor.ts';
import type { TrustRootDescription } from '../trust/trusted-root.ts';

/** The signer as a run sees it: everything about the bundle happens behind it, off the page's thread. */
export interface SignerPort {
  /** Parses a bundle and keeps it for {@link SignerPort.check}. */
  open(bytes: Uint8Array): Promise<Result<Claims>>;
  /** Checks the signature of the bundle opened last. */
  check(options: SignerOptions): Promise<Signature>;
}

/** All that the signer's worker offers. */
export interface SignerService extends SignerPort {
  /**
   * Decodes every layer of the bundle opened last; logs and authorities are named by the trust root of the last check.
   * Proves nothing. Its problem is that of {@link SignerPort.open}.
   */
  describe(): Promise<Result<BundleDescription>>;
  /** Loads a trust root and says what it holds, without checking anything by it. */
  inspectTrustRoot(source: TrustRootSource): Promise<Result<TrustRootDescription>>;
  /** Reads a PEM text that somebody wants to keep, as `readPem` does. */
  inspectPem(text: string): Promise<Result<PemContent>>;
}
