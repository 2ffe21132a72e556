import { equalBytes } from '@noble/curves/utils.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { RFC3161Timestamp } from '@sigstore/core';
import type { TrustMaterial } from '@sigstore/verify';
import { messages } from '../messages/index.ts';
import { Refusal } from '../oms/error.ts';
import { children, expect, objectIdentifier, TAG, wrapperTag } from './asn1.ts';
import { clip, momentOf } from './describe-layer.ts';
import { digest, type HashName } from './public-key.ts';
import { authorityOf, parseTimestamps } from './sigstore-time.ts';
import { nameText, parseName } from './x509-name.ts';

/** An RFC 3161 timestamp as the bundle holds it. Plain data of hostile text. */
export interface TimestampDescription {
  /** Milliseconds since 1970. */
  readonly time: number;
  /** The authority's rules, a dotted object identifier. */
  readonly policy: string;
  /** Lower-case hex. */
  readonly serial: string;
  /** The hash that was stamped: its algorithm, and whether it is that of the bundle's signature. */
  readonly imprint: { readonly hash: string; readonly value: string; readonly ofSignature: boolean };
  /** Who issued the certificate of the authority that signed, and that certificate's serial number. */
  readonly signer: { readonly issuer: string; readonly serial: string };
  /** What the trust root calls the authority; empty where it knows none like it. */
  readonly authority: string;
}

const HASHES: Partial<Record<string, HashName>> = {
  sha256: 'SHA-256',
  sha384: 'SHA-384',
  sha512: 'SHA-512',
};

/**
 * Reads a timestamp response, and whether it is about `signature`; who signed it is not checked here.
 * @throws whatever the library throws for what is no timestamp
 */
export function describeTimestamp(
  response: Uint8Array,
  signature: Uint8Array,
  authorities: TrustMaterial['timestampAuthorities'],
): TimestampDescription {
  const [timestamp] = parseTimestamps([response]);
  if (timestamp === undefined) throw new Refusal('sigstore-timestamp');
  const { tstInfo } = timestamp;
  const [, policy, , serial] = tstInfo.root.subs;
  const hash = HASHES[tstInfo.messageImprintHashAlgorithm];
  const imprint = tstInfo.messageImprintHashedMessage;
  return {
    time: momentOf(timestamp.signingTime.getTime()),
    policy: objectIdentifier(policy, 'policy'),
    serial: hex(expect(serial, TAG.integer, 'serial number').value),
    imprint: {
      hash: hash ?? messages.certificate.otherHash,
      value: hex(imprint),
      ofSignature: hash !== undefined && equalBytes(digest(hash, signature), Uint8Array.from(imprint)),
    },
    signer: signerOf(timestamp),
    authority: authorityOf(timestamp, authorities),
  };
}

/** SignerIdentifier of the one SignerInfo (RFC 5652 §5.3): name and serial number. The library has the name's content only. */
function signerOf({ root, signerSerialNumber }: RFC3161Timestamp): TimestampDescription['signer'] {
  const [, token] = children(root, 'timestamp');
  const [, content] = children(token, 'timestamp');
  const [signedData] = children(content, 'signed data', wrapperTag(0));
  const [info] = children(children(signedData, 'signed data').at(-1), 'signers', TAG.set);
  const [, signer] = children(info, 'signer');
  const [issuer] = children(signer, 'signer');
  return { issuer: clip(nameText(parseName(issuer))), serial: hex(signerSerialNumber) };
}

/** Longest number or hash that is shown, in bytes. */
const MOST_BYTES = 128;

function hex(bytes: Uint8Array): string {
  return bytesToHex(Uint8Array.from(bytes.subarray(0, MOST_BYTES)));
}
