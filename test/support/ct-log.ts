import { sha256 } from '@noble/hashes/sha2.js';
import { bigEndian, type Bytes, concat } from './bytes.ts';
import type { Der } from './der.ts';
import { createKey, type KeyPair, type KeyType } from './keys.ts';

/** A certificate transparency log that promises to list whatever it is shown. */
export interface CtLog {
  readonly key: KeyPair;
  /** SHA-256 of the log's public key (RFC 6962 §3.2). */
  readonly id: Bytes;
  /** Makes the SCT list for a precertificate (RFC 6962 §3.3). */
  readonly promise: (precertificate: Der, issuer: KeyPair, time: Date) => Promise<Bytes>;
}

/** Code points of TLS 1.2 (RFC 5246 §7.4.1.4.1): hash SHA-256, then the signature algorithm. */
const SHA256 = 4;
const SIGNATURE = { RSA: 1, ECDSA: 3 } as const;

/** Makes a log; the RFC knows RSA and P-256 keys, others sign with SHA-256 as well. */
export async function createCtLog(type: Exclude<KeyType, 'Ed25519'> = 'P-256'): Promise<CtLog> {
  const key = await createKey(type);
  const id = sha256(key.spki);
  return {
    key,
    id,
    async promise(precertificate, issuer, time) {
      const [version, noExtensions] = [Uint8Array.of(0), bigEndian(0, 2)];
      const timestamp = bigEndian(time.getTime(), 8);
      const [certificateTimestamp, precertEntry] = [Uint8Array.of(0), bigEndian(1, 2)];
      const entry = concat(sha256(issuer.spki), bigEndian(precertificate.length, 3), precertificate);
      const signed = concat(version, certificateTimestamp, timestamp, precertEntry, entry, noExtensions);
      const algorithm = Uint8Array.of(SHA256, type === 'RSA' ? SIGNATURE.RSA : SIGNATURE.ECDSA);
      const signature = withLength(await key.sign(signed, 'SHA-256'));
      return withLength(withLength(concat(version, id, timestamp, noExtensions, algorithm, signature)));
    },
  };
}

/** A TLS vector with a length of two bytes before it. */
function withLength(bytes: Bytes): Bytes {
  return concat(bigEndian(bytes.length, 2), bytes);
}
