import * as asn1 from 'asn1js';
import { type Bytes, concat } from './bytes.ts';

/**
 * One encoded ASN.1 value (X.690, DER). Encodings and not trees are what the builders take and give, so a test can put
 * any bytes, also wrong ones, in any place.
 */
export type Der = Bytes;

const UNIVERSAL = 1;
const CONTEXT = 3;

const encode = (block: asn1.BaseBlock): Der => new Uint8Array(block.toBER());

function constructed(tagClass: number, tagNumber: number, items: readonly Der[]): Der {
  const block = new asn1.Primitive({ idBlock: { tagClass, tagNumber }, valueHex: concat(...items) });
  block.idBlock.isConstructed = true;
  return encode(block);
}

/** SEQUENCE of the items in their order. */
export function seq(...items: readonly Der[]): Der {
  return constructed(UNIVERSAL, 16, items);
}

/** SET OF the items, sorted as DER demands (X.690 §11.6). */
export function set(...items: readonly Der[]): Der {
  return constructed(UNIVERSAL, 17, [...items].sort(compare));
}

function compare(a: Der, b: Der): number {
  const at = a.findIndex((byte, i) => byte !== b[i]);
  return at === -1 ? a.length - b.length : (a[at] ?? 0) - (b[at] ?? 0);
}

/** OBJECT IDENTIFIER of its dotted text. */
export function oid(dotted: string): Der {
  return encode(new asn1.ObjectIdentifier({ value: dotted }));
}

/** INTEGER. */
export function int(value: number | bigint): Der {
  return encode(asn1.Integer.fromBigInt(value));
}

/** BOOLEAN. */
export function bool(value: boolean): Der {
  return encode(new asn1.Boolean({ value }));
}

/** NULL. */
export function nul(): Der {
  return encode(new asn1.Null());
}

/** OCTET STRING. */
export function octets(bytes: Bytes): Der {
  return encode(new asn1.OctetString({ valueHex: bytes }));
}

/** BIT STRING; `unusedBits` of the last byte do not count. */
export function bits(bytes: Bytes, unusedBits = 0): Der {
  return encode(new asn1.BitString({ valueHex: bytes, unusedBits }));
}

/** BIT STRING of named bits: trailing zero bits are left out (X.690 §11.2.2). */
export function namedBits(positions: readonly number[]): Der {
  if (positions.length === 0) return bits(new Uint8Array());
  const last = Math.max(...positions);
  const bytes = new Uint8Array(Math.floor(last / 8) + 1);
  for (const position of positions) {
    const at = Math.floor(position / 8);
    bytes[at] = (bytes[at] ?? 0) | (0x80 >> (position % 8));
  }
  return bits(bytes, 7 - (last % 8));
}

/** UTF8String. */
export function utf8String(text: string): Der {
  return encode(new asn1.Utf8String({ value: text }));
}

/** IA5String: ASCII text. */
export function ia5String(text: string): Der {
  return encode(new asn1.IA5String({ value: text }));
}

/** UTCTime, in whole seconds. */
export function utcTime(date: Date): Der {
  return encode(new asn1.UTCTime({ valueDate: date }));
}

/** GeneralizedTime; milliseconds only where there are any. */
export function generalizedTime(date: Date): Der {
  return encode(new asn1.GeneralizedTime({ valueDate: date }));
}

/** A certificate's time: UTCTime up to the year 2049, GeneralizedTime after it (RFC 5280 §4.1.2.5). */
export function time(date: Date): Der {
  return date.getUTCFullYear() < 2050 ? utcTime(date) : generalizedTime(date);
}

/** `[number] EXPLICIT`: the items wrapped in a context-specific tag. */
export function explicit(number: number, ...items: readonly Der[]): Der {
  return constructed(CONTEXT, number, items);
}

/** `[number] IMPLICIT`: the value under a context-specific tag in place of its own; `number` is below 31. */
export function implicit(number: number, value: Der): Der {
  const constructedBit = (value[0] ?? 0) & 0x20;
  return concat(Uint8Array.of(0x80 | constructedBit | number), value.subarray(1));
}
