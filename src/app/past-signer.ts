import { messages } from '../messages/index.ts';
import type { ReportedSignature } from '../report/document.ts';

/** Who signed, in a line, by a report of an earlier check. Hostile text. */
export function signerName(signature: ReportedSignature): string {
  if (!signature.holds) return messages.pastChecks.noSignature;
  const { signer } = signature;
  switch (signer.method) {
    case 'sigstore':
      return signer.identities.map(({ value }) => value).join(', ');
    case 'certificate':
      return signer.leaf.subject || messages.unnamed.certificate(signer.leaf.fingerprint);
    case 'key':
      return messages.unnamed.key(signer.fingerprint);
  }
}
