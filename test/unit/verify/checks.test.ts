import { describe, expect, it } from 'vitest';
import { problem } from '../../../src/oms/error.ts';
import type { Expectation } from '../../../src/signer/expectation.ts';
import type { Signature } from '../../../src/signer/signature.ts';
import { checksOf } from '../../../src/verify/checks.ts';

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
const ME: Expectation = {
  method: 'sigstore',
  identity: 'me@example.com',
  issuer: 'https://issuer.example',
  origin: 'typed',
};

describe('checksOf', () => {
  it.each<[string, Signature, Expectation | undefined]>([
    ['pass', HELD, ME],
    ['fail', HELD, { ...ME, identity: 'you@example.com' }],
    ['fail', HELD, { method: 'key', publicKey: '', origin: 'file' }],
    ['skipped', HELD, undefined],
    ['skipped', { ok: false, problem: problem('signature-invalid'), checks: [] }, ME],
  ])('says last of all whether the signer is the one expected: %s', (status, signature, expectation) => {
    const checks = checksOf('sigstore', signature, expectation);
    expect(checks.at(-1)).toMatchObject({ id: 'identity', status });
    expect(checks).toHaveLength(signature.checks.length + 1);
  });

  it('warns of what lies in the model', () => {
    const checks = checksOf('key', HELD, { method: 'key', publicKey: '', origin: 'in-model' });
    expect(checks.at(-1)).toMatchObject({ id: 'identity', status: 'warn' });
  });
});
