import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../src/oms/compare.ts';
import { problem } from '../../../src/oms/error.ts';
import type { Manifest } from '../../../src/oms/manifest.ts';
import { plainText } from '../../../src/report/text.ts';
import type { Expectation } from '../../../src/signer/expectation.ts';
import type { Signer } from '../../../src/signer/result.ts';
import type { Signature } from '../../../src/signer/signature.ts';
import { DEFAULT_SETTINGS } from '../../../src/verify/settings.ts';
import { type Evidence, judge, judgeUnreadable } from '../../../src/verify/verdict.ts';

const MANIFEST: Manifest = {
  version: '1.0',
  subject: 'model',
  algorithm: 'sha256',
  method: 'files',
  files: [{ path: 'a', digest: 'ab'.repeat(32) }],
  ignorePaths: [],
  allowSymlinks: false,
  sorted: true,
  unknown: [],
};

const SIGNER: Signer = {
  method: 'sigstore',
  identities: [{ type: 'email', value: 'me@example.com' }],
  issuer: 'https://issuer.example',
  certificate: { subject: '', issuer: '', serial: '01', notBefore: 0, notAfter: 0, fingerprint: '' },
};

const HOLDS: Extract<Signature, { ok: true }> = {
  ok: true,
  signer: SIGNER,
  times: [{ source: 'rekor', time: Date.UTC(2025, 9, 3), authority: 'rekor' }],
  checks: [],
  caveats: [],
  legacyEncoding: false,
  manifest: MANIFEST,
  statementDigest: 'cd'.repeat(32),
};

const HOLDINGS = { certificateAuthorities: 1, logs: 0, certificateLogs: 0, timestampAuthorities: 1 };

const TYPED: Expectation = {
  method: 'sigstore',
  identity: 'me@example.com',
  issuer: 'https://issuer.example',
  origin: 'typed',
};

const MATCH: Finding = { outcome: 'match', path: 'a', size: 1 };
const MISMATCH: Finding = { outcome: 'mismatch', path: 'b', size: 1, expected: '00', actual: '11' };
const MISSING: Finding = { outcome: 'missing', path: 'c' };
const EXTRA: Finding = { outcome: 'extra', path: 'x.py', size: 1 };
const UNREAD: Finding = { outcome: 'unreadable', path: 'u', problem: problem('file-unreadable') };
const STOPPED: Finding = { outcome: 'unreadable', path: 'u', problem: problem('cancelled') };
const ignored = (by: 'convention' | 'signer' | 'person' | 'bundle'): Finding => ({
  outcome: 'ignored',
  path: `${by}.sig`,
  size: 1,
  rule: { by, path: `${by}.sig` },
});

/** Evidence of a model that is verified, with something changed. */
function evidence(
  change: Partial<Evidence> & { expectation?: Expectation | null; ignoreUnsigned?: boolean } = {},
): Evidence {
  const { expectation = TYPED, ignoreUnsigned = false, ...rest } = change;
  return {
    claims: {
      method: 'sigstore',
      mediaType: '',
      manifest: MANIFEST,
      statementDigest: HOLDS.statementDigest,
      unknown: [],
    },
    signature: HOLDS,
    findings: [MATCH],
    causes: [],
    settings: { ...DEFAULT_SETTINGS, ignoreUnsigned, ...(expectation && { expectation }) },
    duplicates: [],
    readAt: 0,
    namesHidden: false,
    outside: 0,
    listedOnce: false,
    ...rest,
  };
}

const stateOf = (change: Parameters<typeof evidence>[0]): [string, string] => {
  const { state, code } = judge(evidence(change));
  return [state, code];
};
const headlineOf = (change: Parameters<typeof evidence>[0]): string => {
  const { headline, qualifiers } = judge(evidence(change));
  return [headline, ...qualifiers].map(plainText).join(' | ');
};
const broken: Signature = { ok: false, problem: problem('signature-invalid'), checks: [] };
const needsKey: Signature = { ok: false, problem: problem('needs-key'), checks: [] };
const keySettings = { claims: { ...evidence().claims, method: 'key' as const } };

describe('verdict', () => {
  it('is verified only if everything holds', () => {
    expect(stateOf({})).toEqual(['verified', 'verified']);
    expect(headlineOf({})).toMatch(
      /^This file is exactly what me@example\.com signed on 3 October 2025 \| as read on /,
    );
  });

  it.each<[string, string, Parameters<typeof evidence>[0]]>([
    ['failed', 'signature-invalid', { signature: broken }],
    ['failed', 'identity-differs', { expectation: { ...TYPED, identity: 'me@example.com.evil' } }],
    ['failed', 'identity-differs', { expectation: { ...TYPED, identity: 'm.@example.com' } }],
    ['failed', 'issuer-differs', { expectation: { ...TYPED, issuer: 'https://issuer.example/' } }],
    ['failed', 'method-differs', { expectation: { method: 'key', publicKey: '', origin: 'file' } }],
    ['failed', 'files-differ', { findings: [MATCH, MISMATCH] }],
    ['failed', 'files-missing', { findings: [MATCH, MISSING] }],
    ['failed', 'files-extra', { findings: [MATCH, EXTRA] }],
    ['failed', 'path-duplicate', { duplicates: ['a'] }],
    [
      'failed',
      'signed-file-ignored',
      { findings: [MATCH, { ...MISSING, problem: problem('signed-file-ignored', 'c') }] },
    ],
    ['incomplete', 'cancelled', { interruption: problem('cancelled'), findings: [MATCH, STOPPED] }],
    ['incomplete', 'tree-changed', { interruption: problem('tree-changed', 'a') }],
    ['incomplete', 'file-unreadable', { findings: [MATCH, UNREAD] }],
    ['incomplete', 'needs-key', { ...keySettings, signature: needsKey, expectation: null }],
    ['unconfirmed', 'signer-unconfirmed', { expectation: null }],
    [
      'unconfirmed',
      'origin-unconfirmed',
      {
        ...keySettings,
        expectation: { method: 'key', publicKey: '', origin: 'in-model' },
        signature: { ...HOLDS, signer: { method: 'key', fingerprint: 'ab' } },
      },
    ],
    [
      'unconfirmed',
      'certificate-expired-untimed',
      { signature: { ...HOLDS, caveats: [{ code: 'certificate-expired', expired: 0, detail: '' }] } },
    ],
    ['unconfirmed', 'usage-odd', { signature: { ...HOLDS, caveats: [{ code: 'eku-odd', detail: '' }] } }],
    ['unconfirmed', 'newer-format', { signature: { ...HOLDS, manifest: { ...MANIFEST, version: '1.1' } } }],
    ['verified', 'verified', { signature: { ...HOLDS, manifest: { ...MANIFEST, version: '0.1' } } }],
    ['verified', 'verified', { findings: [ignored('bundle'), MATCH] }],
    ['verified', 'verified', { expectation: { ...TYPED, origin: 'accepted' } }],
    ['verified', 'verified-partial', { findings: [EXTRA, MATCH], ignoreUnsigned: true }],
    ['verified', 'verified-partial', { findings: [ignored('convention'), MATCH] }],
    ['verified', 'verified-partial', { findings: [ignored('person'), MATCH] }],
    // A bundle that is a model's configuration as well must not go without a word.
    [
      'verified',
      'verified-partial',
      {
        findings: [
          {
            outcome: 'ignored',
            path: 'adapter_config.json',
            size: 1,
            rule: { by: 'bundle', path: 'adapter_config.json' },
          },
          MATCH,
        ],
      },
    ],
    [
      'incomplete',
      'worker-crashed',
      { signature: { ok: false, problem: problem('worker-crashed'), checks: [] } },
    ],
    [
      'unconfirmed',
      'origin-unconfirmed',
      {
        signature: {
          ...HOLDS,
          trustRoot: {
            name: 'root.json',
            sha256: '',
            origin: 'imported',
            holds: HOLDINGS,
            warnings: [],
            newest: 0,
          },
        },
        settings: {
          ...DEFAULT_SETTINGS,
          expectation: TYPED,
          trustRoot: { kind: 'imported', json: '', name: 'root.json', origin: 'in-model' },
        },
      },
    ],
  ])('%s, %s', (state, code, change) => {
    expect(stateOf(change)).toEqual([state, code]);
  });

  it.each<[string, string, Parameters<typeof evidence>[0]]>([
    [
      'wrong files',
      'over a missing key',
      { ...keySettings, signature: needsKey, expectation: null, findings: [MISMATCH] },
    ],
    ['wrong files', 'over a cancel', { interruption: problem('cancelled'), findings: [MISMATCH, STOPPED] }],
    ['wrong files', 'over an unconfirmed signer', { expectation: null, findings: [MISSING] }],
    [
      'a wrong signer',
      'over an unreadable file',
      { expectation: { ...TYPED, identity: 'you' }, findings: [UNREAD] },
    ],
    ['a broken signature', 'over a cancel', { signature: broken, interruption: problem('cancelled') }],
  ])('fails for %s %s', (_why, _over, change) => {
    expect(stateOf(change)[0]).toBe('failed');
  });

  it('is incomplete rather than unconfirmed', () => {
    expect(stateOf({ expectation: null, interruption: problem('cancelled') })[0]).toBe('incomplete');
  });

  it('lists every reason, the gravest first', () => {
    const verdict = judge(evidence({ signature: broken, findings: [MISMATCH, MISSING, EXTRA] }));
    expect('problems' in verdict && verdict.problems.map(({ code }) => code)).toEqual([
      'signature-invalid',
      'files-differ',
      'files-missing',
      'files-extra',
    ]);
  });

  it('says what qualifies it inside the sentence', () => {
    expect(headlineOf({ expectation: { ...TYPED, origin: 'accepted' } })).toContain(
      'a signer you accepted after seeing who it was',
    );
    expect(headlineOf({ namesHidden: true })).toContain(
      'links and names that this browser hides are not checked',
    );
    expect(headlineOf({ signature: { ...HOLDS, times: [] } })).toContain(
      'signed | when it was signed is not known',
    );
    expect(
      headlineOf({ findings: [EXTRA, { ...EXTRA, path: 'b.txt' }, MATCH], ignoreUnsigned: true }),
    ).toContain(
      'The 1 signed file is exactly what me@example.com signed on 3 October 2025; 2 files here are not signed, and x.py can run code',
    );
    expect(headlineOf({ findings: [ignored('person'), MATCH] })).toContain('1 file ignored by you');
    expect(headlineOf({ findings: [{ outcome: 'not-covered', path: 'e', size: 0 }, MATCH] })).toContain(
      '1 empty file not covered by the signature',
    );
    expect(headlineOf({ expectation: { ...TYPED, origin: 'demo' } })).toMatch(/^DEMO\. /);
    expect(headlineOf({ expectation: { ...TYPED, identity: 'you' } })).toContain(
      'signed by me@example.com, not by you',
    );
  });

  it('says of good and bad files alike what was not read in this check', () => {
    const resumed = { from: Date.UTC(2026, 0, 2), files: 1, bytes: 1 };
    const reused =
      'the file’s digest reused from the check that was interrupted on 2 January 2026 | as read on';
    expect(headlineOf({ resumed })).toContain(reused);
    expect(headlineOf({ resumed, findings: [MISMATCH] })).toContain(reused);
    expect(headlineOf({ resumed, expectation: null })).toContain(reused);
  });

  it('gives one reason for any number of unreadable files', () => {
    const verdict = judge(evidence({ findings: [UNREAD, { ...UNREAD, path: 'v' }, MATCH] }));
    expect('problems' in verdict && verdict.problems).toHaveLength(1);
  });

  it('says that an imported root counts, by the name of its file, and what it lacks', () => {
    const trustRoot = {
      name: 'mine.json',
      sha256: 'ef'.repeat(32),
      origin: 'imported',
      holds: HOLDINGS,
      newest: 0,
      warnings: ['This instance has no transparency log.'],
    } as const;
    const headline = headlineOf({ signature: { ...HOLDS, trustRoot } });
    expect(headline).toContain(
      'by the trust root in mine.json (SHA-256 efefefefefefefef…), which you imported',
    );
    expect(headline).toContain('This instance has no transparency log.');
  });

  it('escapes what bundle and file names say', () => {
    const findings: Finding[] = [{ ...MISSING, path: 'a\u202egpj.exe\n' }];
    expect(headlineOf({ findings })).toContain('1 signed file is missing: a\\u202egpj.exe\\u000a');
  });

  it('fails for a bundle that cannot be read, and names it', () => {
    const verdict = judgeUnreadable(problem('json-truncated'), 'model\u202e.sig', DEFAULT_SETTINGS);
    expect(verdict).toMatchObject({ state: 'failed', code: 'json-truncated' });
    expect(plainText(verdict.headline)).toBe(
      'Do not use these files: the bundle model\\u202e.sig cannot be used. The JSON ends in the middle: the file is cut off',
    );
    expect(judgeUnreadable(problem('bundle-unreadable'), 'model.sig', DEFAULT_SETTINGS)).toMatchObject({
      state: 'incomplete',
    });
  });

  describe('a signer whom the person did not expect', () => {
    const me = { identity: 'me@example.com', issuer: 'https://issuer.example' };
    const refusing = (refused: typeof me, expectation?: Expectation) => ({
      settings: { ...DEFAULT_SETTINGS, refused, ...(expectation && { expectation }) },
    });

    it('fails, and the sentence says who signed', () => {
      expect(stateOf(refusing(me))).toEqual(['failed', 'signer-refused']);
      expect(headlineOf(refusing(me))).toMatch(
        /^Do not use these files: they are signed by me@example\.com, and you did not confirm that signer/,
      );
    });

    it('is nobody else, and counts only where nobody is expected', () => {
      const unconfirmed = ['unconfirmed', 'signer-unconfirmed'];
      expect(stateOf(refusing({ ...me, identity: 'me@example.co' }))).toEqual(unconfirmed);
      expect(stateOf(refusing({ ...me, issuer: 'https://other.example' }))).toEqual(unconfirmed);
      expect(stateOf(refusing(me, TYPED))).toEqual(['verified', 'verified']);
      expect(stateOf({ ...refusing(me), signature: broken })).toEqual(['failed', 'signature-invalid']);
    });
  });

  it('says of when the trust root is, how old it is from a month on, and if the clock must be wrong', () => {
    const day = 24 * 60 * 60 * 1000;
    const asOf = Date.UTC(2026, 9, 7);
    const trustRoot = {
      name: 'x',
      sha256: '',
      origin: 'embedded',
      holds: HOLDINGS,
      newest: 0,
      warnings: [],
    } as const;
    const said = (readAt: number): string =>
      headlineOf({ readAt, signature: { ...HOLDS, trustRoot: { ...trustRoot, asOf } } });
    expect(said(asOf + 30 * day)).toContain(' | trust root of 7 October 2026 | ');
    expect(said(asOf + 31 * day)).toContain('trust root of 7 October 2026, 31 days old');
    expect(said(asOf - 10 * day)).toContain('a day that this computer’s clock has not reached');
    expect(headlineOf({ signature: { ...HOLDS, trustRoot } })).not.toContain('trust root');
  });

  describe('a key', () => {
    const signature: Signature = {
      ...HOLDS,
      times: [],
      signer: { method: 'key', fingerprint: '0123456789abcdef0123' },
    };
    const by = (origin: Expectation['origin'], givenIn?: string): string =>
      headlineOf({
        ...keySettings,
        signature,
        settings: {
          ...DEFAULT_SETTINGS,
          expectation: { method: 'key', publicKey: '', origin },
          ...(givenIn !== undefined && { givenIn }),
        },
      });

    it('is called by the file in which it was given, with its fingerprint below', () => {
      expect(by('file', 'publisher.pem')).toMatch(
        /^This file is exactly what was signed with the key in publisher\.pem \| the key you gave is 0123456789abcdef… \| when it was signed is not known \| /,
      );
      expect(by('file')).toMatch(/signed with key 0123456789abcdef… \| when/);
      expect(by('demo')).toMatch(
        /^DEMO\. This file is .* with the sample’s key \| the key is 0123456789abcdef… /,
      );
    });

    it('is nobody’s where it lies in the model', () => {
      expect(by('in-model', '.git/publisher.pem')).toMatch(
        /^A genuine signature with the key in \.git\/publisher\.pem, but that file lies in the model folder itself\. .* \| the key is 0123/,
      );
    });
  });

  it('names a private certificate in short, and the root behind it', () => {
    const certificate = { issuer: '', serial: '01', notBefore: 0, notAfter: 0, fingerprint: '' };
    const leaf = { ...certificate, subject: 'CN=release,O=Models Inc' };
    const root = { ...certificate, subject: 'CN=Models Inc root' };
    const headline = headlineOf({
      claims: { ...evidence().claims, method: 'certificate' },
      signature: { ...HOLDS, signer: { method: 'certificate', leaf, root } },
      expectation: { method: 'certificate', roots: [], origin: 'file' },
    });
    expect(headline).toContain('exactly what release of Models Inc signed on 3 October 2025 | ');
    expect(headline).toContain('certified by Models Inc root, whose root certificate you gave');
  });

  it('names the unsigned file that can run code', () => {
    expect(headlineOf({ findings: [EXTRA, MATCH] })).toContain(
      '1 file here was not signed, and it can run code: x.py',
    );
    const notes: Finding = { outcome: 'extra', path: 'notes.txt', size: 1 };
    expect(headlineOf({ findings: [EXTRA, notes, MATCH] })).toContain(
      '2 files here were not signed, and x.py can run code',
    );
    expect(headlineOf({ findings: [EXTRA, { ...EXTRA, path: 'y.sh' }, MATCH] })).toContain(
      '2 files here were not signed, and 2 of them can run code, such as x.py',
    );
    expect(headlineOf({ findings: [notes, MATCH] })).toContain('1 file here was not signed: notes.txt');
  });

  it('says of Git LFS pointers that nothing was downloaded, where nothing else differs', () => {
    const pointer = { code: 'git-lfs-pointer', sentence: [], next: '', paths: ['b'] } as const;
    const findings = [MISMATCH, MATCH];
    expect(headlineOf({ findings, causes: [{ ...pointer, wholly: true }] })).toContain(
      'b was not downloaded; only its Git LFS pointer is here',
    );
    expect(headlineOf({ findings, causes: [pointer] })).toContain('1 file differs from what was signed: b');
  });

  it('says what lies outside of a folder that is checked by itself', () => {
    expect(headlineOf({ outside: 2 })).toContain('2 files outside of this folder left out');
  });
});
