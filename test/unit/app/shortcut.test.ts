import { describe, expect, it } from 'vitest';
import { altLetter } from '../../../src/app/shortcut.ts';

const NONE = { altKey: true, ctrlKey: false, metaKey: false, shiftKey: false, repeat: false };

describe('altLetter', () => {
  it.each([
    ['Alt+P', { key: 'p', code: 'KeyP' }, 'p'],
    ['Alt+P with caps lock', { key: 'P', code: 'KeyP' }, 'p'],
    ['Alt+P on a Mac', { key: 'π', code: 'KeyP' }, 'p'],
    ['the key that types P on another layout', { key: 'p', code: 'KeyR' }, 'p'],
    ['Alt+1', { key: '1', code: 'Digit1' }, undefined],
    ['P alone', { key: 'p', code: 'KeyP', altKey: false }, undefined],
    ['AltGr+P, which is Ctrl+Alt', { key: 'p', code: 'KeyP', ctrlKey: true }, undefined],
    ['a key that is held down', { key: 'p', code: 'KeyP', repeat: true }, undefined],
  ])('%s', (_what, event, letter) => {
    expect(altLetter({ ...NONE, ...event })).toBe(letter);
  });
});
