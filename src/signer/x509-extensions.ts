import {
  children,
  type Element,
  expect,
  expectEnd,
  integer,
  malformed,
  objectIdentifier,
  parseDer,
  TAG,
  take,
} from './asn1.ts';
import { type GeneralName, parseGeneralName } from './x509-general-name.ts';
import { type NameConstraints, parseNameConstraints } from './x509-name-constraints.ts';

/** The extensions of a certificate that the path and usage rules look at (RFC 5280 §4.2). */
export interface Extensions {
  /** Absent: the certificate is no authority's. */
  readonly basicConstraints?: {
    readonly ca: boolean;
    /** Authorities that may stand between this one and the end of the path; absent: any number. */
    readonly pathLength?: number;
  };
  /** Absent: the key may be used for anything. */
  readonly keyUsage?: { readonly digitalSignature: boolean; readonly keyCertSign: boolean };
  /** Object identifiers of purposes; absent: any purpose. */
  readonly extendedKeyUsage?: readonly string[];
  readonly alternativeNames: readonly GeneralName[];
  readonly nameConstraints?: NameConstraints;
  /** Object identifiers of critical extensions that are not among the above. */
  readonly unknownCritical: readonly string[];
  /** Every extension in the encoded order, for display. */
  readonly all: readonly RawExtension[];
}

/** An extension as it is encoded. */
export interface RawExtension {
  /** Dotted object identifier. */
  readonly oid: string;
  readonly critical: boolean;
  /** The content of its OCTET STRING. */
  readonly value: Uint8Array;
}

type Known = Omit<Extensions, 'unknownCritical' | 'all'>;
type Parsed = { -readonly [Key in keyof Known]: Known[Key] };

/** The purposes of ExtendedKeyUsage that concern signers (RFC 5280 §4.2.1.12). */
export const PURPOSE = { any: '2.5.29.37.0', codeSigning: '1.3.6.1.5.5.7.3.3' } as const;

const PARSERS: Partial<Record<string, (value: Element, into: Parsed) => void>> = {
  '2.5.29.15': (value, into) => {
    const bits = expect(value, TAG.bitString, 'key usage').toBitString();
    into.keyUsage = { digitalSignature: bits[0] === 1, keyCertSign: bits[5] === 1 };
  },
  '2.5.29.17': (value, into) => {
    into.alternativeNames = children(value, 'alternative names').map(parseGeneralName);
  },
  '2.5.29.19': (value, into) => {
    const fields = children(value, 'basic constraints');
    const ca = take(fields, TAG.boolean)?.toBoolean() ?? false;
    const limit = take(fields, TAG.integer);
    const pathLength = limit && integer(limit, 'path length');
    expectEnd(fields, 'basic constraints');
    if (pathLength !== undefined && pathLength < 0n) throw malformed('a negative path length');
    into.basicConstraints = { ca, ...(pathLength !== undefined && { pathLength: Number(pathLength) }) };
  },
  '2.5.29.30': (value, into) => {
    into.nameConstraints = parseNameConstraints(value);
  },
  // Policies bind only where the path's user demands one (RFC 5280 §6.1.1 c, e), and nobody does here.
  '2.5.29.32': (value) => {
    children(value, 'certificate policies');
  },
  '2.5.29.37': (value, into) => {
    into.extendedKeyUsage = children(value, 'extended key usage').map((purpose) =>
      objectIdentifier(purpose, 'purpose'),
    );
  },
};

/**
 * Reads the list of extensions; `undefined` stands for a certificate that has none.
 * @throws {Refusal} `certificate-malformed`, also where one stands twice
 */
export function parseExtensions(list: Element | undefined): Extensions {
  const parsed: Parsed = { alternativeNames: [] };
  const unknownCritical: string[] = [];
  const all: RawExtension[] = [];
  for (const extension of list === undefined ? [] : children(list, 'extensions')) {
    const fields = children(extension, 'extension');
    const oid = objectIdentifier(fields.shift(), 'extension');
    const critical = take(fields, TAG.boolean)?.toBoolean() ?? false;
    const value = expect(fields.shift(), TAG.octetString, `extension ${oid}`).value;
    expectEnd(fields, `extension ${oid}`);
    if (all.some((other) => other.oid === oid)) throw malformed(`extension ${oid} stands twice`);
    all.push({ oid, critical, value: Uint8Array.from(value) });
    const parse = PARSERS[oid];
    if (parse) parse(parseDer(value), parsed);
    else if (critical) unknownCritical.push(oid);
  }
  return { ...parsed, unknownCritical, all };
}
