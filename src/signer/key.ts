import type { Bundle, Material } from '../oms/bundle.ts';
import { Refusal, unwrap } from '../oms/error.ts';
import { checkEnvelope } from './dsse.ts';
import { type PemPublicKey, readPublicKey } from './pem.ts';
import type { SignatureResult } from './result.ts';
import { type Finding, runSteps } from './steps.ts';
import { provenTimes } from './timestamp.ts';
import type { TrustRoot } from './trust-root.ts';

type KeyMaterial = Extract<Material, { method: 'key' }>;

/**
 * Checks a bundle of the `key` method (OMS §4.2) with the key that the person supplied: the bundle's hint must be that
 * key's, if it has one, and the signature must verify with it. Bundles of v0.2.0 are signed over another encoding, which
 * `legacyEncoding` tells. A key inside the bundle is never used.
 *
 * @param publicKeyPem the text of the person's file
 * @param loadTrustRoot for timestamps, if the bundle holds any
 */
export function verifyWithKey(
  bundle: Bundle,
  publicKeyPem: string,
  loadTrustRoot: () => TrustRoot,
): SignatureResult {
  const { material } = bundle;
  return runSteps(['bundle', 'timestamps', 'key', 'dsse-signature'], (step) => {
    const claimed = step('bundle', () => {
      if (material.method !== 'key') throw new Refusal('method-differs', `it is ${material.method}`);
      return { value: material };
    });
    const { key, fingerprint } = step('key', () => checkKey(claimed, publicKeyPem));
    const { times, trustRoot } = step('timestamps', () => provenTimes(bundle, loadTrustRoot));
    const encoding = step('dsse-signature', () => checkEnvelope(bundle.envelope, key));
    return {
      signer: { method: 'key', fingerprint, curve: key.curve },
      payload: bundle.envelope.payload,
      times,
      ...(trustRoot && { trustRoot }),
      caveats: [],
      legacyEncoding: encoding === 'legacy',
    };
  });
}

function checkKey({ hint, embeddedKey }: KeyMaterial, publicKeyPem: string): Finding<PemPublicKey> {
  const supplied = unwrap(readPublicKey(publicKeyPem));
  if (hint !== undefined && hint !== supplied.fingerprint) {
    throw new Refusal('key-hint', `the bundle names ${hint}, your key is ${supplied.fingerprint}`);
  }
  if (hint !== undefined) return { value: supplied, detail: 'the bundle names this key' };
  const embedded = embeddedKey === undefined ? undefined : readPublicKey(embeddedKey);
  if (embedded === undefined) return { value: supplied, detail: 'the bundle names no key' };
  const same = embedded.ok && embedded.value.fingerprint === supplied.fingerprint;
  return { value: supplied, detail: `the key inside the bundle is ${same ? 'the same' : 'another'}` };
}
