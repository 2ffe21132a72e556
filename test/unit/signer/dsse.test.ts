import fc from 'fast-check';
import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { legacyPae, pae } from '../../../src/signer/dsse.ts';
import { utf8 } from '../../support/bytes.ts';
import { faultyEncoding } from '../../support/envelope.ts';

const TYPE = 'application/vnd.in-toto+json';
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

// Every byte that Python treats in a way of its own is frequent, or a random body would hardly hold one.
const body = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 255 }), fc.constantFrom(0x22, 0x27, 0x5c, 9, 10, 13)), {
    maxLength: 200,
  })
  .map((bytes) => Uint8Array.from(bytes));

describe('pae', () => {
  test('is the encoding of the DSSE specification’s example', () => {
    expect(text(pae('http://example.com/HelloWorld', utf8('hello world')))).toBe(
      'DSSEv1 29 http://example.com/HelloWorld 11 hello world',
    );
  });

  test('counts bytes, not characters', () => {
    expect(text(pae('é', utf8('ü')))).toBe('DSSEv1 2 é 2 ü');
  });

  test('keeps any body as it is', () => {
    fc.assert(
      fc.property(body, (bytes) => {
        const encoded = pae(TYPE, bytes);
        const head = `DSSEv1 28 ${TYPE} ${bytes.length} `;
        expect(text(encoded.subarray(0, head.length))).toBe(head);
        expect(encoded.subarray(head.length)).toEqual(bytes);
      }),
    );
  });
});

describe('legacyPae', () => {
  // As Python 3 prints them.
  test.each([
    ['{"a": 1}', `b'{"a": 1}'`],
    ['', `b''`],
    ["it's", `b"it's"`],
    [`"it's"`, `b'"it\\'s"'`],
    ['a\\n\n\t\r', `b'a\\\\n\\n\\t\\r'`],
    ['\0\x1f ~\x7f', `b'\\x00\\x1f ~\\x7f'`],
    ['é', `b'\\xc3\\xa9'`],
  ])('writes %j as Python does', (plain, representation) => {
    const bytes = utf8(plain);
    expect(text(legacyPae(TYPE, bytes))).toBe(`DSSEV1 28 ${TYPE} ${bytes.length} ${representation}`);
  });

  test('agrees with the encoding that signs the test bundles', () => {
    fc.assert(
      fc.property(body, (bytes) => {
        expect(legacyPae(TYPE, bytes)).toEqual(faultyEncoding(TYPE, bytes));
      }),
    );
  });

  const python = ['python3', 'python'].find((command) => spawnSync(command, ['--version']).status === 0);
  test.skipIf(python === undefined)('agrees with Python', () => {
    const bodies = [Uint8Array.from({ length: 256 }, (_, byte) => byte), ...fc.sample(body, 200)];
    const script = 'import sys\nfor line in sys.stdin: print(repr(bytes.fromhex(line)))';
    const input = bodies.map((bytes) => Buffer.from(bytes).toString('hex')).join('\n');
    const { stdout } = spawnSync(python ?? '', ['-c', script], { input: `${input}\n`, encoding: 'utf8' });
    const heads = bodies.map((bytes) => `DSSEV1 28 ${TYPE} ${bytes.length} `);
    const expected = stdout
      .trimEnd()
      .split(/\r?\n/)
      .map((line, i) => `${heads[i] ?? ''}${line}`);
    expect(bodies.map((bytes) => text(legacyPae(TYPE, bytes)))).toEqual(expected);
  });
});
