import { describe, expect, it } from 'vitest';
import { parseBundle } from '../../../src/oms/bundle.ts';
import type { SignerOptions } from '../../../src/signer/result.ts';
import { checkSignature, type Signature } from '../../../src/signer/signature.ts';
import { loadTrustRoot } from '../../../src/trust/trusted-root.ts';
import { createAuthority } from '../../support/authority.ts';
import type { BundleJson } from '../../support/bundle.ts';
import { base64, type Bytes, flip, fromBase64, utf8 } from '../../support/bytes.ts';
import { createKey, pem } from '../../support/keys.ts';
import { signWithCertificate, signWithKey, statementFor } from '../../support/oms.ts';
import { createInstance } from '../../support/sigstore-instance.ts';

// RFC 3161 timestamps of bundles that need none: by the keys and certificates of a private PKI.

const PAYLOAD = statementFor({ 'model.bin': utf8('weights') });
const SIGNED = new Date('2026-03-01');
const EXPIRED = new Date('2026-06-01');
const NOW = Date.parse('2026-11-01');

const instance = await createInstance();
const authority = await createAuthority('Models Inc');
const leaf = await authority.issue({ notBefore: new Date('2026-01-01'), notAfter: EXPIRED });
const key = await createKey();

const byCertificate = (): Promise<BundleJson> =>
  signWithCertificate(PAYLOAD, [leaf, authority.intermediate, authority.root]);

/** The bundle with a timestamp over its signature, or over `data`. */
async function stamped(bundle: BundleJson, time: Date, data?: Bytes): Promise<BundleJson> {
  const signature = fromBase64(bundle.dsseEnvelope.signatures[0]?.sig ?? '');
  const response = await instance.timestampAuthority.stamp(data ?? signature, time);
  bundle.verificationMaterial.timestampVerificationData = {
    rfc3161Timestamps: [{ signedTimestamp: base64(response) }],
  };
  return bundle;
}

function check(
  bundle: BundleJson,
  trustRoot: SignerOptions['trustRoot'],
  judgeAt: 'now' | 'issuance' = 'now',
): Signature {
  const parsed = parseBundle(utf8(JSON.stringify(bundle)));
  if (!parsed.ok) throw new Error(parsed.problem.code);
  const options: SignerOptions = {
    trustRoot,
    judgeAt,
    now: NOW,
    publicKey: pem('PUBLIC KEY', key.spki),
    roots: [pem('CERTIFICATE', authority.root.der)],
  };
  return checkSignature(parsed.value, options, () => loadTrustRoot(trustRoot));
}

const imported = (json: unknown): SignerOptions['trustRoot'] => ({
  kind: 'imported',
  name: 'root.json',
  origin: 'file',
  json: JSON.stringify(json),
});
const ROOT = imported(instance.trustedRoot);
const TSA_ONLY = imported({ ...instance.trustedRoot, certificateAuthorities: [], tlogs: [], ctlogs: [] });

/** The caveats of a signature that holds, or why it does not. */
const outcome = (signature: Signature): string =>
  signature.ok ? ['holds', ...signature.caveats.map(({ code }) => code)].join(' ') : signature.problem.code;

describe('a timestamp on a bundle of a private PKI', () => {
  it('proves that an expired certificate signed while it held', async () => {
    expect(outcome(check(await byCertificate(), ROOT))).toBe('holds certificate-expired');
    const signature = check(await stamped(await byCertificate(), SIGNED), ROOT);
    expect(outcome(signature)).toBe('holds');
    expect(signature).toMatchObject({
      times: [{ source: 'rfc3161', time: SIGNED.getTime() }],
      trustRoot: { name: 'root.json', origin: 'imported' },
    });
    expect(signature.checks).toContainEqual(expect.objectContaining({ id: 'timestamps', status: 'pass' }));
  });

  it('counts by a root that knows nothing but timestamp authorities', async () => {
    expect(outcome(check(await stamped(await byCertificate(), SIGNED), TSA_ONLY))).toBe('holds');
  });

  it('refuses what it proves to be signed after the certificate’s end, even judged at issuance', async () => {
    const late = await stamped(await byCertificate(), new Date(EXPIRED.getTime() + 1000));
    expect(outcome(check(late, ROOT))).toBe('certificate-expired');
    expect(outcome(check(late, ROOT, 'issuance'))).toBe('certificate-expired');
  });

  it('refuses what it proves to be signed before the certificate’s start', async () => {
    const early = await stamped(await byCertificate(), new Date('2025-12-31'));
    expect(outcome(check(early, ROOT))).toBe('certificate-not-yet-valid');
  });

  it.each<[string, () => Promise<BundleJson>, SignerOptions['trustRoot']]>([
    [
      'by an authority that is not trusted',
      async () => stamped(await byCertificate(), SIGNED),
      { kind: 'public-good' },
    ],
    ['over another signature', async () => stamped(await byCertificate(), SIGNED, utf8('other')), ROOT],
    [
      'with one wrong bit',
      async () => {
        const bundle = await stamped(await byCertificate(), SIGNED);
        const [entry] = bundle.verificationMaterial.timestampVerificationData?.rfc3161Timestamps ?? [];
        if (entry) entry.signedTimestamp = base64(flip(fromBase64(entry.signedTimestamp), -1));
        return bundle;
      },
      ROOT,
    ],
    [
      'that is no timestamp',
      async () => {
        const bundle = await byCertificate();
        bundle.verificationMaterial.timestampVerificationData = {
          rfc3161Timestamps: [{ signedTimestamp: 'AAAA' }],
        };
        return bundle;
      },
      ROOT,
    ],
  ])('proves nothing %s', async (_how, bundle, trustRoot) => {
    const signature = check(await bundle(), trustRoot);
    expect(outcome(signature)).toBe('holds certificate-expired');
    expect(signature).toMatchObject({ times: [] });
    expect(signature.checks).toContainEqual(expect.objectContaining({ id: 'timestamps', status: 'warn' }));
  });

  it('judges by the earliest of several', async () => {
    const bundle = await stamped(await byCertificate(), new Date('2026-04-01'));
    const later = bundle.verificationMaterial.timestampVerificationData?.rfc3161Timestamps ?? [];
    const earlier = (await stamped(structuredClone(bundle), SIGNED)).verificationMaterial
      .timestampVerificationData;
    bundle.verificationMaterial.timestampVerificationData = {
      rfc3161Timestamps: [...later, ...(earlier?.rfc3161Timestamps ?? [])],
    };
    expect(check(bundle, ROOT)).toMatchObject({ ok: true, times: [{ time: SIGNED.getTime() }, {}] });
  });
});

describe('a timestamp on a bundle signed with a key', () => {
  it('proves the time', async () => {
    const bundle = await stamped(await signWithKey(PAYLOAD, key), SIGNED);
    expect(check(bundle, ROOT)).toMatchObject({ ok: true, times: [{ time: SIGNED.getTime() }] });
  });

  it('is not needed, and no trust root is loaded without one', async () => {
    const bundle = await signWithKey(PAYLOAD, key);
    expect(check(bundle, imported({}))).toMatchObject({ ok: true, times: [] });
  });

  it('says that the trust root cannot be read where one is needed', async () => {
    const bundle = await stamped(await signWithKey(PAYLOAD, key), SIGNED);
    expect(outcome(check(bundle, imported({})))).toBe('trust-root-malformed');
  });
});
