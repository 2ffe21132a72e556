import { equalBytes } from '@noble/curves/utils.js';
import type { Bundle as SigstoreBundle } from '@sigstore/bundle';
import { crypto } from '@sigstore/core';
import { HashAlgorithm } from '@sigstore/protobuf-specs';
import { type SignedEntity, toSignedEntity, type TrustMaterial } from '@sigstore/verify';
import { attempt, Refusal, type Result, unwrap } from '../oms/error.ts';
import { asList, asObject, asString, type Field, member, present, root } from '../oms/field.ts';
import { parseJson } from '../oms/json.ts';
import { readPublicKey } from './pem.ts';
import { digest, encodeSpki, parseSpki, type PublicKey, verifyDigest } from './public-key.ts';
import type { VerifiedTime } from './result.ts';
import { readBundle, type SigningKey, verifySigned } from './sigstore-engine.ts';
import { sigstoreSigner, type SigstoreSigner } from './sigstore-leaf.ts';
import type { TrustRoot } from './trust-root.ts';
import { isSelfIssued, parseCertificate } from './x509-certificate.ts';

/** The formats that sigstore_bundle.proto names. */
const MEDIA_TYPES: readonly string[] = [
  'application/vnd.dev.sigstore.bundle+json;version=0.1',
  'application/vnd.dev.sigstore.bundle+json;version=0.2',
  'application/vnd.dev.sigstore.bundle+json;version=0.3',
  'application/vnd.dev.sigstore.bundle.v0.3+json',
];
const MATERIALS = ['certificate', 'x509CertificateChain', 'publicKey'];
const CONTENTS = ['dsseEnvelope', 'messageSignature'];

/** Certificates, log entries and timestamps that one bundle may hold, each. */
const MAX_ENTRIES = 32;

/** What a bundle with a bare signature is about: the file, or its SHA-256. */
export type Subject = { readonly artifact: Uint8Array } | { readonly digest: Uint8Array };

/** A Sigstore bundle that holds. */
export interface VerifiedBundle {
  /** Absent where a key signed. */
  readonly signer?: SigstoreSigner;
  /** Earliest first. */
  readonly times: readonly VerifiedTime[];
}

/**
 * Verifies any Sigstore bundle, where {@link verifySigstore} takes those of model signing only: every version of the
 * format, bare signatures, keys. The checks are the same. It exists for the Sigstore conformance suite.
 *
 * Of a DSSE envelope the signature is verified; what its payload says about `subject` is the caller’s to compare.
 *
 * @param publicKey PEM text of the key that must have signed, in place of a certificate
 */
export function verifySigstoreProfile(
  bytes: Uint8Array,
  subject: Subject,
  trustRoot: TrustRoot,
  publicKey?: string,
): Result<VerifiedBundle> {
  return attempt(() => {
    const bundle = parse(bytes);
    const signer = signerOf(bundle, publicKey);
    const times = verifySigned(
      (_id, work) => work().value,
      {
        bundle,
        signer,
        entity: () => entityOf(bundle, subject, signer),
        material: signer.kind === 'key' ? withKey(trustRoot.material, signer.der) : trustRoot.material,
      },
      trustRoot,
    );
    return signer.kind === 'key' ? { times } : { signer: sigstoreSigner(signer.der), times };
  });
}

function parse(bytes: Uint8Array): SigstoreBundle {
  const document = root(parseJson(bytes), 'bundle-malformed');
  const mediaType = asString(member(document, 'mediaType'));
  if (!MEDIA_TYPES.includes(mediaType)) throw new Refusal('bundle-media-type', mediaType);
  demandOne(document, CONTENTS);
  const material = member(document, 'verificationMaterial');
  demandOne(material, MATERIALS);
  const [chain, timestamps] = [
    member(material, 'x509CertificateChain'),
    member(material, 'timestampVerificationData'),
  ];
  for (const list of [
    member(material, 'tlogEntries'),
    ...(present(chain) ? [member(chain, 'certificates')] : []),
    ...(present(timestamps) ? [member(timestamps, 'rfc3161Timestamps')] : []),
  ]) {
    if (asList(list).length > MAX_ENTRIES) throw new Refusal('bundle-too-many', list.where);
  }
  return readBundle(asObject(document));
}

function demandOne(field: Field, names: readonly string[]): void {
  const found = names.filter((name) => present(member(field, name)));
  if (found.length !== 1)
    throw new Refusal('bundle-malformed', `one of ${names.join(', ')}, not ${found.length}`);
}

function signerOf({ verificationMaterial }: SigstoreBundle, publicKey: string | undefined): SigningKey {
  const { content } = verificationMaterial;
  if (content.$case === 'publicKey') {
    if (publicKey === undefined) throw new Refusal('needs-key');
    return { kind: 'key', der: encodeSpki(unwrap(readPublicKey(publicKey)).key) };
  }
  if (publicKey !== undefined) throw new Refusal('method-differs');
  if (content.$case === 'certificate')
    return { kind: 'certificate', der: Uint8Array.from(content.certificate.rawBytes) };

  const [leaf, ...others] = content.x509CertificateChain.certificates.map(({ rawBytes }) =>
    Uint8Array.from(rawBytes),
  );
  if (leaf === undefined) throw new Refusal('material-missing');
  // Signers must not put a root in (sigstore_bundle.proto), and one that is in could be taken for a trusted one.
  if (others.some((der) => isSelfIssued(parseCertificate(der)))) {
    throw new Refusal('certificate-path', 'the chain in the bundle holds a root certificate');
  }
  return { kind: 'certificate', der: leaf };
}

function withKey(material: TrustMaterial, spki: Uint8Array): TrustMaterial {
  const publicKey = crypto.createPublicKey(Buffer.from(spki));
  return { ...material, publicKey: () => ({ publicKey, validFor: () => true }) };
}

function entityOf(bundle: SigstoreBundle, subject: Subject, signer: SigningKey): SignedEntity {
  if (bundle.content.$case === 'dsseEnvelope') return toSignedEntity(bundle);
  const { messageDigest, signature } = bundle.content.messageSignature;
  if (messageDigest.algorithm !== HashAlgorithm.SHA2_256)
    throw new Refusal('sigstore-unsupported', 'not SHA-256');
  const hashed = 'digest' in subject ? subject.digest : digest('SHA-256', subject.artifact);
  if (!equalBytes(messageDigest.digest, hashed)) throw new Refusal('signature-invalid', 'another digest');
  if ('artifact' in subject) return toSignedEntity(bundle, Buffer.from(subject.artifact));
  return { ...toSignedEntity(bundle), signature: digestContent(signature, hashed, keyOf(signer)) };
}

function keyOf({ kind, der }: SigningKey): PublicKey {
  return kind === 'key' ? parseSpki(der) : unwrap(parseCertificate(der).key);
}

/** What the library asks about a signature, answered without the data that was signed. */
function digestContent(signature: Buffer, hashed: Uint8Array, key: PublicKey): SignedEntity['signature'] {
  const isHashed = (other: Buffer): boolean => equalBytes(other, hashed);
  return {
    signature,
    compareSignature: (other) => equalBytes(other, signature),
    compareDigest: isHashed,
    compareSignedDigest: isHashed,
    verifySignature: () => verifyDigest(key, hashed, signature),
  };
}
