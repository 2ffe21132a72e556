import { describe, expect, it } from 'vitest';
import { problem } from '../../../src/oms/error.ts';
import type { Expectation } from '../../../src/signer/expectation.ts';
import type { TrustRootSummary } from '../../../src/signer/result.ts';
import type { Signature } from '../../../src/signer/signature.ts';
import { checksOf } from '../../../src/verify/checks.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../src/verify/settings.ts';

const HELD: Signature = {
  ok: true,
  signer: {
    method: 'sigstore',
    identities: [{ type: 'email', value: 'me@example.com' }],
    issuer: 'https://issuer.example',
    certificate: { subject: '', issuer: '', serial: '01', notBefore: 0, notAfter: 0, fingerprint: '' },
  },
  times: [],
  checks: [{ id: 'dsse-signature', status: 'pass' }],
  caveats: [],
  legacyEncoding: false,
  statementDigest: '',
  manifest: {
    version: '1.0',
    subject: 'm',
    algorithm: 'sha256',
    method: 'files',
    files: [],
    ignorePaths: [],
    allowSymlinks: false,
    sorted: true,
    unknown: [],
  },
};
const ROOT: TrustRootSummary = {
  name: 'root',
  sha256: '',
  origin: 'embedded',
  newest: 0,
  holds: { certificateAuthorities: 1, logs: 1, certificateLogs: 1, timestampAuthorities: 1 },
  warnings: [],
};
const ME: Expectation = {
  method: 'sigstore',
  identity: 'me@example.com',
  issuer: 'https://issuer.example',
  origin: 'typed',
};

describe('checksOf', () => {
  it.each<[string, Signature, Partial<Settings>]>([
    ['pass', HELD, { expectation: ME }],
    ['fail', HELD, { expectation: { ...ME, identity: 'you@example.com' } }],
    ['fail', HELD, { expectation: { method: 'key', publicKey: '', origin: 'file' } }],
    ['fail', HELD, { refused: { identity: 'me@example.com', issuer: 'https://issuer.example' } }],
    ['skipped', HELD, {}],
    ['skipped', { ok: false, problem: problem('signature-invalid'), checks: [] }, { expectation: ME }],
  ])('says last of all whether the signer is the one expected: %s', (status, signature, settings) => {
    const checks = checksOf('sigstore', signature, { ...DEFAULT_SETTINGS, ...settings });
    expect(checks.at(-1)).toMatchObject({ id: 'identity', status });
    expect(checks).toHaveLength(signature.checks.length + 1);
  });

  it('warns of what lies in the model', () => {
    const expectation: Expectation = { method: 'key', publicKey: '', origin: 'in-model' };
    const held: Signature = { ...HELD, signer: { method: 'key', fingerprint: '' } };
    const checks = checksOf('key', held, { ...DEFAULT_SETTINGS, expectation });
    expect(checks.at(-1)).toMatchObject({ id: 'identity', status: 'warn' });
  });

  it('warns of what only a link says, and leaves out what another instance was asked', () => {
    const statusBy = (expectation: Expectation) => {
      const checks = checksOf('sigstore', { ...HELD, trustRoot: ROOT }, { ...DEFAULT_SETTINGS, expectation });
      return checks.at(-1)?.status;
    };
    expect(statusBy({ ...ME, origin: 'link' })).toBe('warn');
    expect(statusBy({ ...ME, origin: 'link-confirmed' })).toBe('pass');
    expect(statusBy({ ...ME, origin: 'link-confirmed', trustRoot: 'staging' })).toBe('skipped');
  });
});
