import type { Problem } from '../oms/error.ts';
import type { Check } from './check.ts';

/** An X.509 certificate, for display. Names and serials are hostile text. */
export interface CertificateSummary {
  /** RFC 4514-like text of the subject, empty if the subject is. */
  readonly subject: string;
  readonly issuer: string;
  /** Lower-case hex. */
  readonly serial: string;
  /** Milliseconds since 1970 (UTC). */
  readonly notBefore: number;
  readonly notAfter: number;
  /** SHA-256 over the DER, lower-case hex. */
  readonly fingerprint: string;
}

/** One subject alternative name of a leaf. */
export interface San {
  readonly type: 'email' | 'uri' | 'other';
  readonly value: string;
}

/** Who signed. What each method proves differs, so each has its own shape. */
export type Signer =
  | {
      readonly method: 'sigstore';
      /** All SANs of the certificate; Fulcio issues one. */
      readonly identities: readonly San[];
      /** The OIDC issuer that vouched for the identity; empty if the certificate names none. */
      readonly issuer: string;
      readonly certificate: CertificateSummary;
    }
  | {
      readonly method: 'certificate';
      readonly leaf: CertificateSummary;
      /** The self-signed root that the path ends in; absent in a claim. */
      readonly root?: CertificateSummary;
    }
  | {
      readonly method: 'key';
      /** SHA-256 over the canonical PEM (OMS hint), lower-case hex; empty in a claim without a hint. */
      readonly fingerprint: string;
      readonly curve?: Curve;
    };

export type Curve = 'P-256' | 'P-384' | 'P-521';

/** A time that somebody we trust vouches for. */
export interface VerifiedTime {
  readonly source: 'rekor' | 'rfc3161';
  /** Milliseconds since 1970 (UTC). */
  readonly time: number;
  /** The log's or the authority's name, from the trust root. */
  readonly authority: string;
}

/** What keeps a genuine signature from being a plain yes. */
export type Caveat =
  | { readonly code: 'certificate-expired'; readonly expired: number; readonly detail: string }
  | { readonly code: 'eku-odd'; readonly detail: string }
  | { readonly code: 'judged-at-issuance'; readonly detail: string };

/** Which trust root was used. */
export interface TrustRootSummary {
  readonly name: string;
  /** SHA-256 of the trusted root's JSON text, lower-case hex. */
  readonly sha256: string;
  readonly origin: 'embedded' | 'refreshed' | 'imported' | 'demo';
  /** When the newest of its logs and authorities came into service, milliseconds since 1970: it is no older than that. */
  readonly newest: number;
  /** How many of each it holds that can be used. */
  readonly holds: {
    readonly certificateAuthorities: number;
    readonly logs: number;
    readonly certificateLogs: number;
    readonly timestampAuthorities: number;
  };
  /** When its publisher last vouched for it, as far as is known, milliseconds since 1970; absent where nobody says, as of an imported one. */
  readonly asOf?: number;
  /** What was dropped from it, and why. */
  readonly warnings: readonly string[];
}

/** Whether the signature holds, and whose it is. Plain data. */
export type SignatureResult =
  | {
      readonly ok: true;
      readonly signer: Signer;
      /** The verified payload bytes: the only source of the manifest that a verdict is built on. */
      readonly payload: Uint8Array<ArrayBuffer>;
      /** Earliest first; empty where nothing proves a time. */
      readonly times: readonly VerifiedTime[];
      readonly checks: readonly Check[];
      readonly caveats: readonly Caveat[];
      readonly trustRoot?: TrustRootSummary;
      /** The signature holds only over v0.2.0's faulty pre-authentication encoding. */
      readonly legacyEncoding: boolean;
    }
  | {
      readonly ok: false;
      readonly problem: Problem;
      readonly checks: readonly Check[];
      readonly trustRoot?: TrustRootSummary;
    };

/** A newer root of the public-good instance than the embedded one, by its own TUF repository. */
export interface RefreshedRoot {
  readonly json: string;
  /** When it was fetched, milliseconds since 1970. */
  readonly asOf: number;
}

/** The Sigstore instance to trust: the public-good one, one the person imported, or a sample's own. */
export type TrustRootSource =
  | {
      readonly kind: 'public-good';
      /** Absent where the embedded one counts. */
      readonly refreshed?: RefreshedRoot;
    }
  | {
      readonly kind: 'imported';
      readonly json: string;
      /** The name of the person's file: what a root says of itself is its maker's choice. */
      readonly name: string;
      /** It also lies in the model; `accepted` once the person said to know it from elsewhere. */
      readonly origin: 'file' | 'in-model' | 'accepted';
    }
  | { readonly kind: 'demo'; readonly json: string };

/** How to judge a signature: everything but the bundle. Plain data. */
export interface SignerOptions {
  readonly trustRoot: TrustRootSource;
  /** The public key (PEM) for bundles of the `key` method. */
  readonly publicKey?: string;
  /** Root and helper certificates (PEM, several may stand in one text) for the `certificate` method. */
  readonly roots?: readonly string[];
  /** The time at which a certificate path without a proven time is judged. */
  readonly judgeAt: 'now' | 'issuance';
  /** Milliseconds since 1970; the clock is an argument so that the check stays pure. */
  readonly now: number;
}
