import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { X509Certificate } from '@sigstore/core';
import type { TrustMaterial } from '@sigstore/verify';
import { messages } from '../messages/index.ts';
import type { Problem, Result } from '../oms/error.ts';
import { summaryOf } from './certificate-summary.ts';
import { describeExtension, type ExtensionDescription, SCT_LIST } from './describe-extensions.ts';
import { clip, layer, momentOf } from './describe-layer.ts';
import { describeLog, type LogName } from './describe-log-entry.ts';
import { pemText } from './pem.ts';
import type { PublicKey, SignatureAlgorithm } from './public-key.ts';
import type { CertificateSummary } from './result.ts';
import { type Certificate, isSelfIssued, parseCertificate } from './x509-certificate.ts';
import { findPath, linkProblem } from './x509-path.ts';

/** A certificate, read to the last extension. Plain data of hostile text. */
export interface CertificateDescription extends CertificateSummary {
  /** Such as `EC on P-256`, or why the key cannot be used. */
  readonly key: string;
  /** SHA-256 over the SubjectPublicKeyInfo, lower-case hex. */
  readonly keyFingerprint: string;
  /** How its issuer signed it. */
  readonly algorithm: string;
  readonly authority: 'none' | { readonly pathLength?: number };
  /** Subject and issuer are one name. */
  readonly selfIssued: boolean;
  readonly extensions: readonly ExtensionDescription[];
  /** Promises of certificate transparency logs (RFC 6962 §3.2); absent where it holds none. */
  readonly promises?: Result<readonly LogPromise[]>;
  readonly pem: string;
}

/** A certificate transparency log's promise to list a certificate. */
export interface LogPromise {
  readonly log: LogName;
  /** Milliseconds since 1970. */
  readonly time: number;
}

/** One certificate of a chain, and where it comes from. */
export interface ChainLink {
  readonly from: 'bundle' | 'trust-root';
  readonly certificate: Result<CertificateDescription>;
  /** It has the name and the key by which the certificate before it was issued; false for the first. */
  readonly issuedPrevious: boolean;
}

/** Certificates in the longest path that a check accepts: further links are not looked into, for time's sake. */
const MOST_LINKS = 8;
/** Promises that are listed of one certificate. */
const MOST_PROMISES = 32;

/** Reads the certificates of a bundle in its order, the signer's first. */
export function describeChain(chain: readonly Uint8Array[], logs: TrustMaterial['ctlogs']): ChainLink[] {
  return linked(
    chain.map((der) => ({ der, from: 'bundle' })),
    logs,
  );
}

/**
 * Reads a Fulcio certificate and, of the trust root, the authorities that issued it: found by name and signature, at
 * the time of issuance.
 */
export function describeFulcioChain(leaf: Uint8Array, material: TrustMaterial | undefined): ChainLink[] {
  const issuers = layer('certificate-path', () =>
    material ? issuersOf(parseCertificate(leaf), material) : [],
  );
  const above = issuers.ok ? issuers.value : [];
  return linked(
    [{ der: leaf, from: 'bundle' }, ...above.map((der): Encoded => ({ der, from: 'trust-root' }))],
    material?.ctlogs ?? [],
  );
}

function issuersOf(leaf: Certificate, { certificateAuthorities }: TrustMaterial): Uint8Array[] {
  const ders = certificateAuthorities.flatMap(({ certChain }) =>
    certChain.map(({ root }) => Uint8Array.from(root.toDER())),
  );
  const all = ders.map((der) => ({ der, parsed: parseCertificate(der) }));
  const roots = all.map(({ parsed }) => parsed).filter(isSelfIssued);
  const path = findPath(
    leaf,
    all.map(({ parsed }) => parsed),
    roots,
    leaf.notBefore,
  );
  if (!path.ok) return [];
  return path.value.slice(1).flatMap(({ fingerprint }) => {
    const found = all.find(({ parsed }) => parsed.fingerprint === fingerprint);
    return found ? [found.der] : [];
  });
}

interface Encoded {
  readonly der: Uint8Array;
  readonly from: ChainLink['from'];
}

function linked(chain: readonly Encoded[], logs: TrustMaterial['ctlogs']): ChainLink[] {
  const parsed = chain.map(({ der }) => layer('certificate-malformed', () => parseCertificate(der)));
  return chain.map(({ der, from }, index) => {
    const [previous, own] = [parsed[index - 1], parsed[index]];
    return {
      from,
      certificate: layer('certificate-malformed', () => describeCertificate(der, logs)),
      issuedPrevious:
        index < MOST_LINKS &&
        previous?.ok === true &&
        own?.ok === true &&
        isIssuedBy(previous.value, own.value),
    };
  });
}

function isIssuedBy(certificate: Certificate, issuer: Certificate): boolean {
  return certificate.issuer.der === issuer.subject.der && linkProblem(certificate, issuer) === undefined;
}

/** @throws {Refusal} `certificate-malformed` */
function describeCertificate(der: Uint8Array, logs: TrustMaterial['ctlogs']): CertificateDescription {
  const certificate = parseCertificate(der);
  const { algorithm, extensions, key, spki } = certificate;
  const summary = summaryOf(certificate);
  const { ca = false, pathLength } = extensions.basicConstraints ?? {};
  const { all } = extensions;
  return {
    ...summary,
    subject: clip(summary.subject),
    issuer: clip(summary.issuer),
    key: key.ok ? keyText(key.value) : unusable(key.problem),
    keyFingerprint: bytesToHex(sha256(spki)),
    algorithm: algorithm.ok ? algorithmText(algorithm.value) : unusable(algorithm.problem),
    authority: ca ? { ...(pathLength !== undefined && { pathLength }) } : 'none',
    selfIssued: isSelfIssued(certificate),
    extensions: all.map(describeExtension),
    ...(all.some(({ oid }) => oid === SCT_LIST) && {
      promises: layer('certificate-malformed', () => promisesOf(der, logs)),
    }),
    pem: pemText('CERTIFICATE', der),
  };
}

function promisesOf(der: Uint8Array, logs: TrustMaterial['ctlogs']): LogPromise[] {
  const scts = X509Certificate.parse(Buffer.from(der)).extSCT?.signedCertificateTimestamps ?? [];
  return scts.slice(0, MOST_PROMISES).map(({ datetime, logID }) => ({
    log: describeLog(Uint8Array.from(logID), logs),
    time: momentOf(datetime.getTime()),
  }));
}

/** A key in words. */
export function keyText(key: PublicKey): string {
  const { ec, ed25519, rsa } = messages.certificate.key;
  switch (key.kind) {
    case 'ec':
      return ec(key.curve);
    case 'ed25519':
      return ed25519;
    case 'rsa':
      return rsa(key.n.toString(2).length);
  }
}

function algorithmText(algorithm: SignatureAlgorithm): string {
  const words = messages.certificate.algorithm;
  return algorithm.kind === 'ed25519' ? words.ed25519 : words[algorithm.kind](algorithm.hash);
}

function unusable({ message, detail }: Problem): string {
  return detail === undefined ? message : `${message} (${detail})`;
}
