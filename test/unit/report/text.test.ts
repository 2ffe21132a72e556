import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeText, looksOdd } from '../../../src/report/text.ts';

describe('escapeText', () => {
  it.each([
    ['plain.txt', 'plain.txt'],
    ['模型 café 😀', '模型 café 😀'],
    ['a\u202eb', 'a\\u202eb'],
    ['a\u0000\n\t', 'a\\u0000\\u000a\\u0009'],
    ['a\u200bb\u00adc', 'a\\u200bb\\u00adc'],
    ['a\u00a0b\u2003c', 'a\\u00a0b\\u2003c'],
    ['a\\b', 'a\\\\b'],
    [' a  b ', '\\u0020a \\u0020b\\u0020'],
    ['a\u3164b\u2800c\ufe0f', 'a\\u3164b\\u2800c\\ufe0f'],
    ['\u{e0041}', '\\u{e0041}'],
  ])('%j becomes %j', (text, escaped) => {
    expect(escapeText(text)).toBe(escaped);
    expect(looksOdd(text)).toBe(escaped !== text);
  });

  it('lets nothing invisible through and never maps two texts to one', () => {
    const text = fc.string({ unit: 'binary', maxLength: 12 });
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(escapeText(a).replaceAll(' ', '')).not.toMatch(/[\p{C}\p{Z}]/u);
        if (a !== b) expect(escapeText(a)).not.toBe(escapeText(b));
      }),
    );
  });
});
