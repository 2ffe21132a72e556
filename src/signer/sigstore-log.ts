import { equalBytes } from '@noble/curves/utils.js';
import type { TransparencyLogEntry } from '@sigstore/bundle';
import type { TrustMaterial } from '@sigstore/verify';
import { problemOf, Refusal, unwrap } from '../oms/error.ts';
import { asArray, asBytes, asString, type Field, member, present, root } from '../oms/field.ts';
import { parseJson } from '../oms/json.ts';
import { readCertificates, readPublicKey } from './pem.ts';
import { encodeSpki } from './public-key.ts';
import type { VerifiedTime } from './result.ts';

/** Signatures that one checkpoint may carry, and its length: the library checks every one that seems to be the log’s. */
const MAX_CHECKPOINT_SIGNATURES = 32;
const MAX_CHECKPOINT_LENGTH = 16 * 1024;

/** A 64-bit integer that is not negative, as protobuf JSON has it. */
const INT64 = /^(?:0|[1-9][0-9]{0,18})$/;

/**
 * Checks that a log entry is about a signature by this very signer. The library compares signature and digest with the
 * entry, but not who signed: somebody else’s entry for a like signature would pass.
 *
 * @param signer DER of the certificate, or of the public key (SubjectPublicKeyInfo) where a bare key signed
 * @throws {Refusal} `sigstore-log-entry`
 */
export function checkLogEntry(entry: TransparencyLogEntry, signer: Uint8Array): void {
  let named: Uint8Array;
  try {
    named = signerInBody(root(parseJson(Uint8Array.from(entry.canonicalizedBody)), 'sigstore-log-entry'));
  } catch (thrown) {
    const { detail, message } = problemOf(thrown);
    throw new Refusal('sigstore-log-entry', detail ?? message);
  }
  if (!equalBytes(named, signer)) {
    throw new Refusal('sigstore-log-entry', 'the entry names another signer');
  }
}

/**
 * Bounds the work that an entry can cause, before the library reads it.
 * @throws {Refusal} `bundle-malformed`, `bundle-too-many`, or `sigstore-unsupported` for a proof without a checkpoint,
 *   as v0.1 bundles may have
 */
export function checkEntryForm({ inclusionProof, integratedTime, logIndex }: TransparencyLogEntry): void {
  const numbers = { integratedTime, logIndex, 'inclusionProof.logIndex': inclusionProof?.logIndex ?? '0' };
  for (const [name, value] of Object.entries(numbers)) {
    if (!INT64.test(value)) throw new Refusal('bundle-malformed', `${name} is not a whole number`);
  }
  if (inclusionProof === undefined) return;
  const envelope = inclusionProof.checkpoint?.envelope;
  if (envelope === undefined)
    throw new Refusal('sigstore-unsupported', 'an inclusion proof without a checkpoint');
  const signatures = envelope.split('\u2014 ').length - 1;
  if (envelope.length > MAX_CHECKPOINT_LENGTH || signatures > MAX_CHECKPOINT_SIGNATURES) {
    throw new Refusal('bundle-too-many', `a checkpoint with ${signatures} signatures`);
  }
}

/**
 * Checks that the log which served the entry was in use at every proven time. The library asks this of the promise
 * only, never of the checkpoint.
 *
 * @throws {Refusal} `sigstore-log`
 */
export function checkLogPeriod(
  entry: TransparencyLogEntry,
  logs: TrustMaterial['tlogs'],
  times: readonly VerifiedTime[],
): void {
  const inUse = logs.some(
    ({ logID, validFor }) =>
      logID.equals(entry.logId.keyId) &&
      times.every(({ time }) => validFor.start.getTime() <= time && time <= validFor.end.getTime()),
  );
  if (!inUse) throw new Refusal('sigstore-log', 'the log was not in use at the time of the signature');
}

/** Where each kind of entry names the signer: all that Rekor’s versions 1 and 2 write for signed files. */
const SIGNER_IN_SPEC: Partial<Record<string, (spec: Field) => Uint8Array>> = {
  'dsse 0.0.1': (spec) => pem(member(only(member(spec, 'signatures')), 'verifier')),
  'dsse 0.0.2': (spec) => raw(member(only(path(spec, 'dsseV002', 'signatures')), 'verifier')),
  'hashedrekord 0.0.1': (spec) => pem(path(spec, 'signature', 'publicKey', 'content')),
  'hashedrekord 0.0.2': (spec) => raw(path(spec, 'hashedRekordV002', 'signature', 'verifier')),
  'intoto 0.0.2': (spec) => pem(member(only(path(spec, 'content', 'envelope', 'signatures')), 'publicKey')),
};

function signerInBody(body: Field): Uint8Array {
  const kind = `${asString(member(body, 'kind'))} ${asString(member(body, 'apiVersion'))}`;
  const read = Object.hasOwn(SIGNER_IN_SPEC, kind) ? SIGNER_IN_SPEC[kind] : undefined;
  if (read === undefined) throw new Refusal('sigstore-log-entry', `an entry of kind “${kind}”`);
  return read(member(body, 'spec'));
}

function path(field: Field, ...names: readonly string[]): Field {
  return names.reduce(member, field);
}

function only(list: Field): Field {
  const [item, ...others] = asArray(list);
  if (item === undefined || others.length > 0)
    throw new Refusal('sigstore-log-entry', `${list.where} is not one`);
  return item;
}

/** Rekor v2: DER. */
function raw(verifier: Field): Uint8Array {
  const certificate = member(verifier, 'x509Certificate');
  return asBytes(member(present(certificate) ? certificate : member(verifier, 'publicKey'), 'rawBytes'));
}

/** Rekor v1: PEM text in base64. */
function pem(field: Field): Uint8Array {
  const text = new TextDecoder().decode(asBytes(field));
  if (text.includes('PUBLIC KEY')) return encodeSpki(unwrap(readPublicKey(text)).key);
  const [certificate, ...others] = unwrap(readCertificates(text));
  if (certificate === undefined || others.length > 0)
    throw new Refusal('sigstore-log-entry', 'several certificates');
  return certificate;
}
