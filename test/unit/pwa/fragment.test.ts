import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frame } from '../../../src/link/frame.ts';
import { readLink } from '../../../src/link/link.ts';
import { fragmentIn, SCHEME, withoutScheme } from '../../../src/pwa/fragment.ts';

const LINK = frame('method=sigstore&identity=a@models.example&issuer=https://accounts.models.example');

describe('fragmentIn', () => {
  it.each([
    ['an address', `https://assay.example/#${LINK}`],
    ['an address on another host, below a path', `https://people.example/them/assay/#${LINK}`],
    ['an address in a sentence', `Check it (https://assay.example/#${LINK}), please.`],
    ['an address at the end of one', `See https://assay.example/#${LINK}.`],
    ['the first of two', `#${LINK} and #${frame('method=key')}`],
    ['a link of the scheme', `${SCHEME}:${LINK}`],
    ['one in capitals', `Web+OMS:${LINK}`],
  ])('finds %s', (_what, text) => {
    expect(fragmentIn(text)).toBe(LINK);
  });

  it('finds one that a program escaped, which reads as before', async () => {
    const found = fragmentIn(`https://assay.example/#${encodeURIComponent(LINK)}\nsent from a phone`);
    expect(await readLink(found ?? '')).toEqual(await readLink(LINK));
  });

  it.each(['', 'https://assay.example/', 'https://assay.example/#top', 'v1', '#v1', 'mailto:v1:3'])(
    'finds none in “%s”',
    (text) => {
      expect(fragmentIn(text)).toBeUndefined();
    },
  );

  it('finds a link between any words', () => {
    const words = fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll(/[#:]/g, ''));
    fc.assert(
      fc.property(words, words, (before, after) => {
        expect(fragmentIn(`${before} https://assay.example/#${LINK} ${after}`)).toBe(LINK);
      }),
    );
  });
});

describe('withoutScheme', () => {
  it.each([`#${SCHEME}:${LINK}`, `#${encodeURIComponent(`${SCHEME}:`)}${LINK}`, `#WEB%2bOMS%3A${LINK}`])(
    'leaves the link of “%s”',
    (hash) => {
      expect(withoutScheme(hash)).toBe(`#${LINK}`);
    },
  );

  it.each(['', '#', `#${LINK}`, `#x${SCHEME}:${LINK}`, '#web'])('leaves “%s” as it is', (hash) => {
    expect(withoutScheme(hash)).toBe(hash);
  });

  it('reads as the link that the system was given, however it escaped it', async () => {
    const opened = withoutScheme(`#${encodeURIComponent(`${SCHEME}:${LINK}`)}`);
    expect(await readLink(opened)).toEqual(await readLink(LINK));
  });
});
