import type { Signer } from '../signer/result.ts';

/** Publishers that were seen to sign; `publishers` in `src/messages/en.ts` says where. */
export type PublisherId = 'granite' | 'nvidia';

/** By what somebody was seen to sign, in public. */
type Seen =
  | { readonly publisher: PublisherId; readonly identity: string; readonly issuer: string }
  | { readonly publisher: PublisherId; readonly root: string };

/**
 * A label for those who look, and never a ground for trust: it came with the page, from whoever made the page, and
 * nobody vouches for it but the sources that are named with it.
 */
const SEEN: readonly Seen[] = [
  ...['Granite-sign@ibm.com', 'Granite-verify@ibm.com'].map((identity) => ({
    publisher: 'granite' as const,
    identity,
    issuer: 'https://sigstore.verify.ibm.com/oauth2',
  })),
  // Of the DER of nv-agent-root-cert.pem, as `openssl x509 -fingerprint -sha256` has it.
  { publisher: 'nvidia', root: '6f1bb875b77aea3fc878a7a3237497235c53657601375c0ef4bdcde69e843782' },
];

/** The publisher that was seen to use what a signature that holds was made with; compared to the letter. */
export function publisherOf(signer: Signer): PublisherId | undefined {
  return SEEN.find((seen) => {
    if ('root' in seen) return signer.method === 'certificate' && signer.root?.fingerprint === seen.root;
    return (
      signer.method === 'sigstore' &&
      signer.issuer === seen.issuer &&
      signer.identities.some(({ value }) => value === seen.identity)
    );
  })?.publisher;
}
