import { describe, expect, it } from 'vitest';
import { attempt } from '../../../src/oms/error.ts';
import {
  asArray,
  asBoolean,
  asBytes,
  asCount,
  asList,
  asObject,
  asString,
  type Field,
  member,
  present,
  root,
} from '../../../src/oms/field.ts';
import type { Json } from '../../../src/oms/json.ts';

const field = (value: Json): Field => root(value, 'bundle-malformed');
const detailOf = (work: () => unknown): string | undefined => {
  const result = attempt(work);
  if (result.ok) throw new Error('it was accepted');
  return `${result.problem.code}: ${result.problem.detail ?? ''}`;
};

describe('a field', () => {
  const document = field({ a: { b: [{ c: 1 }, null] }, none: null });

  it('says where it stands', () => {
    const items = asArray(member(member(document, 'a'), 'b'));
    expect(items.map(({ where }) => where)).toEqual(['a.b[0]', 'a.b[1]']);
    expect(items.slice(0, 1).map((item) => member(item, 'c'))).toEqual([
      { value: 1, where: 'a.b[0].c', malformed: 'bundle-malformed' },
    ]);
  });

  it('is absent where it is null, in a list as well', () => {
    expect(present(member(document, 'none'))).toBe(false);
    expect(present(member(document, 'other'))).toBe(false);
    expect(asArray(member(member(document, 'a'), 'b')).map(present)).toEqual([true, false]);
    expect(asList(member(document, 'none'))).toEqual([]);
  });

  it.each<[string, (of: Field) => unknown, Json, string]>([
    ['an object', asObject, 1, 'the document is not an object'],
    ['an object', asObject, [], 'the document is not an object'],
    ['an object', asObject, null, 'the document is not an object'],
    ['an array', asArray, {}, 'the document is not an array'],
    ['a string', asString, 1, 'the document is not a string'],
    ['a boolean', asBoolean, 'true', 'the document is not true or false'],
    ['a count', asCount, '1', 'the document is not a whole number'],
    ['a count', asCount, -1, 'the document is not a whole number'],
    ['a count', asCount, 0.5, 'the document is not a whole number'],
    ['a count', asCount, 2 ** 53, 'the document is not a whole number'],
    ['a string', (of) => asString(member(of, 'x')), {}, 'x is absent'],
    ['a string', (of) => asString(member(of, 'x')), { x: 1 }, 'x is not a string'],
    ['bytes', asBytes, 1, 'the document is not a string'],
  ])('that is no %s is refused by its own code (%#)', (_wanted, read, value, detail) => {
    expect(detailOf(() => read(field(value)))).toBe(`bundle-malformed: ${detail}`);
  });

  it.each([0, 1, 2 ** 53 - 1])('may count %d', (count) => {
    expect(asCount(field(count))).toBe(count);
  });

  it('holds bytes in base64 and nothing that only looks like it', () => {
    expect(asBytes(field('AAH/'))).toEqual(Uint8Array.of(0, 1, 255));
    for (const text of ['AAH_', 'AA', 'AAH/ ', 'AB==', '*']) {
      expect(detailOf(() => asBytes(member(field({ x: text }), 'x')))).toBe('bundle-base64: x');
    }
  });
});
