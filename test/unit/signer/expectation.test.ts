import { describe, expect, it } from 'vitest';
import { compareIdentity } from '../../../src/signer/expectation.ts';
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
