// Not part of the library's index; the version is pinned. Its own verifier runs it for Sigstore bundles only.
import { verifyRFC3161Timestamp } from '@sigstore/verify/dist/timestamp/tsa.js';
import type { Bundle } from '../oms/bundle.ts';
import { attempt } from '../oms/error.ts';
import type { VerifiedTime } from './result.ts';
import { parseTimestamps, verifiedTimes } from './sigstore-time.ts';
import type { Finding } from './steps.ts';
import type { TrustRoot } from './trust-root.ts';

/** Times that a bundle of the `key` or `certificate` method proves, and the trust root that vouches for them. */
export interface ProvenTimes {
  /** Earliest first. */
  readonly times: readonly VerifiedTime[];
  /** Present if one of its authorities vouches for a time. */
  readonly trustRoot?: TrustRoot['summary'];
}

/**
 * Looks for RFC 3161 timestamps over the envelope's signature by an authority of the trust root. One that does not
 * verify proves no time, and nothing worse: these methods do not need any.
 *
 * @param loadTrustRoot called only if the bundle holds timestamps
 * @throws {Refusal} `trust-root-malformed`
 */
export function provenTimes(bundle: Bundle, loadTrustRoot: () => TrustRoot): Finding<ProvenTimes> {
  const { envelope, timestamps } = bundle;
  if (timestamps.length === 0) {
    return { value: { times: [] }, status: 'skipped', detail: 'the bundle holds none' };
  }
  const { material, summary } = loadTrustRoot();
  const verified = timestamps.flatMap((response) => {
    const checked = attempt(() => {
      const parsed = parseTimestamps([response]);
      for (const timestamp of parsed) {
        verifyRFC3161Timestamp(timestamp, Buffer.from(envelope.signature), material.timestampAuthorities);
      }
      return parsed;
    });
    return checked.ok ? checked.value : [];
  });
  if (verified.length === 0) {
    return {
      value: { times: [] },
      status: 'warn',
      detail: 'by no authority that you trust, or for another signature',
    };
  }
  const times = verifiedTimes([], verified, material);
  return { value: { times, trustRoot: summary }, detail: times.map(({ authority }) => authority).join(', ') };
}
