import type { Expectation, Origin } from '../signer/expectation.ts';
import type { Signer } from '../signer/result.ts';
import type { Signature } from '../signer/signature.ts';
import type { LinkExpectation, LinkSigner } from './expectation.ts';

/** What the person has of what a link only names. */
export interface Material {
  /** PEM text. */
  readonly publicKey?: string;
  /** PEM texts. */
  readonly roots?: readonly string[];
}

/** What a check is told by a link, together with what the person has. */
export function expectationOf(
  { signer, statement, trustRoot }: LinkExpectation,
  origin: Extract<Origin, 'link' | 'link-confirmed' | 'remembered'>,
  { publicKey, roots = [] }: Material,
): Expectation {
  const pins = { origin, trustRoot, ...(statement !== undefined && { statement }) };
  switch (signer.method) {
    case 'sigstore':
      return { ...signer, ...pins };
    case 'key':
      if ('publicKey' in signer) return { ...signer, ...pins };
      return { ...signer, ...(publicKey !== undefined && { publicKey }), ...pins };
    case 'certificate':
      return { ...signer, roots, ...pins };
  }
}

/** What a link can say of a signature, or of the claim of one. */
export type Signed = Pick<Extract<Signature, { ok: true }>, 'signer' | 'statementDigest' | 'trustRoot'>;

/** What a link says of a signature: its signer, and with `exact` this statement and no other. */
export function linkExpectationOf(
  { signer, statementDigest, trustRoot }: Signed,
  exact: boolean,
): LinkExpectation {
  const imported = trustRoot?.origin === 'imported' || trustRoot?.origin === 'demo';
  return {
    signer: linkSigner(signer),
    trustRoot: imported ? trustRoot.sha256 : 'public-good',
    ...(exact && { statement: statementDigest }),
  };
}

function linkSigner(signer: Signer): LinkSigner {
  switch (signer.method) {
    case 'sigstore':
      return { method: 'sigstore', identity: signer.identities[0]?.value ?? '', issuer: signer.issuer };
    case 'key':
      return { method: 'key', fingerprint: signer.fingerprint };
    case 'certificate': {
      const { leaf, root } = signer;
      // The next certificate of the same holder has another fingerprint.
      const only = leaf.subject === '' ? { fingerprint: leaf.fingerprint } : { subject: leaf.subject };
      return { method: 'certificate', root: root?.fingerprint ?? '', leaf: only };
    }
  }
}
