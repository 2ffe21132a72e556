import { describe, expect, it } from 'vitest';
import { parseBundle } from '../../../src/oms/bundle.ts';
import { compareIdentity } from '../../../src/signer/expectation.ts';
import type { SignatureResult } from '../../../src/signer/result.ts';
import { verifySigstore } from '../../../src/signer/sigstore.ts';
import { loadTrustRoot } from '../../../src/trust/trusted-root.ts';
import type { BundleJson, LogEntryJson } from '../../support/bundle.ts';
import { utf8 } from '../../support/bytes.ts';
import { findSharedText, listShared } from '../../support/shared.ts';

const SUITE = 'oms-conformance/verify/historical';
const IDENTITY = 'stefanb@us.ibm.com';
const ISSUER = 'https://sigstore.verify.ibm.com/oauth2';

const names = (await listShared(SUITE)).filter((name) => name.endsWith('-sigstore'));
const bundles = new Map<string, string>();
for (const name of names) bundles.set(name, (await findSharedText(`${SUITE}/${name}/bundle.sig`)) ?? '');

const publicGood = loadTrustRoot({ kind: 'public-good' });

/** Verifies a real bundle after `change` had its way with it. */
function verify(name: string, change: (bundle: BundleJson) => void = () => undefined): SignatureResult {
  const json = JSON.parse(bundles.get(name) ?? '') as BundleJson;
  change(json);
  const bundle = parseBundle(utf8(JSON.stringify(json)));
  if (!bundle.ok) throw new Error(`the bundle parser refuses it: ${bundle.problem.code}`);
  return verifySigstore(bundle.value, publicGood);
}

function entryOf({ verificationMaterial }: BundleJson): LogEntryJson {
  const [entry] = verificationMaterial.tlogEntries ?? [];
  if (entry === undefined) throw new Error('the bundle has no log entry');
  return entry;
}

/** The code of a refusal, and the step that failed. */
function refusal(result: SignatureResult): { code: string; step: string | undefined } {
  if (result.ok) return { code: 'verified', step: undefined };
  return { code: result.problem.code, step: result.checks.find(({ status }) => status === 'fail')?.id };
}

describe.skipIf(names.length === 0)('real OMS bundles of the sigstore method', () => {
  it('are all here', () => {
    expect(names).toHaveLength(3);
  });

  describe.each(names)('%s', (name) => {
    it('verifies, and says who signed and when', () => {
      const result = verify(name);
      if (!result.ok) throw new Error(result.problem.detail ?? result.problem.code);
      expect(result.signer).toMatchObject({
        method: 'sigstore',
        identities: [{ type: 'email', value: IDENTITY }],
        issuer: ISSUER,
      });
      expect(result.times[0]).toMatchObject({ source: 'rekor', authority: 'rekor.sigstore.dev' });
      const times = result.times.map(({ time }) => time);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      expect(result.checks.map(({ status }) => status)).not.toContain('fail');
      expect(new TextDecoder().decode(result.payload)).toContain('https://model_signing/signature/v1.0');
      expect(result.trustRoot?.name).toBe('Sigstore public good');
    });

    it.each([
      ['another identity', 'somebody@us.ibm.com', ISSUER, 'identity-differs'],
      ['a prefix of the identity', 'stefanb@us.ibm', ISSUER, 'identity-differs'],
      ['a pattern that would match it', 'stefanb@us.ibm.co.', ISSUER, 'identity-differs'],
      ['another letter case', 'Stefanb@us.ibm.com', ISSUER, 'identity-differs'],
      ['no identity', '', ISSUER, 'identity-differs'],
      ['another issuer', IDENTITY, 'https://accounts.google.com', 'issuer-differs'],
      ['the issuer with a slash', IDENTITY, `${ISSUER}/`, 'issuer-differs'],
      ['no issuer', IDENTITY, '', 'issuer-differs'],
    ])('is not by %s', (_what, identity, issuer, code) => {
      const result = verify(name);
      if (!result.ok) throw new Error(result.problem.code);
      const compared = compareIdentity(result.signer, { identity, issuer });
      expect(compared.ok ? 'same' : compared.problem.code).toBe(code);
    });

    it('is refused without anything that proves the time', () => {
      const result = verify(name, (bundle) => {
        delete entryOf(bundle).inclusionPromise;
        delete bundle.verificationMaterial.timestampVerificationData;
      });
      expect(refusal(result)).toEqual({ code: 'sigstore-time', step: 'timestamps' });
    });

    it('is refused without its log entry', () => {
      const result = verify(name, ({ verificationMaterial }) => {
        verificationMaterial.tlogEntries = [];
      });
      expect(refusal(result)).toEqual({ code: 'sigstore-log-missing', step: 'log-entry' });
    });

    it('is refused without the checkpoint', () => {
      const result = verify(name, (bundle) => {
        const { inclusionProof } = entryOf(bundle);
        Reflect.deleteProperty(inclusionProof ?? {}, 'checkpoint');
      });
      expect(refusal(result)).toEqual({ code: 'sigstore-log', step: 'bundle' });
    });

    it('is refused with the time of the log edited', () => {
      const result = verify(name, (bundle) => {
        const entry = entryOf(bundle);
        entry.integratedTime = String(Number(entry.integratedTime) + 300);
      });
      expect(refusal(result)).toEqual({ code: 'sigstore-log', step: 'log-promise' });
    });

    it('is refused with a made-up tree of one entry', () => {
      const result = verify(name, (bundle) => {
        const { inclusionProof } = entryOf(bundle);
        Object.assign(inclusionProof ?? {}, { logIndex: '0', treeSize: '1', hashes: [] });
      });
      expect(refusal(result)).toEqual({ code: 'sigstore-log', step: 'log-inclusion' });
    });

    it('is refused with another payload', () => {
      const result = verify(name, ({ dsseEnvelope }) => {
        dsseEnvelope.payload = btoa(atob(dsseEnvelope.payload).replace('model', 'mode1'));
      });
      expect(refusal(result)).toEqual({ code: 'sigstore-log-entry', step: 'log-entry' });
    });

    it('is refused with its entry twice', () => {
      const result = verify(name, (bundle) => {
        bundle.verificationMaterial.tlogEntries?.push(entryOf(bundle));
      });
      expect(refusal(result).code).toBe('sigstore-timestamp');
    });
  });

  it('count the timestamp of an authority where there is one', () => {
    const result = verify('historical-v1.1.0-sigstore');
    if (!result.ok) throw new Error(result.problem.code);
    expect(result.times.map(({ source }) => source).sort()).toEqual(['rekor', 'rfc3161']);
    expect(result.times.find(({ source }) => source === 'rfc3161')?.authority).toContain('CN=sigstore-tsa');
  });
});
