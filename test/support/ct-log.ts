import { sha256 } from '@noble/hashes/sha2.js';
import { bigEndian, type Bytes, concat } from './bytes.ts';
import type { Der } from './der.ts';
import { createKey, type KeyPair, type KeyType } from './keys.ts';

/** A certificate transparency log that promises to list whatever it is shown. */
export interface CtLog {
  readonly key: KeyPair;
  /** SHA-256 of the log's public key (RFC 6962 §3.2). */
  readonly id: Bytes;
  /** Makes an SCT for a precertificate (RFC 6962 §3.2). */
  readonly sct: (precertificate: Der, issuer: KeyPair, time: Date) => Promise<Bytes>;
  /** Makes the list of that one SCT. */
  readonly promise: (precertificate: Der, issuer: KeyPair, time: Date) => Promise<Bytes>;
}

/** Hash and signature algorithm as TLS numbers them (RFC 5246 §7.4.1.4.1, RFC 8422 §5.1.3). */
const SHA256_RSA = Uint8Array.of(4, 1);
const SHA256_ECDSA = Uint8Array.of(4, 3);
const ED25519 = Uint8Array.of(8, 7);

/** Makes a log; the RFC knows RSA and P-256 keys, other curves sign with SHA-256 as well. */
export async function createCtLog(type: KeyType = 'P-256'): Promise<CtLog> {
  const key = await createKey(type);
  const id = sha256(key.spki);
  const sct: CtLog['sct'] = async (precertificate, issuer, time) => {
    const [version, noExtensions] = [Uint8Array.of(0), bigEndian(0, 2)];
    const timestamp = bigEndian(time.getTime(), 8);
    const [certificateTimestamp, precertEntry] = [Uint8Array.of(0), bigEndian(1, 2)];
    const entry = concat(sha256(issuer.spki), bigEndian(precertificate.length, 3), precertificate);
    const signed = concat(version, certificateTimestamp, timestamp, precertEntry, entry, noExtensions);
    const signature = withLength(await key.sign(signed, 'SHA-256'));
    return concat(version, id, timestamp, noExtensions, algorithmOf(type), signature);
  };
  return {
    key,
    id,
    sct,
    promise: async (...what) => sctList(await sct(...what)),
  };
}

/** SignedCertificateTimestampList (RFC 6962 §3.3). */
export function sctList(...scts: readonly Bytes[]): Bytes {
  return withLength(concat(...scts.map(withLength)));
}

function algorithmOf(type: KeyType): Bytes {
  if (type === 'Ed25519') return ED25519;
  return type === 'RSA' ? SHA256_RSA : SHA256_ECDSA;
}

/** A TLS vector with a length of two bytes before it. */
function withLength(bytes: Bytes): Bytes {
  return concat(bigEndian(bytes.length, 2), bytes);
}
