import { describe, expect, it } from 'vitest';
import { readPem } from '../../../src/trust/kept-pem.ts';
import { PUBLIC_GOOD_AS_OF } from '../../../src/trust/public-good.ts';
import { describeTrustRoot, loadTrustRoot } from '../../../src/trust/trusted-root.ts';
import { createAuthority } from '../../support/authority.ts';
import { createKey, pem } from '../../support/keys.ts';
import { createInstance } from '../../support/sigstore-instance.ts';

const { trustedRoot } = await createInstance();
const json = JSON.stringify(trustedRoot);
const later = PUBLIC_GOOD_AS_OF + 1;

describe('a refreshed public-good root', () => {
  it('takes the place of the embedded one, and says as of when', () => {
    const root = loadTrustRoot({ kind: 'public-good', refreshed: { json, asOf: later } });
    expect(root.summary).toMatchObject({ name: 'Sigstore public good', origin: 'refreshed', asOf: later });
    expect(root.material.certificateAuthorities).toHaveLength(1);
    expect(root.demands).toEqual({ log: true, sct: true });
  });

  it.each([
    ['is older than the embedded one', { json, asOf: PUBLIC_GOOD_AS_OF }],
    ['is of a form that this version does not know', { json: '{"mediaType":"later"}', asOf: later }],
  ])('does not count where it %s', (_why, refreshed) => {
    const { summary } = loadTrustRoot({ kind: 'public-good', refreshed });
    expect(summary).toEqual(loadTrustRoot({ kind: 'public-good' }).summary);
    expect(describeTrustRoot({ kind: 'public-good', refreshed })).toEqual(
      describeTrustRoot({ kind: 'public-good' }),
    );
  });
});

describe('describeTrustRoot', () => {
  it('names every log and authority, and when it counts', () => {
    const { services, summary } = describeTrustRoot({ kind: 'public-good' });
    expect(summary.origin).toBe('embedded');
    expect(services).toContainEqual({
      kind: 'log',
      address: 'rekor.sigstore.dev',
      from: Date.parse('2021-01-12T11:53:27Z'),
    });
    expect(services).toContainEqual({
      kind: 'certificate-authority',
      address: 'fulcio.sigstore.dev',
      from: Date.parse('2021-03-07T03:20:29Z'),
      until: Date.parse('2022-12-31T23:59:59.999Z'),
    });
    expect(new Set(services.map(({ kind }) => kind)).size).toBe(4);
  });
});

describe('readPem', () => {
  it('tells a key from certificates', async () => {
    const { spki } = await createKey('P-384');
    expect(readPem(pem('PUBLIC KEY', spki))).toMatchObject({
      ok: true,
      value: { kind: 'key', curve: 'P-384' },
    });
    const { intermediate, root } = await createAuthority('Models Inc');
    const read = readPem(pem('CERTIFICATE', root.der) + pem('CERTIFICATE', intermediate.der));
    expect(read).toMatchObject({ ok: true, value: { kind: 'authority' } });
    expect(read.ok && read.value.kind === 'authority' && read.value.certificates).toHaveLength(2);
  });

  it.each([
    ['pem-missing', 'no PEM'],
    ['key-private', '-----BEGIN EC PRIVATE KEY-----\nAA==\n-----END EC PRIVATE KEY-----'],
    ['certificate-malformed', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'],
    ['pem-kind', '-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----'],
  ])('refuses what is neither: %s', (code, text) => {
    expect(readPem(text)).toMatchObject({ ok: false, problem: { code } });
  });
});
