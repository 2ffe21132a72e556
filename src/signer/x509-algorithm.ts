import { Refusal } from '../oms/error.ts';
import {
  children,
  type Element,
  expect,
  expectEnd,
  hasTag,
  objectIdentifier,
  TAG,
  take,
  wrapperTag,
} from './asn1.ts';
import type { HashName, SignatureAlgorithm } from './public-key.ts';

const ECDSA: Partial<Record<string, HashName>> = {
  '1.2.840.10045.4.3.2': 'SHA-256',
  '1.2.840.10045.4.3.3': 'SHA-384',
  '1.2.840.10045.4.3.4': 'SHA-512',
};
const RSA_PKCS1: Partial<Record<string, HashName>> = {
  '1.2.840.113549.1.1.11': 'SHA-256',
  '1.2.840.113549.1.1.12': 'SHA-384',
  '1.2.840.113549.1.1.13': 'SHA-512',
};
const SHA2: Partial<Record<string, HashName>> = {
  '2.16.840.1.101.3.4.2.1': 'SHA-256',
  '2.16.840.1.101.3.4.2.2': 'SHA-384',
  '2.16.840.1.101.3.4.2.3': 'SHA-512',
};
const RSA_PSS = '1.2.840.113549.1.1.10';
const MGF1 = '1.2.840.113549.1.1.8';
const ED25519 = '1.3.101.112';

const MAX_SALT_LENGTH = 64n;

/**
 * Reads the AlgorithmIdentifier of a certificate's signature: ECDSA (RFC 5758), RSA PKCS #1 v1.5 and PSS (RFC 4055), each
 * with SHA-2 only, and Ed25519 (RFC 8410).
 * @throws {Refusal} `certificate-algorithm` for any other, `certificate-malformed` if it is not one at all
 */
export function parseSignatureAlgorithm(element: Element | undefined): SignatureAlgorithm {
  const { oid, parameters } = identifier(element);
  const ecdsa = ECDSA[oid];
  if (ecdsa && !parameters) return { kind: 'ecdsa', hash: ecdsa };
  const rsa = RSA_PKCS1[oid];
  // RFC 4055 §5: the parameters are NULL, and a reader must not mind if they are missing.
  if (rsa && isNullOrAbsent(parameters)) return { kind: 'rsa-pkcs1', hash: rsa };
  if (oid === RSA_PSS && parameters) return parsePss(parameters);
  if (oid === ED25519 && !parameters) return { kind: 'ed25519' };
  throw unsupported(oid);
}

/** RSASSA-PSS-params (RFC 4055 §3.1). What is left out is SHA-1, so nothing but the trailer may be. */
function parsePss(parameters: Element): SignatureAlgorithm {
  const fields = children(parameters, 'RSA-PSS parameters');
  const hash = sha2(identifier(inner(take(fields, wrapperTag(0)))));
  const mask = identifier(inner(take(fields, wrapperTag(1))));
  const maskHash = mask.oid === MGF1 ? sha2(identifier(mask.parameters)) : undefined;
  const saltLength = expect(inner(take(fields, wrapperTag(2))), TAG.integer, 'RSA-PSS salt').toInteger();
  const trailer = inner(take(fields, wrapperTag(3)));
  expectEnd(fields, 'RSA-PSS parameters');
  if (trailer && expect(trailer, TAG.integer, 'RSA-PSS trailer').toInteger() !== 1n)
    throw unsupported(RSA_PSS);
  if (maskHash !== hash || saltLength < 0n || saltLength > MAX_SALT_LENGTH) throw unsupported(RSA_PSS);
  return { kind: 'rsa-pss', hash, saltLength: Number(saltLength) };
}

function sha2({ oid, parameters }: Identifier): HashName {
  const hash = SHA2[oid];
  if (hash === undefined || !isNullOrAbsent(parameters)) throw unsupported(oid);
  return hash;
}

interface Identifier {
  readonly oid: string;
  readonly parameters: Element | undefined;
}

function identifier(element: Element | undefined): Identifier {
  const [oid, parameters, ...rest] = children(element, 'algorithm');
  expectEnd(rest, 'algorithm');
  return { oid: objectIdentifier(oid, 'algorithm'), parameters };
}

function inner(wrapper: Element | undefined): Element | undefined {
  const [element, ...rest] = wrapper?.subs ?? [];
  expectEnd(rest, 'algorithm');
  return element;
}

function isNullOrAbsent(parameters: Element | undefined): boolean {
  return parameters === undefined || hasTag(parameters, TAG.null);
}

function unsupported(oid: string): Refusal {
  return new Refusal('certificate-algorithm', oid);
}
