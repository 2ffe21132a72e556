import { bundleFromJSON } from '@sigstore/bundle';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { type Signer, toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify';

/**
 * Verifies a bundle with the official libraries on Node's own crypto: the judge of what the fixtures make.
 * Throws if the bundle is refused.
 */
export function verifyOfficially(bundle: unknown, trustedRoot: unknown): Signer {
  const verifier = new Verifier(toTrustMaterial(TrustedRoot.fromJSON(trustedRoot)));
  return verifier.verify(toSignedEntity(bundleFromJSON(bundle)));
}
