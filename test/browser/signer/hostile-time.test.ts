import { describe, expect, it } from 'vitest';
import { parseBundle } from '../../../src/oms/bundle.ts';
import { verifySigstore } from '../../../src/signer/sigstore.ts';
import { type BundleJson, entryOf, first, stampsOf } from '../../support/bundle.ts';
import { base64, fromBase64, utf8 } from '../../support/bytes.ts';
import { PURPOSES } from '../../support/certificate.ts';
import { type Case, deviate, type Deviation, importRoot, outcomeOf } from '../../support/deviation.ts';
import { createTimestampAuthority } from '../../support/timestamp-authority.ts';
import type { Period, TrustedRootJson } from '../../support/trusted-root.ts';

// The model is signed on 2026-03-02 at 10:00, by a certificate that lasts until 10:10.

const SIGNED = '2026-03-02T10:00:00Z';
const BEFORE = '2026-03-02T09:59:59Z';
const LAST = '2026-03-02T10:10:00Z';
const AFTER = '2026-03-02T10:10:01Z';
const LATER = '2026-04-01T00:00:00Z';

const VERSION_2 = { rekor: { version: 2 } } as const;

type Part = 'ca' | 'ct' | 'log' | 'tsa';

const PARTS: Record<Part, (root: TrustedRootJson) => { validFor?: Period }> = {
  ca: ({ certificateAuthorities }) => first(certificateAuthorities),
  ct: ({ ctlogs }) => first(ctlogs).publicKey,
  log: ({ tlogs }) => first(tlogs).publicKey,
  tsa: ({ timestampAuthorities }) => first(timestampAuthorities),
};

/** A root that trusts one of its parts for a time only. */
function trusted(part: Part, period: Period): Deviation {
  return {
    root(root) {
      PARTS[part](root).validFor = { start: '2025-01-01T00:00:00Z', ...period };
    },
  };
}

function removePromise(bundle: BundleJson): void {
  delete entryOf(bundle).inclusionPromise;
}

function removeStamps({ verificationMaterial }: BundleJson): void {
  delete verificationMaterial.timestampVerificationData;
}

const expired = { notAfter: new Date(LATER) };
const expiredBefore = { notAfter: new Date(BEFORE) };
const notYet = { notBefore: new Date(AFTER) };

describe('what counted at the time of the signature still counts', () => {
  it.each<Case>([
    ['an authority that is retired', trusted('ca', { end: LATER }), 'verified'],
    ['a certificate transparency log that is retired', trusted('ct', { end: LATER }), 'verified'],
    ['a log that is retired', trusted('log', { end: LATER }), 'verified'],
    [
      'a log of version 2 that is retired',
      { instance: VERSION_2, ...trusted('log', { end: LATER }) },
      'verified',
    ],
    ['a timestamp authority that is retired', trusted('tsa', { end: LATER }), 'verified'],
    ['an authority until this very second', trusted('ca', { end: SIGNED }), 'verified'],
    ['a certificate transparency log until this very second', trusted('ct', { end: SIGNED }), 'verified'],
    ['a log until this very second', trusted('log', { end: SIGNED }), 'verified'],
    ['a timestamp authority until this very second', trusted('tsa', { end: SIGNED }), 'verified'],
    ['an authority since this very second', trusted('ca', { start: SIGNED }), 'verified'],
    ['a log since this very second', trusted('log', { start: SIGNED }), 'verified'],
    [
      'an intermediate certificate that expired',
      { instance: { authority: { intermediate: expired } } },
      'verified',
    ],
    ['a root certificate that expired', { instance: { authority: { root: expired } } }, 'verified'],
    [
      'a timestamp certificate that expired',
      { instance: { timestampAuthority: { leaf: expired } } },
      'verified',
    ],
    ['a timestamp root that expired', { instance: { timestampAuthority: { root: expired } } }, 'verified'],
    [
      'the last second of the certificate, logged',
      { sign: () => ({ loggedAt: new Date(LAST) }) },
      'verified',
    ],
    [
      'the last second of the certificate, stamped',
      { sign: () => ({ stampedAt: new Date(LAST) }) },
      'verified',
    ],
  ])('%s', async (_what, deviation, expected) => {
    expect(await outcomeOf(deviation)).toBe(expected);
  });
});

describe('what did not count at the time of the signature does not count', () => {
  it.each<Case>([
    ['an authority that was retired', trusted('ca', { end: BEFORE }), 'sigstore-path in certificate-path'],
    ['an authority of later', trusted('ca', { start: AFTER }), 'sigstore-path in certificate-path'],
    [
      'a certificate transparency log that was retired',
      trusted('ct', { end: BEFORE }),
      'sigstore-sct in certificate-transparency',
    ],
    [
      'a certificate transparency log of later',
      trusted('ct', { start: AFTER }),
      'sigstore-sct in certificate-transparency',
    ],
    ['a log that was retired', trusted('log', { end: BEFORE }), 'sigstore-log in log-promise'],
    ['a log of later', trusted('log', { start: AFTER }), 'sigstore-log in log-promise'],
    [
      'a log of version 2 that was retired',
      { instance: VERSION_2, ...trusted('log', { end: BEFORE }) },
      'sigstore-log in log-inclusion',
    ],
    [
      'a log of version 2 of later',
      { instance: VERSION_2, ...trusted('log', { start: AFTER }) },
      'sigstore-log in log-inclusion',
    ],
    [
      'a log that was retired between the entry and the timestamp',
      { ...trusted('log', { end: SIGNED }), sign: () => ({ stampedAt: new Date(LAST) }) },
      'sigstore-log in log-inclusion',
    ],
    [
      'a timestamp authority that was retired',
      trusted('tsa', { end: BEFORE }),
      'sigstore-timestamp in timestamps',
    ],
    ['a timestamp authority of later', trusted('tsa', { start: AFTER }), 'sigstore-timestamp in timestamps'],
    [
      'an intermediate certificate that had expired',
      { instance: { authority: { intermediate: expiredBefore } } },
      'sigstore-validity in certificate-validity',
    ],
    [
      'an intermediate certificate of later',
      { instance: { authority: { intermediate: notYet } } },
      'sigstore-validity in certificate-validity',
    ],
    [
      'a root certificate that had expired',
      { instance: { authority: { root: expiredBefore } } },
      'sigstore-validity in certificate-validity',
    ],
    [
      'a timestamp certificate that had expired',
      { instance: { timestampAuthority: { leaf: expiredBefore } } },
      'sigstore-timestamp in timestamps',
    ],
    [
      'a timestamp root that had expired',
      { instance: { timestampAuthority: { root: expiredBefore } } },
      'sigstore-timestamp in timestamps',
    ],
    [
      'an SCT from before its log counted',
      {
        sign: ({ authority, ctLog }) => ({
          certificate: {
            scts: (precertificate) =>
              ctLog.promise(precertificate, authority.intermediate.key, new Date('2024-12-31')),
          },
        }),
      },
      'sigstore-sct in certificate-transparency',
    ],
  ])('%s', async (_what, deviation, expected) => {
    expect(await outcomeOf(deviation)).toBe(expected);
  });
});

describe('every proven time lies within the certificate’s life', () => {
  const [before, after] = [new Date(BEFORE), new Date(AFTER)];
  it.each<Case>([
    ['logged before', { sign: () => ({ loggedAt: before }) }, 'sigstore-validity in certificate-validity'],
    ['logged after', { sign: () => ({ loggedAt: after }) }, 'sigstore-validity in certificate-validity'],
    ['stamped before', { sign: () => ({ stampedAt: before }) }, 'sigstore-validity in certificate-validity'],
    ['stamped after', { sign: () => ({ stampedAt: after }) }, 'sigstore-validity in certificate-validity'],
    [
      'logged and stamped after',
      { sign: () => ({ loggedAt: after, stampedAt: after }) },
      'sigstore-validity in certificate-validity',
    ],
    [
      'stamped after, with a log of version 2',
      { instance: VERSION_2, sign: () => ({ stampedAt: after }) },
      'sigstore-validity in certificate-validity',
    ],
    [
      'logged after, without a timestamp',
      { sign: () => ({ loggedAt: after }), bundle: removeStamps },
      'sigstore-validity in certificate-validity',
    ],
  ])('%s', async (_what, deviation, expected) => {
    expect(await outcomeOf(deviation)).toBe(expected);
  });
});

describe('a time that nobody signed is none', () => {
  it.each<Case>([
    ['a promise alone is enough', { bundle: removeStamps }, 'verified'],
    ['a timestamp alone is enough', { bundle: removePromise }, 'verified'],
    ['a timestamp and a log of version 2 are enough', { instance: VERSION_2 }, 'verified'],
    [
      'neither promise nor timestamp',
      {
        bundle(bundle) {
          removePromise(bundle);
          removeStamps(bundle);
        },
      },
      'sigstore-time in timestamps',
    ],
    [
      'a log of version 2 without a timestamp',
      { instance: VERSION_2, bundle: removeStamps },
      'sigstore-time in timestamps',
    ],
    [
      'a log of version 2 without a timestamp, with a time made up',
      {
        instance: VERSION_2,
        bundle(bundle) {
          removeStamps(bundle);
          entryOf(bundle).integratedTime = String(Date.parse(SIGNED) / 1000);
        },
      },
      'sigstore-time in timestamps',
    ],
    [
      'a log of version 2 without a timestamp, with a time and an empty promise made up',
      {
        instance: VERSION_2,
        bundle(bundle) {
          removeStamps(bundle);
          const integratedTime = String(Date.parse(SIGNED) / 1000);
          Object.assign(entryOf(bundle), { integratedTime, inclusionPromise: { signedEntryTimestamp: '' } });
        },
      },
      'sigstore-log in log-promise',
    ],
    [
      'a promise for another time',
      {
        bundle(bundle) {
          entryOf(bundle).integratedTime = String(Date.parse(LAST) / 1000);
        },
      },
      'sigstore-log in log-promise',
    ],
  ])('%s', async (_what, deviation, expected) => {
    expect(await outcomeOf(deviation)).toBe(expected);
  });

  it('is not reported', async () => {
    const { text, trustedRoot } = await deviate({
      bundle(bundle) {
        removePromise(bundle);
        entryOf(bundle).integratedTime = String(Date.parse(LAST) / 1000);
      },
    });
    const parsed = parseBundle(utf8(text));
    if (!parsed.ok) throw new Error(parsed.problem.code);
    const result = verifySigstore(parsed.value, importRoot(JSON.stringify(trustedRoot)));
    expect(result.ok && result.times).toEqual([
      {
        source: 'rfc3161',
        time: Date.parse(SIGNED),
        authority: expect.stringContaining('time stamping') as string,
      },
    ]);
  });
});

describe('a timestamp', () => {
  const purposes = (...list: string[]): Deviation => ({
    instance: { timestampAuthority: { leaf: { extendedKeyUsage: { purposes: list, critical: true } } } },
  });
  it.each<Case>([
    ['with its certificate inside', { sign: () => ({ stamp: { embedCertificate: true } }) }, 'verified'],
    [
      'twice',
      {
        bundle(bundle) {
          stampsOf(bundle).push(first(stampsOf(bundle)));
        },
      },
      'sigstore-timestamp in timestamps',
    ],
    ['and another one of a later second', { bundle: stampAgain(LAST) }, 'verified'],
    // The library tells timestamps apart by authority and second; it may refuse more than it must.
    [
      'and another one of the same second',
      { bundle: stampAgain(SIGNED) },
      'sigstore-timestamp in timestamps',
    ],
    ['and another one of after', { bundle: stampAgain(AFTER) }, 'sigstore-validity in certificate-validity'],
    ...[3, 4, 5, 255].map((status): Case => [
      `with status ${status}`,
      { sign: () => ({ stamp: { status } }) },
      'sigstore-timestamp in timestamps',
    ]),
    ['of an authority for signing code', purposes(PURPOSES.codeSigning), 'sigstore-timestamp in timestamps'],
    ['of an authority for anything', purposes(PURPOSES.any), 'sigstore-timestamp in timestamps'],
    [
      'of an authority for nothing in particular',
      { instance: { timestampAuthority: { leaf: { extendedKeyUsage: undefined } } } },
      'sigstore-timestamp in timestamps',
    ],
    [
      'of another authority, its certificate inside',
      {
        async sign() {
          const [signer] = (await createTimestampAuthority('sigstore.example')).chain;
          return { stamp: { signer, embedCertificate: true } };
        },
      },
      'sigstore-timestamp in timestamps',
    ],
    [
      'by another key in the authority’s name',
      {
        async sign({ timestampAuthority }) {
          const [{ key }] = (await createTimestampAuthority('sigstore.example')).chain;
          return { stamp: { signer: { ...timestampAuthority.chain[0], key } } };
        },
      },
      'sigstore-timestamp in timestamps',
    ],
    [
      'over something else',
      {
        async bundle(bundle, { timestampAuthority }) {
          const stamp = await timestampAuthority.stamp(utf8('something else'), new Date(SIGNED));
          first(stampsOf(bundle)).signedTimestamp = base64(stamp);
        },
      },
      'sigstore-timestamp in timestamps',
    ],
  ])('%s', async (_what, deviation, expected) => {
    expect(await outcomeOf(deviation)).toBe(expected);
  });
});

function stampAgain(time: string): NonNullable<Deviation['bundle']> {
  return async (bundle, { timestampAuthority }) => {
    const { sig } = first(bundle.dsseEnvelope.signatures);
    const stamp = await timestampAuthority.stamp(fromBase64(sig), new Date(time));
    stampsOf(bundle).push({ signedTimestamp: base64(stamp) });
  };
}
