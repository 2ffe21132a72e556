import { sha256 } from '@noble/hashes/sha2.js';
import { base64, hex } from '@scure/base';
import fc from 'fast-check';
import { createPublicKey, ECDH, generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Result } from '../../../src/oms/error.ts';
import { canonicalPem, MAX_PEM_LENGTH, readCertificates, readPublicKey } from '../../../src/signer/pem.ts';

const CURVES = ['P-256', 'P-384', 'P-521'] as const;
/** OpenSSL’s own names of the curves. */
const NODE_CURVES = { 'P-256': 'prime256v1', 'P-384': 'secp384r1', 'P-521': 'secp521r1' };

/** A fresh public key as OpenSSL writes it. */
function opensslPem(namedCurve: string): string {
  return generateKeyPairSync('ec', { namedCurve })
    .publicKey.export({ type: 'spki', format: 'pem' })
    .toString();
}

function block(label: string, bytes: Uint8Array): string {
  return [`-----BEGIN ${label}-----`, base64.encode(bytes), `-----END ${label}-----`, ''].join('\n');
}

function codeOf(result: Result<unknown>): string {
  return result.ok ? 'ok' : result.problem.code;
}

describe('a public key', () => {
  test.each(CURVES)('on %s has the fingerprint of its text as OpenSSL writes it', (curve) => {
    const text = opensslPem(curve);
    expect(readPublicKey(text)).toMatchObject({
      ok: true,
      value: { key: { kind: 'ec', curve }, fingerprint: hex.encode(sha256(new TextEncoder().encode(text))) },
    });
  });

  test.each(CURVES)('on %s has the same fingerprint with a compressed point', (curve) => {
    const text = opensslPem(curve);
    const der = createPublicKey(text).export({ type: 'spki', format: 'der' });
    const size = { 'P-256': 65, 'P-384': 97, 'P-521': 133 }[curve];
    const compressed = ECDH.convertKey(
      der.subarray(-size),
      NODE_CURVES[curve],
      undefined,
      undefined,
      'compressed',
    );
    const point = Buffer.from(compressed);
    // BIT STRING { 0 unused bits, point } behind the same AlgorithmIdentifier.
    const algorithm = der.subarray(der[1] === 0x81 ? 3 : 2).subarray(0, -(size + (size > 125 ? 4 : 3)));
    const body = Buffer.concat([algorithm, Buffer.of(0x03, point.length + 1, 0), point]);
    const spki = Buffer.concat([Buffer.of(0x30, body.length), body]);
    expect(readPublicKey(block('PUBLIC KEY', spki))).toEqual(readPublicKey(text));
  });

  test('may stand in any layout and between other text', () => {
    const text = opensslPem('P-256');
    const plain = readPublicKey(text);
    const oneLine = block('PUBLIC KEY', createPublicKey(text).export({ type: 'spki', format: 'der' }));
    const variants = [
      text.replaceAll('\n', '\r\n'),
      text.replaceAll('\n', '\r'),
      text.trimEnd(),
      `\uFEFF${text}`,
      `Public Key Information:\n\tCurve:\tSECP256R1\n\n${text}\n-- end --`,
      text.replaceAll('\n', '  \n'),
      block('EC PARAMETERS', Uint8Array.of(6, 1, 1)) + text,
      text + ' '.repeat(MAX_PEM_LENGTH - text.length),
      oneLine,
    ];
    expect(plain.ok).toBe(true);
    for (const variant of variants) expect(readPublicKey(variant)).toEqual(plain);
  });

  test('comes back from its canonical text', () => {
    fc.assert(
      fc.property(fc.constantFrom(...CURVES), (curve) => {
        const text = opensslPem(curve);
        const read = readPublicKey(text);
        expect(read.ok && canonicalPem(read.value.key)).toBe(text);
      }),
      { numRuns: 20 },
    );
  });

  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const ed25519 = generateKeyPairSync('ed25519');
  const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const explicit = generateKeyPairSync('ec', { namedCurve: 'P-256', paramEncoding: 'explicit' });
  const good = opensslPem('P-256');
  const body = good.split('\n').slice(1, -2).join('\n');

  test.each([
    ['nothing', '', 'pem-missing'],
    ['other text', 'ssh-ed25519 AAAA someone@example.org', 'pem-missing'],
    ['text about a boundary', `it begins with -----BEGIN PUBLIC KEY-----`, 'pem-missing'],
    ['a boundary with more behind it', good.replace('KEY-----', 'KEY----- x'), 'pem-malformed'],
    ['two keys', good + opensslPem('P-256'), 'pem-several'],
    ['one key twice', good + good, 'pem-several'],
    ['a key and a certificate', good + block('CERTIFICATE', Uint8Array.of(1)), 'pem-several'],
    ['a certificate', block('CERTIFICATE', Uint8Array.of(1)), 'pem-kind'],
    ['two certificates', block('CERTIFICATE', Uint8Array.of(1)).repeat(2), 'pem-kind'],
    ['a private key', p256.privateKey.export({ type: 'pkcs8', format: 'pem' }), 'key-private'],
    ['an old private key', p256.privateKey.export({ type: 'sec1', format: 'pem' }), 'key-private'],
    ['a private key beside the public', good + block('EC PRIVATE KEY', Uint8Array.of(1)), 'key-private'],
    [
      'an encrypted private key',
      p256.privateKey.export({ type: 'sec1', format: 'pem', cipher: 'aes-128-cbc', passphrase: 'x' }),
      'key-private',
    ],
    ['an RSA key', rsa.publicKey.export({ type: 'spki', format: 'pem' }), 'key-type'],
    ['an RSA key of its own format', rsa.publicKey.export({ type: 'pkcs1', format: 'pem' }), 'key-type'],
    ['an Ed25519 key', ed25519.publicKey.export({ type: 'spki', format: 'pem' }), 'key-type'],
    ['a key on another curve', opensslPem('secp256k1'), 'key-curve'],
    [
      'a key with explicit parameters',
      explicit.publicKey.export({ type: 'spki', format: 'pem' }),
      'key-curve',
    ],
    ['no end', good.replace(/-----END.*/, ''), 'pem-malformed'],
    ['another end', good.replace('END PUBLIC KEY', 'END CERTIFICATE'), 'pem-malformed'],
    ['an end alone', '-----END PUBLIC KEY-----', 'pem-malformed'],
    ['a damaged boundary', good.replace('BEGIN PUBLIC KEY-----', 'BEGIN PUBLIC KEY----'), 'pem-malformed'],
    ['boundaries that are both damaged', good.replaceAll('KEY-----', 'KEY----'), 'pem-malformed'],
    ['an end that is damaged, outside a block', '-----END PUBLIC KEY----', 'pem-malformed'],
    ['a beginning before the block', `-----BEGIN PUBLIC KEY-----\n${good}`, 'pem-malformed'],
    ['a block in a block', good.replace('\n', '\n-----BEGIN CERTIFICATE-----\n'), 'pem-malformed'],
    ['a character that is not base64', good.replace(body, `*${body.slice(1)}`), 'pem-malformed'],
    [
      'base64 for links',
      block('PUBLIC KEY', new Uint8Array(99).fill(255)).replaceAll('/', '_'),
      'pem-malformed',
    ],
    [
      'bytes after the key',
      block('PUBLIC KEY', Uint8Array.of(...base64.decode(body.replace('\n', '')), 0)),
      'pem-malformed',
    ],
    ['an empty block', block('PUBLIC KEY', new Uint8Array()), 'pem-malformed'],
    ['a text that is too long', good + ' '.repeat(MAX_PEM_LENGTH), 'pem-malformed'],
  ])('is not read from %s', (_, text, code) => {
    expect(codeOf(readPublicKey(text.toString()))).toBe(code);
  });

  test.each([
    ['RSA', rsa.publicKey],
    ['Ed25519', ed25519.publicKey],
  ])('that is none for bundles is called by its kind: %s', (kind, key) => {
    const text = key.export({ type: 'spki', format: 'pem' }).toString();
    expect(readPublicKey(text)).toMatchObject({ problem: { code: 'key-type', detail: kind } });
  });

  test('that is damaged is told by its line', () => {
    expect(readPublicKey(`a comment\n${good.replace('KEY-----', 'KEY----')}`)).toMatchObject({
      problem: { detail: 'line 2: a damaged boundary' },
    });
  });

  test('is not read from junk', () => {
    const line = fc.oneof(
      fc.string(),
      fc.constantFrom('-----BEGIN PUBLIC KEY-----', '-----END PUBLIC KEY-----', '-----BEGIN', '\r', ''),
      fc.base64String(),
    );
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        expect(codeOf(readPublicKey(lines.join('\n')))).toMatch(/^(pem|key)-/);
      }),
    );
  });
});

describe('certificates', () => {
  const certificates = fc.array(fc.uint8Array({ minLength: 1, maxLength: 300 }), {
    minLength: 1,
    maxLength: 5,
  });
  // A dash would make a line that may be a boundary.
  const comment = fc.string().map((text) => text.replaceAll('-', '_'));

  test('are read in their order, whatever stands between them', () => {
    fc.assert(
      fc.property(certificates, comment, fc.constantFrom('\n', '\r\n'), (ders, between, newline) => {
        const text = ders.map((der) => `${between}\n${block('CERTIFICATE', der)}`).join('');
        expect(readCertificates(text.replaceAll('\n', newline))).toEqual({ ok: true, value: ders });
      }),
    );
  });

  test('are picked from among other public blocks, under their old label too', () => {
    const text =
      block('PUBLIC KEY', Uint8Array.of(1)) +
      block('CERTIFICATE', Uint8Array.of(2)) +
      block('X509 CERTIFICATE', Uint8Array.of(3));
    expect(readCertificates(text)).toEqual({ ok: true, value: [Uint8Array.of(2), Uint8Array.of(3)] });
  });

  test.each([
    ['nothing', '', 'pem-missing'],
    ['a key', block('PUBLIC KEY', Uint8Array.of(1)), 'pem-kind'],
    [
      'a private key beside it',
      block('CERTIFICATE', Uint8Array.of(1)) + block('PRIVATE KEY', Uint8Array.of(1)),
      'key-private',
    ],
    [
      'an old private key beside it',
      block('CERTIFICATE', Uint8Array.of(1)) + block('EC PRIVATE KEY', Uint8Array.of(1)),
      'key-private',
    ],
    [
      'one that is not base64',
      block('CERTIFICATE', Uint8Array.of(1)).replace('AQ==', 'A*=='),
      'pem-malformed',
    ],
    [
      'a damaged one after a good one',
      `${block('CERTIFICATE', Uint8Array.of(1))}-----BEGIN CERTIFICATE-----`,
      'pem-malformed',
    ],
  ])('are not read from %s', (_, text, code) => {
    expect(codeOf(readCertificates(text))).toBe(code);
  });
});
