import { describe, expect, it } from 'vitest';
import { adviceOn } from '../../../src/app/advice.ts';
import { groundsOf } from '../../../src/app/grounds.ts';
import { problem } from '../../../src/oms/error.ts';
import { plainText } from '../../../src/report/text.ts';
import type { Origin } from '../../../src/signer/expectation.ts';
import type { Cause } from '../../../src/verify/cause.ts';
import type { Report } from '../../../src/verify/report.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../src/verify/settings.ts';
import type { Doubt, Verdict } from '../../../src/verify/verdict.ts';

const PARTLY: Cause = { code: 'git-lfs-pointer', sentence: [], next: 'Run it.', paths: ['w'] };
const POINTER: Cause = { ...PARTLY, wholly: true };
const UNREAD = {
  ok: false,
  problem: problem('unexpected'),
  checks: [],
} as const satisfies Report['signature'];

function report(verdict: Verdict, change: Partial<Report> = {}): Report {
  return {
    verdict,
    model: { name: 'model', kind: 'folder', files: 1, bytes: 1 },
    bundle: { name: 'model.sig', sha256: '' },
    settings: DEFAULT_SETTINGS,
    signature: UNREAD,
    checks: [],
    findings: [],
    causes: [],
    uselessIgnores: [],
    unseen: [],
    readAt: 0,
    ...change,
  };
}

const failed = (code: Parameters<typeof problem>[0]): Verdict => ({
  state: 'failed',
  code,
  headline: [],
  qualifiers: [],
  problems: [problem(code)],
});
const doubt = (code: Doubt): Verdict => ({ state: 'unconfirmed', code, headline: [], qualifiers: [] });

const settingsBy = (origin: Origin): Settings => ({
  ...DEFAULT_SETTINGS,
  expectation: { method: 'key', publicKey: '', origin },
  givenIn: 'sub/key.pem',
});

describe('adviceOn', () => {
  it('is that of the first problem, unless a cause explains all that differs', () => {
    const { next } = problem('files-differ');
    expect(adviceOn(report(failed('files-differ')))).toBe(next);
    expect(adviceOn(report(failed('files-differ'), { causes: [POINTER] }))).toBeUndefined();
    expect(adviceOn(report(failed('files-differ'), { causes: [PARTLY] }))).toBe(next);
    expect(adviceOn(report(failed('identity-differs'), { causes: [POINTER] }))).toBe(
      problem('identity-differs').next,
    );
  });

  it('says where to look for the one thing that only the person can settle', () => {
    expect(adviceOn(report(doubt('signer-unconfirmed')))).toContain('who signs their models');
    expect(adviceOn(report(doubt('signer-changed')))).toContain('who signs their models');
    const inModel = { settings: settingsBy('in-model') };
    expect(adviceOn(report(doubt('origin-unconfirmed'), inModel))).toContain('their public key');
    expect(adviceOn(report(doubt('usage-odd')))).toBeUndefined();
  });
});

describe('groundsOf', () => {
  const said = (origin: Origin): string =>
    plainText(groundsOf({ method: 'key', fingerprint: 'ab' }, settingsBy(origin)));

  it('says of a key where it came from, and no more', () => {
    expect(said('file')).toBe('The signature fits the key in sub/key.pem, which you gave.');
    expect(said('in-model')).toBe(
      'The signature fits the key found in the model folder (sub/key.pem). Whose that is, is not known.',
    );
    expect(said('accepted')).toContain('you said to know from elsewhere');
    expect(said('remembered')).toBe('The signature fits the key that you remembered.');
    expect(said('demo')).toBe('The signature fits the key that came with the sample.');
    expect(said('link-confirmed')).toBe('The signature fits the key that the link names.');
  });
});
