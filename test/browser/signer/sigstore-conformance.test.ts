import { describe, expect, it } from 'vitest';
import { type ErrorCode, problemOf } from '../../../src/oms/error.ts';
import { compareIdentity } from '../../../src/signer/expectation.ts';
import { digest } from '../../../src/signer/public-key.ts';
import { type Subject, verifySigstoreProfile } from '../../../src/signer/sigstore-profile.ts';
import { loadTrustRoot } from '../../../src/trust/trusted-root.ts';
import { findShared, findSharedText, listShared, readShared } from '../../support/shared.ts';

const SUITE = 'sigstore-conformance/bundle-verify';
const IDENTITY =
  'https://github.com/sigstore-conformance/extremely-dangerous-public-oidc-beacon/.github/workflows/extremely-dangerous-oidc-beacon.yml@refs/heads/main';
const ISSUER = 'https://token.actions.githubusercontent.com';

/** Why each case is refused: a refusal for another reason than the one it was made for would be luck. */
const REASONS: Partial<Record<ErrorCode, readonly string[]>> = {
  'bundle-malformed': ['bundle-empty-certificate-chain', 'bundle-negative-log-index'],
  'bundle-media-type': ['bundle-unknown-version'],
  'certificate-path': ['bundle-with-root-cert'],
  'json-truncated': ['bundle-malformed-json'],
  'needs-key': ['managed-key-no-key'],
  'pem-malformed': ['managed-key-wrong-key'],
  'signature-invalid': ['message-digest-mismatch', 'wrong-material'],
  'sigstore-log': [
    'checkpoint-bad-keyhint',
    'checkpoint-wrong-roothash',
    'inclusion-proof-corrupted-hash',
    'intoto-missing-inclusion-proof',
    'invalid-checkpoint-signature',
    'invalid-inclusion-proof',
    'rekor2-checkpoint-missing-log-signature',
    'rekor2-checkpoint-missing-origin',
    'rekor2-checkpoint-missing-root-hash',
    'rekor2-checkpoint-missing-size',
    'rekor2-checkpoint-no-matching-signature',
    'rekor2-no-inclusion-proof',
    'set-invalid-signature',
  ],
  'sigstore-log-entry': [
    'bundle-invalid-base64-signature',
    'dsse-invalid-sig',
    'dsse-mismatch-envelope',
    'dsse-mismatch-sig',
    'incorrect-public-key',
    'intoto-log-entry-mismatch',
    'rekor2-dsse-invalid-sig',
    'rekor2-dsse-mismatch-envelope',
    'rekor2-dsse-mismatch-sig',
    'signature-mismatch',
    'wrong-hashedrekord-artifact',
    'wrong-hashedrekord-cert-and-sig',
    'wrong-hashedrekord-entry',
  ],
  'sigstore-path': ['bundle-from-wrong-instance'],
  'sigstore-sct': ['invalid-ct-key'],
  'sigstore-time': ['rekor2-no-timestamp'],
  'sigstore-timestamp': [
    'rekor2-timestamp-outside-trust-root-tsa-validity',
    'rekor2-timestamp-outside-tsa-cert-validity',
    'rekor2-timestamp-payload-mismatch',
    'rekor2-timestamp-untrusted-tsa-with-embedded-cert',
    'rekor2-timestamp-untrusted-tsa-without-embedded-cert',
  ],
  'sigstore-validity': [
    'integrated-time-in-future',
    'intoto-expired-certificate',
    'intoto-set-outside-signing-cert-validity',
    'intoto-tsa-timestamp-outside-cert-validity',
    'rekor2-timestamp-with-incorrect-time',
  ],
  'trust-root-malformed': ['trust-root-tlog-missing-validity-start'],
};

const cases = (await listShared(SUITE)).filter((name) => !/\.(?:md|txt)$/.test(name));
const good = cases.filter((name) => !name.endsWith('_fail'));
const bad = cases
  .filter((name) => name.endsWith('_fail'))
  .map((name) => {
    const reason = Object.entries(REASONS).find(([, names]) => names.includes(name.replace(/_fail$/, '')));
    return [name, reason?.[0] ?? 'a reason in the table above'] as const;
  });

/** Everything that a case says, judged as a client would. */
async function verdict(name: string, subjectOf: (artifact: Uint8Array) => Subject): Promise<string> {
  const text = async (file: string): Promise<string | undefined> =>
    findSharedText(`${SUITE}/${name}/${file}`);
  const artifact =
    (await findShared(`${SUITE}/${name}/artifact`)) ?? (await readShared('sigstore-conformance/a.txt'));
  const bundle = await readShared(`${SUITE}/${name}/bundle.sigstore.json`);
  const json = await text('trusted_root.json');
  const publicKey = await text('key.pub');
  const identity = (await text('identity'))?.trim() ?? IDENTITY;
  const issuer = (await text('issuer'))?.trim() ?? ISSUER;
  try {
    const trustRoot = loadTrustRoot(
      json === undefined
        ? { kind: 'public-good' }
        : { kind: 'imported', name: 'trusted_root.json', origin: 'file', json },
    );
    const result = verifySigstoreProfile(bundle, subjectOf(artifact), trustRoot, publicKey);
    if (!result.ok) return result.problem.code;
    const { signer } = result.value;
    if (signer === undefined) return publicKey === undefined ? 'no signer' : 'verified';
    const compared = compareIdentity(signer, { identity, issuer });
    return compared.ok ? 'verified' : compared.problem.code;
  } catch (thrown) {
    return problemOf(thrown).code;
  }
}

describe.skipIf(cases.length === 0)('Sigstore conformance: bundle-verify', () => {
  it('has all its cases', () => {
    expect(cases).toHaveLength(70);
  });

  describe.each([
    ['the file', (artifact: Uint8Array): Subject => ({ artifact })],
    ['its digest', (artifact: Uint8Array): Subject => ({ digest: digest('SHA-256', artifact) })],
  ])('given %s', (_way, subjectOf) => {
    it.each(good)('accepts %s', async (name) => {
      expect(await verdict(name, subjectOf)).toBe('verified');
    });

    it.each(bad)('refuses %s: %s', async (name, reason) => {
      expect(await verdict(name, subjectOf)).toBe(reason);
    });
  });
});
