import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Bundle, Method } from '../oms/bundle.ts';
import { attempt, type Result } from '../oms/error.ts';
import type { Manifest } from '../oms/manifest.ts';
import { parseStatement } from '../oms/statement.ts';
import { type UnknownField, unknownInBundle } from '../oms/unknown.ts';
import { summarize } from './certificate-summary.ts';
import type { Signer } from './result.ts';
import { sigstoreSigner } from './sigstore-leaf.ts';

/** What a bundle says of itself before anything is proven. Plain data; feeds a page and a plan, never a verdict. */
export interface Claims {
  readonly method: Method;
  readonly mediaType: string;
  /** Whom the certificate or the key hint names; absent where the certificate cannot be read. */
  readonly signer?: Signer;
  readonly manifest: Manifest;
  /** SHA-256 over the payload bytes, lower-case hex. */
  readonly statementDigest: string;
  /** Fields of the bundle, outside of what is signed, that this version does not know. */
  readonly unknown: readonly UnknownField[];
}

/** Reads what a bundle claims: who signed and which files. Proves nothing. */
export function inspectBundle(bundle: Bundle): Result<Claims> {
  const { envelope, material, mediaType } = bundle;
  const statement = parseStatement(envelope.payload);
  if (!statement.ok) return statement;
  // A damaged certificate is the signature check's to refuse; here it only leaves the claim without a name.
  const signer = attempt(() => claimedSigner(bundle));
  return {
    ok: true,
    value: {
      method: material.method,
      mediaType,
      manifest: statement.value,
      statementDigest: bytesToHex(sha256(envelope.payload)),
      unknown: unknownInBundle(bundle.json),
      ...(signer.ok && { signer: signer.value }),
    },
  };
}

function claimedSigner({ material }: Bundle): Signer {
  switch (material.method) {
    case 'sigstore':
      return sigstoreSigner(material.certificate);
    case 'certificate': {
      const [leaf] = material.certificates;
      if (!leaf) throw new Error('an empty chain passed the bundle parser');
      return { method: 'certificate', leaf: summarize(leaf) };
    }
    case 'key':
      return { method: 'key', fingerprint: material.hint ?? '' };
  }
}
