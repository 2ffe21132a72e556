import { describe, expect, it } from 'vitest';
import { type BundleJson, entryOf, first, stampsOf } from '../../support/bundle.ts';
import { base64, flip, fromBase64, utf8 } from '../../support/bytes.ts';
import {
  type Case,
  type Deviation,
  outcomeOf,
  PAYLOAD,
  profileOutcomeOf,
  SIGNER,
} from '../../support/deviation.ts';
import { ENTRY_KINDS, rekorVersion } from '../../support/entry-body.ts';
import { IN_TOTO } from '../../support/envelope.ts';

const OTHER = utf8('{"_type":"https://in-toto.io/Statement/v2"}');

const holds =
  (payload: Uint8Array) =>
  ({ dsseEnvelope }: BundleJson): void => {
    dsseEnvelope.payload = base64(payload);
  };

describe.each(ENTRY_KINDS)('a bundle logged as %s', (entry) => {
  const of = (deviation: Deviation): Deviation => ({
    instance: { rekor: { version: rekorVersion(entry) } },
    ...deviation,
  });
  it.each<Case>([
    [
      'with another payload',
      of({ sign: () => ({ entry }), bundle: holds(OTHER) }),
      'sigstore-log-entry in log-entry',
    ],
    [
      'with another payload, logged as such',
      of({
        sign: () => ({ entry, logged: { envelope: (signed) => ({ ...signed, payload: base64(OTHER) }) } }),
        bundle: holds(OTHER),
      }),
      'signature-invalid in dsse-signature',
    ],
    [
      'with a payload that was signed under another type',
      of({
        sign: () => ({
          entry,
          envelope: { payloadType: 'text/plain' },
          logged: { envelope: (signed) => ({ ...signed, payloadType: IN_TOTO }) },
        }),
        bundle({ dsseEnvelope }) {
          dsseEnvelope.payloadType = IN_TOTO;
        },
      }),
      'signature-invalid in dsse-signature',
    ],
    [
      'with the faulty encoding of old',
      of({ sign: () => ({ entry, envelope: { encoding: 'v0.2.0' } }) }),
      'signature-invalid in dsse-signature',
    ],
  ])('%s', async (_what, deviation, expected) => {
    expect(await outcomeOf(deviation)).toBe(expected);
  });
});

describe('an envelope', () => {
  it.each<Case>([
    [
      'of another type',
      { sign: () => ({ envelope: { payloadType: 'text/plain' } }) },
      'payload-type in parser',
    ],
    [
      'of another type since it was signed',
      {
        bundle({ dsseEnvelope }) {
          dsseEnvelope.payloadType = `${IN_TOTO} `;
        },
      },
      'payload-type in parser',
    ],
    ['with two signatures', { sign: () => ({ envelope: { signatures: 2 } }) }, 'signature-several in parser'],
    ['with no signature', { sign: () => ({ envelope: { signatures: 0 } }) }, 'signature-missing in parser'],
    ['with an empty payload', { bundle: holds(utf8('')) }, 'bundle-malformed in bundle'],
    [
      'with a wrong bit in its signature',
      {
        bundle({ dsseEnvelope }) {
          const signature = first(dsseEnvelope.signatures);
          signature.sig = base64(flip(fromBase64(signature.sig), -1));
        },
      },
      'sigstore-timestamp in timestamps',
    ],
    [
      'of another bundle of the same signer',
      {
        async bundle(bundle, from) {
          bundle.dsseEnvelope = (await from.sign(OTHER, SIGNER)).dsseEnvelope;
        },
      },
      'sigstore-timestamp in timestamps',
    ],
    [
      'with the certificate of another bundle of the same signer',
      {
        async bundle({ verificationMaterial }, from) {
          const other = await from.sign(PAYLOAD, SIGNER);
          Object.assign(verificationMaterial, { certificate: other.verificationMaterial.certificate });
        },
      },
      'sigstore-log-entry in log-entry',
    ],
  ])('%s', async (_what, deviation, expected) => {
    expect(await outcomeOf(deviation)).toBe(expected);
  });
});

const MANY = 33;

/** Entries, or timestamps, one more than a bundle may hold: all of them true. */
const CROWDS = {
  entries: {
    bundle({ verificationMaterial }) {
      const entry = first(verificationMaterial.tlogEntries ?? []);
      verificationMaterial.tlogEntries = new Array<typeof entry>(MANY).fill(entry);
    },
  },
  timestamps: {
    async bundle(bundle, { timestampAuthority }) {
      const signature = fromBase64(first(bundle.dsseEnvelope.signatures).sig);
      for (let second = 1; second < MANY; second++) {
        const stamp = await timestampAuthority.stamp(
          signature,
          new Date(Date.UTC(2026, 2, 2, 10, 0, second)),
        );
        stampsOf(bundle).push({ signedTimestamp: base64(stamp) });
      }
    },
  },
} as const satisfies Record<string, Deviation>;

describe('a crowd', () => {
  it('of 33 entries is refused', async () => {
    expect(await outcomeOf(CROWDS.entries)).toBe('bundle-too-many in parser');
    expect(await profileOutcomeOf(CROWDS.entries)).toBe('bundle-too-many');
  });

  it('of 33 timestamps is refused, of 32 it is not', async () => {
    expect(await outcomeOf(CROWDS.timestamps)).toBe('bundle-too-many in parser');
    expect(await profileOutcomeOf(CROWDS.timestamps)).toBe('bundle-too-many');
    const without: Deviation = {
      async bundle(bundle, from) {
        await CROWDS.timestamps.bundle(bundle, from);
        stampsOf(bundle).pop();
      },
    };
    expect(await outcomeOf(without)).toBe('verified');
  });
});

describe('the profile of the Sigstore clients', () => {
  const V01 = 'application/vnd.dev.sigstore.bundle+json;version=0.1';
  const V02 = 'application/vnd.dev.sigstore.bundle+json;version=0.2';
  const chained = (bundle: BundleJson, ...others: readonly Uint8Array[]): void => {
    const { certificate } = bundle.verificationMaterial;
    if (certificate === undefined) throw new Error('no certificate');
    delete bundle.verificationMaterial.certificate;
    bundle.verificationMaterial.x509CertificateChain = {
      certificates: [certificate, ...others.map((der) => ({ rawBytes: base64(der) }))],
    };
  };

  it.each<Case>([
    ['takes the bundles of model signing', {}, 'verified'],
    [
      'takes payloads of any type',
      { sign: () => ({ envelope: { payloadType: 'application/vnd.example' } }) },
      'verified',
    ],
    [
      'refuses another type than was signed',
      {
        bundle({ dsseEnvelope }) {
          dsseEnvelope.payloadType = 'application/vnd.example';
        },
      },
      'signature-invalid',
    ],
    [
      'refuses another type than was signed where the log has the digest of both',
      {
        sign: () => ({ entry: 'hashedrekord 0.0.1' }),
        bundle({ dsseEnvelope }) {
          dsseEnvelope.payloadType = 'application/vnd.example';
        },
      },
      'sigstore-log-entry',
    ],
    [
      'takes the older format with a chain',
      {
        bundle(bundle, { authority }) {
          bundle.mediaType = V02;
          chained(bundle, authority.intermediate.der);
        },
      },
      'verified',
    ],
    [
      'refuses a root in the chain',
      {
        bundle(bundle, { authority }) {
          bundle.mediaType = V02;
          chained(bundle, authority.intermediate.der, authority.root.der);
        },
      },
      'certificate-path',
    ],
    [
      'refuses a chain in the current format',
      {
        bundle(bundle) {
          chained(bundle);
        },
      },
      'bundle-malformed',
    ],
    [
      'takes the oldest format, where the promise is enough',
      {
        bundle(bundle) {
          bundle.mediaType = V01;
          delete entryOf(bundle).inclusionProof;
        },
      },
      'verified',
    ],
    [
      'refuses the oldest format without a promise',
      {
        bundle(bundle) {
          bundle.mediaType = V01;
          delete entryOf(bundle).inclusionPromise;
        },
      },
      'sigstore-log',
    ],
    [
      'refuses the oldest format with a proof that nobody signed',
      {
        bundle(bundle) {
          bundle.mediaType = V01;
          Object.assign(entryOf(bundle).inclusionProof ?? {}, { checkpoint: undefined });
        },
      },
      'sigstore-unsupported',
    ],
    ...(['logIndex', 'integratedTime'] as const).flatMap((name) =>
      ['-1', '0x10', ' 1', '1 ', '01', '1e3', '', '1'.repeat(20)].map((number): Case => [
        `refuses “${number}” for the ${name} of an entry`,
        { bundle: (bundle) => Object.assign(entryOf(bundle), { [name]: number }) },
        'bundle-malformed',
      ]),
    ),
    [
      'refuses a key where a certificate signed',
      {
        bundle({ verificationMaterial }) {
          delete verificationMaterial.certificate;
          verificationMaterial.publicKey = { hint: '' };
        },
      },
      'needs-key',
    ],
    [
      'refuses two kinds of material',
      {
        bundle({ verificationMaterial }) {
          verificationMaterial.publicKey = { hint: '' };
        },
      },
      'bundle-malformed',
    ],
  ])('%s', async (_what, deviation, expected) => {
    expect(await profileOutcomeOf(deviation)).toBe(expected);
  });
});
