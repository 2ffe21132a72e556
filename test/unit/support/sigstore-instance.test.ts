import { describe, expect, test } from 'vitest';
import type { BundleJson } from '../../support/bundle.ts';
import { base64, flip, fromBase64, utf8 } from '../../support/bytes.ts';
import { ENTRY_KINDS, rekorVersion } from '../../support/entry-body.ts';
import { pem } from '../../support/keys.ts';
import { createInstance, type SigstoreInstance, type SignOptions } from '../../support/sigstore-instance.ts';
import { verifyOfficially } from './official.ts';
import { HAS_OPENSSL, openssl } from './openssl.ts';

const SIGNER: SignOptions = { identity: 'ada@example.org', issuer: 'https://accounts.example.org' };
const PAYLOAD = utf8('{"_type":"https://in-toto.io/Statement/v1"}');

const instance = await createInstance();

/** The one log entry of a bundle, with all its proofs. */
function entryOf({ verificationMaterial }: BundleJson) {
  const [entry] = verificationMaterial.tlogEntries ?? [];
  if (!entry?.inclusionProof || !entry.inclusionPromise) throw new Error('the bundle has no log entry');
  return { ...entry, proof: entry.inclusionProof, promise: entry.inclusionPromise };
}

function stampOf({ verificationMaterial }: BundleJson) {
  const [stamp] = verificationMaterial.timestampVerificationData?.rfc3161Timestamps ?? [];
  if (!stamp) throw new Error('the bundle has no time stamp');
  return stamp;
}

function certificateOf({ verificationMaterial }: BundleJson) {
  if (!verificationMaterial.certificate) throw new Error('the bundle has no certificate');
  return verificationMaterial.certificate;
}

const flipped = (text: string, index = -1): string => base64(flip(fromBase64(text), index));

describe('the official verifier', () => {
  test.each([
    ['an address', 'ada@example.org'],
    ['a workflow', 'https://github.com/example/model/.github/workflows/sign.yml@refs/heads/main'],
  ])('accepts a bundle signed as %s', async (_what, identity) => {
    const bundle = await instance.sign(PAYLOAD, { ...SIGNER, identity });
    const signer = verifyOfficially(bundle, instance.trustedRoot);
    expect(signer.identity?.subjectAlternativeName).toBe(identity);
    expect(signer.identity?.extensions?.issuer).toBe(SIGNER.issuer);
  });

  test('accepts every place in the log', async () => {
    for (let i = 0; i < 6; i++) {
      const bundle = await instance.sign(PAYLOAD, SIGNER);
      expect(() => verifyOfficially(bundle, instance.trustedRoot)).not.toThrow();
    }
  });

  test('accepts a time stamp with its certificate inside', async () => {
    const bundle = await instance.sign(PAYLOAD, { ...SIGNER, stamp: { embedCertificate: true } });
    expect(() => verifyOfficially(bundle, instance.trustedRoot)).not.toThrow();
  });

  test.each(ENTRY_KINDS)('accepts an entry of kind %s', async (entry) => {
    const rekor = { version: rekorVersion(entry), witnesses: ['witness.example'] };
    const logging = await createInstance({ rekor });
    const bundle = await logging.sign(PAYLOAD, { ...SIGNER, entry });
    expect(() => verifyOfficially(bundle, logging.trustedRoot)).not.toThrow();
  });

  test('accepts an instance of larger keys', async () => {
    const large = await createInstance({
      domain: 'large.example',
      keyTypes: {
        root: 'P-521',
        intermediate: 'P-384',
        rekor: 'P-384',
        ctLog: 'P-384',
        timestampAuthority: 'P-384',
      },
    });
    const bundle = await large.sign(PAYLOAD, SIGNER);
    expect(() => verifyOfficially(bundle, large.trustedRoot)).not.toThrow();
  });

  test('rejects another instance of the same name', async () => {
    const other = await createInstance();
    const bundle = await instance.sign(PAYLOAD, SIGNER);
    expect(() => verifyOfficially(bundle, other.trustedRoot)).toThrow();
  });

  test.each<[what: string, message: RegExp, change: (bundle: BundleJson) => void]>([
    [
      'promise',
      /inclusion promise/,
      (bundle) => {
        const { promise } = entryOf(bundle);
        promise.signedEntryTimestamp = flipped(promise.signedEntryTimestamp);
      },
    ],
    [
      'inclusion proof',
      /root hash does not match/,
      (bundle) => {
        const { proof } = entryOf(bundle);
        proof.hashes = proof.hashes.map((hash, i) => (i === 0 ? flipped(hash) : hash));
      },
    ],
    [
      'checkpoint’s signature',
      /checkpoint signature/,
      (bundle) => {
        const { checkpoint } = entryOf(bundle).proof;
        checkpoint.envelope = checkpoint.envelope.replace(
          /(\S+)\n$/,
          (_line, signature: string) => `${flipped(signature)}\n`,
        );
      },
    ],
    [
      'time stamp’s signature',
      /timestamp could not be verified/,
      (bundle) => {
        const stamp = stampOf(bundle);
        stamp.signedTimestamp = flipped(stamp.signedTimestamp);
      },
    ],
    [
      'envelope’s signature',
      /timestamp could not be verified/,
      (bundle) => {
        for (const signature of bundle.dsseEnvelope.signatures) signature.sig = flipped(signature.sig);
      },
    ],
    [
      'payload',
      /payload hash mismatch/,
      (bundle) => {
        bundle.dsseEnvelope.payload = flipped(bundle.dsseEnvelope.payload);
      },
    ],
    [
      'certificate’s signature',
      /certificate chain/,
      (bundle) => {
        const certificate = certificateOf(bundle);
        certificate.rawBytes = flipped(certificate.rawBytes);
      },
    ],
  ])('rejects one wrong bit in the %s', async (_what, message, change) => {
    const bundle = await instance.sign(PAYLOAD, SIGNER);
    change(bundle);
    expect(() => verifyOfficially(bundle, instance.trustedRoot)).toThrow(message);
  });

  // A wrong bit in the finished certificate breaks its own signature first, so these are issued wrong.
  test.each<[what: string, message: RegExp, deviation: (from: SigstoreInstance) => Partial<SignOptions>]>([
    [
      'an SCT with one wrong bit',
      /SCT verification failed/,
      ({ ctLog, authority }) => ({
        certificate: {
          async scts(precertificate) {
            return flip(
              await ctLog.promise(precertificate, authority.intermediate.key, new Date('2026-03-02')),
              -1,
            );
          },
        },
      }),
    ],
    [
      'an SCT for another issuer',
      /SCT verification failed/,
      ({ ctLog, authority }) => ({
        certificate: {
          scts: (precertificate) => ctLog.promise(precertificate, authority.root.key, new Date('2026-03-02')),
        },
      }),
    ],
    [
      'an entry logged after the certificate’s end',
      /certificate chain/,
      () => ({ loggedAt: new Date('2026-03-03') }),
    ],
    [
      'a time stamp made after the certificate’s end',
      /certificate chain/,
      () => ({ stampedAt: new Date('2026-03-03') }),
    ],
    [
      'a logged body with another payload hash',
      /payload hash mismatch/,
      () => ({
        body: (body) => ({ ...body, spec: { ...body.spec, payloadHash: body.spec.envelopeHash } }),
      }),
    ],
    [
      'a time stamp of another authority',
      /timestamp could not be verified/,
      ({ authority }) => ({ stamp: { signer: authority.intermediate } }),
    ],
  ])('rejects %s', async (_what, message, deviation) => {
    const bundle = await instance.sign(PAYLOAD, { ...SIGNER, ...deviation(instance) });
    expect(() => verifyOfficially(bundle, instance.trustedRoot)).toThrow(message);
  });
});

describe.skipIf(!HAS_OPENSSL)('OpenSSL', () => {
  const accepts = (bundle: BundleJson, from: SigstoreInstance) => {
    const [leaf, root] = from.timestampAuthority.chain;
    const [signature] = bundle.dsseEnvelope.signatures;
    return openssl(
      [
        'ts',
        '-verify',
        '-in',
        'stamp',
        '-data',
        'signature',
        '-CAfile',
        'root.pem',
        '-untrusted',
        'leaf.pem',
      ],
      {
        stamp: fromBase64(stampOf(bundle).signedTimestamp),
        signature: fromBase64(signature?.sig ?? ''),
        'root.pem': pem('CERTIFICATE', root.der),
        'leaf.pem': pem('CERTIFICATE', leaf.der),
      },
    );
  };

  test.each([true, false])('accepts the time stamp, certificate inside: %s', async (embedCertificate) => {
    const bundle = await instance.sign(PAYLOAD, { ...SIGNER, stamp: { embedCertificate } });
    expect(accepts(bundle, instance)).toBe(true);
  });

  test('rejects the time stamp of another signature', async () => {
    const bundle = await instance.sign(PAYLOAD, SIGNER);
    const other = await instance.sign(PAYLOAD, SIGNER);
    expect(accepts({ ...bundle, dsseEnvelope: other.dsseEnvelope }, instance)).toBe(false);
  });
});
