import type { Result } from '../../oms/error.ts';
import type { CertificateDescription } from '../../signer/describe-certificate.ts';

const ALTERNATIVE_NAMES = '2.5.29.17';

/** Whom a certificate names, as hostile text: its subject, or the alternative names where Sigstore leaves that empty. */
export function nameOf(certificate: Result<CertificateDescription> | undefined): string {
  if (certificate?.ok !== true) return '';
  const { extensions, subject } = certificate.value;
  if (subject !== '') return subject;
  const names = extensions.find(({ oid }) => oid === ALTERNATIVE_NAMES)?.value;
  return names?.ok === true && names.value.form === 'texts' ? names.value.texts.join(', ') : '';
}
