import { describe, expect, it } from 'vitest';
import { recentExpectations } from '../../../src/app/recent.ts';
import { documentOf, type ReportDocument } from '../../../src/report/document.ts';
import type { Expectation, Origin } from '../../../src/signer/expectation.ts';
import { verifiedReport } from '../../support/report.ts';

const report = documentOf(await verifiedReport(), '1');
const FINGERPRINT = 'ab'.repeat(32);

const expecting = (expectation: Expectation | null, name = 'model'): ReportDocument => ({
  ...report,
  expectation,
  model: { ...report.model, name },
});
const signer = (identity: string, origin: Origin = 'typed'): ReportDocument =>
  expecting({ method: 'sigstore', identity, issuer: 'https://issuer.example', origin });
const key = (origin: Origin, name?: string): ReportDocument =>
  expecting({ method: 'key', publicKey: 'PEM', origin }, name);

describe('recentExpectations', () => {
  it('gives each signer once, in the order of the reports, and not too many', () => {
    const names = ['b', 'a', 'b', 'c', 'd', 'e', 'f'];
    const { signers, keys } = recentExpectations(names.map((name) => signer(name)));
    expect(signers.map(({ identity }) => identity)).toEqual(['b', 'a', 'c', 'd', 'e']);
    expect(signers[0]).toEqual({ identity: 'b', issuer: 'https://issuer.example' });
    expect(keys).toEqual([]);
  });

  it('gives each key once, with the model that it was given for last', () => {
    expect(recentExpectations([key('file', 'new'), key('file', 'old')])).toEqual({
      signers: [],
      keys: [{ publicKey: 'PEM', fingerprint: FINGERPRINT, model: 'new' }],
    });
  });

  it('leaves out what came from the bundle’s maker, or is nobody in particular', () => {
    const documents = [
      signer('a', 'accepted'),
      signer('b', 'demo'),
      key('in-model'),
      key('accepted'),
      expecting(null),
      expecting({ method: 'certificate', roots: ['PEM'], origin: 'file' }),
      expecting({
        method: 'sigstore',
        identity: { accept: 'any-repository', forge: 'github.com', owner: 'org' },
        issuer: 'https://issuer.example',
        origin: 'typed',
      }),
    ];
    expect(recentExpectations(documents)).toEqual({ signers: [], keys: [] });
  });

  it('leaves out a key that did not sign: its fingerprint is not known', () => {
    const unsigned: ReportDocument = { ...key('file'), signature: { holds: false, problem: null } };
    expect(recentExpectations([unsigned]).keys).toEqual([]);
  });
});
