import type { CertificateSummary } from './result.ts';
import { type Certificate, parseCertificate } from './x509-certificate.ts';
import { nameText } from './x509-name.ts';

/** What a page shows of a certificate. */
export function summaryOf(certificate: Certificate): CertificateSummary {
  const { subject, issuer, serial, notBefore, notAfter, fingerprint } = certificate;
  return { subject: nameText(subject), issuer: nameText(issuer), serial, notBefore, notAfter, fingerprint };
}

/**
 * What a page shows of a DER certificate.
 * @throws {Refusal} `certificate-malformed`
 */
export function summarize(der: Uint8Array): CertificateSummary {
  return summaryOf(parseCertificate(der));
}
