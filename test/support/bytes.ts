import { base64 as base64Coder } from '@scure/base';

/** Bytes in a plain buffer, as WebCrypto asks for them. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** The UTF-8 encoding of `text`. */
export function utf8(text: string): Bytes {
  return new TextEncoder().encode(text);
}

/** Standard base64 with padding (RFC 4648 §4). */
export function base64(bytes: Uint8Array): string {
  return base64Coder.encode(bytes);
}

/** Decodes standard base64; throws if `text` is anything else. */
export function fromBase64(text: string): Bytes {
  return Uint8Array.from(base64Coder.decode(text));
}

/** All `parts` in one. */
export function concat(...parts: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

/** `value` as an unsigned big-endian integer of `length` bytes; what does not fit is cut off at the top. */
export function bigEndian(value: number | bigint, length: number): Bytes {
  const whole = BigInt(value);
  return Uint8Array.from({ length }, (_, i) => Number((whole >> BigInt(8 * (length - 1 - i))) & 0xffn));
}

/** The non-negative number that `bytes` spell in big-endian order. */
export function toBigInt(bytes: Uint8Array): bigint {
  return bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);
}

/** A copy of `bytes` with the lowest bit of one byte flipped; a negative `index` counts from the end. */
export function flip(bytes: Uint8Array, index: number): Bytes {
  const at = index < 0 ? bytes.length + index : index;
  if (at < 0 || at >= bytes.length) throw new RangeError(`no byte ${index} in ${bytes.length}`);
  return Uint8Array.from(bytes, (byte, i) => (i === at ? byte ^ 1 : byte));
}
