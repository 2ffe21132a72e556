import { Refusal } from '../oms/error.ts';
import { PURPOSE } from '../signer/x509-extensions.ts';
import { type Certificate, isSelfIssued, parseCertificate, titleOf } from '../signer/x509-certificate.ts';

/** Purpose of a time-stamping authority’s certificate (RFC 3161 §2.3). */
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';

/**
 * Checks a chain of a trusted root for what `@sigstore/verify` leaves to its caller. The library reads only the leaf of
 * a time-stamping authority from here, so what that leaf may do is decided here as well.
 *
 * @param chain DER, the root last
 * @throws {Refusal} `certificate-malformed`, or `certificate-constraint` where the chain must not be used
 */
export function checkAuthority(kind: 'issuer' | 'time-stamping', chain: readonly Uint8Array[]): void {
  const certificates = chain.map(parseCertificate);
  const [first, last] = [certificates[0], certificates.at(-1)];
  if (first === undefined || last === undefined) throw unusable('an empty chain');
  if (!isSelfIssued(last)) throw unusable('the chain does not end in a root certificate');
  certificates.forEach(checkCertificate);
  if (kind === 'issuer') {
    for (const certificate of certificates) demandPurpose(certificate, PURPOSE.codeSigning, PURPOSE.any);
  } else {
    if (first.extensions.extendedKeyUsage === undefined) throw unusable(`${titleOf(first)} names no purpose`);
    demandPurpose(first, TIME_STAMPING);
  }
}

function checkCertificate(certificate: Certificate): void {
  const { key, extensions } = certificate;
  if (!key.ok) throw unusable(`${titleOf(certificate)}: ${key.problem.message}`);
  const [unknown] = extensions.unknownCritical;
  if (unknown !== undefined)
    throw unusable(`${titleOf(certificate)} has the unknown critical extension ${unknown}`);
  // The library would skip them, and so sign for names that the authority may not.
  if (extensions.nameConstraints) throw unusable(`${titleOf(certificate)} has name constraints`);
}

/** Where purposes are named, one of `allowed` must be among them. */
function demandPurpose(certificate: Certificate, ...allowed: readonly string[]): void {
  const purposes = certificate.extensions.extendedKeyUsage;
  if (purposes && !allowed.some((purpose) => purposes.includes(purpose))) {
    throw unusable(`${titleOf(certificate)} is for another purpose`);
  }
}

function unusable(detail: string): Refusal {
  return new Refusal('certificate-constraint', detail);
}
