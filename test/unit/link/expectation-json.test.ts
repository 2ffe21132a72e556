import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LinkExpectation } from '../../../src/link/expectation.ts';
import { expectationJson, readExpectation } from '../../../src/link/expectation-json.ts';
import { problem } from '../../../src/oms/error.ts';
import { anyExpectation, ORDINARY, PUBLIC_KEY } from '../../support/link.ts';

const HEX = 'ab'.repeat(32);
const JSON_TEXT =
  '{"version":1,"method":"sigstore","identity":"signer@example.com","issuer":"https://accounts.example.com"}';

/** The code by which a text is refused. */
function refusalOf(text: string): string {
  const read = readExpectation(text);
  return read.ok ? 'accepted' : read.problem.code;
}

/** The code by which fields are refused. */
const refusalOfFields = (fields: Readonly<Record<string, unknown>>): string =>
  refusalOf(JSON.stringify({ version: 1, ...fields }));

const RULE = {
  method: 'sigstore',
  accept: 'any-ref',
  forge: 'github.com',
  owner: 'org',
  repository: 'models',
};
const FILE = '.github/workflows/release.yml';
const WHO = { method: 'sigstore', identity: 'me', issuer: 'https://i' };

describe('the JSON of an expectation', () => {
  it('has one spelling', () => {
    expect(expectationJson(ORDINARY)).toBe(JSON_TEXT);
    expect(readExpectation(JSON_TEXT)).toEqual({ ok: true, value: ORDINARY });
  });

  it('comes back as it was', { timeout: 20_000 }, () => {
    fc.assert(
      fc.property(anyExpectation, (expectation) => {
        expect(readExpectation(expectationJson(expectation))).toEqual({ ok: true, value: expectation });
      }),
    );
  });

  it('holds a key in whatever PEM the person has it', () => {
    const loose: LinkExpectation = {
      ...ORDINARY,
      signer: { method: 'key', publicKey: `my key\n${PUBLIC_KEY.replaceAll('\n', '\r\n')}` },
    };
    const read = readExpectation(expectationJson(loose));
    expect(read.ok && read.value.signer).toEqual({ method: 'key', publicKey: PUBLIC_KEY });
  });

  it.each([
    ['a space', JSON_TEXT.replace(':1', ': 1')],
    ['another order', '{"version":1,"identity":"me","method":"sigstore","issuer":"https://i"}'],
    ['the version last', '{"method":"sigstore","identity":"me","issuer":"https://i","version":1}'],
    ['a key twice', JSON_TEXT.replace('}', ',"identity":"you"}')],
    ['another spelling of a letter', JSON_TEXT.replace('signer', '\\u0073igner')],
    ['a prototype', JSON_TEXT.replace('}', ',"__proto__":"x"}')],
    ['a list', '[]'],
    ['null', 'null'],
    ['no JSON', '{'],
    ['deep JSON', '['.repeat(5000)],
    ['no version', JSON_TEXT.replace('"version":1,', '')],
    ['a version in words', JSON_TEXT.replace(':1', ':"1"')],
  ])('is refused with %s', (_what, text) => {
    expect(refusalOf(text)).toBe('link-malformed');
  });

  it('is refused in another version, and where it is huge', () => {
    expect(refusalOf(JSON_TEXT.replace(':1', ':2'))).toBe('link-version');
    expect(refusalOf(JSON_TEXT.padEnd(17_000))).toBe('link-too-large');
  });

  it.each<[string, Readonly<Record<string, unknown>>]>([
    ['an unknown method', { method: 'pgp', key: HEX }],
    ['the method of an object’s prototype', { method: 'constructor' }],
    ['no identity', { method: 'sigstore', issuer: 'https://i' }],
    ['no issuer', { method: 'sigstore', identity: 'me' }],
    ['an empty identity', { ...WHO, identity: '' }],
    ['a long identity', { ...WHO, identity: 'x'.repeat(513) }],
    ['an identity that is a list', { ...WHO, identity: ['me'] }],
    ['an identity with a line end', { ...WHO, identity: 'me\nyou' }],
    ['an identity that turns around', { ...WHO, identity: 'me\u202euoy' }],
    ['an identity with a zero width space', { ...WHO, identity: 'm\u200be' }],
    ['an identity with half a character', { ...WHO, identity: 'm\ud800e' }],
    ['an identity with a tag character', { ...WHO, identity: 'm\u{e0041}' }],
    ['an identity with a space at its end', { ...WHO, identity: 'me ' }],
    ['a no-break space', { ...WHO, identity: 'm\u00a0e' }],
    ['an unknown field', { ...WHO, extra: '1' }],
    ['a field that counts elsewhere', { ...WHO, key: HEX }],
    ['an identity beside a rule', { ...RULE, file: FILE, identity: 'me', issuer: 'https://i' }],
    ['a rule of an unknown kind', { ...RULE, accept: 'any', file: FILE, issuer: 'https://i' }],
    ['a rule without what it compares', { ...RULE, issuer: 'https://i' }],
    ['a rule with what it does not compare', { ...RULE, accept: 'any-repository', issuer: 'https://i' }],
    ['a rule for an unknown forge', { ...RULE, forge: 'evil.example', file: FILE, issuer: 'https://i' }],
    [
      'a rule for a host like a forge',
      { ...RULE, forge: 'github.com/evil', file: FILE, issuer: 'https://i' },
    ],
    ['a rule with a path for an owner', { ...RULE, owner: 'org/models', file: FILE, issuer: 'https://i' }],
    ['a rule that nothing can match', { ...RULE, owner: '..', file: FILE, issuer: 'https://i' }],
    ['a rule for a file elsewhere', { ...RULE, file: 'x.yml', issuer: 'https://i' }],
    ['a short fingerprint', { method: 'key', key: 'ab' }],
    ['a fingerprint in capitals', { method: 'key', key: HEX.toUpperCase() }],
    ['a key and its fingerprint', { method: 'key', key: HEX, spki: 'AA' }],
    ['a key that is none', { method: 'key', spki: 'AAAA' }],
    ['a leaf by subject and fingerprint', { method: 'certificate', root: HEX, subject: 'CN=a', leaf: HEX }],
    ['a certificate without a root', { method: 'certificate', subject: 'CN=a' }],
    ['the default trust root', { ...WHO, trust: 'public-good' }],
    ['an unknown trust root', { ...WHO, trust: 'mine' }],
    ['a statement that is no digest', { ...WHO, statement: 'latest' }],
    ['an empty model', { ...WHO, model: '' }],
    ['a script', { ...WHO, bundle: 'javascript:alert(1)' }],
    ['data', { ...WHO, bundle: 'data:application/json,{}' }],
    ['a local file', { ...WHO, bundle: 'file:///etc/passwd' }],
    ['an address without encryption', { ...WHO, bundle: 'http://example.com/model.sig' }],
    ['an address with credentials', { ...WHO, bundle: 'https://me:secret@example.com/model.sig' }],
    ['an address with a user', { ...WHO, bundle: 'https://example.com@evil.example/model.sig' }],
    ['an address with a fragment', { ...WHO, bundle: 'https://example.com/model.sig#' }],
    ['an address in another spelling', { ...WHO, bundle: 'https://0x7f.1/model.sig' }],
    ['an address with look-alike letters', { ...WHO, bundle: 'https://ехample.com/model.sig' }],
    ['a relative address', { ...WHO, bundle: 'model.sig' }],
    ['a long address', { ...WHO, bundle: `https://example.com/${'x'.repeat(2048)}` }],
  ])('is refused with %s', (_what, fields) => {
    expect(refusalOfFields(fields)).toBe('link-malformed');
  });

  it.each(['https://localhost/model.sig', 'https://192.168.0.1:8443/model.sig', 'https://[::1]/model.sig'])(
    'may name %s, whose host is plain to see',
    (bundle) => {
      const read = readExpectation(JSON.stringify({ version: 1, ...WHO, bundle }));
      expect(read.ok && read.value.bundle).toBe(bundle);
    },
  );

  it('says what is wrong with a key that the person has', () => {
    const broken = { ...ORDINARY, signer: { method: 'key', publicKey: 'no key' } } as const;
    expect(() => expectationJson(broken)).toThrow(problem('pem-missing').code);
  });
});
