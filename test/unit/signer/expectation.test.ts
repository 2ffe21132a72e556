import { describe, expect, it } from 'vitest';
import type { Manifest } from '../../../src/oms/manifest.ts';
import { compareExpected, compareIdentity, type Expectation } from '../../../src/signer/expectation.ts';
import type { San, Signer } from '../../../src/signer/result.ts';

const ISSUER = 'https://accounts.example.org';
const certificate = { subject: '', issuer: '', serial: '1', notBefore: 0, notAfter: 1, fingerprint: '' };
const signer = (identities: readonly San[], issuer = ISSUER): Signer => ({
  method: 'sigstore',
  identities,
  issuer,
  certificate,
});

/** `same`, or the code of the difference. */
function compare(who: Signer, identity: string, issuer = ISSUER): string {
  const result = compareIdentity(who, { identity, issuer });
  return result.ok ? 'same' : result.problem.code;
}

const ada = signer([{ type: 'email', value: 'ada@example.org' }]);

describe('compareIdentity', () => {
  it.each(['email', 'uri', 'other'] as const)('matches a name of type %s', (type) => {
    expect(compare(signer([{ type, value: 'ada' }]), 'ada')).toBe('same');
  });

  it('matches any name of several', () => {
    const both = signer([
      { type: 'email', value: 'ada@example.org' },
      { type: 'uri', value: 'https://example.org/ada' },
    ]);
    expect(compare(both, 'ada@example.org')).toBe('same');
    expect(compare(both, 'https://example.org/ada')).toBe('same');
    expect(compare(both, 'ada@example.org, https://example.org/ada')).toBe('identity-differs');
  });

  it.each([
    'ada@example.or',
    'ada@example.org.',
    ' ada@example.org',
    'Ada@example.org',
    'ada@example\u200b.org',
    '.*',
    'ada@example.org|x',
    '',
  ])('takes %j for somebody else', (identity) => {
    expect(compare(ada, identity)).toBe('identity-differs');
  });

  it.each([`${ISSUER}/`, 'http://accounts.example.org', 'https://accounts.example.or.', ''])(
    'takes %j for another issuer',
    (issuer) => {
      expect(compare(ada, 'ada@example.org', issuer)).toBe('issuer-differs');
    },
  );

  it('does not match an empty expectation with a certificate that names nothing', () => {
    expect(compare(signer([{ type: 'email', value: '' }], ''), '', '')).toBe('identity-differs');
    expect(compare(signer([{ type: 'email', value: 'ada' }], ''), 'ada', '')).toBe('issuer-differs');
  });

  it('names the real signer in the problem', () => {
    const result = compareIdentity(ada, { identity: 'eve@example.org', issuer: ISSUER });
    expect(result.ok ? '' : result.problem.detail).toBe('ada@example.org');
  });

  it('refuses a signer of another method', () => {
    expect(compare({ method: 'key', fingerprint: 'ada@example.org' }, 'ada@example.org')).toBe(
      'method-differs',
    );
  });
});

describe('compareExpected', () => {
  const [mine, others, nobody] = ['aa'.repeat(32), 'bb'.repeat(32), 'cc'.repeat(32)] as const;
  const manifest: Manifest = {
    version: '1.0',
    subject: 'model',
    algorithm: 'sha256',
    method: 'files',
    files: [],
    ignorePaths: [],
    allowSymlinks: false,
    sorted: true,
    unknown: [],
  };
  const rest = { times: [], checks: [], caveats: [], legacyEncoding: false, manifest } as const;
  const leaf = { ...certificate, subject: 'CN=ada', fingerprint: mine };
  const certified: Signer = {
    method: 'certificate',
    leaf,
    root: { ...certificate, subject: 'CN=root', fingerprint: others },
  };
  const keyed: Signer = { method: 'key', fingerprint: mine };

  /** `same`, or the code of the difference. */
  function outcomeOf(who: Signer, expectation: Expectation): string {
    const result = compareExpected({ ok: true, signer: who, statementDigest: mine, ...rest }, expectation);
    return result.ok ? 'same' : result.problem.code;
  }

  it.each<[string, Signer, Expectation]>([
    ['same', keyed, { method: 'key', publicKey: 'PEM', origin: 'file' }],
    ['same', keyed, { method: 'key', publicKey: 'PEM', fingerprint: mine, origin: 'link' }],
    ['key-differs', keyed, { method: 'key', publicKey: 'PEM', fingerprint: others, origin: 'link' }],
    ['key-differs', keyed, { method: 'key', fingerprint: '', origin: 'link' }],
    ['method-differs', ada, { method: 'key', fingerprint: mine, origin: 'link' }],
    ['same', certified, { method: 'certificate', roots: ['PEM'], origin: 'file' }],
    ['same', certified, { method: 'certificate', roots: ['PEM'], root: others, origin: 'link' }],
    ['root-differs', certified, { method: 'certificate', roots: ['PEM'], root: mine, origin: 'link' }],
    ['root-differs', certified, { method: 'certificate', roots: [], root: nobody, origin: 'link' }],
    ['same', certified, { method: 'certificate', roots: [], leaf: { subject: 'CN=ada' }, origin: 'link' }],
    [
      'identity-differs',
      certified,
      { method: 'certificate', roots: [], leaf: { subject: 'CN=ad' }, origin: 'link' },
    ],
    [
      'identity-differs',
      certified,
      { method: 'certificate', roots: [], leaf: { subject: '' }, origin: 'link' },
    ],
    ['same', certified, { method: 'certificate', roots: [], leaf: { fingerprint: mine }, origin: 'link' }],
    [
      'identity-differs',
      certified,
      { method: 'certificate', roots: [], leaf: { fingerprint: others }, origin: 'link' },
    ],
    ['method-differs', keyed, { method: 'certificate', roots: ['PEM'], origin: 'file' }],
    ['same', ada, { method: 'sigstore', identity: 'ada@example.org', issuer: ISSUER, origin: 'link' }],
    [
      'identity-differs',
      ada,
      { method: 'sigstore', identity: 'eve@example.org', issuer: ISSUER, origin: 'link' },
    ],
    ['same', keyed, { method: 'key', statement: mine, origin: 'link' }],
    ['statement-differs', keyed, { method: 'key', statement: others, origin: 'link' }],
    ['key-differs', keyed, { method: 'key', fingerprint: others, statement: others, origin: 'link' }],
  ])('finds %s', (code, who, expectation) => {
    expect(outcomeOf(who, expectation)).toBe(code);
  });

  it('takes a claimed root for none', () => {
    const expectation: Expectation = { method: 'certificate', roots: [], root: others, origin: 'link' };
    expect(outcomeOf({ method: 'certificate', leaf }, expectation)).toBe('root-differs');
  });
});
