import { describe, expect, it } from 'vitest';
import { gistOf, readGist } from '../../../src/app/remembered-folder.ts';
import type { Expectation } from '../../../src/signer/expectation.ts';
import { pinnedExpectation, type RememberedSigner } from '../../../src/trust/remembered.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../src/verify/settings.ts';
import { HOSTILE, reportsOfAllKinds, verifiedReport } from '../../support/report.ts';

const REPORT = await verifiedReport();
const DIGEST = 'ab'.repeat(32);
const ALICE: RememberedSigner = {
  name: 'Alice',
  pin: { method: 'key', fingerprint: DIGEST, publicKey: 'PEM' },
  distrusted: false,
  statements: [],
};

const expected = (settings: Partial<Settings>): string =>
  gistOf({ ...REPORT, settings: { ...DEFAULT_SETTINGS, ...settings } }).expected;
const by = (expectation: Expectation): string => expected({ expectation });
const ORIGIN = { origin: 'typed' } as const;

describe('the gist of a check', () => {
  it('names whom the person expected as they know them', () => {
    expect(expected({})).toBe('');
    expect(by({ ...ORIGIN, method: 'sigstore', identity: 'a@a.example', issuer: 'https://i' })).toBe(
      'a@a.example',
    );
    const identity = { accept: 'any-repository', forge: 'github.com', owner: 'org' } as const;
    expect(by({ ...ORIGIN, method: 'sigstore', identity, issuer: 'https://i' })).toBe(
      'any workflow of any repository of github.com/org',
    );
    const key = { ...ORIGIN, method: 'key', publicKey: 'PEM' } as const;
    expect(expected({ expectation: key, givenIn: 'publisher.pem' })).toBe('publisher.pem');
    expect(by({ ...key, fingerprint: DIGEST })).toBe(`key ${DIGEST.slice(0, 16)}…`);
    expect(by(key)).toBe('a key');
    const certificate = { ...ORIGIN, method: 'certificate', roots: ['PEM', 'PEM'] } as const;
    expect(by(certificate)).toBe('a private authority');
    expect(by({ ...certificate, root: DIGEST })).toBe(`certificate ${DIGEST.slice(0, 16)}…`);
    expect(by({ ...certificate, root: DIGEST, leaf: { subject: 'CN=release' } })).toBe('CN=release');
    expect(by({ ...certificate, root: DIGEST, leaf: { fingerprint: 'cd'.repeat(32) } })).toMatch(
      /^certificate cdcd/,
    );
    expect(expected({ expectation: pinnedExpectation(ALICE.pin), remembered: [ALICE] })).toBe('Alice');
  });

  it('is read as it was kept, of whatever report', async () => {
    for (const report of Object.values(await reportsOfAllKinds())) {
      const gist = gistOf(report);
      expect(readGist(structuredClone(gist))).toEqual(gist);
    }
  });

  it('is bounded, however long what it tells of', () => {
    const { claims } = REPORT;
    if (!claims) expect.unreachable();
    const subject = HOSTILE.repeat(1000);
    const identity = 'x'.repeat(10_000);
    const { expected, subject: kept } = gistOf({
      ...REPORT,
      claims: { ...claims, manifest: { ...claims.manifest, subject } },
      settings: {
        ...REPORT.settings,
        expectation: { ...ORIGIN, method: 'sigstore', identity, issuer: 'https://i' },
      },
    });
    expect(kept.length + expected.length).toBeLessThan(2000);
  });
});
