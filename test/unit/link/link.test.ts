import { deflateRawSync } from 'node:zlib';
import { base64urlnopad } from '@scure/base';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fieldsOf } from '../../../src/link/fields.ts';
import { frame, unframe } from '../../../src/link/frame.ts';
import { linkKind, readLink, type VerificationLink, writeLink } from '../../../src/link/link.ts';
import { writeParameters } from '../../../src/link/parameters.ts';
import { unwrap } from '../../../src/oms/error.ts';
import { parseSpki } from '../../../src/signer/public-key.ts';
import { createAuthority } from '../../support/authority.ts';
import type { BundleJson } from '../../support/bundle.ts';
import { type Bytes, utf8 } from '../../support/bytes.ts';
import { createKey } from '../../support/keys.ts';
import { anyExpectation, ORDINARY, PUBLIC_KEY } from '../../support/link.ts';
import { signWithCertificate, signWithKey, signWithSigstore, statementFor } from '../../support/oms.ts';
import { createInstance } from '../../support/sigstore-instance.ts';

const BASE = 'https://assay.example/';
const HEX = 'ab'.repeat(32);

/** A link that must be written. */
const written = async (link: VerificationLink): Promise<string> => unwrap(await writeLink(link, BASE));

/** The fragment of a link. */
const fragmentOf = (link: string): string => new URL(link).hash;

/** The code by which a fragment is refused. */
async function refusalOf(fragment: string): Promise<string> {
  const read = await readLink(fragment);
  return read.ok ? 'accepted' : read.problem.code;
}

/** A link with another text for its parameters, in a frame that holds. */
const framed = (parameters: string): string => `#${frame(parameters)}`;

/** A link that holds these bytes as its packed bundle. */
const holding = (packed: Uint8Array): string =>
  framed(`${writeParameters(fieldsOf(ORDINARY))}&inline=${base64urlnopad.encode(packed)}`);

const FILES = { 'config.json': utf8('{}'), 'model.safetensors': utf8('weights'), '模型/a.bin': utf8('a') };

/** A bundle as a publisher’s tool writes it. */
async function keyBundle(count = 1): Promise<BundleJson> {
  const files = Object.fromEntries(
    Array.from({ length: count }, (_, i) => [`weights/${i}.bin`, utf8(`${i}`)]),
  );
  return signWithKey(statementFor({ ...FILES, ...files }), await createKey());
}

const bytesOf = (bundle: BundleJson, space?: number): Bytes => utf8(JSON.stringify(bundle, null, space));

describe('a link', () => {
  it('is readable, short, and in the fragment only', async () => {
    const link = await written({ expectation: { ...ORDINARY, model: 'granite-3.1', statement: HEX } });
    expect(link).toBe(
      `https://assay.example/#v1:172:method=sigstore&identity=signer@example.com&issuer=https://accounts.example.com&statement=${HEX}&model=granite-3.1:8d868790`,
    );
    expect(link.length).toBeLessThan(230);
  });

  it('drops what else the address of the page holds', async () => {
    const link = unwrap(await writeLink({ expectation: ORDINARY }, 'https://h.example/assay/?x=1#old'));
    expect(link).toMatch(/^https:\/\/h\.example\/assay\/#v1:/);
  });

  it('comes back as it was', { timeout: 20_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(anyExpectation, async (expectation) => {
        const link = await written({ expectation });
        expect(await readLink(fragmentOf(link))).toEqual({ ok: true, value: { expectation } });
        // Nothing in it is changed by a browser, a chat, or a field that trims.
        expect(new URL(link).href).toBe(link);
        expect(link).toMatch(/^[A-Za-z0-9._~/:@&=#-]+$/);
        expect(await readLink(` ${encodeURIComponent(fragmentOf(link).slice(1))}\n`)).toEqual({
          ok: true,
          value: { expectation },
        });
      }),
      { numRuns: 60 },
    );
  });

  it.each<[string, VerificationLink]>([
    ['expectation', { expectation: ORDINARY }],
    ['address', { expectation: { ...ORDINARY, bundle: 'https://example.com/model.sig' } }],
    ['self-contained', { expectation: ORDINARY, bundle: utf8('{}') }],
  ])('tells that it is of the kind “%s”', (kind, link) => {
    expect(linkKind(link)).toBe(kind);
  });

  it('is not written where it could not be read', async () => {
    const odd = { ...ORDINARY, model: 'a\u202eb' };
    expect(await writeLink({ expectation: odd }, BASE)).toMatchObject({
      ok: false,
      problem: { code: 'link-malformed' },
    });
  });

  it.each<[string, string]>([
    ['no field', ''],
    ['a field without a text', 'method'],
    ['a field twice', 'method=key&key=ab&key=ab'],
    ['an unknown field', `method=key&key=${HEX}&ignore=.`],
    ['a field that would relax a rule', `method=key&key=${HEX}&ignoreUnsigned=true`],
    ['another order', `key=${HEX}&method=key`],
    ['an object’s own names', `__proto__=a&constructor=b&method=key&key=${HEX}`],
    ['capitals', `METHOD=key&key=${HEX}`],
    ['an escape that nothing needs', 'method=sigstore&identity=~6de&issuer=https://i'],
    ['an escape in capitals', 'method=sigstore&identity=a~2Bb&issuer=https://i'],
    ['half an escape', 'method=sigstore&identity=a~2&issuer=https://i'],
    ['half a character', 'method=sigstore&identity=a~e6&issuer=https://i'],
    ['a character in too many bytes', 'method=sigstore&identity=a~c0~af&issuer=https://i'],
    ['an escaped turn of direction', 'method=sigstore&identity=me~e2~80~aeuoy&issuer=https://i'],
    ['a plus for a space', 'method=sigstore&identity=a+b&issuer=https://i'],
    ['very many fields', Array.from({ length: 2000 }, (_, i) => `a${i}=1`).join('&')],
    ['a script for a bundle', `method=key&key=${HEX}&bundle=javascript:alert~281~29`],
    ['a bundle before something else', `inline=AwA&method=key&key=${HEX}`],
    ['two bundles', `method=key&key=${HEX}&inline=AwA&inline=AwA`],
  ])('is refused with %s', async (_what, parameters) => {
    expect(await refusalOf(framed(parameters))).toBe('link-malformed');
  });
});

/** The same JSON with an escape in the payload’s base64. */
function escaped(json: string): string {
  const text = json.replace('"payload":"e', '"payload":"\\u0065');
  expect(text).not.toBe(json);
  return text;
}

describe('a link that holds its bundle', () => {
  it('gives it back to the byte, whoever wrote it', async () => {
    const [authority, instance] = await Promise.all([createAuthority('Example'), createInstance()]);
    const statement = statementFor(FILES);
    const who = { identity: 'signer@example.com', issuer: 'https://accounts.example.com' };
    const chain = [await authority.issue(), authority.intermediate, authority.root] as const;
    const bundles = [
      await keyBundle(),
      await signWithCertificate(statement, chain),
      await signWithSigstore(statement, instance, who),
    ];
    for (const bundle of bundles.flatMap((json) => [bytesOf(json), bytesOf(json, 2)])) {
      const link = await written({ expectation: ORDINARY, bundle });
      expect(await readLink(fragmentOf(link))).toEqual({
        ok: true,
        value: { expectation: ORDINARY, bundle },
      });
    }
  });

  it('gives back one whose base64 stands in escapes, or behind letters of any script', async () => {
    const json = JSON.stringify({ 说明: '模型 🤖', ...(await keyBundle(40)) });
    for (const text of [json, escaped(json)]) {
      const link = await written({ expectation: ORDINARY, bundle: utf8(text) });
      expect(await readLink(fragmentOf(link))).toMatchObject({ ok: true, value: { bundle: utf8(text) } });
    }
  });

  it('is shorter than the bundle’s own base64', async () => {
    const bundle = bytesOf(await keyBundle(20));
    const link = await written({ expectation: ORDINARY, bundle });
    expect(link.length).toBeLessThan(bundle.length * 0.75);
  });

  it('is not written over 16 KiB', async () => {
    for (const bundle of [bytesOf(await keyBundle(1000)), bytesOf(await keyBundle(5000))]) {
      expect(await writeLink({ expectation: ORDINARY, bundle }, BASE)).toMatchObject({
        ok: false,
        problem: { code: 'link-too-large' },
      });
    }
  });

  it('is read at the largest that is written', async () => {
    const json = escaped(JSON.stringify(await keyBundle()));
    const bundle = utf8(json.padEnd(256 * 1024));
    const link = await written({ expectation: ORDINARY, bundle });
    expect(await readLink(fragmentOf(link))).toMatchObject({ ok: true, value: { bundle } });
    expect(
      await writeLink({ expectation: ORDINARY, bundle: utf8(json.padEnd(256 * 1024 + 1)) }, BASE),
    ).toMatchObject({
      ok: false,
      problem: { code: 'link-too-large' },
    });
  });

  it('is neither written nor read with the address of another, nor written with what is no bundle', async () => {
    expect(await writeLink({ expectation: ORDINARY, bundle: utf8('{}') }, BASE)).toMatchObject({
      ok: false,
      problem: { code: 'bundle-media-type' },
    });
    const bundle = bytesOf(await keyBundle());
    const link = unframe(fragmentOf(await written({ expectation: ORDINARY, bundle })).slice(1));
    const address = 'https://example.com/model.sig';
    expect(await refusalOf(framed(link))).toBe('accepted');
    expect(await refusalOf(framed(link.replace('&inline', `&bundle=${address}&inline`)))).toBe(
      'link-malformed',
    );
    const expectation = { ...ORDINARY, bundle: address };
    expect(await writeLink({ expectation, bundle }, BASE)).toMatchObject({
      ok: false,
      problem: { code: 'link-malformed' },
    });
  });

  it('is refused as soon as it unpacks to too much', async () => {
    const bomb = deflateRawSync(Buffer.alloc(8 * 1024 * 1024));
    expect(bomb.length).toBeLessThan(12_000);
    expect(await refusalOf(holding(bomb))).toBe('link-too-large');
  });

  it.each<[string, Uint8Array]>([
    ['noise', utf8('\xff\x00 no deflate')],
    ['nothing', new Uint8Array()],
    ['a stream that is cut', deflateRawSync(Buffer.from('0 0\n{"a":"b"}')).subarray(0, 8)],
    ['no line of lengths', deflateRawSync('{}')],
    ['a length beyond the end', deflateRawSync('0 9\nabc')],
    ['lengths beyond the end together', deflateRawSync('2 2\nabc')],
    ['a negative length', deflateRawSync('-1 1\nabc')],
    ['a length with a fraction', deflateRawSync('1.5 1\nabc')],
    ['a huge length', deflateRawSync('0 99999999999\nabc')],
  ])('is refused with %s in it', async (_what, packed) => {
    expect(await refusalOf(holding(packed))).toBe('link-malformed');
  });

  it.each(['AwA=', 'AwB', 'Aw+A', 'A', 'Aw A'])('is refused with the base64 “%s”', async (text) => {
    expect(await refusalOf(framed(`method=key&key=${HEX}&inline=${text}`))).toBe('link-malformed');
  });
});

it('a key in a link is the key’s one encoding', async () => {
  const link = await written({
    expectation: { ...ORDINARY, signer: { method: 'key', publicKey: PUBLIC_KEY } },
  });
  const [, spki = ''] = /spki=([\w-]+)/.exec(link) ?? [];
  const whole = base64urlnopad.decode(spki);
  // The same point with a half of its coordinates (SEC 1 §2.3.3), and the lengths before it.
  const compressed = Uint8Array.from([
    ...whole.subarray(0, 26),
    2 + ((whole.at(-1) ?? 0) & 1),
    ...whole.subarray(27, 59),
  ]);
  compressed.set([57], 1);
  compressed.set([34], 24);
  expect(parseSpki(compressed)).toEqual(parseSpki(whole));
  const refusal = (der: Uint8Array) => refusalOf(framed(`method=key&spki=${base64urlnopad.encode(der)}`));
  expect(await refusal(compressed)).toBe('link-malformed');
  expect(await refusal(whole)).toBe('accepted');
});
