import { attempt, type Result, unwrap } from '../oms/error.ts';
import { summarize } from '../signer/certificate-summary.ts';
import { readCertificates, readPublicKey } from '../signer/pem.ts';
import type { PemContent } from './kept-anchor.ts';

/** Certificates that one kept text may hold. */
const MAX_CERTIFICATES = 64;

/**
 * Reads a PEM text that somebody wants to keep: one public key, or certificates.
 *
 * Problems: those of `readPublicKey` and `readCertificates`, and `certificate-malformed`.
 */
export function readPem(text: string): Result<PemContent> {
  const key = readPublicKey(text);
  if (key.ok) {
    const { fingerprint, key: publicKey } = key.value;
    return { ok: true, value: { kind: 'key', fingerprint, curve: publicKey.curve } };
  }
  if (key.problem.code !== 'pem-kind') return key;
  return attempt(() => {
    const certificates = unwrap(readCertificates(text)).slice(0, MAX_CERTIFICATES).map(summarize);
    return { kind: 'authority', certificates };
  });
}
