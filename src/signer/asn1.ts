import { ASN1Obj } from '@sigstore/core';
import { Refusal } from '../oms/error.ts';

/** One element of a parsed DER structure: `tag`, content in `value`, children in `subs`. */
export type Element = ASN1Obj;

/** Identifier octets (X.690 §8.1.2) of the universal types that certificates are made of. */
export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  utf8String: 0x0c,
  printableString: 0x13,
  teletexString: 0x14,
  ia5String: 0x16,
  universalString: 0x1c,
  bmpString: 0x1e,
  sequence: 0x30,
  set: 0x31,
} as const;

/** Identifier octet of a context-specific type with content of its own, such as `[1] IMPLICIT IA5String`. */
export function contextTag(number: number): number {
  return 0x80 | number;
}

/** Identifier octet of a context-specific type that wraps others, such as `[3] EXPLICIT Extensions`. */
export function wrapperTag(number: number): number {
  return 0xa0 | number;
}

/**
 * Parses strict DER: minimal lengths, nothing after the element.
 * @throws {Refusal} `certificate-malformed`
 */
export function parseDer(bytes: Uint8Array): Element {
  try {
    return ASN1Obj.parseBuffer(Buffer.from(bytes));
  } catch (thrown) {
    throw malformed(thrown instanceof Error ? thrown.message : 'not DER');
  }
}

/** Longest object identifier that is read, in bytes: decoding one takes time by the square of its length. */
const MAX_OID_BYTES = 64;

/**
 * An object identifier in dotted form.
 * @throws {Refusal} `certificate-malformed`
 */
export function objectIdentifier(element: Element | undefined, what: string): string {
  const oid = expect(element, TAG.oid, what);
  if (oid.value.length > MAX_OID_BYTES) throw malformed(`${what}: a long object identifier`);
  return oid.toOID();
}

/** Longest integer that is read, in bytes: reading one takes time by the square of its length. */
const MAX_INTEGER_BYTES = 20;

/**
 * A number, such as a version or a path length; serial numbers are read as bytes.
 * @throws {Refusal} `certificate-malformed`
 */
export function integer(element: Element | undefined, what: string): bigint {
  const number = expect(element, TAG.integer, what);
  const { length } = number.value;
  if (length === 0 || length > MAX_INTEGER_BYTES) throw malformed(`${what}: a number of ${length} bytes`);
  return number.toInteger();
}

/** True if the element is there and has this identifier octet. */
export function hasTag(element: Element | undefined, tag: number): element is Element {
  return element?.tag.toDER() === tag;
}

/**
 * The element itself, if it has this identifier octet.
 * @throws {Refusal} `certificate-malformed` if it is missing or another
 */
export function expect(element: Element | undefined, tag: number, what: string): Element {
  if (!hasTag(element, tag)) throw malformed(what);
  return element;
}

/**
 * The children of a SEQUENCE, or of a wrapper with another identifier octet, as a list to {@link take} from.
 * @throws {Refusal} `certificate-malformed`
 */
export function children(element: Element | undefined, what: string, tag: number = TAG.sequence): Element[] {
  return [...expect(element, tag, what).subs];
}

/** Removes the first element and returns it if it has this identifier octet: how OPTIONAL is read. */
export function take(elements: Element[], tag: number): Element | undefined {
  return hasTag(elements[0], tag) ? elements.shift() : undefined;
}

/** @throws {Refusal} `certificate-malformed` if anything is left */
export function expectEnd(elements: readonly Element[], what: string): void {
  if (elements.length > 0) throw malformed(`${what} has more parts than it should`);
}

/** ASCII text of a primitive element; @throws {Refusal} `certificate-malformed` for any byte above 0x7f. */
export function asciiText(element: Element, what: string): string {
  if (element.value.some((byte) => byte > 0x7f)) throw malformed(`${what} is not ASCII`);
  return new TextDecoder().decode(element.value);
}

/** A `certificate-malformed` {@link Refusal}. */
export function malformed(detail: string): Refusal {
  return new Refusal('certificate-malformed', detail);
}
