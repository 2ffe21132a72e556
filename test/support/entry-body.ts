import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { hex } from '@scure/base';
import type { EnvelopeJson } from './bundle.ts';
import { base64, type Bytes, fromBase64, utf8 } from './bytes.ts';
import type { Certificate } from './certificate.ts';
import { preAuthenticationEncoding } from './envelope.ts';
import { type Hash, KEY_DETAILS, pem } from './keys.ts';

/** What a log keeps about a signature: Rekor’s types for what model signing signs, by kind and version. */
export const ENTRY_KINDS = [
  'dsse 0.0.1',
  'hashedrekord 0.0.1',
  'intoto 0.0.2',
  'dsse 0.0.2',
  'hashedrekord 0.0.2',
] as const;

export type EntryKind = (typeof ENTRY_KINDS)[number];

/** The version of Rekor whose logs hold entries of this kind. */
export function rekorVersion(kind: EntryKind): 1 | 2 {
  return kind === 'dsse 0.0.2' || kind === 'hashedrekord 0.0.2' ? 2 : 1;
}

/** The body of a log entry, its keys in canonical order (RFC 8785). */
export interface EntryBody {
  apiVersion: string;
  kind: string;
  spec: Record<string, unknown>;
}

/** The body that a log makes of an envelope and the certificate that verifies it. */
export function entryBody(kind: EntryKind, envelope: EnvelopeJson, signer: Certificate): EntryBody {
  const [name = '', apiVersion = ''] = kind.split(' ');
  return { apiVersion, kind: name, spec: SPECS[kind](envelope, signer) };
}

type Spec = (envelope: EnvelopeJson, signer: Certificate) => Record<string, unknown>;

const DIGESTS = { 'SHA-256': sha256, 'SHA-384': sha384, 'SHA-512': sha512 };
const NAMES = {
  'SHA-256': { v1: 'sha256', v2: 'SHA2_256' },
  'SHA-384': { v1: 'sha384', v2: 'SHA2_384' },
  'SHA-512': { v1: 'sha512', v2: 'SHA2_512' },
};

// https://github.com/sigstore/rekor/tree/main/pkg/types and https://github.com/sigstore/rekor-tiles/tree/main/api/proto
const SPECS: Record<EntryKind, Spec> = {
  'dsse 0.0.1': (envelope, signer) => ({
    envelopeHash: digestV1(utf8(JSON.stringify(envelope))),
    payloadHash: digestV1(fromBase64(envelope.payload)),
    signatures: envelope.signatures.map(({ sig }) => ({ signature: sig, verifier: pemOf(signer) })),
  }),
  'hashedrekord 0.0.1': (envelope, signer) => ({
    data: { hash: digestV1(signedBytes(envelope), signer.key.hash) },
    signature: { content: envelope.signatures[0]?.sig, publicKey: { content: pemOf(signer) } },
  }),
  'intoto 0.0.2': (envelope, signer) => ({
    content: {
      envelope: {
        payloadType: envelope.payloadType,
        // Rekor keeps the base64 of the base64.
        signatures: envelope.signatures.map(({ sig }) => ({
          publicKey: pemOf(signer),
          sig: base64(utf8(sig)),
        })),
      },
      hash: digestV1(utf8(JSON.stringify(envelope))),
      payloadHash: digestV1(fromBase64(envelope.payload)),
    },
  }),
  'dsse 0.0.2': (envelope, signer) => ({
    dsseV002: {
      payloadHash: digestV2(fromBase64(envelope.payload)),
      signatures: envelope.signatures.map(({ sig }) => ({ content: sig, verifier: verifierOf(signer) })),
    },
  }),
  'hashedrekord 0.0.2': (envelope, signer) => ({
    hashedRekordV002: {
      data: digestV2(signedBytes(envelope), signer.key.hash),
      signature: { content: envelope.signatures[0]?.sig, verifier: verifierOf(signer) },
    },
  }),
};

/** What was signed: a log that is shown a digest alone is shown the digest of this. */
function signedBytes({ payload, payloadType }: EnvelopeJson): Bytes {
  return preAuthenticationEncoding(payloadType, fromBase64(payload));
}

function digestV1(data: Bytes, hash: Hash = 'SHA-256') {
  return { algorithm: NAMES[hash].v1, value: hex.encode(DIGESTS[hash](data)) };
}

function digestV2(data: Bytes, hash: Hash = 'SHA-256') {
  return { algorithm: NAMES[hash].v2, digest: base64(DIGESTS[hash](data)) };
}

function pemOf({ der }: Certificate): string {
  return base64(utf8(pem('CERTIFICATE', der)));
}

function verifierOf({ der, key }: Certificate) {
  return { keyDetails: KEY_DETAILS[key.type], x509Certificate: { rawBytes: base64(der) } };
}
