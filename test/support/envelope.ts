import { base64, type Bytes, concat, utf8 } from './bytes.ts';
import type { EnvelopeJson } from './bundle.ts';
import type { Hash, KeyPair } from './keys.ts';

/** The payload type of in-toto statements. */
export const IN_TOTO = 'application/vnd.in-toto+json';

/** What to do otherwise when an envelope is signed. */
export interface EnvelopeOptions {
  readonly payloadType?: string;
  /** Hash of the signature; the key's own if absent. */
  readonly hash?: Hash;
  /** `v0.2.0`: sign the faulty encoding of that version of the reference implementation. */
  readonly encoding?: 'dsse' | 'v0.2.0';
  /** `undefined`: left out. */
  readonly keyid?: string | null | undefined;
  /** How often the signature is made and listed; 1 if absent. */
  readonly signatures?: number;
}

/** Signs `payload` into a DSSE envelope. */
export async function signEnvelope(
  payload: Bytes,
  key: KeyPair,
  options: EnvelopeOptions = {},
): Promise<EnvelopeJson> {
  const payloadType = options.payloadType ?? IN_TOTO;
  const encoding = options.encoding === 'v0.2.0' ? faultyEncoding : preAuthenticationEncoding;
  const signed = encoding(payloadType, payload);
  const keyid = options.keyid === undefined ? {} : { keyid: options.keyid };
  const signatures = Array.from({ length: options.signatures ?? 1 }, async () => ({
    sig: base64(await key.sign(signed, options.hash)),
    ...keyid,
  }));
  return { payload: base64(payload), payloadType, signatures: await Promise.all(signatures) };
}

/** PAE of DSSE v1 (https://github.com/secure-systems-lab/dsse/blob/v1.0.0/protocol.md). */
export function preAuthenticationEncoding(payloadType: string, payload: Bytes): Bytes {
  return concat(utf8(`DSSEv1 ${utf8(payloadType).length} ${payloadType} ${payload.length} `), payload);
}

/** What model-signing 0.2.0 signed in place of the PAE: another prefix, and Python's `repr` of the payload. */
export function faultyEncoding(payloadType: string, payload: Bytes): Bytes {
  return utf8(
    `DSSEV1 ${utf8(payloadType).length} ${payloadType} ${payload.length} ${representation(payload)}`,
  );
}

const ESCAPES: Readonly<Record<string, string>> = { '\t': '\\t', '\n': '\\n', '\r': '\\r', '\\': '\\\\' };

/** Python's `repr` of a bytes object. */
function representation(bytes: Bytes): string {
  const characters = Array.from(bytes, (byte) => String.fromCharCode(byte));
  const quote = characters.includes("'") && !characters.includes('"') ? '"' : "'";
  const escaped = characters.map((character) => {
    if (character === quote) return `\\${quote}`;
    if (/[ -[\]-~]/.test(character)) return character;
    return ESCAPES[character] ?? `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
  return `b${quote}${escaped.join('')}${quote}`;
}
