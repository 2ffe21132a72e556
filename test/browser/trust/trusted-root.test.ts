import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import seeds from '@sigstore/tuf/seeds.json';
import { describe, expect, it } from 'vitest';
import { attempt } from '../../../src/oms/error.ts';
import { loadTrustRoot } from '../../../src/trust/trusted-root.ts';
import { createAuthority } from '../../support/authority.ts';
import { base64, fromBase64, utf8 } from '../../support/bytes.ts';
import { type Certificate, createCertificate, PURPOSES } from '../../support/certificate.ts';
import { seq } from '../../support/der.ts';
import { createKey } from '../../support/keys.ts';
import { findSharedText } from '../../support/shared.ts';
import { createInstance } from '../../support/sigstore-instance.ts';
import type { TrustedRootJson } from '../../support/trusted-root.ts';

const { trustedRoot } = await createInstance();
const upstream = await findSharedText('sigstore/tuf-repository/targets/trusted_root.json');

/** Loads the instance's root after `change` had its way with it. */
function load(change: (root: TrustedRootJson) => void) {
  const root = structuredClone(trustedRoot);
  change(root);
  return attempt(() =>
    loadTrustRoot({
      kind: 'imported',
      name: 'trusted_root.json',
      origin: 'file',
      json: JSON.stringify(root),
    }),
  );
}

/** The first item; there must be one. */
function first<T>([item]: readonly T[]): T {
  if (item === undefined) throw new Error('an empty list');
  return item;
}

const code = (result: ReturnType<typeof load>): string => (result.ok ? 'loaded' : result.problem.code);
const chain = (...certificates: readonly Certificate[]) => ({
  certificates: certificates.map(({ der }) => ({ rawBytes: base64(der) })),
});

describe('the public-good root', () => {
  const root = loadTrustRoot({ kind: 'public-good' });

  it('is whole', () => {
    const { material, summary } = root;
    expect(summary).toMatchObject({ name: 'Sigstore public good', origin: 'embedded', warnings: [] });
    expect(material.tlogs.map(({ baseURL }) => baseURL)).toContain('https://rekor.sigstore.dev');
    expect(material.certificateAuthorities).toHaveLength(2);
    expect(material.timestampAuthorities).toHaveLength(1);
    expect(root.demands).toEqual({ log: true, sct: true });
  });

  it('tells how old it is at most', () => {
    expect(root.summary.newest).toBeGreaterThan(Date.UTC(2022, 0));
    const later = load((root) => {
      first(root.tlogs).publicKey.validFor = { start: '2027-05-06T00:00:00Z' };
    });
    expect(later.ok && later.value.summary.newest).toBe(Date.UTC(2027, 4, 6));
  });

  it('is as old as the TUF root beside it', () => {
    const { signed } = JSON.parse(
      new TextDecoder().decode(fromBase64(seeds['https://tuf-repo-cdn.sigstore.dev']['root.json'])),
    ) as { signed: { expires: string; 'x-tuf-on-ci-expiry-period': number } };
    const day = 24 * 60 * 60 * 1000;
    const signedAt = Date.parse(signed.expires) - signed['x-tuf-on-ci-expiry-period'] * day;
    expect(root.summary.asOf).toBe(Math.floor(signedAt / day) * day);
  });

  it.skipIf(upstream === undefined)('is the one that Sigstore publishes', () => {
    expect(root.summary.sha256).toBe(bytesToHex(sha256(utf8(upstream ?? ''))));
  });
});

describe('an imported root', () => {
  it('is named after the person’s file, not after what it says of itself', () => {
    const result = load(() => undefined);
    expect(result.ok && result.value.summary).toMatchObject({
      name: 'trusted_root.json',
      origin: 'imported',
      warnings: [],
    });
  });

  it('may stand in a client trust configuration', () => {
    const mediaType = 'application/vnd.dev.sigstore.clienttrustconfig.v0.1+json';
    const json = JSON.stringify({ mediaType, trustedRoot, signingConfig: {} });
    const { material, summary } = loadTrustRoot({
      kind: 'imported',
      name: 'configuration.json',
      origin: 'file',
      json,
    });
    expect(summary.name).toBe('configuration.json');
    expect(material.certificateAuthorities).toHaveLength(1);
  });

  it.each([
    ['no JSON', '{'],
    ['a key twice', '{"mediaType":"a","mediaType":"b"}'],
    ['another document', '{"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json"}'],
    ['no media type', JSON.stringify({ ...trustedRoot, mediaType: undefined })],
    ['an empty configuration', '{"mediaType":"application/vnd.dev.sigstore.clienttrustconfig.v0.1+json"}'],
    ['more than a megabyte', JSON.stringify(trustedRoot) + ' '.repeat(1024 * 1024)],
  ])('is refused if it is %s', (_what, json) => {
    expect(
      code(
        attempt(() => loadTrustRoot({ kind: 'imported', name: 'trusted_root.json', origin: 'file', json })),
      ),
    ).toBe('trust-root-malformed');
  });

  it.each<[string, (root: TrustedRootJson) => { validFor?: { start?: string } }]>([
    ['transparency log', ({ tlogs }) => first(tlogs).publicKey],
    ['certificate transparency log', ({ ctlogs }) => first(ctlogs).publicKey],
    ['certificate authority', ({ certificateAuthorities }) => first(certificateAuthorities)],
    ['timestamp authority', ({ timestampAuthorities }) => first(timestampAuthorities)],
  ])('is refused if a %s does not say from when on it counts', (_what, part) => {
    const changed = (validFor: { start?: string } | undefined): string =>
      code(load((root) => Object.assign(part(root), { validFor })));
    expect(changed(undefined)).toBe('trust-root-malformed');
    expect(changed({})).toBe('trust-root-malformed');
    expect(changed({ start: 'always' })).toBe('trust-root-malformed');
  });

  it('is refused without a usable authority; timestamp authorities alone are some', () => {
    const without = (root: TrustedRootJson): void => {
      root.certificateAuthorities = [];
    };
    expect(load(without).ok).toBe(true);
    const nobody = load((root) => {
      without(root);
      root.timestampAuthorities = [];
    });
    expect(code(nobody)).toBe('trust-root-malformed');
  });
});

describe('what cannot be used is left out and reported', () => {
  it.each<[string, object]>([
    ['of a kind nobody knows yet', { keyDetails: 'PKIX_OF_TOMORROW' }],
    ['that is no key', { rawBytes: base64(seq()) }],
  ])('a log with a key %s', (_what, key) => {
    const result = load((root) => {
      root.tlogs.push(structuredClone(first(root.tlogs)));
      Object.assign(first(root.tlogs).publicKey, key);
    });
    if (!result.ok) throw new Error(result.problem.detail ?? result.problem.code);
    expect(result.value.material.tlogs).toHaveLength(1);
    expect(result.value.summary.warnings).toEqual([
      expect.stringContaining('rekor.sigstore.example is left out'),
    ]);
    expect(result.value.demands.log).toBe(true);
  });

  it('an authority without its root, with unknown rules, or for another purpose', async () => {
    const { intermediate, root: anchor } = await createAuthority('other.example');
    const special = async (extension: object): Promise<Certificate> =>
      createCertificate({
        subject: { O: 'x' },
        key: await createKey(),
        basicConstraints: { ca: true },
        ...extension,
      });
    const chains = [
      chain(),
      chain(intermediate),
      chain(await special({ extensions: [{ oid: '1.3.6.1.4.1.99999.1', critical: true, value: seq() }] })),
      chain(await special({ extensions: [{ oid: '2.5.29.30', critical: true, value: seq() }] })),
      chain(await special({ extendedKeyUsage: { purposes: [PURPOSES.serverAuth] } })),
    ];
    const result = load((root) => {
      const model = first(root.certificateAuthorities);
      root.certificateAuthorities.push(
        ...[...chains, chain(intermediate, anchor)].map((certChain) => ({ ...model, certChain })),
      );
    });
    if (!result.ok) throw new Error(result.problem.detail ?? result.problem.code);
    expect(result.value.summary.warnings).toHaveLength(chains.length);
    expect(result.value.material.certificateAuthorities).toHaveLength(2);
  });

  it('a timestamp authority whose certificate is not for timestamps', async () => {
    const { intermediate, issue, root: anchor } = await createAuthority('other.example');
    const result = load((root) => {
      first(root.timestampAuthorities).certChain = chain(intermediate, anchor);
    });
    expect(result.ok && result.value.material.timestampAuthorities).toEqual([]);
    const leaf = await issue({ extendedKeyUsage: { purposes: [PURPOSES.timeStamping] } });
    const right = load((root) => {
      first(root.timestampAuthorities).certChain = chain(leaf, intermediate, anchor);
    });
    expect(right.ok && right.value.material.timestampAuthorities).toHaveLength(1);
  });
});

it('a short checkpoint id does not replace the id of the log', () => {
  const result = load((root) => {
    Object.assign(first(root.tlogs), { checkpointKeyId: { keyId: base64(Uint8Array.of(1, 2, 3, 4)) } });
  });
  expect(result.ok && first(result.value.material.tlogs).logID).toHaveLength(32);
});
