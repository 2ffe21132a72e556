import type { WorkflowRule } from '../signer/workflow.ts';

/** Whom somebody says to expect. Fingerprints are SHA-256 in lower-case hex. */
export type LinkSigner =
  | {
      readonly method: 'sigstore';
      readonly identity: string | WorkflowRule;
      /** The OIDC issuer that vouches for the identity. */
      readonly issuer: string;
    }
  | {
      readonly method: 'key';
      /** Of the canonical PEM, as in a bundle’s hint: the person needs the key itself from elsewhere. */
      readonly fingerprint: string;
    }
  | {
      readonly method: 'key';
      /** PEM text: a key that only the link vouches for. */
      readonly publicKey: string;
    }
  | {
      readonly method: 'certificate';
      /** Fingerprint of the root’s DER: the person needs the root itself from elsewhere. */
      readonly root: string;
      /** The one certificate that is accepted, by its subject’s text or its DER’s fingerprint; any if absent. */
      readonly leaf?: { readonly subject: string } | { readonly fingerprint: string };
    };

/** What a verification link says to expect: plain data, somebody’s claim, and it cannot relax a rule. */
export interface LinkExpectation {
  readonly signer: LinkSigner;
  /**
   * The Sigstore instance: `public-good`, `staging`, or of another the SHA-256 of its `trusted_root.json`, which the
   * person needs from elsewhere.
   */
  readonly trustRoot: string;
  /** SHA-256 of the signed payload, lower-case hex: this exact statement and no other. */
  readonly statement?: string;
  /** What the model is called, for people to read. */
  readonly model?: string;
  /** Where the bundle lies: an https address without credentials or fragment, as `URL` spells it. */
  readonly bundle?: string;
}
