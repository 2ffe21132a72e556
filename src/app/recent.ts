import type { ReportDocument } from '../report/document.ts';

/** Suggestions of each kind, at most. */
const MOST = 5;

/** Whom a person said to expect in an earlier check, before they saw who signed. */
export interface RecentExpectations {
  readonly signers: readonly { readonly identity: string; readonly issuer: string }[];
  readonly keys: readonly {
    /** PEM. */
    readonly publicKey: string;
    /** SHA-256 as bundles name it, lower-case hex. */
    readonly fingerprint: string;
    /** The model that the key was given for. */
    readonly model: string;
  }[];
}

/**
 * What earlier reports tell of the person's own expectations, each once, in the order of the reports. What was accepted
 * after seeing it, or lay in the model, came from the bundle's maker: it must not come back as the person's own word.
 */
export function recentExpectations(documents: Iterable<ReportDocument>): RecentExpectations {
  const signers = new Map<string, RecentExpectations['signers'][number]>();
  const keys = new Map<string, RecentExpectations['keys'][number]>();
  for (const { expectation, model, signature } of documents) {
    if (expectation?.method === 'sigstore' && expectation.origin === 'typed') {
      const { identity, issuer } = expectation;
      const key = JSON.stringify([identity, issuer]);
      if (typeof identity === 'string' && !signers.has(key)) signers.set(key, { identity, issuer });
    }
    if (expectation?.method === 'key' && expectation.origin === 'file') {
      if (!signature.holds || signature.signer.method !== 'key') continue;
      const { fingerprint } = signature.signer;
      const { publicKey } = expectation;
      if (publicKey !== undefined && !keys.has(fingerprint))
        keys.set(fingerprint, { publicKey, fingerprint, model: model.name });
    }
  }
  return { signers: [...signers.values()].slice(0, MOST), keys: [...keys.values()].slice(0, MOST) };
}
