import { describe, expect, it } from 'vitest';
import { problemOf } from '../../../src/oms/error.ts';
import { compareIdentity } from '../../../src/signer/expectation.ts';
import { digest } from '../../../src/signer/public-key.ts';
import { type Subject, verifySigstoreProfile } from '../../../src/signer/sigstore-profile.ts';
import { loadTrustRoot } from '../../../src/trust/trusted-root.ts';
import { findShared, findSharedText, listShared, readShared } from '../../support/shared.ts';

const SUITE = 'sigstore-conformance/bundle-verify';
const IDENTITY =
  'https://github.com/sigstore-conformance/extremely-dangerous-public-oidc-beacon/.github/workflows/extremely-dangerous-oidc-beacon.yml@refs/heads/main';
const ISSUER = 'https://token.actions.githubusercontent.com';

const names = await listShared(SUITE);
const cases = names.filter((name) => !/\.(?:md|txt)$/.test(name));

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
      json === undefined ? { kind: 'public-good' } : { kind: 'imported', json },
    );
    const result = verifySigstoreProfile(bundle, subjectOf(artifact), trustRoot, publicKey);
    if (!result.ok) return result.problem.code + ' ' + result.problem.detail;
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
    it.each(cases.filter((name) => !name.endsWith('_fail')))('accepts %s', async (name) => {
      expect(await verdict(name, subjectOf)).toBe('verified');
    });

    it.each(cases.filter((name) => name.endsWith('_fail')))('refuses %s', async (name) => {
      const code = await verdict(name, subjectOf);
      expect(code).not.toBe('verified');
      // A refusal for a reason that nobody thought of would be luck.
      expect(code).not.toBe('unexpected');
    });
  });
});
