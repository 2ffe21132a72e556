import { bytesToHex } from '@noble/hashes/utils.js';
import { messages } from '../messages/index.ts';
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

const { extensions: NAMES, keyUsages: KEY_USAGES, name: FORMS, purposes } = messages.certificate;

/** Purposes of ExtendedKeyUsage (RFC 5280 §4.2.1.12). */
const PURPOSES: Partial<Record<string, string>> = {
  '2.5.29.37.0': purposes.any,
  '1.3.6.1.5.5.7.3.1': purposes.server,
  '1.3.6.1.5.5.7.3.2': purposes.client,
  '1.3.6.1.5.5.7.3.3': purposes.code,
  '1.3.6.1.5.5.7.3.4': purposes.email,
  '1.3.6.1.5.5.7.3.8': purposes.time,
  '1.3.6.1.5.5.7.3.9': purposes.ocsp,
};

/** The certificate's promises of certificate transparency logs, which have a part of the description of their own. */
export const SCT_LIST = '1.3.6.1.4.1.11129.2.4.2';

const FULCIO = '1.3.6.1.4.1.57264.1';

/**
 * Fulcio's extensions by the last number of their identifier
 * (https://github.com/sigstore/fulcio/blob/main/docs/oid-info.md). 7 is a kind of alternative name and no extension.
 */
const FULCIO_NAMES: Partial<Record<number, string>> = messages.certificate.fulcioExtensions;

/** Fulcio wrote bare text up to here, and writes DER after. */
const LAST_BARE = 6;

const STANDARD: Partial<Record<string, Known>> = {
  '2.5.29.14': {
    name: NAMES.subjectKeyIdentifier,
    bytes: (value) => expect(parseDer(value), TAG.octetString, 'key identifier').value,
  },
  '2.5.29.15': {
    name: NAMES.keyUsage,
    read: (value) => {
      const bits = expect(parseDer(value), TAG.bitString, 'key usage').toBitString();
      return KEY_USAGES.filter((_usage, position) => bits[position] === 1);
    },
  },
  '2.5.29.17': {
    name: NAMES.subjectAlternativeNames,
    read: (value) => children(parseDer(value), 'alternative names').map(alternativeName),
  },
  '2.5.29.18': { name: NAMES.issuerAlternativeNames },
  '2.5.29.19': { name: NAMES.basicConstraints },
  '2.5.29.30': { name: NAMES.nameConstraints },
  '2.5.29.31': { name: NAMES.revocationLists },
  '2.5.29.32': { name: NAMES.policies },
  '2.5.29.35': {
    name: NAMES.authorityKeyIdentifier,
    // Issuer and serial number may stand beside it or in its place (RFC 5280 §4.2.1.1).
    bytes: (value) => take(children(parseDer(value), 'key identifier'), contextTag(0))?.value,
  },
  '2.5.29.37': {
    name: NAMES.extendedKeyUsage,
    read: (value) =>
      children(parseDer(value), 'extended key usage').map((purpose) => {
        const oid = objectIdentifier(purpose, 'purpose');
        return PURPOSES[oid] ?? oid;
      }),
  },
  '1.3.6.1.5.5.7.1.1': { name: NAMES.authorityInformation },
  [SCT_LIST]: { name: NAMES.timestamps },
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
    name: messages.certificate.fulcio(name),
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
  if (san) return FORMS[san.type](san.value);
  const name = parseGeneralName(element);
  switch (name.form) {
    case 'directory':
      return FORMS.directory(nameText(name.name));
    case 'ip':
      return FORMS.ip(name.bytes.length === 4 ? name.bytes.join('.') : hex(name.bytes));
    case 'other':
      return FORMS.unknown(name.tag & 0x1f);
    default:
      return FORMS[name.form](name.value);
  }
}
