import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attempt } from '../../../src/oms/error.ts';
import { parseJson } from '../../../src/oms/json.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const parse = (text: string): unknown => parseJson(bytes(text));
const codeOf = (input: Uint8Array): string => {
  const result = attempt(() => parseJson(input));
  return result.ok ? 'ok' : result.problem.code;
};

describe('strict JSON', () => {
  it('reads whatever JSON.stringify writes, as JSON.parse would', () => {
    fc.assert(
      fc.property(fc.json({ noUnicodeString: false }), (text) => {
        expect(structuredClone(parse(text))).toEqual(JSON.parse(text));
      }),
    );
  });

  it('accepts nothing that JSON.parse refuses, and never throws anything but a coded problem', () => {
    const nearly = fc
      .tuple(fc.json(), fc.nat(), fc.constantFrom('', '{', '}', '"', '\\', ',', '\u0001', 'e', '.', '0'))
      .map(
        ([text, at, junk]) =>
          text.slice(0, at % (text.length + 1)) + junk + text.slice((at % (text.length + 1)) + 1),
      );
    fc.assert(
      fc.property(nearly, (text) => {
        const code = codeOf(bytes(text));
        expect(code).not.toBe('unexpected');
        if (code === 'ok') expect(() => JSON.parse(text) as unknown).not.toThrow();
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['{"a":1,"a":2}', 'json-duplicate-key'],
    ['{"a":1,"\\u0061":2}', 'json-duplicate-key'],
    ['{"x":{"y":[{"k":1,"k":1}]}}', 'json-duplicate-key'],
    ['{"__proto__":1,"__proto__":2}', 'json-duplicate-key'],
    ['"\\ud800"', 'json-surrogate'],
    ['"\\udc00\\ud800"', 'json-surrogate'],
    ['{"\\ud83d":1}', 'json-surrogate'],
    ['{"a":', 'json-truncated'],
    ['{"a":"b', 'json-truncated'],
    ['{"a":"\\u00', 'json-truncated'],
    ['[1,2', 'json-truncated'],
    ['', 'json-truncated'],
    ['tru', 'json-truncated'],
    ['hello', 'json-invalid'],
    ['{"a":1}x', 'json-invalid'],
    ['{a:1}', 'json-invalid'],
    ["{'a':1}", 'json-invalid'],
    ['[1,]', 'json-invalid'],
    ['01', 'json-invalid'],
    ['+1', 'json-invalid'],
    ['NaN', 'json-invalid'],
    ['"a\nb"', 'json-invalid'],
    ['"\\x"', 'json-invalid'],
    ['"\\u00zz"', 'json-invalid'],
    ['[1] // no', 'json-invalid'],
    ['\u00a0[1]', 'json-invalid'],
    ['['.repeat(100) + ']'.repeat(100), 'json-too-deep'],
    ['\ufeff{}', 'json-bom'],
  ])('refuses %j as %s', (text, code) => {
    expect(codeOf(bytes(text))).toBe(code);
  });

  it('refuses bytes that are not UTF-8', () => {
    expect(codeOf(Uint8Array.of(0x22, 0xff, 0x22))).toBe('json-encoding');
    // An overlong slash and a surrogate written as UTF-8.
    expect(codeOf(Uint8Array.of(0x22, 0xc0, 0xaf, 0x22))).toBe('json-encoding');
    expect(codeOf(Uint8Array.of(0x22, 0xed, 0xa0, 0x80, 0x22))).toBe('json-encoding');
  });

  it('gives objects without a prototype, so that no key is special', () => {
    const object = parse('{"__proto__":{"polluted":true},"constructor":1}') as Record<string, unknown>;
    expect(Object.getPrototypeOf(object)).toBeNull();
    expect(Object.keys(object)).toEqual(['__proto__', 'constructor']);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('keeps pairs of surrogates that an escape wrote', () => {
    expect(parse('"\\ud83d\\ude00"')).toBe('😀');
  });

  it('takes the four kinds of white space between all parts, and no other', () => {
    const blank = ' \t\n\r';
    const parts = ['{', '"a"', ':', '[', '1', ',', 'true', ']', ',', '"b"', ':', '{', '}', '}'];
    expect(structuredClone(parse(blank + parts.join(blank) + blank))).toEqual({ a: [1, true], b: {} });
    for (const odd of ['\v', '\f', '\u0085', '\u2028', '\u3000', '\0']) {
      expect(codeOf(bytes(`[1,${odd}2]`))).toBe('json-invalid');
    }
  });

  it('takes 64 levels of either kind, and not one more', () => {
    const nested = (open: string, close: string, depth: number): Uint8Array =>
      bytes(`${open.repeat(depth)}1${close.repeat(depth)}`);
    for (const [open, close] of [
      ['[', ']'],
      ['{"a":', '}'],
    ] as const) {
      expect(codeOf(nested(open, close, 64))).toBe('ok');
      expect(codeOf(nested(open, close, 65))).toBe('json-too-deep');
    }
  });

  it('counts values, which cost more memory than their bytes', { timeout: 60_000 }, () => {
    const list = (length: number): Uint8Array => bytes(`[${'0,'.repeat(length - 1)}0]`);
    expect(codeOf(list(3_999_999))).toBe('ok');
    expect(codeOf(list(4_000_000))).toBe('bundle-too-many');
  });

  it('calls only the three bytes of a mark a mark', () => {
    expect(codeOf(Uint8Array.of(0xef, 0xbb, 0xbf))).toBe('json-bom');
    expect(codeOf(Uint8Array.of(0xef, 0xbb, 0xbe))).toBe('json-invalid');
    expect(codeOf(Uint8Array.of(0xef, 0xbb))).toBe('json-encoding');
    expect(codeOf(bytes(' \ufeff1'))).toBe('json-invalid');
  });

  it.each([
    ['"\\u00zz"', 'json-invalid'],
    ['"\\uzz00"', 'json-invalid'],
    ['"\\u00g', 'json-invalid'],
    ['"\\u00', 'json-truncated'],
    ['"\\', 'json-truncated'],
    ['"\\u00410"', 'ok'],
  ])('reads the escape in %j as %s', (text, code) => {
    expect(codeOf(bytes(text))).toBe(code);
  });

  it('says where the text goes wrong', () => {
    expect(attempt(() => parse('{"a":x}'))).toMatchObject({ problem: { detail: 'at character 5' } });
  });
});
