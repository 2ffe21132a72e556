import { describe, expect, it } from 'vitest';
import { attempt } from '../../../src/oms/error.ts';
import {
  ancestry,
  checkName,
  compareCodePoints,
  hasBundleName,
  lookAlikeKey,
  mixesAlphabets,
} from '../../../src/oms/paths.ts';

describe('a name', () => {
  const codeOf = (name: string): string => {
    const result = attempt(() => {
      checkName(name);
    });
    return result.ok ? 'ok' : result.problem.code;
  };

  it('may be as long as any system allows, and not longer', () => {
    expect(codeOf('a'.repeat(32_767))).toBe('ok');
    expect(codeOf('a'.repeat(32_768))).toBe('name-too-long');
  });

  it('may have dots in its parts, and a backslash', () => {
    expect(codeOf('.a/..b/c../...')).toBe('ok');
    expect(codeOf('a\\..\\b')).toBe('ok');
  });
});

describe('a bundle’s name', () => {
  it.each(['model.sig', 'a/skill.oms.sig', 'b.sigstore', 'c.sigstore.json', 'd.oms', '.kaggle/signing.json'])(
    'is %s',
    (name) => {
      expect(hasBundleName(name)).toBe(true);
    },
  );

  it.each([
    'config.json',
    'model.sig.bin',
    'sig',
    'a/.kaggle/signing.json',
    'x.kaggle/signing.json',
    'sigstore.json',
  ])('is not %s', (name) => {
    expect(hasBundleName(name)).toBe(false);
  });
});

describe('names', () => {
  it('have their parents before them, the outermost first', () => {
    expect([...ancestry('a/bb/c')]).toEqual(['a', 'a/bb', 'a/bb/c']);
    expect([...ancestry('a')]).toEqual(['a']);
  });

  it('are ordered by code point, the shorter of two that begin alike first', () => {
    const sorted = ['', 'a', 'a/b', 'ab', 'b', '\uffff', '\u{10000}', '\u{10001}'];
    expect(sorted.toReversed().sort(compareCodePoints)).toEqual(sorted);
    expect(compareCodePoints('ab', 'ab')).toBe(0);
  });

  it('look alike without regard to case and to the way of writing a character', () => {
    expect(lookAlikeKey('STRA\u00dfE')).toBe(lookAlikeKey('stra\u00dfe'));
    expect(lookAlikeKey('Cafe\u0301')).toBe(lookAlikeKey('caf\u00e9'));
    expect(lookAlikeKey('stra\u00dfe')).not.toBe(lookAlikeKey('strasse'));
  });

  it.each([
    ['\u0441onfig.json', true],
    ['models/\u03b1lpha.bin', true],
    ['config.json', false],
    ['\u043c\u043e\u0434\u0435\u043b\u044c.bin', false],
    ['\u043c\u043e\u0434\u0435\u043b\u044c-v2.safetensors', false],
    ['\u6a21\u578bmodel.bin', false],
  ])('mix alphabets that look alike or do not (%s)', (name, mixed) => {
    expect(mixesAlphabets(name)).toBe(mixed);
  });
});
