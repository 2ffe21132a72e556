import { type ErrorCode, type Problem, problem } from '../oms/error.ts';
import type { San, Signer } from './result.ts';
import type { Signature } from './signature.ts';
import { matchesRule, type WorkflowRule } from './workflow.ts';

/**
 * Where an expectation came from, which the verdict names: typed by the person; read from a file that lies outside the
 * model; found inside the model, where whoever made the model could put it; accepted after seeing who signed; said by a
 * link, which the person confirmed or not; remembered from an earlier check; or part of a sample.
 */
export type Origin =
  'typed' | 'file' | 'in-model' | 'accepted' | 'link' | 'link-confirmed' | 'remembered' | 'demo';

/** What an expectation may say besides who signs. */
interface Pins {
  readonly origin: Origin;
  /** `public-good`, `staging`, or the SHA-256 of another instance’s `trusted_root.json`; absent: whichever the person chose. */
  readonly trustRoot?: string;
  /** SHA-256 over the payload bytes, lower-case hex: this exact statement and no other. */
  readonly statement?: string;
}

/** Whom a person expects to have signed. Plain data; fingerprints are SHA-256 in lower-case hex. */
export type Expectation = Pins &
  (
    | {
        readonly method: 'sigstore';
        /** An address, a URL or a user name as it stands in the certificate, or the workflows that are accepted alike. */
        readonly identity: string | WorkflowRule;
        /** The OIDC issuer that vouches for the identity. */
        readonly issuer: string;
      }
    | {
        readonly method: 'key';
        /** PEM text; absent as long as the person has only the fingerprint. */
        readonly publicKey?: string;
        /** Of the canonical PEM, as in a bundle’s hint; absent: whichever key is given. */
        readonly fingerprint?: string;
      }
    | {
        readonly method: 'certificate';
        /** PEM texts, each with one certificate or several; none as long as the person has only the fingerprint. */
        readonly roots: readonly string[];
        /** Fingerprint of the root’s DER; absent: any that is given. */
        readonly root?: string;
        /** The one certificate that is accepted, by its subject’s text or its DER’s fingerprint; any if absent. */
        readonly leaf?: { readonly subject: string } | { readonly fingerprint: string };
      }
  );

/** The outcome of a comparison. */
type Compared = { readonly ok: true } | { readonly ok: false; readonly problem: Problem };

/**
 * Compares a signature that holds with what a person expects: who signed, by the rules of the method, and the exact
 * statement, if one is expected.
 *
 * Problems: `method-differs`, `key-differs`, `root-differs`, `statement-differs`, and those of {@link compareIdentity}.
 */
export function compareExpected(
  { signer, statementDigest }: Extract<Signature, { ok: true }>,
  expected: Expectation,
): Compared {
  const compared = compareSigner(signer, expected);
  if (!compared.ok) return compared;
  const { statement = statementDigest } = expected;
  return statement === statementDigest ? compared : differs('statement-differs', statementDigest);
}

/**
 * True if a signature was judged by the trust root of another Sigstore instance than is expected, which says nothing of
 * it. That a root is the staging instance’s is the person’s word: its digest changes with every key.
 */
export function judgedElsewhere({ trustRoot }: Signature, { trustRoot: expected }: Expectation): boolean {
  if (!trustRoot || expected === undefined) return false;
  const imported = trustRoot.origin === 'imported' || trustRoot.origin === 'demo';
  switch (expected) {
    case 'public-good':
      return imported;
    case 'staging':
      return !imported;
    default:
      return trustRoot.sha256 !== expected;
  }
}

/** Compares who signed, or who is said to have, with whom a person expects, whatever was signed. */
export function compareSigner(signer: Signer, expected: Expectation): Compared {
  switch (expected.method) {
    case 'sigstore':
      return compareIdentity(signer, expected);
    case 'key': {
      if (signer.method !== 'key') return differs('method-differs', signer.method);
      const { fingerprint = signer.fingerprint } = expected;
      return signer.fingerprint === fingerprint ? { ok: true } : differs('key-differs', signer.fingerprint);
    }
    case 'certificate': {
      if (signer.method !== 'certificate') return differs('method-differs', signer.method);
      const { leaf, root } = expected;
      if (root !== undefined && signer.root?.fingerprint !== root) {
        return differs('root-differs', signer.root?.fingerprint);
      }
      const { fingerprint, subject } = signer.leaf;
      const same = !leaf || ('subject' in leaf ? leaf.subject === subject : leaf.fingerprint === fingerprint);
      return same ? { ok: true } : differs('identity-differs', subject);
    }
  }
}

/**
 * Compares a Sigstore signer with an identity: character by character, since a pattern, a prefix or another letter
 * case would let somebody else pass; a {@link WorkflowRule} part by part. Of several names in a certificate any may
 * match; each was proven to the authority.
 *
 * Problems: `identity-differs`, `issuer-differs`, `method-differs`.
 */
export function compareIdentity(
  signer: Signer,
  expected: { readonly identity: string | WorkflowRule; readonly issuer: string },
): Compared {
  if (signer.method !== 'sigstore') return differs('method-differs', signer.method);
  const names = signer.identities.map(({ value }) => value);
  const { identity } = expected;
  const matches = ({ type, value }: San): boolean =>
    typeof identity === 'string' ? value === identity : type === 'uri' && matchesRule(value, identity);
  // A certificate without an issuer must not match an expectation that was left empty.
  if (identity === '' || !signer.identities.some(matches))
    return differs('identity-differs', names.join(', '));
  if (expected.issuer === '' || signer.issuer !== expected.issuer)
    return differs('issuer-differs', signer.issuer);
  return { ok: true };
}

function differs(code: ErrorCode, detail?: string): Compared {
  return { ok: false, problem: problem(code, detail) };
}
