import { describe, expect, it } from 'vitest';
import { listedFile } from '../../../src/model/listed-file.ts';
import { contentOf } from '../../support/content.ts';

const listed = new File(['abc'], 'a', { lastModified: 5 });

describe('a listed file', () => {
  it('opens as it is now', async () => {
    const now = new File(['xyz'], 'a', { lastModified: 5 });
    expect(await contentOf(listedFile('a', listed, () => Promise.resolve(now)))).toBe('xyz');
  });

  it.each([
    ['another size', new File(['abcd'], 'a', { lastModified: 5 })],
    ['another time', new File(['abc'], 'a', { lastModified: 6 })],
  ])('has changed if it has %s', async (_what, now) => {
    expect(await contentOf(listedFile('a', listed, () => Promise.resolve(now)))).toBe('file-changed');
  });

  it.each([
    ['NotFoundError', 'file-vanished'],
    ['NotReadableError', 'file-unreadable'],
    ['NotAllowedError', 'file-unreadable'],
  ])('says why it cannot be opened: %s', async (name, code) => {
    const refused = (): Promise<File> => Promise.reject(new DOMException('no', name));
    expect(await contentOf(listedFile('a', listed, refused))).toBe(code);
  });
});
