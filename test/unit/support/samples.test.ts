import { createHash, createPublicKey, verify } from 'node:crypto';
import { statSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loadSample, type Sample } from '../../../src/app/samples/sample.ts';
import type { BundleJson } from '../../support/bundle.ts';
import { fromBase64 } from '../../support/bytes.ts';
import { preAuthenticationEncoding } from '../../support/envelope.ts';
import type { StatementJson } from '../../support/oms.ts';
import { verifyOfficially } from './official.ts';

const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');

/** What the signer says, by path. */
function digestsOf(bundle: BundleJson): Record<string, string> {
  const text = new TextDecoder().decode(fromBase64(bundle.dsseEnvelope.payload));
  const { predicate } = JSON.parse(text) as StatementJson;
  return Object.fromEntries(predicate.resources.map(({ name, digest }) => [name, digest]));
}

const bundleOf = (sample: Sample): BundleJson => JSON.parse(JSON.stringify(sample.bundle)) as BundleJson;

describe.each(['sigstore', 'key'] as const)('the %s sample', (kind) => {
  test('holds the signed files, and one that differs in one byte', async () => {
    const sample = await loadSample(kind);
    const digests = digestsOf(bundleOf(sample));
    const actual = Object.entries(sample.files).map(([path, text]) => [path, sha256(fromBase64(text))]);
    expect(Object.fromEntries(actual)).toEqual(digests);

    const original = fromBase64(sample.files[sample.tampered.path] ?? '');
    const tampered = fromBase64(sample.tampered.base64);
    expect(tampered.length).toBe(original.length);
    expect(tampered.filter((byte, i) => byte !== original[i])).toHaveLength(1);
  });

  test('holds weights in the safetensors format', async () => {
    const { files } = await loadSample(kind);
    const weights = Object.entries(files).filter(([path]) => path.endsWith('.safetensors'));
    expect(weights).toHaveLength(2);
    for (const [, text] of weights) {
      const bytes = Buffer.from(text, 'base64');
      const start = 8 + Number(bytes.readBigUInt64LE());
      const header = JSON.parse(bytes.toString('utf8', 8, start)) as Record<
        string,
        { data_offsets?: number[] }
      >;
      const ends = Object.values(header).map(({ data_offsets: offsets }) => offsets?.[1] ?? 0);
      expect(Math.max(...ends)).toBe(bytes.length - start);
    }
  });

  test('stays small', () => {
    const { size } = statSync(new URL(`../../../src/app/samples/${kind}.json`, import.meta.url));
    expect(size).toBeLessThan(40_000);
  });
});

test('the Sigstore sample verifies as the signer it names', async () => {
  const sample = await loadSample('sigstore');
  if (sample.kind !== 'sigstore') throw new Error(sample.kind);
  const { identity } = verifyOfficially(sample.bundle, sample.trustedRoot);
  expect(identity?.subjectAlternativeName).toBe(sample.expectation.identity);
  expect(identity?.extensions?.issuer).toBe(sample.expectation.issuer);
});

test('the key sample verifies with the key it names', async () => {
  const sample = await loadSample('key');
  if (sample.kind !== 'key') throw new Error(sample.kind);
  const { payloadType, payload, signatures } = bundleOf(sample).dsseEnvelope;
  const signed = preAuthenticationEncoding(payloadType, fromBase64(payload));
  const key = createPublicKey(sample.publicKey);
  expect(sha256(sample.publicKey)).toBe(sample.expectation.fingerprint);
  expect(verify('SHA256', signed, key, fromBase64(signatures[0]?.sig ?? ''))).toBe(true);
});
