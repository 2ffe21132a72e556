/** Largest bundle that is read, in bytes. Real ones have kilobytes; 64 MiB leaves room for half a million files. */
export const MAX_BUNDLE_BYTES = 64 * 1024 * 1024;

/** A JSON value out of our strict parser: objects are maps without a prototype. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

/** Who signed, as the bundle has it: the material decides the method. */
export type Material =
  | { readonly method: 'sigstore'; readonly certificate: Uint8Array<ArrayBuffer> }
  | { readonly method: 'certificate'; readonly certificates: readonly Uint8Array<ArrayBuffer>[] }
  | {
      readonly method: 'key';
      /** Lower-case hex SHA-256 of the canonical PEM; absent where the bundle has none. */
      readonly hint?: string;
      /** Bundles before 1.1: the public key itself (PEM text). Informational, never trusted. */
      readonly embeddedKey?: string;
    };

/** DSSE envelope with its one signature, decoded (https://github.com/secure-systems-lab/dsse). */
export interface Envelope {
  readonly payloadType: string;
  readonly payload: Uint8Array<ArrayBuffer>;
  readonly signature: Uint8Array<ArrayBuffer>;
}

/** A Sigstore bundle that passed the OMS profile. */
export interface Bundle {
  readonly mediaType: string;
  readonly material: Material;
  readonly envelope: Envelope;
  /**
   * The known fields as our own strict parse read them, in the protobuf JSON form that `@sigstore/bundle` reads:
   * the library never sees the original text.
   */
  readonly json: JsonObject;
}
