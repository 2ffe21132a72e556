import { describe, expect, it } from 'vitest';
import { attempt } from '../../../src/oms/error.ts';
import { asciiText, integer, objectIdentifier, parseDer } from '../../../src/signer/asn1.ts';
import { parseCertificate } from '../../../src/signer/x509-certificate.ts';
import { createCertificate } from '../../support/certificate.ts';
import { bool, int, oid, seq } from '../../support/der.ts';
import { createKey } from '../../support/keys.ts';

describe('a number', () => {
  it.each([0n, 1n, 255n, 2n ** 159n - 1n])('is read: %d', (value) => {
    expect(integer(parseDer(int(value)), 'number')).toBe(value);
  });

  it.each([
    ['of no byte', Uint8Array.of(0x02, 0x00), 'number: a number of 0 bytes'],
    ['of 21 bytes', int(2n ** 160n), 'number: a number of 21 bytes'],
    ['that is none', bool(true), 'number'],
  ])('%s is refused', (_what, der, detail) => {
    expect(attempt(() => integer(parseDer(der), 'number'))).toMatchObject({
      ok: false,
      problem: { code: 'certificate-malformed', detail },
    });
  });

  it('that would take long to read is refused in a certificate', async () => {
    // Reading it takes time by the square of its length, and a bundle has room for 32 such certificates.
    const constraints = { oid: '2.5.29.19', value: seq(bool(true), int(2n ** 100_000n)) };
    const { der } = await createCertificate({ key: await createKey(), extensions: [constraints] });
    expect(attempt(() => parseCertificate(der))).toMatchObject({
      ok: false,
      problem: { code: 'certificate-malformed', detail: 'path length: a number of 12501 bytes' },
    });
  });
});

describe('an object identifier', () => {
  it('is read, but not a long one', () => {
    expect(objectIdentifier(parseDer(oid('1.3.6.1.4.1.57264.1.8')), 'it')).toBe('1.3.6.1.4.1.57264.1.8');
    const longest = Uint8Array.of(0x06, 64, ...new Uint8Array(64).fill(1));
    expect(objectIdentifier(parseDer(longest), 'it')).toBe(`0${'.1'.repeat(64)}`);
    const long = Uint8Array.of(0x06, 65, ...new Uint8Array(65).fill(1));
    expect(attempt(() => objectIdentifier(parseDer(long), 'it'))).toMatchObject({
      problem: { code: 'certificate-malformed' },
    });
  });
});

describe('a text', () => {
  it('is ASCII, or refused', () => {
    const text = (byte: number): string => asciiText(parseDer(Uint8Array.of(0x16, 1, byte)), 'it');
    expect(text(0x41)).toBe('A');
    expect(text(0x7f)).toBe('\x7f');
    expect(attempt(() => text(0x80))).toMatchObject({ problem: { code: 'certificate-malformed' } });
  });
});
