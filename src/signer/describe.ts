import { base64 } from '@scure/base';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Bundle, Method } from '../oms/bundle.ts';
import { type Result, unwrap } from '../oms/error.ts';
import { asList, asString, member, present, root } from '../oms/field.ts';
import { parseJson } from '../oms/json.ts';
import { unknownInBundle, unknownInStatement } from '../oms/unknown.ts';
import { type ChainLink, describeChain, describeFulcioChain, keyText } from './describe-certificate.ts';
import { describeJson, type JsonTree } from './describe-json.ts';
import { clip, layer } from './describe-layer.ts';
import { describeLogEntry, type LogEntryDescription } from './describe-log-entry.ts';
import { describeTimestamp, type TimestampDescription } from './describe-timestamp.ts';
import { pae } from './dsse.ts';
import { readPublicKey } from './pem.ts';
import type { TrustRoot } from './trust-root.ts';

/** Every layer of a bundle, decoded for people to see. Proves nothing and feeds no verdict. Plain data of hostile text. */
export interface BundleDescription {
  readonly method: Method;
  readonly mediaType: string;
  /** The signer's certificate first; empty where a key signed. */
  readonly chain: readonly ChainLink[];
  /** Present where a key signed. */
  readonly key?: KeyDescription;
  readonly entries: readonly Result<LogEntryDescription>[];
  readonly timestamps: readonly Result<TimestampDescription>[];
  readonly envelope: EnvelopeDescription;
  readonly statement: Result<StatementDescription>;
  /** The bundle itself. */
  readonly document: JsonTree;
}

/** What a bundle says of the key that signed it. */
export interface KeyDescription {
  /** SHA-256 of the key's canonical PEM as the bundle names it; absent where it does not. */
  readonly hint?: string;
  /** Bundles before 1.1 hold the key itself: its PEM text and what it says. */
  readonly embedded?: {
    readonly pem: string;
    readonly key: Result<{ readonly text: string; readonly fingerprint: string }>;
  };
}

/** A DSSE envelope. */
export interface EnvelopeDescription {
  readonly payloadType: string;
  readonly payloadBytes: number;
  /** SHA-256 over the payload, lower-case hex. */
  readonly payloadDigest: string;
  /** Bytes that were signed: the payload's pre-authentication encoding. */
  readonly paeBytes: number;
  /** Base64. */
  readonly signature: string;
  readonly keyid: string;
}

/** An in-toto statement. */
export interface StatementDescription {
  readonly tree: JsonTree;
  /** The text as it was signed; absent where it is too long to hand over. */
  readonly text?: string;
}

/** Longest statement that a page gets as text, in bytes. */
const MOST_TEXT_BYTES = 256 * 1024;

/**
 * Describes a bundle layer by layer. What cannot be read says so in its place and takes nothing else down; every part
 * is bounded, whatever the bundle holds. Never throws.
 *
 * @param trustRoot lends names to logs and authorities, and the issuers of a Fulcio certificate
 */
export function describeBundle(bundle: Bundle, trustRoot?: TrustRoot): BundleDescription {
  const { envelope, json, material, mediaType } = bundle;
  const trusted = trustRoot?.material;
  const entries = asList(
    member(member(root(json, 'bundle-malformed'), 'verificationMaterial'), 'tlogEntries'),
  );
  return {
    method: material.method,
    mediaType,
    chain: chainOf(bundle, trustRoot),
    ...(material.method === 'key' && {
      key: {
        ...(material.hint !== undefined && { hint: clip(material.hint) }),
        ...(material.embeddedKey !== undefined && { embedded: embedded(material.embeddedKey) }),
      },
    }),
    entries: entries.map((entry) =>
      layer('bundle-malformed', () => describeLogEntry(entry, trusted?.tlogs ?? [])),
    ),
    timestamps: bundle.timestamps.map((response) =>
      layer('sigstore-timestamp', () =>
        describeTimestamp(response, envelope.signature, trusted?.timestampAuthorities ?? []),
      ),
    ),
    envelope: {
      payloadType: envelope.payloadType,
      payloadBytes: envelope.payload.length,
      payloadDigest: bytesToHex(sha256(envelope.payload)),
      paeBytes: pae(envelope.payloadType, envelope.payload).length,
      signature: clip(base64.encode(envelope.signature)),
      keyid: clip(keyidOf(bundle)),
    },
    statement: layer('statement-malformed', () => describeStatement(envelope.payload)),
    document: describeJson(json, unknownInBundle(json)),
  };
}

function chainOf({ material }: Bundle, trustRoot: TrustRoot | undefined): ChainLink[] {
  switch (material.method) {
    case 'sigstore':
      return describeFulcioChain(material.certificate, trustRoot?.material);
    case 'certificate':
      return describeChain(material.certificates, trustRoot?.material.ctlogs ?? []);
    case 'key':
      return [];
  }
}

function embedded(text: string): NonNullable<KeyDescription['embedded']> {
  return {
    pem: clip(text),
    key: layer('pem-malformed', () => {
      const { key, fingerprint } = unwrap(readPublicKey(text));
      return { text: keyText(key), fingerprint };
    }),
  };
}

function keyidOf({ json }: Bundle): string {
  const [signature] = asList(member(member(root(json, 'bundle-malformed'), 'dsseEnvelope'), 'signatures'));
  const keyid = signature && member(signature, 'keyid');
  return keyid && present(keyid) ? asString(keyid) : '';
}

function describeStatement(payload: Uint8Array): StatementDescription {
  const json = parseJson(payload);
  return {
    tree: describeJson(json, unknownInStatement(json)),
    ...(payload.length <= MOST_TEXT_BYTES && { text: new TextDecoder().decode(payload) }),
  };
}
