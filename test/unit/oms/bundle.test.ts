import { beforeAll, describe, expect, it } from 'vitest';
import { parseBundle } from '../../../src/oms/bundle.ts';
import { MAX_BUNDLE_BYTES } from '../../../src/oms/bundle-size.ts';
import { utf8 } from '../../support/bytes.ts';
import type { BundleJson } from '../../support/bundle.ts';
import { createKey } from '../../support/keys.ts';
import { signWithKey, statementFor } from '../../support/oms.ts';

type Loose = Record<string, unknown>;

const codeOf = (input: Uint8Array): string => {
  const result = parseBundle(input);
  return result.ok ? 'ok' : result.problem.code;
};
const encode = (json: unknown): Uint8Array => utf8(JSON.stringify(json));

let good: BundleJson;

beforeAll(async () => {
  good = await signWithKey(statementFor({ 'model.bin': utf8('weights') }), await createKey());
});

/** The good bundle with one thing changed. */
function changed(change: (bundle: Loose, material: Loose, envelope: Loose) => void): Uint8Array {
  const bundle = JSON.parse(JSON.stringify(good)) as Loose;
  change(bundle, bundle.verificationMaterial as Loose, bundle.dsseEnvelope as Loose);
  return encode(bundle);
}

describe('bundle', () => {
  it('reads a good one', () => {
    const result = parseBundle(encode(good));
    expect(result).toMatchObject({
      ok: true,
      value: {
        mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
        material: { method: 'key' },
        envelope: { payloadType: 'application/vnd.in-toto+json' },
      },
    });
  });

  it.each<[string, () => Uint8Array]>([
    ['a missing key id', () => changed((_b, _m, e) => delete (e.signatures as Loose[])[0]?.keyid)],
    [
      'a null key id',
      () =>
        changed(
          (_b, _m, e) => ((e.signatures as Loose[])[0] = { ...(e.signatures as Loose[])[0], keyid: null }),
        ),
    ],
    [
      'null in place of what may be absent',
      () =>
        changed((b, m) => {
          m.certificate = null;
          b.messageSignature = null;
        }),
    ],
    [
      'fields that are not known',
      () =>
        changed((b) => {
          b.future = { a: [1] };
        }),
    ],
    ['no list of log entries', () => changed((_b, m) => delete m.tlogEntries)],
  ])('accepts %s', (_name, bytes) => {
    expect(codeOf(bytes())).toBe('ok');
  });

  it.each<[string, string, () => Uint8Array]>([
    ['bundle-empty', 'no bytes', () => new Uint8Array()],
    ['bundle-too-large', 'more than 64 MiB', () => new Uint8Array(MAX_BUNDLE_BYTES + 1)],
    ['json-invalid', 'no JSON', () => utf8('PK\u0003\u0004')],
    ['json-truncated', 'half a bundle', () => encode(good).slice(0, 400)],
    [
      'json-duplicate-key',
      'a media type given twice',
      () => utf8(JSON.stringify(good).replace('{', '{"mediaType":"x",')),
    ],
    ['bundle-malformed', 'a list', () => utf8('[]')],
    ['bundle-media-type', 'no media type', () => changed((b) => delete b.mediaType)],
    [
      'bundle-media-type',
      'another version',
      () =>
        changed((b) => {
          b.mediaType = 'application/vnd.dev.sigstore.bundle.v0.9+json';
        }),
    ],
    [
      'bundle-media-type',
      'junk behind the media type',
      () =>
        changed((b) => {
          b.mediaType = `${String(b.mediaType)};x`;
        }),
    ],
    [
      'bundle-media-type',
      'the old spelling with a key',
      () =>
        changed((b) => {
          b.mediaType = 'application/vnd.dev.sigstore.bundle+json;version=0.3';
        }),
    ],
    ['bundle-malformed', 'no verification material', () => changed((b) => delete b.verificationMaterial)],
    ['material-missing', 'no key and no certificate', () => changed((_b, m) => delete m.publicKey)],
    [
      'material-missing',
      'an empty chain',
      () =>
        changed((_b, m) => {
          delete m.publicKey;
          m.x509CertificateChain = { certificates: [] };
        }),
    ],
    [
      'material-several',
      'a key and a certificate',
      () =>
        changed((_b, m) => {
          m.certificate = { rawBytes: 'AAAA' };
        }),
    ],
    ['content-missing', 'no envelope', () => changed((b) => delete b.dsseEnvelope)],
    [
      'content-several',
      'an envelope and a message signature',
      () =>
        changed((b) => {
          b.messageSignature = {};
        }),
    ],
    [
      'content-not-dsse',
      'a message signature',
      () =>
        changed((b) => {
          delete b.dsseEnvelope;
          b.messageSignature = {};
        }),
    ],
    [
      'payload-type',
      'another payload type',
      () =>
        changed((_b, _m, e) => {
          e.payloadType = 'text/plain';
        }),
    ],
    [
      'signature-missing',
      'no signature',
      () =>
        changed((_b, _m, e) => {
          e.signatures = [];
        }),
    ],
    ['signature-missing', 'no list of signatures', () => changed((_b, _m, e) => delete e.signatures)],
    [
      'signature-several',
      'two signatures',
      () =>
        changed((_b, _m, e) => {
          e.signatures = [...(e.signatures as Loose[]), { sig: 'AAAA' }];
        }),
    ],
    [
      'bundle-base64',
      'a payload that is not base64',
      () =>
        changed((_b, _m, e) => {
          e.payload = 'a*b=';
        }),
    ],
    [
      'bundle-base64',
      'a payload in the URL alphabet',
      () =>
        changed((_b, _m, e) => {
          e.payload = '-_-_';
        }),
    ],
    [
      'bundle-base64',
      'a signature with loose bits',
      () =>
        changed((_b, _m, e) => {
          e.signatures = [{ sig: 'AB==' }];
        }),
    ],
    [
      'bundle-malformed',
      'a key id that is a number',
      () =>
        changed((_b, _m, e) => {
          e.signatures = [{ sig: 'AAAA', keyid: 7 }];
        }),
    ],
    [
      'bundle-too-many',
      '33 log entries',
      () =>
        changed((_b, m) => {
          m.tlogEntries = Array(33).fill({});
        }),
    ],
    [
      'bundle-too-many',
      '33 timestamps',
      () =>
        changed((_b, m) => {
          m.timestampVerificationData = { rfc3161Timestamps: Array(33).fill({}) };
        }),
    ],
    [
      'bundle-too-many',
      '33 certificates',
      () =>
        changed((_b, m) => {
          delete m.publicKey;
          m.x509CertificateChain = { certificates: Array(33).fill({ rawBytes: 'AAAA' }) };
        }),
    ],
  ])('%s: refuses %s', (code, _name, bytes) => {
    expect(codeOf(bytes())).toBe(code);
  });

  const materialOf = (change: (material: Loose) => void): unknown => {
    const result = parseBundle(
      changed((_b, m) => {
        delete m.publicKey;
        change(m);
      }),
    );
    return result.ok ? result.value.material : result.problem.code;
  };

  it('reads each kind of material for what it is', () => {
    expect(materialOf((m) => (m.certificate = { rawBytes: 'AAE=' }))).toEqual({
      method: 'sigstore',
      certificate: Uint8Array.of(0, 1),
    });
    const certificates = [{ rawBytes: 'AA==' }, { rawBytes: 'AQ==' }];
    expect(materialOf((m) => (m.x509CertificateChain = { certificates }))).toEqual({
      method: 'certificate',
      certificates: [Uint8Array.of(0), Uint8Array.of(1)],
    });
    expect(materialOf((m) => (m.publicKey = { hint: 'ab' }))).toEqual({ method: 'key', hint: 'ab' });
    expect(materialOf((m) => (m.publicKey = { hint: '', rawBytes: 'UEVN' }))).toEqual({
      method: 'key',
      embeddedKey: 'PEM',
    });
    expect(materialOf((m) => (m.publicKey = { hint: null }))).toEqual({ method: 'key' });
    expect(materialOf((m) => (m.publicKey = { hint: 1 }))).toBe('bundle-malformed');
  });

  it('takes 32 entries of each kind', () => {
    const certificates = Array(32).fill({ rawBytes: 'AAAA' });
    expect(
      materialOf((m) => {
        m.x509CertificateChain = { certificates };
        m.tlogEntries = Array(32).fill({});
      }),
    ).toMatchObject({ method: 'certificate' });
  });

  it('takes the older media type for the sigstore method only', () => {
    const older = (material: Loose): string =>
      codeOf(
        changed((b, m) => {
          b.mediaType = 'application/vnd.dev.sigstore.bundle+json;version=0.3';
          delete m.publicKey;
          Object.assign(m, material);
        }),
      );
    expect(older({ certificate: { rawBytes: 'AAAA' } })).toBe('ok');
    expect(older({ publicKey: {} })).toBe('bundle-media-type');
    expect(older({ x509CertificateChain: { certificates: [{ rawBytes: 'AAAA' }] } })).toBe(
      'bundle-media-type',
    );
  });
});
