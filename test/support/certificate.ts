import { sha256 } from '@noble/hashes/sha2.js';
import { type Bytes, concat, toBigInt } from './bytes.ts';
import {
  bits,
  bool,
  type Der,
  explicit,
  ia5String,
  implicit,
  int,
  namedBits,
  octets,
  oid,
  seq,
  set,
  time,
  utf8String,
} from './der.ts';
import { type Hash, type KeyPair, signatureAlgorithm } from './keys.ts';

const ATTRIBUTES = [
  ['C', '2.5.4.6'],
  ['O', '2.5.4.10'],
  ['OU', '2.5.4.11'],
  ['CN', '2.5.4.3'],
] as const;

/** A distinguished name by attribute, encoded in the order C, O, OU, CN; or any encoding of one. */
export type Name = Readonly<Partial<Record<(typeof ATTRIBUTES)[number][0], string>>> | Der;

/** The bits of KeyUsage by their position (RFC 5280 §4.2.1.3). */
const KEY_USAGES = {
  digitalSignature: 0,
  nonRepudiation: 1,
  keyEncipherment: 2,
  dataEncipherment: 3,
  keyAgreement: 4,
  keyCertSign: 5,
  cRLSign: 6,
} as const;

export type KeyUsage = keyof typeof KEY_USAGES;

/** Purposes of ExtendedKeyUsage (RFC 5280 §4.2.1.12). */
export const PURPOSES = {
  any: '2.5.29.37.0',
  serverAuth: '1.3.6.1.5.5.7.3.1',
  codeSigning: '1.3.6.1.5.5.7.3.3',
  timeStamping: '1.3.6.1.5.5.7.3.8',
} as const;

/** One subject alternative name; `other` is Fulcio's otherName for user names. */
export type AlternativeName =
  | { readonly type: 'email'; readonly value: string }
  | { readonly type: 'uri'; readonly value: string }
  | { readonly type: 'other'; readonly value: string };

const FULCIO_OTHER_NAME = '1.3.6.1.4.1.57264.1.7';
const SCT_LIST = '1.3.6.1.4.1.11129.2.4.2';

/** One X.509 extension; `value` is the DER inside its OCTET STRING. */
export interface Extension {
  readonly oid: string;
  readonly critical?: boolean;
  readonly value: Bytes;
}

/** What to put into a certificate. Every field that is left out takes a value with which the certificate is sound. */
export interface CertificateOptions {
  readonly subject?: Name;
  readonly key: KeyPair;
  /** Who signs. Absent: the certificate signs itself. */
  readonly issuer?: Issuer;
  /** The issuer field, where it shall differ from the name of who signs. */
  readonly issuerName?: Name;
  /** Hash of the signature; the signing key's own if absent. */
  readonly hash?: Hash;
  /** 2025-01-01 if absent. */
  readonly notBefore?: Date;
  /** 2125-01-01 if absent. */
  readonly notAfter?: Date;
  /** 127 random bits if absent. */
  readonly serial?: bigint;
  /** Absent: no basicConstraints extension. */
  readonly basicConstraints?: { readonly ca: boolean; readonly pathLength?: number };
  /** Absent: no keyUsage extension. */
  readonly keyUsage?: readonly KeyUsage[] | undefined;
  /** OIDs, for instance of {@link PURPOSES}. Absent: no extendedKeyUsage extension. */
  readonly extendedKeyUsage?:
    { readonly purposes: readonly string[]; readonly critical?: boolean } | undefined;
  /** Subject alternative names; the extension is critical where the subject is empty (RFC 5280 §4.2.1.6). */
  readonly alternativeNames?: readonly AlternativeName[];
  /** Whether subject and authority key identifiers are there; they are if absent. */
  readonly keyIdentifiers?: boolean;
  /** Further extensions, after those above and before the SCTs. */
  readonly extensions?: readonly Extension[];
  /** Makes the SCT list (RFC 6962 §3.3) for the TBSCertificate without it. Absent: no such extension. */
  readonly scts?: ((precertificate: Der) => Promise<Bytes>) | undefined;
  /** AlgorithmIdentifier inside the signed part, where it shall differ from the true one. */
  readonly innerAlgorithm?: Der;
  /** AlgorithmIdentifier beside the signature, where it shall differ from the true one. */
  readonly outerAlgorithm?: Der;
  /** The encoded version; 2 (v3) if absent. */
  readonly version?: number;
  /** Bytes appended to the certificate. */
  readonly trailing?: Bytes;
}

/** Somebody who signs certificates: what {@link createCertificate} gives is one. */
export interface Issuer {
  readonly subject: Der;
  readonly key: KeyPair;
}

/** A certificate with the key pair that it certifies. */
export interface Certificate extends Issuer {
  readonly der: Der;
  readonly issuer: Der;
  readonly serial: bigint;
}

/** Makes an X.509 v3 certificate (RFC 5280 §4.1). */
export async function createCertificate(options: CertificateOptions): Promise<Certificate> {
  const subject = encodeName(options.subject ?? {});
  const signer = options.issuer ?? { subject, key: options.key };
  const issuer = options.issuerName === undefined ? signer.subject : encodeName(options.issuerName);
  const hash = options.hash ?? signer.key.hash;
  const algorithm = signatureAlgorithm(signer.key.type, hash);
  const serial = options.serial ?? randomSerial();

  const tbs = (extensions: readonly Extension[]): Der =>
    seq(
      explicit(0, int(options.version ?? 2)),
      int(serial),
      options.innerAlgorithm ?? algorithm,
      issuer,
      seq(
        time(options.notBefore ?? new Date('2025-01-01')),
        time(options.notAfter ?? new Date('2125-01-01')),
      ),
      subject,
      options.key.spki,
      ...(extensions.length === 0 ? [] : [explicit(3, seq(...extensions.map(encodeExtension)))]),
    );

  const extensions = listExtensions(options, subject, signer.key);
  if (options.scts) extensions.push({ oid: SCT_LIST, value: octets(await options.scts(tbs(extensions))) });

  const signed = tbs(extensions);
  const signature = await signer.key.sign(signed, hash);
  const whole = seq(signed, options.outerAlgorithm ?? algorithm, bits(signature));
  return {
    der: concat(whole, options.trailing ?? new Uint8Array()),
    subject,
    issuer,
    serial,
    key: options.key,
  };
}

function randomSerial(): bigint {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  // Positive, and never so small that its encoding has fewer bytes.
  return (toBigInt(bytes) >> 1n) | (1n << 126n);
}

/** The encoding of a distinguished name (RFC 5280 §4.1.2.4). */
export function encodeName(name: Name): Der {
  if (name instanceof Uint8Array) return name;
  const parts = ATTRIBUTES.flatMap(([attribute, type]) => {
    const value = name[attribute];
    return value === undefined ? [] : [set(seq(oid(type), utf8String(value)))];
  });
  return seq(...parts);
}

function listExtensions(options: CertificateOptions, subject: Der, signer: KeyPair): Extension[] {
  const list: Extension[] = [];
  const { keyUsage, extendedKeyUsage, basicConstraints, alternativeNames } = options;
  if (keyUsage) {
    list.push({
      oid: '2.5.29.15',
      critical: true,
      value: namedBits(keyUsage.map((usage) => KEY_USAGES[usage])),
    });
  }
  if (extendedKeyUsage) {
    const { purposes, critical = false } = extendedKeyUsage;
    list.push({ oid: '2.5.29.37', critical, value: seq(...purposes.map(oid)) });
  }
  if (basicConstraints) {
    const { ca, pathLength } = basicConstraints;
    const value = seq(...(ca ? [bool(true)] : []), ...(pathLength === undefined ? [] : [int(pathLength)]));
    list.push({ oid: '2.5.29.19', critical: true, value });
  }
  if (options.keyIdentifiers ?? true) {
    list.push({ oid: '2.5.29.14', value: octets(keyIdentifier(options.key)) });
    list.push({ oid: '2.5.29.35', value: seq(implicit(0, octets(keyIdentifier(signer)))) });
  }
  if (alternativeNames) {
    const critical = subject.length === encodeName({}).length;
    list.push({ oid: '2.5.29.17', critical, value: seq(...alternativeNames.map(encodeAlternativeName)) });
  }
  return [...list, ...(options.extensions ?? [])];
}

/** RFC 7093 §2, method 4. */
function keyIdentifier(key: KeyPair): Bytes {
  return sha256(key.spki).slice(0, 20);
}

/** GeneralName (RFC 5280 §4.2.1.6). */
function encodeAlternativeName(name: AlternativeName): Der {
  switch (name.type) {
    case 'email':
      return implicit(1, ia5String(name.value));
    case 'uri':
      return implicit(6, ia5String(name.value));
    case 'other':
      return implicit(0, seq(oid(FULCIO_OTHER_NAME), explicit(0, utf8String(name.value))));
  }
}

function encodeExtension(extension: Extension): Der {
  return seq(
    oid(extension.oid),
    ...((extension.critical ?? false) ? [bool(true)] : []),
    octets(extension.value),
  );
}
