import { sha256, sha512 } from '@noble/hashes/sha2.js';
import type { Bytes } from './bytes.ts';
import {
  type Certificate,
  type CertificateOptions,
  createCertificate,
  type Name,
  PURPOSES,
} from './certificate.ts';
import { type Der, explicit, generalizedTime, implicit, int, octets, oid, seq, set, utcTime } from './der.ts';
import { createKey, type KeyType, signatureAlgorithm } from './keys.ts';

/** An RFC 3161 time stamping authority. */
export interface TimestampAuthority {
  readonly name: Name;
  /** The signing certificate, then its self-signed root. */
  readonly chain: readonly [Certificate, Certificate];
  /** Makes a TimeStampResp over `data` (RFC 3161 §2.4.2). */
  readonly stamp: (data: Bytes, time: Date, options?: StampOptions) => Promise<Der>;
}

/** What to do otherwise in a time stamp. */
export interface StampOptions {
  /** PKIStatus; 0 (granted) if absent. */
  readonly status?: number;
  /** Whether the signing certificate is put in; it is not if absent. */
  readonly embedCertificate?: boolean;
  /** Who claims to sign and does; the authority's own signing certificate if absent. */
  readonly signer?: Certificate;
}

const OID = {
  sha256: '2.16.840.1.101.3.4.2.1',
  sha512: '2.16.840.1.101.3.4.2.3',
  signedData: '1.2.840.113549.1.7.2',
  tstInfo: '1.2.840.113549.1.9.16.1.4',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  /** Some policy of the authority. */
  policy: '1.3.6.1.4.1.57264.2',
} as const;

/** What to do otherwise in an authority. */
export interface TimestampAuthorityOptions {
  /** Kind of both keys; P-256 if absent. */
  readonly type?: KeyType | undefined;
  readonly leaf?: Partial<CertificateOptions>;
  readonly root?: Partial<CertificateOptions>;
}

/** Makes an authority with a root of its own. */
export async function createTimestampAuthority(
  organization: string,
  options: TimestampAuthorityOptions = {},
): Promise<TimestampAuthority> {
  const { type } = options;
  const name = { O: organization, CN: `${organization} time stamping root` };
  const root = await createCertificate({
    subject: name,
    key: await createKey(type),
    basicConstraints: { ca: true },
    keyUsage: ['keyCertSign', 'cRLSign'],
    ...options.root,
  });
  const leaf = await createCertificate({
    subject: { O: organization, CN: `${organization} time stamping` },
    key: await createKey(type),
    issuer: root,
    keyUsage: ['digitalSignature'],
    // RFC 3161 §2.3: the only purpose, and critical.
    extendedKeyUsage: { purposes: [PURPOSES.timeStamping], critical: true },
    ...options.leaf,
  });
  let serial = 0;
  return {
    name,
    chain: [leaf, root],
    stamp(data, time, how = {}) {
      serial += 1;
      return respond(tstInfo(data, time, serial), time, { signer: leaf, ...how });
    },
  };
}

const SHA256 = seq(oid(OID.sha256));
const SHA512 = seq(oid(OID.sha512));

/** TSTInfo (RFC 3161 §2.4.2). */
function tstInfo(data: Bytes, time: Date, serial: number): Der {
  const imprint = seq(SHA256, octets(sha256(data)));
  return seq(int(1), oid(OID.policy), imprint, int(serial), generalizedTime(time));
}

/** TimeStampResp around CMS SignedData (RFC 5652 §5). */
async function respond(
  info: Der,
  time: Date,
  { signer, status = 0, embedCertificate = false }: StampOptions & { readonly signer: Certificate },
): Promise<Der> {
  // Ed25519 brings its own hash, and the digest must be made with the same (RFC 8419 §3).
  const [algorithm, hash] = signer.key.type === 'Ed25519' ? [SHA512, sha512] : [SHA256, sha256];
  const attribute = (type: string, value: Der): Der => seq(oid(type), set(value));
  const attributes = set(
    attribute(OID.contentType, oid(OID.tstInfo)),
    attribute(OID.signingTime, utcTime(time)),
    attribute(OID.messageDigest, octets(hash(info))),
    attribute(OID.signingCertificateV2, seq(seq(seq(octets(sha256(signer.der)))))),
  );
  const signerInfo = seq(
    int(1),
    seq(signer.issuer, int(signer.serial)),
    algorithm,
    // Signed as a SET, carried under [0] (RFC 5652 §5.4).
    implicit(0, attributes),
    signatureAlgorithm(signer.key.type, 'SHA-256'),
    octets(await signer.key.sign(attributes, 'SHA-256')),
  );
  const signedData = seq(
    int(3),
    set(algorithm),
    seq(oid(OID.tstInfo), explicit(0, octets(info))),
    ...(embedCertificate ? [implicit(0, set(signer.der))] : []),
    set(signerInfo),
  );
  return seq(seq(int(status)), seq(oid(OID.signedData), explicit(0, signedData)));
}
