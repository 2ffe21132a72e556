import { INVISIBLE } from '../oms/visible.ts';
import type { CertificateSummary, Curve } from '../signer/result.ts';

/** What a person keeps to check signatures by: a Sigstore instance’s trusted root, a publisher’s key, or authorities. */
export interface KeptAnchor {
  readonly kind: 'trust-root' | 'key' | 'authority';
  /** What the person calls it. */
  readonly name: string;
  /** JSON of a trusted root, PEM of the others. */
  readonly text: string;
}

/** What a PEM text holds, as far as it serves as an anchor. Plain data. */
export type PemContent =
  | { readonly kind: 'key'; readonly fingerprint: string; readonly curve: Curve }
  | { readonly kind: 'authority'; readonly certificates: readonly CertificateSummary[] };

/** True if two are the same, whatever they are called. */
export function sameAnchor(one: KeptAnchor, other: KeptAnchor): boolean {
  return one.kind === other.kind && one.text === other.text;
}

/** Longest name that a person gives to what they keep, in UTF-16 units. */
export const MAX_NAME = 80;

/** A name for what is kept, made of a file’s name. */
export function nameFrom(fileName: string): string {
  return fileName.slice(0, MAX_NAME).replaceAll(INVISIBLE, '').trim() || 'file';
}
