import { bytesToHex } from '@noble/hashes/utils.js';
import { children, type Element, expect, expectEnd, malformed, objectIdentifier, TAG } from './asn1.ts';

/** One attribute of a distinguished name. */
export interface Attribute {
  /** Dotted object identifier. */
  readonly type: string;
  /** The text, absent where the value is of no string type or not valid in its own. */
  readonly text?: string;
  /** The value's whole DER encoding, lower-case hex. */
  readonly der: string;
}

/** A distinguished name (RFC 5280 §4.1.2.4). */
export interface Name {
  /** The name's whole DER encoding, lower-case hex: two names that link certificates are equal byte for byte. */
  readonly der: string;
  /** Relative distinguished names in the encoded order, the most general first. */
  readonly rdns: readonly (readonly Attribute[])[];
}

/** The attribute for a mailbox in a subject, which predates alternative names (RFC 5280 §4.1.2.6). */
export const EMAIL_ADDRESS = '1.2.840.113549.1.9.1';

/** Short names of attribute types (RFC 4514 §3 and common use). */
const SHORT_NAMES: Partial<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.4': 'SN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.9': 'STREET',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.12': 'title',
  '2.5.4.42': 'GN',
  '0.9.2342.19200300.100.1.1': 'UID',
  '0.9.2342.19200300.100.1.25': 'DC',
  [EMAIL_ADDRESS]: 'emailAddress',
};

/**
 * Reads a Name.
 * @throws {Refusal} `certificate-malformed`
 */
export function parseName(element: Element | undefined): Name {
  const sets = children(element, 'name');
  return {
    der: hex(expect(element, TAG.sequence, 'name')),
    rdns: sets.map((set) => {
      const attributes = children(set, 'relative name', TAG.set).map(attribute);
      if (attributes.length === 0) throw malformed('an empty relative name');
      return attributes;
    }),
  };
}

function attribute(element: Element): Attribute {
  const [type, value, ...rest] = children(element, 'attribute');
  expectEnd(rest, 'attribute');
  if (value === undefined) throw malformed('an attribute without a value');
  const text = stringOf(value);
  return {
    type: objectIdentifier(type, 'attribute type'),
    der: hex(value),
    ...(text !== undefined && { text }),
  };
}

const ENCODINGS: Partial<Record<number, string>> = {
  [TAG.utf8String]: 'utf-8',
  [TAG.printableString]: 'utf-8',
  [TAG.ia5String]: 'utf-8',
  [TAG.teletexString]: 'latin1',
  [TAG.bmpString]: 'utf-16be',
};

function stringOf(value: Element): string | undefined {
  const encoding = ENCODINGS[value.tag.toDER()];
  if (encoding === undefined) return undefined;
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(value.value);
  } catch {
    return undefined;
  }
}

function hex(element: Element): string {
  return bytesToHex(Uint8Array.from(element.toDER()));
}

/** A name as text, the most specific part first: RFC 4514 §2, with control characters escaped as well. */
export function nameText(name: Name): string {
  return [...name.rdns]
    .reverse()
    .map((rdn) => rdn.map(attributeText).join('+'))
    .join(',');
}

function attributeText({ type, text, der }: Attribute): string {
  const shortName = SHORT_NAMES[type];
  // RFC 4514 §2.4: without a short name or a text the encoding is written, so that it cannot be misread.
  const value = shortName === undefined || text === undefined ? `#${der}` : escapeText(text);
  return `${shortName ?? type}=${value}`;
}

const UTF8 = new TextEncoder();

function escapeText(text: string): string {
  return text
    .replace(/[,+"\\<>;=]|^[ #]| $/g, '\\$&')
    .replace(/\p{Cc}/gu, (character) =>
      [...UTF8.encode(character)].map((byte) => `\\${byte.toString(16).padStart(2, '0')}`).join(''),
    );
}

/**
 * True if `name` is `base` or lies below it (RFC 5280 §4.2.1.10): its first relative names are those of `base`, text
 * compared without regard to case and runs of spaces (RFC 5280 §7.1), anything else byte for byte.
 */
export function isWithin(name: Name, base: Name): boolean {
  return base.rdns.every((rdn, depth) => {
    const other = name.rdns[depth];
    return other !== undefined && canonicalRdn(other) === canonicalRdn(rdn);
  });
}

function canonicalRdn(rdn: readonly Attribute[]): string {
  const attributes = rdn.map(({ type, text, der }) =>
    JSON.stringify(text === undefined ? [type, 'der', der] : [type, 'text', canonicalText(text)]),
  );
  // A relative name is a set: the order of its attributes says nothing.
  return attributes.sort().join();
}

function canonicalText(text: string): string {
  return text.normalize('NFKC').toLowerCase().trim().replace(/\s+/g, ' ');
}
