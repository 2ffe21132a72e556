import { hex } from '@scure/base';
import { expect, test } from 'vitest';
import {
  bool,
  explicit,
  generalizedTime,
  ia5String,
  implicit,
  int,
  namedBits,
  octets,
  seq,
  set,
  time,
} from '../../support/der.ts';

test.each([
  ['a small integer', int(0), '020100'],
  ['an integer whose top bit is set', int(128), '02020080'],
  ['true', bool(true), '0101ff'],
  ['digitalSignature', namedBits([0]), '03020780'],
  ['keyCertSign and cRLSign', namedBits([5, 6]), '03020106'],
  ['bits in the second byte', namedBits([8]), '0303070080'],
  ['no bits', namedBits([]), '030100'],
  ['a sequence in its order', seq(int(2), int(1)), '3006020102020101'],
  ['a set in DER’s order', set(int(2), int(1)), '3106020101020102'],
  [
    'a set with a prefix of another',
    set(octets(Uint8Array.of(1, 2)), octets(Uint8Array.of(1))),
    '310704010104020102',
  ],
  ['an explicit tag', explicit(3, int(1)), 'a303020101'],
  ['an implicit tag', implicit(6, ia5String('a')), '860161'],
  ['an implicit tag on a constructed value', implicit(0, seq(int(1))), 'a003020101'],
  ['the last UTCTime', time(new Date('2049-12-31T23:59:59Z')), '170d3439313233313233353935395a'],
  ['the first GeneralizedTime', time(new Date('2050-01-01T00:00:00Z')), '180f32303530303130313030303030305a'],
  [
    'milliseconds',
    generalizedTime(new Date('2026-03-02T10:00:00.250Z')),
    '181232303236303330323130303030302e32355a',
  ],
])('encodes %s', (_what, der, expected) => {
  expect(hex.encode(der)).toBe(expected);
});

test('encodes long lengths', () => {
  expect(hex.encode(octets(new Uint8Array(200)).subarray(0, 3))).toBe('0481c8');
  expect(hex.encode(seq(octets(new Uint8Array(300))).subarray(0, 4))).toBe('30820130');
});
