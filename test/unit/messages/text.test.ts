import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quote, text } from '../../../src/messages/text.ts';

describe('text', () => {
  it('keeps whatever is quoted apart from our own words', () => {
    fc.assert(
      fc.property(fc.string(), (hostile) => {
        expect(text`Uses ${quote(hostile)}.`).toEqual(['Uses ', { quote: hostile }, '.']);
      }),
    );
  });

  it('takes in our own words and other sentences, and leaves nothing empty', () => {
    const where = text`in ${quote('folder')}`;
    expect(text`${'2 files'} ${where}${''}`).toEqual(['2 files', ' ', 'in ', { quote: 'folder' }]);
  });
});
