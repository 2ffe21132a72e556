import { X509Certificate } from '@sigstore/core';
import { Refusal } from '../oms/error.ts';
import {
  children,
  type Element,
  expect,
  expectEnd,
  hasTag,
  malformed,
  objectIdentifier,
  parseDer,
  TAG,
  wrapperTag,
} from './asn1.ts';
import { summaryOf } from './certificate-summary.ts';
import type { San, Signer } from './result.ts';
import { parseCertificate, type Certificate } from './x509-certificate.ts';
import { PURPOSE } from './x509-extensions.ts';
import { parseGeneralName } from './x509-general-name.ts';

const SUBJECT_ALTERNATIVE_NAME = '2.5.29.17';

// https://github.com/sigstore/fulcio/blob/main/docs/oid-info.md
/** The OIDC issuer as bare text. */
const ISSUER_V1 = '1.3.6.1.4.1.57264.1.1';
/** The OIDC issuer as a DER UTF8String. */
const ISSUER_V2 = '1.3.6.1.4.1.57264.1.8';
/** A user name that is neither an address nor a URL, as an otherName. */
const USER_NAME = '1.3.6.1.4.1.57264.1.7';

/** Whom a Fulcio certificate names. */
export type SigstoreSigner = Extract<Signer, { method: 'sigstore' }>;

/**
 * Reads whom a DER Fulcio certificate names. Proves nothing.
 *
 * Own code on purpose: the library shows the first URI or address only, and drops the eighth bit of every character.
 *
 * @throws {Refusal} `certificate-malformed`, `identity-missing`, or `issuer-conflict`
 */
export function sigstoreSigner(der: Uint8Array): SigstoreSigner {
  const certificate = parseCertificate(der);
  const extension = extensionsOf(der);
  const identities = sansOf(extension(SUBJECT_ALTERNATIVE_NAME));
  if (identities.length === 0) throw new Refusal('identity-missing');
  return {
    method: 'sigstore',
    identities,
    issuer: issuerOf(extension(ISSUER_V1), extension(ISSUER_V2)),
    certificate: summaryOf(certificate),
  };
}

/**
 * Holds a certificate to what Fulcio issues: for signing code, no authority, nothing critical that is unknown. The
 * library checks none of this.
 *
 * @throws {Refusal} `certificate-usage`, `certificate-constraint`
 */
export function checkLeafUsage({ extensions, key }: Certificate): void {
  const { basicConstraints, extendedKeyUsage, keyUsage, unknownCritical } = extensions;
  if (!keyUsage?.digitalSignature)
    throw new Refusal('certificate-usage', 'the key usage is not digitalSignature');
  if (!extendedKeyUsage?.includes(PURPOSE.codeSigning))
    throw new Refusal('certificate-usage', 'not for signing code');
  if (basicConstraints?.ca) throw new Refusal('certificate-usage', 'the certificate of an authority');
  if (!key.ok) throw new Refusal('certificate-usage', key.problem.message);
  if (unknownCritical.length > 0) throw new Refusal('certificate-constraint', unknownCritical.join(', '));
}

/** Looks up the content of an extension by its object identifier. */
function extensionsOf(der: Uint8Array): (oid: string) => Uint8Array | undefined {
  const certificate = X509Certificate.parse(Buffer.from(der));
  return (oid) => certificate.extension(oid)?.value;
}

function sansOf(value: Uint8Array | undefined): San[] {
  if (value === undefined) return [];
  const names = children(parseDer(value), 'alternative names');
  return names.map(sanOf).filter((san) => san !== undefined);
}

/** An identity that Fulcio issues for; undefined for any other form of name. @throws {Refusal} `certificate-malformed` */
export function sanOf(element: Element): San | undefined {
  if (hasTag(element, wrapperTag(0))) return userName(element);
  const name = parseGeneralName(element);
  return name.form === 'email' || name.form === 'uri' ? { type: name.form, value: name.value } : undefined;
}

/** `[0] SEQUENCE { type, [0] EXPLICIT value }` (RFC 5280 §4.2.1.6); undefined if it is of another type than Fulcio’s. */
function userName(element: Element): San | undefined {
  const [type, wrapper, ...rest] = element.subs;
  expectEnd(rest, 'other name');
  if (objectIdentifier(type, 'other name') !== USER_NAME) return undefined;
  const [value, ...others] = children(wrapper, 'user name', wrapperTag(0));
  expectEnd(others, 'user name');
  return { type: 'other', value: utf8(expect(value, TAG.utf8String, 'user name').value) };
}

function issuerOf(v1: Uint8Array | undefined, v2: Uint8Array | undefined): string {
  const bare = v1 && utf8(v1);
  const wrapped = v2 && utf8(expect(parseDer(v2), TAG.utf8String, 'issuer').value);
  if (bare !== undefined && wrapped !== undefined && bare !== wrapped) {
    throw new Refusal('issuer-conflict', `${bare} and ${wrapped}`);
  }
  return wrapped ?? bare ?? '';
}

/** Text of an extension. @throws {Refusal} `certificate-malformed` if it is not UTF-8 */
export function utf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw malformed('text that is not UTF-8');
  }
}
