import { describe, expect, it } from 'vitest';
import { parseBundle } from '../../../src/oms/bundle.ts';
import type { SignatureResult } from '../../../src/signer/result.ts';
import { verifySigstore } from '../../../src/signer/sigstore.ts';
import { type BundleJson, entryOf } from '../../support/bundle.ts';
import { base64, utf8 } from '../../support/bytes.ts';
import { type AlternativeName, type Extension, PURPOSES } from '../../support/certificate.ts';
import { utf8String } from '../../support/der.ts';
import { importRoot, outcome, PAYLOAD, SIGNER } from '../../support/deviation.ts';
import { createInstance, type SignOptions } from '../../support/sigstore-instance.ts';
import type { TrustedRootJson } from '../../support/trusted-root.ts';

// What `@sigstore/verify` lets pass, and this project must not. One deviation each: `hostile-*.test.ts`.

const ISSUER = SIGNER.issuer;
const ISSUER_V1 = '1.3.6.1.4.1.57264.1.1';
const ISSUER_V2 = '1.3.6.1.4.1.57264.1.8';

const instance = await createInstance();

function verify(bundle: BundleJson, trustedRoot: TrustedRootJson = instance.trustedRoot): SignatureResult {
  const parsed = parseBundle(utf8(JSON.stringify(bundle)));
  if (!parsed.ok) throw new Error(`the bundle parser refuses it: ${parsed.problem.code}`);
  return verifySigstore(parsed.value, importRoot(JSON.stringify(trustedRoot)));
}

const sign = async (options: Partial<SignOptions> = {}): Promise<BundleJson> =>
  instance.sign(PAYLOAD, { ...SIGNER, ...options });

describe('verifySigstore', () => {
  it('reports every step in order', async () => {
    const result = verify(await sign());
    expect(outcome(result)).toBe('verified');
    expect(result.checks.map(({ id, status }) => `${id} ${status}`)).toEqual([
      'bundle pass',
      'trust-root pass',
      'certificate-path pass',
      'certificate-usage pass',
      'certificate-validity pass',
      'certificate-transparency pass',
      'log-entry pass',
      'log-inclusion pass',
      'log-checkpoint pass',
      'log-promise pass',
      'timestamps pass',
      'dsse-signature pass',
    ]);
  });

  it('refuses another instance’s certificate', async () => {
    const other = await createInstance({ domain: 'other.example' });
    expect(
      outcome(verify(await sign(), { ...other.trustedRoot, ...only('tlogs', 'timestampAuthorities') })),
    ).toBe('sigstore-path in certificate-path');
  });
});

/** Some parts of the instance’s trusted root. */
function only(...parts: readonly (keyof TrustedRootJson)[]): Partial<TrustedRootJson> {
  return Object.fromEntries(parts.map((part) => [part, instance.trustedRoot[part]]));
}

describe('the certificate', () => {
  it.each<[string, SignOptions['certificate'], string]>([
    ['no digitalSignature', { keyUsage: ['keyEncipherment'] }, 'certificate-usage'],
    ['another purpose', { extendedKeyUsage: { purposes: [PURPOSES.serverAuth] } }, 'certificate-usage'],
    ['any purpose', { extendedKeyUsage: { purposes: [PURPOSES.any] } }, 'certificate-usage'],
    ['an authority’s rights', { basicConstraints: { ca: true } }, 'certificate-usage'],
    [
      'an unknown critical extension',
      { extensions: [{ oid: '1.3.6.1.4.1.99999.1', critical: true, value: utf8String('') }] },
      'certificate-constraint',
    ],
  ])('must not have %s', async (_what, certificate, code) => {
    expect(outcome(verify(await sign({ ...(certificate && { certificate }) })))).toBe(
      `${code} in certificate-usage`,
    );
  });

  it('must be in a transparency log', async () => {
    const noScts = Uint8Array.of(0, 0);
    const bundle = await sign({ certificate: { scts: async () => Promise.resolve(noScts) } });
    expect(outcome(verify(bundle))).toBe('sigstore-sct in certificate-transparency');
  });
});

describe('the identity', () => {
  const names = async (identity: SignOptions['identity']): Promise<unknown> => {
    const result = verify(await sign({ identity }));
    return result.ok && result.signer.method === 'sigstore' ? result.signer.identities : outcome(result);
  };

  it.each<AlternativeName>([
    { type: 'email', value: 'ada@example.org' },
    { type: 'uri', value: 'https://example.org/ada' },
    { type: 'other', value: 'ada’s user name' },
  ])('may be of type $type', async (name) => {
    expect(await names([name])).toEqual([name]);
  });

  it('is shown whole where there are several', async () => {
    const several: AlternativeName[] = [
      { type: 'other', value: 'ada' },
      { type: 'email', value: 'ada@example.org' },
      { type: 'email', value: 'eve@example.org' },
      { type: 'uri', value: 'https://example.org/ada' },
    ];
    expect(await names(several)).toEqual(several);
  });

  it('must be there', async () => {
    expect(await names([])).toBe('identity-missing in certificate-usage');
  });

  it.each<[string, Extension[], string]>([
    ['in the older extension alone', [{ oid: ISSUER_V1, value: utf8(ISSUER) }], ISSUER],
    ['in the newer extension alone', [{ oid: ISSUER_V2, value: utf8String(ISSUER) }], ISSUER],
    ['nowhere', [], ''],
    [
      'in two ways',
      [
        { oid: ISSUER_V1, value: utf8(ISSUER) },
        { oid: ISSUER_V2, value: utf8String('https://eve.example') },
      ],
      'issuer-conflict in certificate-usage',
    ],
    ['not as text', [{ oid: ISSUER_V2, value: utf8(ISSUER) }], 'certificate-malformed in certificate-usage'],
  ])('reads the issuer that is named %s', async (_where, extensions, expected) => {
    const result = verify(await sign({ certificate: { extensions } }));
    expect(result.ok && result.signer.method === 'sigstore' ? result.signer.issuer : outcome(result)).toBe(
      expected,
    );
  });
});

describe('the log entry', () => {
  it('must be of a known kind', async () => {
    const bundle = await sign({ body: (body) => ({ ...body, kind: 'rfc3161' }) });
    expect(outcome(verify(bundle))).toBe('sigstore-log-entry in log-entry');
  });

  it('must come from a log in use at the time, also where only the checkpoint vouches for it', async () => {
    const bundle = await sign();
    delete entryOf(bundle).inclusionPromise;
    expect(outcome(verify(bundle))).toBe('verified');
    const trustedRoot = structuredClone(instance.trustedRoot);
    for (const { publicKey } of trustedRoot.tlogs) publicKey.validFor = { start: '2026-04-01T00:00:00Z' };
    expect(outcome(verify(bundle, trustedRoot))).toBe('sigstore-log in log-inclusion');
  });

  it('may not bring work for hours', async () => {
    const bundle = await sign();
    const { inclusionProof } = entryOf(bundle);
    if (!inclusionProof) throw new Error('no proof');
    const { checkpoint } = inclusionProof;
    const { envelope } = checkpoint;
    const withMore = (text: string): string => {
      checkpoint.envelope = envelope + text;
      return outcome(verify(bundle));
    };
    const line = envelope.slice(envelope.indexOf('\u2014'));
    expect(withMore(line.repeat(31))).toBe('verified');
    expect(withMore(line.repeat(32))).toBe('bundle-too-many in log-entry');
    const room = 16 * 1024 - envelope.length;
    expect(withMore('A'.repeat(room))).toBe('verified');
    expect(withMore('A'.repeat(room + 1))).toBe('bundle-too-many in log-entry');
  });

  it.each(['-1', '0x10', '', '1'.repeat(100_000)])('has numbers that are numbers', async (logIndex) => {
    const bundle = await sign();
    Object.assign(entryOf(bundle), { logIndex });
    const parsed = parseBundle(utf8(JSON.stringify(bundle)));
    expect(parsed.ok ? 'read' : parsed.problem.code).toBe('bundle-malformed');
  });
});

describe('the timestamp', () => {
  it.each([
    [0, 'verified'],
    [1, 'verified'],
    [2, 'sigstore-timestamp in timestamps'],
  ])('with status %d ends as: %s', async (status, expected) => {
    expect(outcome(verify(await sign({ stamp: { status } })))).toBe(expected);
  });

  it('may not be anything else', async () => {
    const bundle = await sign();
    bundle.verificationMaterial.timestampVerificationData = {
      rfc3161Timestamps: [{ signedTimestamp: base64(utf8('noon')) }],
    };
    expect(outcome(verify(bundle))).toBe('sigstore-timestamp in timestamps');
  });
});

describe('an instance without logs', () => {
  const without = (...parts: readonly ('tlogs' | 'ctlogs')[]): TrustedRootJson => ({
    ...instance.trustedRoot,
    ...Object.fromEntries(parts.map((part) => [part, []])),
  });

  it('needs no entry, but a timestamp', async () => {
    const bundle = await sign();
    bundle.verificationMaterial.tlogEntries = [];
    expect(outcome(verify(bundle))).toBe('sigstore-log-missing in log-entry');
    expect(outcome(verify(bundle, without('tlogs')))).toBe('verified');
    delete bundle.verificationMaterial.timestampVerificationData;
    expect(outcome(verify(bundle, without('tlogs')))).toBe('sigstore-time in timestamps');
  });

  it('is not one whose logs cannot be read', async () => {
    const bundle = await sign();
    bundle.verificationMaterial.tlogEntries = [];
    const trustedRoot = structuredClone(instance.trustedRoot);
    for (const { publicKey } of trustedRoot.tlogs) publicKey.keyDetails = 'PKIX_OF_TOMORROW';
    expect(outcome(verify(bundle, trustedRoot))).toBe('sigstore-log-missing in log-entry');
  });

  it('says so', () => {
    const { summary, demands } = importRoot(JSON.stringify(without('tlogs', 'ctlogs')));
    expect(summary.warnings).toHaveLength(2);
    expect(demands).toEqual({ log: false, sct: false });
  });
});
