import { describe, expect, test } from 'vitest';
import { parseBundle } from '../../../src/oms/bundle.ts';
import { verifyWithCertificate } from '../../../src/signer/certificate.ts';
import { verifyWithKey } from '../../../src/signer/key.ts';
import type { SignatureResult } from '../../../src/signer/result.ts';
import { parseCertificate } from '../../../src/signer/x509-certificate.ts';
import { findPath } from '../../../src/signer/x509-path.ts';
import { createAuthority } from '../../support/authority.ts';
import { findSharedText, listShared, readShared } from '../../support/shared.ts';
import { noTrustRoot } from '../../support/no-trust-root.ts';

const SUITE = 'oms-conformance';
const NOW = Date.parse('2026-06-01T00:00:00Z');

/** What a case's configuration says of the signature. */
interface Config {
  readonly method: 'key' | 'certificate' | 'sigstore';
  readonly verify: { readonly public_key?: string; readonly cert_chain?: readonly string[] };
}

interface Case {
  /** `positive/NAME` and the like. */
  readonly name: string;
  readonly config: Config;
}

async function readText(path: string): Promise<string> {
  return new TextDecoder().decode(await readShared(path));
}

async function listCases(): Promise<Case[]> {
  const kinds = ['positive', 'historical', 'negative'];
  const names = await Promise.all(
    kinds.map(async (kind) => (await listShared(`${SUITE}/verify/${kind}`)).map((name) => `${kind}/${name}`)),
  );
  const cases = names.flat().map(async (name): Promise<Case> => {
    const config = JSON.parse(await readText(`${SUITE}/verify/${name}/config.json`)) as Config;
    return { name, config };
  });
  return (await Promise.all(cases)).filter(({ config }) => config.method !== 'sigstore');
}

/** How the signatures end that do not hold; the other cases, those that fail by their files included, hold. */
const REFUSED: Readonly<Record<string, string>> = {
  'certificate-expired_fail': 'certificate-expired',
  'certificate-simple-wrong-ca_fail': 'certificate-path',
  'key-simple-corrupted-bundle_fail': 'json-truncated',
  'key-simple-no-signature_fail': 'signature-missing',
  'key-simple-truncated-bundle_fail': 'json-truncated',
  'key-simple-wrong-key_fail': 'key-hint',
  'key-simple-wrong-mediatype_fail': 'bundle-media-type',
  'key-verify-as-certificate_fail': 'method-differs',
  'malformed-empty-bundle_fail': 'bundle-empty',
  'malformed-empty-resources_fail': 'signature-invalid',
  'malformed-missing-envelope_fail': 'content-missing',
  'malformed-no-predicate_fail': 'signature-invalid',
  'malformed-wrong-predicate_fail': 'signature-invalid',
  'malformed-wrong-statement-type_fail': 'signature-invalid',
};

async function verify({ name, config }: Case, judgeAt: 'now' | 'issuance'): Promise<SignatureResult> {
  const bundle = parseBundle(await readShared(`${SUITE}/verify/${name}/bundle.sig`));
  if (!bundle.ok) return { ...bundle, checks: [] };
  const { public_key: key, cert_chain: roots = [] } = config.verify;
  if (key !== undefined) return verifyWithKey(bundle.value, await readText(`${SUITE}/${key}`), noTrustRoot);
  const files = await Promise.all(roots.map((root) => readText(`${SUITE}/${root}`)));
  return verifyWithCertificate(bundle.value, files, { judgeAt, now: NOW }, noTrustRoot);
}

const cases = await listCases();

describe.skipIf(cases.length === 0)('OMS conformance: keys and certificates', () => {
  test('has a case for every refusal', () => {
    const names = cases.map(({ name }) => name.replace(/^.*\//, ''));
    expect(names).toEqual(expect.arrayContaining(Object.keys(REFUSED)));
    expect(cases).toHaveLength(30);
  });

  describe.each(['now', 'issuance'] as const)('judged at: %s', (judgeAt) => {
    test.each(cases)('$name', async (each) => {
      const result = await verify(each, judgeAt);
      const refused = REFUSED[each.name.replace(/^.*\//, '')];
      if (refused === undefined) {
        const legacyEncoding = each.name.includes('v0.2.0');
        expect(result).toMatchObject({ ok: true, caveats: [], times: [], legacyEncoding });
      } else {
        expect(result).toMatchObject({ ok: false, problem: { code: refused } });
      }
    });
  });
});

const anchor = await findSharedText('nvidia-skills/nv-agent-root-cert.pem');
const skills = (await listShared('nvidia-skills')).filter((name) => !name.includes('.'));

describe.skipIf(anchor === undefined)('published certificate bundles', () => {
  // Signed under an authority of the publisher's that is not the one it names.
  const ELSEWHERE = ['amc-run-sample-calibration'];

  test.each(skills)('%s', async (name) => {
    const bundle = parseBundle(await readShared(`nvidia-skills/${name}/skill.oms.sig`));
    expect(bundle).toMatchObject({ ok: true });
    if (!bundle.ok) return;
    const result = verifyWithCertificate(
      bundle.value,
      [anchor ?? ''],
      { judgeAt: 'now', now: NOW },
      noTrustRoot,
    );
    if (ELSEWHERE.includes(name)) expect(result).toMatchObject({ problem: { code: 'certificate-path' } });
    else expect(result).toMatchObject({ ok: true, caveats: [], legacyEncoding: false });
  });
});

describe('a path in the browser', () => {
  test.each(['P-256', 'P-384', 'P-521', 'RSA'] as const)(
    'leads over authorities with %s keys',
    async (type) => {
      const { root, intermediate, issue } = await createAuthority('Example', {
        rootType: type,
        intermediateType: type,
      });
      const leaf = parseCertificate((await issue()).der);
      const chain = [parseCertificate(intermediate.der)];
      expect(findPath(leaf, chain, [parseCertificate(root.der)], NOW)).toMatchObject({
        ok: true,
        value: { length: 3 },
      });
      const stranger = await createAuthority('Example', { rootType: type });
      expect(findPath(leaf, chain, [parseCertificate(stranger.root.der)], NOW)).toMatchObject({
        problem: { code: 'certificate-path' },
      });
    },
  );
});
