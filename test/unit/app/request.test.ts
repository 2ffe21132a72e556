import { describe, expect, it } from 'vitest';
import { requestOf } from '../../../src/app/request.ts';

const PAGE = 'https://assay.example/tools/';

describe('what a request was for', () => {
  it.each([
    ['https://assay.example/tools/', 'own'],
    ['https://assay.example/tools/assets/index-x.js', 'own'],
    // What Firefox calls the page.
    ['document', 'own'],
    ['https://assay.example/tools/tuf.html', 'trust-root'],
    ['https://elsewhere.example/tools/tuf.html', 'elsewhere'],
    ['http://assay.example/tools/', 'elsewhere'],
    ['https://assay.example.evil/', 'elsewhere'],
  ])('%s: %s', (name, purpose) => {
    expect(requestOf(name, PAGE)?.purpose).toBe(purpose);
  });

  it.each(['blob:https://assay.example/0', 'data:,x'])('nothing that went over a network: %s', (name) => {
    expect(requestOf(name, PAGE)).toBeUndefined();
  });

  it('nothing for a page that was opened as a file', () => {
    expect(requestOf('document', 'file:///home/me/assay.html')).toBeUndefined();
  });

  it('shows what extensions bring in', () => {
    expect(requestOf('chrome-extension://abc/inject.js', PAGE)).toEqual({
      purpose: 'elsewhere',
      host: 'abc',
    });
  });
});
