import type { ReportedSignature } from '../report/document.ts';

/** Who signed, in a line, by a report of an earlier check. Hostile text. */
export function signerName(signature: ReportedSignature): string {
  if (!signature.holds) return 'no signature that holds';
  const { signer } = signature;
  switch (signer.method) {
    case 'sigstore':
      return signer.identities.map(({ value }) => value).join(', ');
    case 'certificate':
      return signer.leaf.subject || `certificate ${signer.leaf.fingerprint.slice(0, 16)}`;
    case 'key':
      return `key ${signer.fingerprint.slice(0, 16)}`;
  }
}
