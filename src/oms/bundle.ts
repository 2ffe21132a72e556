import { MAX_BUNDLE_BYTES } from './bundle-size.ts';
import { attempt, Refusal, type Result } from './error.ts';
import { asBytes, asList, asString, type Field, member, present, root } from './field.ts';
import { type Json, type JsonObject, parseJson } from './json.ts';
import { checkEntryTypes } from './log-entry.ts';

/** Certificates, log entries and timestamps that one bundle may hold, each. */
const MAX_ENTRIES = 32;

/** The media type that the specification demands (OMS §4.1). */
const MEDIA_TYPE = 'application/vnd.dev.sigstore.bundle.v0.3+json';
/** The older spelling of the same, seen only in bundles of the `sigstore` method. */
const MEDIA_TYPE_OLD = 'application/vnd.dev.sigstore.bundle+json;version=0.3';

/** Who signed, as the bundle has it: which material it holds decides the method. */
export type Material =
  | { readonly method: 'sigstore'; readonly certificate: Uint8Array<ArrayBuffer> }
  | { readonly method: 'certificate'; readonly certificates: readonly Uint8Array<ArrayBuffer>[] }
  | {
      readonly method: 'key';
      /** Lower-case hex SHA-256 of the canonical PEM; absent where the bundle has none. */
      readonly hint?: string;
      /** Bundles before 1.1: the public key itself (PEM text). Informational, never trusted. */
      readonly embeddedKey?: string;
    };

/** How a bundle was signed. */
export type Method = Material['method'];

/** DSSE envelope with its one signature, decoded (https://github.com/secure-systems-lab/dsse). */
export interface Envelope {
  readonly payloadType: string;
  readonly payload: Uint8Array<ArrayBuffer>;
  readonly signature: Uint8Array<ArrayBuffer>;
}

/** A Sigstore bundle that passed the OMS profile. */
export interface Bundle {
  readonly mediaType: string;
  readonly material: Material;
  readonly envelope: Envelope;
  /** RFC 3161 responses over the signature, as DER; unchecked. */
  readonly timestamps: readonly Uint8Array<ArrayBuffer>[];
  /** The whole document as our own strict parse read it: a library is given this, never the original text. */
  readonly json: JsonObject;
}

/**
 * Reads a bundle and holds it to the OMS profile: the media type to the letter, exactly one kind of material, exactly
 * one DSSE envelope with exactly one signature, an in-toto payload (OMS §4, §5.1). Proves nothing about who signed.
 */
export function parseBundle(bytes: Uint8Array): Result<Bundle> {
  return attempt(() => {
    if (bytes.length === 0) throw new Refusal('bundle-empty');
    if (bytes.length > MAX_BUNDLE_BYTES) throw new Refusal('bundle-too-large', `${bytes.length} bytes`);
    return bundleOf(parseJson(bytes));
  });
}

function bundleOf(json: Json): Bundle {
  const bundle = root(json, 'bundle-malformed');
  const mediaType = member(bundle, 'mediaType');
  if (mediaType.value !== MEDIA_TYPE && mediaType.value !== MEDIA_TYPE_OLD) {
    throw new Refusal(
      'bundle-media-type',
      typeof mediaType.value === 'string' ? mediaType.value : 'no media type',
    );
  }
  const envelope = envelopeOf(contentOf(bundle));
  const verificationMaterial = member(bundle, 'verificationMaterial');
  const material = materialOf(verificationMaterial);
  if (mediaType.value === MEDIA_TYPE_OLD && material.method !== 'sigstore') {
    throw new Refusal('bundle-media-type', MEDIA_TYPE_OLD);
  }
  const timestamps = timestampsOf(verificationMaterial);
  return { mediaType: mediaType.value, material, envelope, timestamps, json: json as JsonObject };
}

function contentOf(bundle: Field): Field {
  const envelope = member(bundle, 'dsseEnvelope');
  const message = member(bundle, 'messageSignature');
  if (present(envelope) && present(message)) throw new Refusal('content-several');
  if (present(message)) throw new Refusal('content-not-dsse');
  if (!present(envelope)) throw new Refusal('content-missing');
  return envelope;
}

function envelopeOf(field: Field): Envelope {
  const payloadType = asString(member(field, 'payloadType'));
  if (payloadType !== 'application/vnd.in-toto+json') throw new Refusal('payload-type', payloadType);
  const [signature, ...others] = asList(member(field, 'signatures'));
  if (signature === undefined) throw new Refusal('signature-missing');
  if (others.length > 0) throw new Refusal('signature-several', `${others.length + 1} signatures`);
  // The key id is a hint that nobody checks; it must only not be something else than a hint.
  const keyid = member(signature, 'keyid');
  if (present(keyid)) asString(keyid);
  return {
    payloadType,
    payload: asBytes(member(field, 'payload')),
    signature: asBytes(member(signature, 'sig')),
  };
}

function timestampsOf(verificationMaterial: Field): Uint8Array<ArrayBuffer>[] {
  const data = member(verificationMaterial, 'timestampVerificationData');
  if (!present(data)) return [];
  return bounded(member(data, 'rfc3161Timestamps')).map((entry) => asBytes(member(entry, 'signedTimestamp')));
}

/** The items of a list that may be absent. @throws {Refusal} `bundle-too-many` */
function bounded(list: Field): Field[] {
  const items = asList(list);
  if (items.length > MAX_ENTRIES)
    throw new Refusal('bundle-too-many', `${list.where} has over ${MAX_ENTRIES}`);
  return items;
}

function materialOf(field: Field): Material {
  bounded(member(field, 'tlogEntries')).forEach(checkEntryTypes);
  const kinds = ['certificate', 'x509CertificateChain', 'publicKey'].map((kind) => member(field, kind));
  const [kind, ...others] = kinds.filter(present);
  if (kind === undefined) throw new Refusal('material-missing');
  if (others.length > 0)
    throw new Refusal('material-several', [kind, ...others].map(({ where }) => where).join(', '));
  switch (kind) {
    case kinds[0]:
      return { method: 'sigstore', certificate: asBytes(member(kind, 'rawBytes')) };
    case kinds[1]:
      return { method: 'certificate', certificates: chainOf(member(kind, 'certificates')) };
    default:
      return keyOf(kind);
  }
}

function chainOf(field: Field): Uint8Array<ArrayBuffer>[] {
  const certificates = bounded(field);
  if (certificates.length === 0) throw new Refusal('material-missing', `${field.where} is empty`);
  return certificates.map((certificate) => asBytes(member(certificate, 'rawBytes')));
}

function keyOf(field: Field): Material {
  const hint = member(field, 'hint');
  const rawBytes = member(field, 'rawBytes');
  return {
    method: 'key',
    ...(present(hint) && hint.value !== '' && { hint: asString(hint) }),
    ...(present(rawBytes) && { embeddedKey: new TextDecoder().decode(asBytes(rawBytes)) }),
  };
}
