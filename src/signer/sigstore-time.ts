import type { TransparencyLogEntry } from '@sigstore/bundle';
import { RFC3161Timestamp } from '@sigstore/core';
import type { TrustMaterial } from '@sigstore/verify';
import { Refusal } from '../oms/error.ts';
import type { VerifiedTime } from './result.ts';
import { parseCertificate } from './x509-certificate.ts';
import { nameText } from './x509-name.ts';

/** PKIStatus values of a response that holds a timestamp: granted, and granted with changes (RFC 3161 §2.4.2). */
const GRANTED: readonly bigint[] = [0n, 1n];

/** Longest response that is read, in bytes: the library takes time by the square of its length. Real ones have a few thousand. */
const MAX_RESPONSE_BYTES = 32 * 1024;

/**
 * Parses RFC 3161 responses and checks their status, which the library does not.
 * @throws {Refusal} `sigstore-timestamp`
 */
export function parseTimestamps(responses: readonly Uint8Array[]): RFC3161Timestamp[] {
  return responses.map((response) => {
    if (response.length > MAX_RESPONSE_BYTES)
      throw new Refusal('sigstore-timestamp', `a timestamp of ${response.length} bytes`);
    const { timestamp, status } = readResponse(response);
    if (!GRANTED.includes(status))
      throw new Refusal('sigstore-timestamp', `the authority answered with status ${status}`);
    return timestamp;
  });
}

function readResponse(response: Uint8Array): { timestamp: RFC3161Timestamp; status: bigint } {
  try {
    const timestamp = RFC3161Timestamp.parse(Buffer.from(response));
    return { timestamp, status: timestamp.status };
  } catch (thrown) {
    throw new Refusal('sigstore-timestamp', thrown instanceof Error ? thrown.message : 'not a timestamp');
  }
}

/**
 * True if the entry’s time is one that its log vouches for: only the signed promise covers it, the inclusion proof does
 * not.
 */
export function hasLogTime({ inclusionPromise, integratedTime }: TransparencyLogEntry): boolean {
  return inclusionPromise !== undefined && integratedTime !== '0';
}

/**
 * The times that a bundle proves, earliest first. Call it only after the library verified entries and timestamps.
 */
export function verifiedTimes(
  entries: readonly TransparencyLogEntry[],
  timestamps: readonly RFC3161Timestamp[],
  { timestampAuthorities, tlogs }: TrustMaterial,
): VerifiedTime[] {
  const fromLogs = entries.filter(hasLogTime).map(({ integratedTime, logId }): VerifiedTime => {
    const log = tlogs.find(({ logID }) => logID.equals(logId.keyId));
    return {
      source: 'rekor',
      time: Number(integratedTime) * 1000,
      authority: log ? hostOf(log.baseURL) : '',
    };
  });
  const fromAuthorities = timestamps.map((timestamp): VerifiedTime => {
    const authority = authorityOf(timestamp, timestampAuthorities);
    return { source: 'rfc3161', time: timestamp.signingTime.getTime(), authority };
  });
  return [...fromLogs, ...fromAuthorities].sort((a, b) => a.time - b.time);
}

/** The name of the authority that a timestamp says it is by; empty if the trust root has none like it. Proves nothing. */
export function authorityOf(
  { signerIssuer, signerSerialNumber }: RFC3161Timestamp,
  authorities: TrustMaterial['timestampAuthorities'],
): string {
  // An authority’s first certificate is the one that signs its timestamps.
  const leaf = authorities
    .flatMap(({ certChain }) => certChain.slice(0, 1))
    .find(
      ({ issuer, serialNumber }) => issuer.equals(signerIssuer) && serialNumber.equals(signerSerialNumber),
    );
  return leaf ? nameText(parseCertificate(leaf.root.toDER()).subject) : '';
}

/** The host of a log’s address, or the address if that is no URL. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
