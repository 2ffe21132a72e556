import { bytesToHex } from '@noble/hashes/utils.js';
import type { Result } from '../oms/error.ts';
import { children, contextTag, type Element, expect, objectIdentifier, parseDer, TAG, take } from './asn1.ts';
import { clip, layer } from './describe-layer.ts';
import { sanOf, utf8 } from './sigstore-leaf.ts';
import type { RawExtension } from './x509-extensions.ts';
import { parseGeneralName } from './x509-general-name.ts';
import { nameText } from './x509-name.ts';

/** One extension of a certificate. Plain data of hostile text. */
export interface ExtensionDescription {
  readonly oid: string;
  /** What its standard calls it; absent where none is known. */
  readonly name?: string;
  readonly critical: boolean;
  readonly value: Result<ExtensionValue>;
}

/** Texts that say what an extension says, or its bytes in lower-case hex. */
export type ExtensionValue =
  | { readonly form: 'texts'; readonly texts: readonly string[] }
  | { readonly form: 'bytes'; readonly hex: string };

interface Known {
  readonly name: string;
  /** Absent: bytes are shown. */
  readonly read?: (value: Uint8Array) => readonly string[];
  /** The bytes to show; absent: the whole value. */
  readonly bytes?: (value: Uint8Array) => Uint8Array | undefined;
}

/** Bits of KeyUsage by their position (RFC 5280 §4.2.1.3). */
const KEY_USAGES = [
  'digital signature',
  'content commitment',
  'key encipherment',
  'data encipherment',
  'key agreement',
  'certificate signing',
  'revocation list signing',
  'encipher only',
  'decipher only',
];

/** Purposes of ExtendedKeyUsage (RFC 5280 §4.2.1.12). */
const PURPOSES: Partial<Record<string, string>> = {
  '2.5.29.37.0': 'any purpose',
  '1.3.6.1.5.5.7.3.1': 'server authentication',
  '1.3.6.1.5.5.7.3.2': 'client authentication',
  '1.3.6.1.5.5.7.3.3': 'code signing',
  '1.3.6.1.5.5.7.3.4': 'e-mail protection',
  '1.3.6.1.5.5.7.3.8': 'time stamping',
  '1.3.6.1.5.5.7.3.9': 'OCSP signing',
};

/** The certificate's promises of certificate transparency logs, which have a part of the description of their own. */
export const SCT_LIST = '1.3.6.1.4.1.11129.2.4.2';

const FULCIO = '1.3.6.1.4.1.57264.1';

/**
 * Fulcio's extensions by the last number of their identifier
 * (https://github.com/sigstore/fulcio/blob/main/docs/oid-info.md). 7 is a kind of alternative name and no extension.
 */
const FULCIO_NAMES: Partial<Record<number, string>> = {
  1: 'Issuer',
  2: 'GitHub workflow trigger',
  3: 'GitHub workflow SHA',
  4: 'GitHub workflow name',
  5: 'GitHub workflow repository',
  6: 'GitHub workflow ref',
  8: 'Issuer (V2)',
  9: 'Build signer URI',
  10: 'Build signer digest',
  11: 'Runner environment',
  12: 'Source repository URI',
  13: 'Source repository digest',
  14: 'Source repository ref',
  15: 'Source repository identifier',
  16: 'Source repository owner URI',
  17: 'Source repository owner identifier',
  18: 'Build config URI',
  19: 'Build config digest',
  20: 'Build trigger',
  21: 'Run invocation URI',
  22: 'Source repository visibility at signing',
  23: 'Deployment environment',
  24: 'Token subject',
};

/** Fulcio wrote bare text up to here, and writes DER after. */
const LAST_BARE = 6;

const STANDARD: Partial<Record<string, Known>> = {
  '2.5.29.14': {
    name: 'Subject key identifier',
    bytes: (value) => expect(parseDer(value), TAG.octetString, 'key identifier').value,
  },
  '2.5.29.15': {
    name: 'Key usage',
    read: (value) => {
      const bits = expect(parseDer(value), TAG.bitString, 'key usage').toBitString();
      return KEY_USAGES.filter((_usage, position) => bits[position] === 1);
    },
  },
  '2.5.29.17': {
    name: 'Subject alternative names',
    read: (value) => children(parseDer(value), 'alternative names').map(alternativeName),
  },
  '2.5.29.18': { name: 'Issuer alternative names' },
  '2.5.29.19': { name: 'Basic constraints' },
  '2.5.29.30': { name: 'Name constraints' },
  '2.5.29.31': { name: 'Revocation list addresses' },
  '2.5.29.32': { name: 'Certificate policies' },
  '2.5.29.35': {
    name: 'Authority key identifier',
    // Issuer and serial number may stand beside it or in its place (RFC 5280 §4.2.1.1).
    bytes: (value) => take(children(parseDer(value), 'key identifier'), contextTag(0))?.value,
  },
  '2.5.29.37': {
    name: 'Extended key usage',
    read: (value) =>
      children(parseDer(value), 'extended key usage').map((purpose) => {
        const oid = objectIdentifier(purpose, 'purpose');
        return PURPOSES[oid] ?? oid;
      }),
  },
  '1.3.6.1.5.5.7.1.1': { name: 'Authority information access' },
  [SCT_LIST]: { name: 'Signed certificate timestamps' },
};

/** Texts of one extension, and bytes of one that is shown as bytes. */
const MOST_TEXTS = 64;
const MOST_BYTES = 1024;

/** Says what an extension is called and what stands in it. */
export function describeExtension({ oid, critical, value }: RawExtension): ExtensionDescription {
  const known = STANDARD[oid] ?? fulcio(oid);
  return {
    oid,
    critical,
    ...(known && { name: known.name }),
    value: layer('certificate-malformed', (): ExtensionValue => {
      if (known?.read) return { form: 'texts', texts: known.read(value).slice(0, MOST_TEXTS).map(clip) };
      return { form: 'bytes', hex: hex(known?.bytes?.(value) ?? value) };
    }),
  };
}

function fulcio(oid: string): Known | undefined {
  if (!oid.startsWith(`${FULCIO}.`)) return undefined;
  const number = Number(oid.slice(FULCIO.length + 1));
  const name = FULCIO_NAMES[number];
  if (name === undefined) return undefined;
  return {
    name: `Fulcio: ${name}`,
    read: (value) => [
      utf8(number <= LAST_BARE ? value : expect(parseDer(value), TAG.utf8String, name).value),
    ],
  };
}

function hex(bytes: Uint8Array): string {
  const cut = bytes.length > MOST_BYTES ? '…' : '';
  return `${bytesToHex(Uint8Array.from(bytes.subarray(0, MOST_BYTES)))}${cut}`;
}

function alternativeName(element: Element): string {
  const san = sanOf(element);
  if (san) return `${san.type === 'other' ? 'user name' : san.type}: ${san.value}`;
  const name = parseGeneralName(element);
  switch (name.form) {
    case 'directory':
      return `directory: ${nameText(name.name)}`;
    case 'ip':
      return `IP address: ${name.bytes.length === 4 ? name.bytes.join('.') : hex(name.bytes)}`;
    case 'other':
      return `a name of form ${name.tag & 0x1f}`;
    default:
      return `${name.form}: ${name.value}`;
  }
}
