import { compareIdentity, type Expectation } from '../signer/expectation.ts';
import type { SignerOptions, TrustRootSource } from '../signer/result.ts';
import type { Signature } from '../signer/signature.ts';
import type { RememberedSigner } from '../trust/remembered.ts';

/** What the person decides about a check; may change while it runs and after it. Plain data. */
export interface Settings {
  /** Whom the person expects; absent as long as nobody said so. */
  readonly expectation?: Expectation;
  /** The one file that held the expected key or root: its name, or its path where it lies in the model. Hostile text. */
  readonly givenIn?: string;
  /** Who was seen to have signed and is not whom the person expects; counts as long as no expectation is given. */
  readonly refused?: { readonly identity: string; readonly issuer: string };
  /** Whom the person remembered before this check, and whom they turned down; nobody where absent. */
  readonly remembered?: readonly RememberedSigner[];
  /** True if that could not be read: somebody whom the person turned down may go unnoticed. */
  readonly memoryUnread?: true;
  readonly trustRoot: TrustRootSource;
  /** When a certificate path without a proven time is judged. */
  readonly judgeAt: 'now' | 'issuance';
  /** The person's own ignored paths, relative to the model. */
  readonly ignorePaths: readonly string[];
  /** Files that the signature does not cover do not fail the check. */
  readonly ignoreUnsigned: boolean;
}

/** The settings of a person who said nothing. */
export const DEFAULT_SETTINGS: Settings = {
  trustRoot: { kind: 'public-good' },
  judgeAt: 'now',
  ignorePaths: [],
  ignoreUnsigned: false,
};

/** True if it was signed by somebody of whom the person said that they expected somebody else. */
export function isRefused(signature: Signature, { expectation, refused }: Settings): boolean {
  return (
    !expectation && refused !== undefined && signature.ok && compareIdentity(signature.signer, refused).ok
  );
}

/** What a signature was checked by although it lies in the model, where whoever made the model could put it. */
export function foundInModel(
  signature: Signature,
  { expectation, trustRoot }: Settings,
): 'key' | 'certificate' | 'trustRoot' | undefined {
  if (expectation?.origin === 'in-model' && expectation.method !== 'sigstore') return expectation.method;
  const used = signature.trustRoot !== undefined && trustRoot.kind === 'imported';
  return used && trustRoot.origin === 'in-model' ? 'trustRoot' : undefined;
}

/** What the signer needs of the settings; `now` in milliseconds since 1970. */
export function signerOptions({ expectation, trustRoot, judgeAt }: Settings, now: number): SignerOptions {
  return {
    trustRoot,
    judgeAt,
    now,
    ...(expectation?.method === 'key' &&
      expectation.publicKey !== undefined && { publicKey: expectation.publicKey }),
    ...(expectation?.method === 'certificate' && { roots: expectation.roots }),
  };
}
