import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Envelope } from '../oms/bundle.ts';
import { Refusal } from '../oms/error.ts';
import type { EcPublicKey } from './pem.ts';
import { CURVE_HASH, type HashName, verifySignature } from './public-key.ts';
import type { Finding } from './steps.ts';

const QUOTE = 0x27;
const DOUBLE_QUOTE = 0x22;

/**
 * What a DSSE signature is made over: the pre-authentication encoding of a payload
 * (https://github.com/secure-systems-lab/dsse/blob/v1.0.2/protocol.md). Lengths are in bytes.
 */
export function pae(type: string, body: Uint8Array): Uint8Array<ArrayBuffer> {
  const typeBytes = utf8ToBytes(type);
  const head = `DSSEv1 ${typeBytes.length} ${type} ${body.length} `;
  return concatBytes(utf8ToBytes(head), body);
}

/**
 * What v0.2.0 of the reference signed by mistake: another version word, the type's length in code points, and Python's
 * `repr()` of the body instead of its bytes.
 */
export function legacyPae(type: string, body: Uint8Array): Uint8Array<ArrayBuffer> {
  const head = utf8ToBytes(`DSSEV1 ${Array.from(type).length} ${type} ${body.length} b`);
  const quote = body.includes(QUOTE) && !body.includes(DOUBLE_QUOTE) ? DOUBLE_QUOTE : QUOTE;
  const escapes = escapesFor(quote);

  // Two passes over a table instead of one over strings, and bytes that stay as they are copied without a look into it:
  // a body may have tens of megabytes.
  const lengths = Uint8Array.from(escapes, (escape) => escape.length);
  let length = head.length + 2;
  for (const byte of body) length += lengths[byte] ?? 0;

  const encoded = new Uint8Array(length);
  encoded.set(head);
  let position = head.length;
  encoded[position++] = quote;
  for (const byte of body) {
    if (lengths[byte] === 1) {
      encoded[position++] = byte;
    } else {
      encoded.set(escapes[byte] ?? [], position);
      position += lengths[byte] ?? 0;
    }
  }
  encoded[position] = quote;
  return encoded;
}

/** How Python writes each byte inside a bytes literal that stands in `quote`. */
function escapesFor(quote: number): Uint8Array[] {
  const named: Partial<Record<number, string>> = { 9: '\\t', 10: '\\n', 13: '\\r', 0x5c: '\\\\' };
  if (quote === QUOTE) named[QUOTE] = "\\'";
  return Array.from({ length: 256 }, (_, byte) => {
    const printable = byte >= 0x20 && byte <= 0x7e;
    const plain = printable ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`;
    return utf8ToBytes(named[byte] ?? plain);
  });
}

/** Over which encoding an envelope's signature holds. */
export type Encoding = 'dsse' | 'legacy';

/**
 * Checks an envelope's signature: over the {@link pae} with the curve's own hash, and failing that over the
 * {@link legacyPae} with `legacyHash`. The payload of a `legacy` signature must be of the predicate that v0.2.0 wrote, or
 * else the answer is `signature-legacy`: whoever reads the statement decides that.
 * @throws {Refusal} `signature-invalid` if the signature holds over neither
 */
export function checkEnvelope(
  envelope: Envelope,
  key: EcPublicKey,
  legacyHash: HashName = CURVE_HASH[key.curve],
): Finding<Encoding> {
  const { payloadType, payload, signature } = envelope;
  const holds = (hash: HashName, data: Uint8Array): boolean =>
    verifySignature(key, { kind: 'ecdsa', hash }, data, signature);
  if (holds(CURVE_HASH[key.curve], pae(payloadType, payload))) return { value: 'dsse' };
  if (!holds(legacyHash, legacyPae(payloadType, payload))) throw new Refusal('signature-invalid');
  return { value: 'legacy', status: 'warn', detail: 'over the faulty encoding of v0.2.0' };
}
