import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frame, unframe } from '../../../src/link/frame.ts';
import { attempt } from '../../../src/oms/error.ts';

const BODY = 'method=sigstore&identity=signer@example.com&issuer=https://accounts.example.com';
const WHOLE = frame(BODY);

/** The body, or the code by which a fragment is refused. */
function outcomeOf(fragment: string): string {
  const found = attempt(() => unframe(fragment));
  return found.ok ? found.value : found.problem.code;
}

const escapeAll = (text: string): string =>
  Array.from(text, (character) => `%${character.charCodeAt(0).toString(16)}`).join('');

describe('the frame of a link', () => {
  it('is readable, and ends in what no program takes for punctuation', () => {
    expect(WHOLE).toBe(`v1:79:${BODY}:c6ef062d`);
    expect(outcomeOf(WHOLE)).toBe(BODY);
  });

  it.each<[string, (link: string) => string]>([
    ['nothing', (link) => link],
    ['encodeURIComponent', encodeURIComponent],
    ['encodeURIComponent, twice', (link) => encodeURIComponent(encodeURIComponent(link))],
    ['encodeURI', encodeURI],
    ['an escaped colon', (link) => link.replaceAll(':', '%3A')],
    ['an escaped colon in small letters', (link) => link.replaceAll(':', '%3a')],
    ['an escaped at sign', (link) => link.replaceAll('@', '%40')],
    ['escapes for all', escapeAll],
    ['escapes for all, twice', (link) => escapeAll(escapeAll(link))],
    ['a few escapes', (link) => link.replace('=', '%3D').replace('&', '%26').replace('/', '%2F')],
  ])('survives %s', (_what, mangle) => {
    expect(outcomeOf(mangle(WHOLE))).toBe(BODY);
  });

  it.each<[string, (link: string) => string]>([
    ['as it is', (link) => link],
    ['with escapes', encodeURIComponent],
    ['with escapes of escapes', (link) => encodeURIComponent(encodeURIComponent(link))],
  ])('tells wherever a link is cut, %s', (_what, mangle) => {
    const whole = mangle(WHOLE);
    for (let end = 1; end < whole.length; end++)
      expect(outcomeOf(whole.slice(0, end)), `at ${end}`).toBe('link-truncated');
  });

  it.each(['.', ',', ')', ').', '!', '>', ' and more', '%20', '&utm_source=chat', '/', '"', '\u200b', '…'])(
    'refuses a link with %s behind it',
    (end) => {
      expect(outcomeOf(WHOLE + end)).toBe('link-damaged');
    },
  );

  it.each<[string, string]>([
    ['an escaped ampersand', WHOLE.replace('&', '&amp;')],
    ['capitals', WHOLE.toUpperCase()],
    ['capitals within', WHOLE.replace('signer', 'Signer')],
    ['two letters changed over', WHOLE.replace('me', 'em')],
    ['a line end', WHOLE.replace('&', '\n&')],
    ['another body of the same length', WHOLE.replace('signer@', 'sinner@')],
    ['another checksum', WHOLE.replace(/.$/, '2')],
    ['a length that is too small', WHOLE.replace('79', '78')],
    ['a length in another spelling', WHOLE.replace('79', '079')],
    ['itself twice', WHOLE + WHOLE],
  ])('refuses a link with %s', (_what, link) => {
    expect(outcomeOf(link)).toMatch(/^link-(?:damaged|malformed)$/);
  });

  it('never takes a changed link for the same', { timeout: 20_000 }, () => {
    fc.assert(
      fc.property(fc.nat(WHOLE.length - 1), fc.string({ unit: 'binary', maxLength: 2 }), (at, text) => {
        const changed = WHOLE.slice(0, at) + text + WHOLE.slice(at + 1);
        fc.pre(changed !== WHOLE);
        return outcomeOf(changed).startsWith('link-');
      }),
    );
  });

  it.each(['v2', 'v2:', 'v2:what comes', 'v10:78:x', 'v0:'])('says that %s is of another version', (link) => {
    expect(outcomeOf(link)).toBe('link-version');
  });

  it.each(['', 'main', 'V1:78:', 'v1:x', 'v1;78;', 'v1:78x', 'v1:-1:', 'constructor', '/v1:2:a'])(
    'says that “%s” is no link',
    (link) => {
      expect(outcomeOf(link)).toBe('link-malformed');
    },
  );

  it('refuses what is too long before it looks at it', () => {
    expect(outcomeOf('v1:16384:')).toBe('link-too-large');
    expect(outcomeOf(frame('x'.repeat(20_000)))).toBe('link-too-large');
    expect(outcomeOf(`v1:9:${'%'.repeat(1_000_000)}`)).toBe('link-too-large');
    expect(outcomeOf(`v1:9:%${'25'.repeat(40_000)}`)).toMatch(/^link-/);
  });
});
