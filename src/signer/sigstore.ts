import { equalBytes } from '@noble/curves/utils.js';
import type { Bundle as SigstoreBundle } from '@sigstore/bundle';
import { toSignedEntity } from '@sigstore/verify';
import type { Bundle } from '../oms/bundle.ts';
import { Refusal } from '../oms/error.ts';
import type { CheckId } from './check.ts';
import type { SignatureResult } from './result.ts';
import { readBundle, verifySigned } from './sigstore-engine.ts';
import { sigstoreSigner } from './sigstore-leaf.ts';
import { runSteps } from './steps.ts';
import type { TrustRoot } from './trust-root.ts';

/** The steps of this method. */
const STEPS: readonly CheckId[] = [
  'bundle',
  'trust-root',
  'certificate-path',
  'certificate-usage',
  'certificate-validity',
  'certificate-transparency',
  'log-entry',
  'log-inclusion',
  'log-checkpoint',
  'log-promise',
  'timestamps',
  'dsse-signature',
];

/**
 * Verifies a bundle of the `sigstore` method (OMS §4.4, Sigstore client specification): a short-lived certificate of a
 * trusted authority, its record and the signature’s record in public logs, a proven time, the signature.
 *
 * Who signed is read, not judged: that is for `expectation.ts`. Never throws; whatever goes wrong means *not verified*.
 */
export function verifySigstore(bundle: Bundle, trustRoot: TrustRoot): SignatureResult {
  const { material, summary } = trustRoot;
  const result = runSteps(STEPS, (step) => {
    const { certificate, signed } = step('bundle', () => ({ value: read(bundle) }));
    step('trust-root', () => {
      if (material.certificateAuthorities.length === 0) {
        throw new Refusal('trust-root-malformed', 'no certificate authority in it can be used');
      }
      return { value: undefined, detail: summary.name };
    });
    const times = verifySigned(
      step,
      {
        bundle: signed,
        signer: { kind: 'certificate', der: certificate },
        entity: () => toSignedEntity(signed),
        material,
      },
      trustRoot,
    );
    return {
      signer: step('certificate-usage', () => ({ value: sigstoreSigner(certificate) })),
      payload: bundle.envelope.payload,
      times,
      caveats: [],
      legacyEncoding: false,
    };
  });
  return { ...result, trustRoot: summary };
}

/** Both readings of the bundle, once they are known to agree on all that is signed. */
function read({ envelope, json, material }: Bundle): { certificate: Uint8Array; signed: SigstoreBundle } {
  if (material.method !== 'sigstore') throw new Refusal('method-differs');
  const signed = readBundle(json);
  const { content, verificationMaterial } = signed;
  const theirs = content.$case === 'dsseEnvelope' ? content.dsseEnvelope : undefined;
  const leaf =
    verificationMaterial.content.$case === 'certificate'
      ? verificationMaterial.content.certificate
      : undefined;
  // The verdict is built on our reading: should the library read other bytes, it would verify other bytes.
  const agree =
    theirs?.payloadType === envelope.payloadType &&
    equalBytes(theirs.payload, envelope.payload) &&
    theirs.signatures.length === 1 &&
    theirs.signatures.every(({ sig }) => equalBytes(sig, envelope.signature)) &&
    leaf !== undefined &&
    equalBytes(leaf.rawBytes, material.certificate);
  if (!agree) throw new Refusal('bundle-malformed', 'two readers disagree about what the bundle holds');
  return { certificate: material.certificate, signed };
}
