import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { attempt, Refusal, type Result } from '../oms/error.ts';
import {
  children,
  contextTag,
  type Element,
  expect,
  expectEnd,
  integer,
  malformed,
  parseDer,
  TAG,
  take,
  wrapperTag,
} from './asn1.ts';
import { parseSpki, type PublicKey, type SignatureAlgorithm } from './public-key.ts';
import { parseSignatureAlgorithm } from './x509-algorithm.ts';
import { type Extensions, parseExtensions } from './x509-extensions.ts';
import { type Name, nameText, parseName } from './x509-name.ts';

/** Largest certificate that is read, in bytes; real ones have one or two thousand, and a bundle may hold 32 hostile ones. */
const MAX_CERTIFICATE_BYTES = 16 * 1024;

/** An X.509 certificate (RFC 5280 §4.1), read to the end: nothing in it is left to fail later. */
export interface Certificate {
  /** SHA-256 over the DER, lower-case hex: two certificates with one fingerprint are one. */
  readonly fingerprint: string;
  /** Lower-case hex without leading zeros of the encoding. */
  readonly serial: string;
  readonly issuer: Name;
  readonly subject: Name;
  /** First and last moment of validity, both included; milliseconds since 1970 (UTC). */
  readonly notBefore: number;
  readonly notAfter: number;
  /** The certified key as DER SubjectPublicKeyInfo, read or not. */
  readonly spki: Uint8Array;
  /** The certified key, or why it cannot be used. */
  readonly key: Result<PublicKey>;
  /** How the issuer signed, or why that does not count. */
  readonly algorithm: Result<SignatureAlgorithm>;
  /** The bytes that the issuer signed. */
  readonly signed: Uint8Array;
  readonly signature: Uint8Array;
  readonly extensions: Extensions;
}

/**
 * Reads a DER certificate of any version, strictly.
 * @throws {Refusal} `certificate-malformed`
 */
export function parseCertificate(der: Uint8Array): Certificate {
  if (der.length > MAX_CERTIFICATE_BYTES) throw malformed(`${der.length} bytes`);
  try {
    return certificateOf(der);
  } catch (thrown) {
    if (thrown instanceof Refusal) throw thrown;
    // The DER library throws errors of its own for bad times, integers and the like.
    throw malformed(thrown instanceof Error ? thrown.message : String(thrown));
  }
}

function certificateOf(der: Uint8Array): Certificate {
  const [tbs, outerAlgorithm, signature, ...rest] = children(parseDer(der), 'certificate');
  expectEnd(rest, 'certificate');
  const fields = children(tbs, 'signed part');
  const version = versionOf(take(fields, wrapperTag(0)));
  const serial = expect(fields.shift(), TAG.integer, 'serial number');
  const innerAlgorithm = fields.shift();
  const issuer = parseName(fields.shift());
  const [notBefore, notAfter, ...times] = children(fields.shift(), 'validity');
  expectEnd(times, 'validity');
  const subject = parseName(fields.shift());
  const spki = plain(expect(fields.shift(), TAG.sequence, 'public key').toDER());
  if (version > 1) {
    take(fields, contextTag(1));
    take(fields, contextTag(2));
  }
  const [extensions, ...others] = version === 3 ? (take(fields, wrapperTag(3))?.subs ?? []) : [];
  expectEnd([...fields, ...others], 'signed part');

  return {
    fingerprint: bytesToHex(sha256(der)),
    serial: bytesToHex(Uint8Array.from(serial.value)).replace(/^(00)+(?=.)/, ''),
    issuer,
    subject,
    notBefore: timeOf(notBefore),
    notAfter: timeOf(notAfter),
    spki,
    key: attempt(() => parseSpki(spki)),
    algorithm: attempt(() => algorithmOf(innerAlgorithm, outerAlgorithm)),
    signed: plain(expect(tbs, TAG.sequence, 'signed part').toDER()),
    signature: bytesOf(expect(signature, TAG.bitString, 'signature')),
    extensions: parseExtensions(extensions),
  };
}

function versionOf(wrapper: Element | undefined): number {
  if (wrapper === undefined) return 1;
  const [version, ...rest] = wrapper.subs;
  expectEnd(rest, 'version');
  const number = integer(version, 'version');
  if (number !== 1n && number !== 2n) throw malformed('an unknown version');
  return Number(number) + 1;
}

// Whole seconds and UTC, as RFC 5280 §4.1.2.5 demands; the length tells both from the longer forms.
const TIME_LENGTHS: readonly number[] = ['YYMMDDHHMMSSZ'.length, 'YYYYMMDDHHMMSSZ'.length];

function timeOf(element: Element | undefined): number {
  if (element === undefined || !TIME_LENGTHS.includes(element.value.length)) throw malformed('time');
  const time = element.toDate().getTime();
  if (Number.isNaN(time)) throw malformed('time');
  return time;
}

function algorithmOf(inner: Element | undefined, outer: Element | undefined): SignatureAlgorithm {
  // RFC 5280 §4.1.1.2: only the inner one is signed, so another outer one would go unnoticed.
  if (!inner || !outer || !inner.toDER().equals(outer.toDER())) {
    throw new Refusal('certificate-algorithm', 'the signed part names another algorithm');
  }
  return parseSignatureAlgorithm(inner);
}

function bytesOf(bitString: Element): Uint8Array {
  if (bitString.value[0] !== 0) throw malformed('a bit string that is not whole bytes');
  return plain(bitString.value.subarray(1));
}

/** A copy that is no Buffer: libraries of the noble family want plain arrays. */
function plain(bytes: Uint8Array): Uint8Array {
  return Uint8Array.from(bytes);
}

/** True if subject and issuer are one name; such a certificate need not be signed with its own key (RFC 5280 §6.1). */
export function isSelfIssued({ subject, issuer }: Certificate): boolean {
  return subject.der === issuer.der;
}

/** How to call a certificate in a sentence. */
export function titleOf(certificate: Certificate): string {
  return `“${nameText(certificate.subject)}”`;
}

/** A time in milliseconds since 1970 as text, to the second (RFC 3339, UTC). */
export function isoTime(time: number): string {
  return new Date(time).toISOString().replace(/\.\d+/, '');
}
