import { type Problem, problem } from '../oms/error.ts';
import type { San, Signer } from './result.ts';
import { matchesRule, type WorkflowRule } from './workflow.ts';

/**
 * Where an expectation came from, which the verdict names: typed by the person; read from a file that lies outside the
 * model; found inside the model, where whoever made the model could put it; accepted after seeing who signed; or part of
 * a sample.
 */
export type Origin = 'typed' | 'file' | 'in-model' | 'accepted' | 'demo';

/** Whom a person expects to have signed. Plain data. */
export type Expectation =
  | {
      readonly method: 'sigstore';
      /** An address, a URL or a user name as it stands in the certificate, or the workflows that are accepted alike. */
      readonly identity: string | WorkflowRule;
      /** The OIDC issuer that vouches for the identity. */
      readonly issuer: string;
      readonly origin: Origin;
    }
  | {
      readonly method: 'key';
      /** PEM text. */
      readonly publicKey: string;
      readonly origin: Origin;
    }
  | {
      readonly method: 'certificate';
      /** PEM texts, each with one certificate or several. */
      readonly roots: readonly string[];
      readonly origin: Origin;
    };

/**
 * Compares who signed with whom a person expects: character by character, since a pattern, a prefix or another letter
 * case would let somebody else pass; a {@link WorkflowRule} part by part. Of several names in a certificate any may
 * match; each was proven to the authority.
 *
 * Problems: `identity-differs`, `issuer-differs`, `method-differs`.
 */
export function compareIdentity(
  signer: Signer,
  expected: { readonly identity: string | WorkflowRule; readonly issuer: string },
): { readonly ok: true } | { readonly ok: false; readonly problem: Problem } {
  if (signer.method !== 'sigstore') return { ok: false, problem: problem('method-differs', signer.method) };
  const names = signer.identities.map(({ value }) => value);
  const { identity } = expected;
  const matches = ({ type, value }: San): boolean =>
    typeof identity === 'string' ? value === identity : type === 'uri' && matchesRule(value, identity);
  // A certificate without an issuer must not match an expectation that was left empty.
  if (identity === '' || !signer.identities.some(matches)) {
    return { ok: false, problem: problem('identity-differs', names.join(', ')) };
  }
  if (expected.issuer === '' || signer.issuer !== expected.issuer) {
    return { ok: false, problem: problem('issuer-differs', signer.issuer) };
  }
  return { ok: true };
}
