import { expect, test } from 'vitest';
import { attempt } from '../../../src/oms/error.ts';
import { parseDer } from '../../../src/signer/asn1.ts';
import { nameText, parseName } from '../../../src/signer/x509-name.ts';
import { concat, utf8 } from '../../support/bytes.ts';
import { encodeName } from '../../support/certificate.ts';
import { type Der, int, oid, seq, set, utf8String } from '../../support/der.ts';

const text = (name: Der): string => nameText(parseName(parseDer(name)));
const CN = '2.5.4.3';

test('a name is written with its most specific part first', () => {
  expect(text(encodeName({ C: 'DE', O: 'Example', CN: 'Ada' }))).toBe('CN=Ada,O=Example,C=DE');
  expect(text(encodeName({}))).toBe('');
  const two = set(seq(oid(CN), utf8String('Ada')), seq(oid('2.5.4.11'), utf8String('Lab')));
  expect(text(seq(two))).toBe('CN=Ada+OU=Lab');
});

test.each([
  ['a,b+c="d"<e>;f\\', 'a\\,b\\+c\\=\\"d\\"\\<e\\>\\;f\\\\'],
  [' a ', '\\ a\\ '],
  ['a b  c', 'a b  c'],
  ['\ufeffa', '\ufeffa'],
  ['#a#', '\\#a#'],
  ['a\0b\n', 'a\\00b\\0a'],
  ['\u0085', '\\c2\\85'],
  ['模型', '模型'],
])('the value %j is written as %j', (value, written) => {
  expect(text(encodeName({ CN: value }))).toBe(`CN=${written}`);
});

test.each([
  ['an unknown type', seq(oid('1.2.3.4'), utf8String('a')), '1.2.3.4=#0c0161'],
  ['a value that is no text', seq(oid(CN), int(5)), 'CN=#020105'],
  ['text that is not valid', seq(oid(CN), Uint8Array.of(0x0c, 1, 0xff)), 'CN=#0c01ff'],
  ['text in UTF-16', seq(oid(CN), Uint8Array.of(0x1e, 4, 0x6a, 0x21, 0, 0x61)), 'CN=模a'],
  ['text in Latin-1', seq(oid(CN), concat(Uint8Array.of(0x14, 2, 0xe9), utf8('a'))), 'CN=éa'],
])('%s is written so that it cannot be misread', (_, attribute, written) => {
  expect(text(seq(set(attribute)))).toBe(written);
});

test.each([
  ['an empty relative name', seq(set())],
  ['an attribute without a value', seq(set(seq(oid(CN))))],
  ['an attribute with two values', seq(set(seq(oid(CN), utf8String('a'), utf8String('b'))))],
])('%s is refused', (_, name) => {
  expect(attempt(() => text(name))).toMatchObject({ problem: { code: 'certificate-malformed' } });
});
