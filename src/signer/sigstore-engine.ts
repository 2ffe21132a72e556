import { equalBytes } from '@noble/curves/utils.js';
import { type Bundle as SigstoreBundle, bundleFromJSON, ValidationError } from '@sigstore/bundle';
import { X509Certificate } from '@sigstore/core';
import type { SignedEntity, TrustMaterial } from '@sigstore/verify';
import { Refusal } from '../oms/error.ts';
import type { JsonObject } from '../oms/json.ts';
import type { CheckId } from './check.ts';
import type { VerifiedTime } from './result.ts';
import { checkLeafUsage } from './sigstore-leaf.ts';
import { runLibrary } from './sigstore-library.ts';
import { checkEntryForm, checkLogEntry, checkLogPeriod } from './sigstore-log.ts';
import { hasLogTime, parseTimestamps, verifiedTimes } from './sigstore-time.ts';
import type { Step } from './steps.ts';
import type { TrustRoot } from './trust-root.ts';
import { parseCertificate } from './x509-certificate.ts';
import { nameText } from './x509-name.ts';

/** Who signed, as DER: a Fulcio certificate, or the SubjectPublicKeyInfo of a key that the caller trusts. */
export type SigningKey =
  | { readonly kind: 'certificate'; readonly der: Uint8Array }
  | { readonly kind: 'key'; readonly der: Uint8Array };

/** A bundle about to be verified. */
export interface Signed {
  readonly bundle: SigstoreBundle;
  readonly signer: SigningKey;
  /** Makes what the library verifies out of `bundle`. */
  readonly entity: () => SignedEntity;
  readonly material: TrustMaterial;
}

/**
 * Reads a bundle out of our own parse with the library’s reader, which makes a fresh object of the known fields.
 * @throws {Refusal} `sigstore-log` where the proof of inclusion is missing, else `bundle-malformed`
 */
export function readBundle(json: JsonObject): SigstoreBundle {
  try {
    return bundleFromJSON(json);
  } catch (thrown) {
    const fields = thrown instanceof ValidationError ? thrown.fields : [];
    const detail = fields.length > 0 ? fields.join(', ') : String(thrown);
    throw new Refusal(
      fields.some((field) => field.includes('inclusion')) ? 'sigstore-log' : 'bundle-malformed',
      detail,
    );
  }
}

/**
 * Verifies everything about a signature but whose it should be: the library’s checks, and around them those that it
 * leaves out.
 *
 * @returns the proven times, earliest first; there is at least one
 * @throws {Refusal} by the step that failed
 */
export function verifySigned(step: Step, signed: Signed, trustRoot: TrustRoot): VerifiedTime[] {
  const { bundle, material, signer } = signed;
  const { tlogEntries: entries, timestampVerificationData } = bundle.verificationMaterial;

  if (signer.kind === 'certificate') {
    step('certificate-usage', () => {
      checkLeafUsage(parseCertificate(signer.der));
      return { value: undefined };
    });
    // The library looks at the timestamps first: a bundle of another instance would be called one with a bad timestamp.
    step('certificate-path', () => {
      checkIssuer(signer.der, material);
      return { value: undefined };
    });
  }
  step('log-entry', () => {
    if (entries.length === 0 && trustRoot.demands.log) throw new Refusal('sigstore-log-missing');
    for (const entry of entries) {
      checkEntryForm(entry);
      checkLogEntry(entry, signer.der);
    }
    return { value: undefined };
  });
  const timestamps = step('timestamps', () => {
    const responses = timestampVerificationData?.rfc3161Timestamps ?? [];
    if (responses.length === 0 && !entries.some(hasLogTime)) throw new Refusal('sigstore-time');
    return { value: parseTimestamps(responses.map(({ signedTimestamp }) => signedTimestamp)) };
  });

  runLibrary(step, signed.entity(), material, trustRoot.demands, skippedSteps(bundle, trustRoot.demands));

  const times = verifiedTimes(entries, timestamps, material);
  if (entries.length > 0) {
    step('log-inclusion', () => {
      for (const entry of entries) checkLogPeriod(entry, material.tlogs, times);
      return { value: undefined };
    });
  }
  return times;
}

/** @throws {Refusal} `sigstore-path` if no trusted authority has the name of the leaf’s issuer */
function checkIssuer(leaf: Uint8Array, { certificateAuthorities }: TrustMaterial): void {
  const { issuer } = X509Certificate.parse(Buffer.from(leaf));
  const authorities = certificateAuthorities.flatMap(({ certChain }) => certChain);
  if (!authorities.some(({ subject }) => equalBytes(subject, issuer))) {
    throw new Refusal('sigstore-path', `issued by ${nameText(parseCertificate(leaf).issuer)}`);
  }
}

/** The steps for which the library finds nothing to do, and why that is right. */
function skippedSteps(
  { verificationMaterial }: SigstoreBundle,
  demands: TrustRoot['demands'],
): ReadonlyMap<CheckId, string> {
  const { timestampVerificationData, tlogEntries } = verificationMaterial;
  const none = 'the bundle holds none';
  const skipped = new Map<CheckId, string>();
  if (!timestampVerificationData?.rfc3161Timestamps.length) skipped.set('timestamps', none);
  if (!demands.sct) skipped.set('certificate-transparency', 'this instance has no such log');
  if (tlogEntries.length === 0) skipped.set('log-entry', 'this instance has no log');
  if (!tlogEntries.some(({ inclusionPromise }) => inclusionPromise)) skipped.set('log-promise', none);
  if (!tlogEntries.some(({ inclusionProof }) => inclusionProof)) {
    skipped.set('log-checkpoint', none).set('log-inclusion', none);
  }
  return skipped;
}
