import type { JsonObject } from '../../oms/json.ts';

/** A file in a sample. */
interface SampleFile {
  /** Relative to the model's root, `/`-separated. */
  readonly path: string;
  /** The bytes, in standard base64. */
  readonly base64: string;
}

interface SampleBase {
  /** The model's name, and its folder's. */
  readonly name: string;
  /** The bundle, which would lie in the folder as `model.sig`. */
  readonly bundle: JsonObject;
  /** The signed files: standard base64 by path. */
  readonly files: Readonly<Record<string, string>>;
  /** One of `files` with a single byte changed, to show what a mismatch looks like. */
  readonly tampered: SampleFile;
}

/**
 * A tiny signed model that the page shows itself with. Names and people are made up, the private keys are gone, and
 * the trust root counts for this sample only. Made by `npm run samples`.
 */
export type Sample =
  | (SampleBase & {
      readonly kind: 'sigstore';
      readonly expectation: { readonly identity: string; readonly issuer: string };
      /** `trusted_root.json` of the instance that signed. */
      readonly trustedRoot: JsonObject;
    })
  | (SampleBase & {
      readonly kind: 'key';
      readonly expectation: {
        /** SHA-256 of `publicKey`, lower-case hex (the OMS hint). */
        readonly fingerprint: string;
      };
      /** PEM. */
      readonly publicKey: string;
    });

/** Loads a sample; each is a chunk of its own. */
export async function loadSample(kind: Sample['kind']): Promise<Sample> {
  switch (kind) {
    case 'sigstore':
      return { kind, ...(await import('./sigstore.json')).default };
    case 'key':
      return { kind, ...(await import('./key.json')).default };
  }
}
