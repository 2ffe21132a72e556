/** A Sigstore bundle as JSON, as loose as tests need it: every part may be changed or taken away. */
export interface BundleJson {
  mediaType: string;
  verificationMaterial: {
    certificate?: { rawBytes: string };
    x509CertificateChain?: { certificates: { rawBytes: string }[] };
    publicKey?: { hint?: string; rawBytes?: string; keyDetails?: string };
    tlogEntries?: LogEntryJson[];
    timestampVerificationData?: { rfc3161Timestamps: { signedTimestamp: string }[] };
  };
  dsseEnvelope: EnvelopeJson;
}

/** A DSSE envelope; `payload` and `sig` are base64. */
export interface EnvelopeJson {
  payload: string;
  payloadType: string;
  signatures: { sig: string; keyid?: string | null }[];
}

/** An entry of a Rekor log (protobuf JSON: 64-bit integers are strings). */
export interface LogEntryJson {
  logIndex: string;
  logId: { keyId: string };
  kindVersion: { kind: string; version: string };
  /** Seconds since 1970. */
  integratedTime?: string;
  inclusionPromise?: { signedEntryTimestamp: string };
  inclusionProof?: {
    logIndex: string;
    rootHash: string;
    treeSize: string;
    hashes: string[];
    checkpoint: { envelope: string };
  };
  canonicalizedBody: string;
}

/** The media type of current bundles. */
export const BUNDLE_V03 = 'application/vnd.dev.sigstore.bundle.v0.3+json';

/** The first log entry, which must be there. */
export function entryOf({ verificationMaterial }: BundleJson): LogEntryJson {
  return first(verificationMaterial.tlogEntries ?? []);
}

/** The inclusion proof of the first log entry, which must be there. */
export function proofOf(bundle: BundleJson): NonNullable<LogEntryJson['inclusionProof']> {
  const { inclusionProof } = entryOf(bundle);
  if (inclusionProof === undefined) throw new Error('the entry has no proof');
  return inclusionProof;
}

/** The RFC 3161 responses. */
export function stampsOf({ verificationMaterial }: BundleJson): { signedTimestamp: string }[] {
  return (verificationMaterial.timestampVerificationData ??= { rfc3161Timestamps: [] }).rfc3161Timestamps;
}

/** The first item, which must be there. */
export function first<T>([item]: readonly T[]): T {
  if (item === undefined) throw new Error('an empty list');
  return item;
}
