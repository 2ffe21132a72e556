import { describe, expect, it } from 'vitest';
import { base64, type Bytes, concat, utf8 } from '../../support/bytes.ts';
import { type CertificateOptions, type Extension, PURPOSES } from '../../support/certificate.ts';
import { createCtLog, type CtLog, sctList } from '../../support/ct-log.ts';
import { type Der, ia5String, implicit, octets, seq } from '../../support/der.ts';
import { type Case, type Deviation, outcomeOf } from '../../support/deviation.ts';
import { createKey } from '../../support/keys.ts';
import { createInstance, type SigstoreInstance } from '../../support/sigstore-instance.ts';
import { trustedLog } from '../../support/trusted-root.ts';

const TIME = new Date('2026-03-02T10:00:00Z');

/** A leaf that is issued otherwise. */
function leaf(certificate: Partial<CertificateOptions>): Deviation {
  return { sign: () => ({ certificate }) };
}

describe('the leaf', () => {
  it.each<Case>([
    ['without key usage', leaf({ keyUsage: undefined }), 'certificate-usage in certificate-usage'],
    ['for no use', leaf({ keyUsage: [] }), 'certificate-usage in certificate-usage'],
    [
      'for signing certificates only',
      leaf({ keyUsage: ['keyCertSign', 'cRLSign'], basicConstraints: { ca: true } }),
      'certificate-usage in certificate-usage',
    ],
    ['without purposes', leaf({ extendedKeyUsage: undefined }), 'certificate-usage in certificate-usage'],
    [
      'for no purpose',
      leaf({ extendedKeyUsage: { purposes: [] } }),
      'certificate-usage in certificate-usage',
    ],
    [
      'for timestamps',
      leaf({ extendedKeyUsage: { purposes: [PURPOSES.timeStamping] } }),
      'certificate-usage in certificate-usage',
    ],
    [
      'for signing code among others',
      leaf({ extendedKeyUsage: { purposes: [PURPOSES.serverAuth, PURPOSES.codeSigning] } }),
      'verified',
    ],
    ['that says it is no authority', leaf({ basicConstraints: { ca: false } }), 'verified'],
    ['without key identifiers', leaf({ keyIdentifiers: false }), 'verified'],
    [
      'of version 1, which has no extensions',
      leaf({ version: 0 }),
      'certificate-malformed in certificate-usage',
    ],
    [
      'followed by a byte',
      leaf({ trailing: Uint8Array.of(0) }),
      'certificate-malformed in certificate-usage',
    ],
    [
      'with a name constraint, which binds authorities only',
      leaf({ extensions: [constraint('example.org')] }),
      'verified',
    ],
    [
      'by another key in the authority’s name',
      {
        async sign({ authority }) {
          return { certificate: { issuer: { ...authority.intermediate, key: await createKey() } } };
        },
      },
      'sigstore-path in certificate-path',
    ],
    [
      'by itself in the authority’s name',
      {
        async sign({ authority }) {
          const key = await createKey();
          return { certificate: { key, issuer: { ...authority.intermediate, key } } };
        },
      },
      'sigstore-path in certificate-path',
    ],
    [
      'by itself as the authority itself',
      {
        async sign({ authority }) {
          const key = await createKey();
          const { subject } = authority.intermediate;
          return { certificate: { subject, key, issuer: { subject, key } } };
        },
      },
      'sigstore-path in certificate-path',
    ],
    [
      'by the authority of timestamps',
      { sign: ({ timestampAuthority }) => ({ certificate: { issuer: timestampAuthority.chain[1] } }) },
      'sigstore-path in certificate-path',
    ],
    [
      'by a leaf of the authority',
      { sign: async ({ authority }) => ({ certificate: { issuer: await authority.issue() } }) },
      'sigstore-path in certificate-path',
    ],
    [
      'by an authority that the authority may not make',
      {
        async sign({ authority }) {
          return { certificate: { issuer: await authority.issue({ basicConstraints: { ca: true } }) } };
        },
      },
      'sigstore-path in certificate-path',
    ],
  ])('%s', async (_what, deviation, expected) => {
    expect(await outcomeOf(deviation)).toBe(expected);
  });
});

describe('an authority with name constraints', () => {
  // The library skips them, so such an authority is left out of the root: whatever it signs, allowed or not, is refused.
  const constrained = (critical: boolean, ...names: Parameters<typeof constraint>): Deviation => ({
    instance: { authority: { intermediate: { extensions: [{ ...constraint(...names), critical }] } } },
  });
  it.each<Case>([
    ['that are kept', constrained(true, 'example.org'), 'trust-root-malformed in trust-root'],
    ['that are violated', constrained(true, 'models.example'), 'trust-root-malformed in trust-root'],
    ['that are not critical', constrained(false, 'models.example'), 'trust-root-malformed in trust-root'],
    [
      'beside one without',
      {
        ...constrained(true, 'models.example'),
        async root(root) {
          const other = await createInstance({ domain: 'other.example' });
          root.certificateAuthorities.push(...other.trustedRoot.certificateAuthorities);
        },
      },
      'sigstore-path in certificate-path',
    ],
  ])('%s', async (_what, deviation, expected) => {
    expect(await outcomeOf(deviation)).toBe(expected);
  });
});

/** NameConstraints (RFC 5280 §4.2.1.10) that permit addresses of one host. */
function constraint(host: string): Extension {
  return {
    oid: '2.5.29.30',
    critical: true,
    value: seq(implicit(0, seq(seq(implicit(1, ia5String(host)))))),
  };
}

describe('certificate transparency', () => {
  type Promised = (precertificate: Der, from: SigstoreInstance) => Promise<Bytes>;
  const listed = (scts: Promised): Deviation => ({
    sign: (from) => ({ certificate: { scts: (precertificate) => scts(precertificate, from) } }),
  });
  const sct = (log: CtLog, precertificate: Der, { authority }: SigstoreInstance): Promise<Bytes> =>
    log.sct(precertificate, authority.intermediate.key, TIME);
  const stranger = createCtLog();

  it.each<Case>([
    ['no SCT', leaf({ scts: undefined }), 'sigstore-sct in certificate-transparency'],
    [
      'an empty list',
      listed(async () => Promise.resolve(sctList())),
      'sigstore-sct in certificate-transparency',
    ],
    [
      'one SCT twice',
      listed(async (precertificate, from) => {
        const one = await sct(from.ctLog, precertificate, from);
        return sctList(one, one);
      }),
      'sigstore-sct in certificate-transparency',
    ],
    [
      'two SCTs of one log',
      listed(async (precertificate, from) => {
        const later = await from.ctLog.sct(precertificate, from.authority.intermediate.key, new Date());
        return sctList(await sct(from.ctLog, precertificate, from), later);
      }),
      'sigstore-sct in certificate-transparency',
    ],
    [
      'an SCT of an unknown log',
      listed(async (precertificate, from) => sctList(await sct(await stranger, precertificate, from))),
      'sigstore-sct in certificate-transparency',
    ],
    [
      'an SCT of an unknown log beside a good one',
      listed(async (precertificate, from) =>
        sctList(await sct(from.ctLog, precertificate, from), await sct(await stranger, precertificate, from)),
      ),
      'sigstore-sct in certificate-transparency',
    ],
    [
      'SCTs of two known logs',
      {
        ...listed(async (precertificate, from) =>
          sctList(
            await sct(from.ctLog, precertificate, from),
            await sct(await stranger, precertificate, from),
          ),
        ),
        async root({ ctlogs }) {
          ctlogs.push(trustedLog({ ...(await stranger), baseUrl: 'https://ctfe2.sigstore.example' }));
        },
      },
      'verified',
    ],
    [
      'an SCT for the certificate of another issuer',
      listed(async (precertificate, { authority, ctLog }) =>
        ctLog.promise(precertificate, authority.root.key, TIME),
      ),
      'sigstore-sct in certificate-transparency',
    ],
    [
      'an SCT for another certificate',
      listed(async (precertificate, from) =>
        sctList(await sct(from.ctLog, concat(precertificate, utf8('x')), from)),
      ),
      'sigstore-sct in certificate-transparency',
    ],
    [
      'an SCT cut short',
      listed(async (precertificate, from) => {
        const whole = await sct(from.ctLog, precertificate, from);
        return sctList(whole.slice(0, 40));
      }),
      'bundle-malformed in bundle',
    ],
    // The authority signed what stands behind the list as well, and nobody reads it.
    [
      'a list longer than it says',
      listed(async (precertificate, from) =>
        concat(sctList(await sct(from.ctLog, precertificate, from)), utf8('x')),
      ),
      'verified',
    ],
  ])('%s', async (_what, deviation, expected) => {
    expect(await outcomeOf(deviation)).toBe(expected);
  });
});

describe('encodings that ask for too much', () => {
  const rawBytes = (der: Bytes): Deviation => ({
    bundle({ verificationMaterial }) {
      verificationMaterial.certificate = { rawBytes: base64(der) };
    },
  });
  const stamp = (der: Bytes): Deviation => ({
    bundle({ verificationMaterial }) {
      verificationMaterial.timestampVerificationData = {
        rfc3161Timestamps: [{ signedTimestamp: base64(der) }],
      };
    },
  });
  const issuer = (value: Der): Deviation => leaf({ extensions: [{ oid: '1.3.6.1.4.1.57264.1.8', value }] });
  const deep = nested(5_000);
  /** One element that holds 100,000 empty ones, of two bytes each. */
  const wide = concat(
    Uint8Array.of(0x30, 0x83, 0x03, 0x0d, 0x40),
    Uint8Array.from({ length: 200_000 }, (_, i) => (i % 2 === 0 ? 5 : 0)),
  );
  /** Lengths that the bytes do not hold: four gigabytes, more than any number holds, and none. */
  const lengths = [
    Uint8Array.of(0x30, 0x84, 0xff, 0xff, 0xff, 0xff),
    Uint8Array.of(0x30, 0xfe, ...new Array<number>(126).fill(0xff)),
    Uint8Array.of(0x30, 0x80, 0, 0),
  ];

  it.each<Case>([
    ['a certificate of 5,000 levels', rawBytes(deep), 'certificate-malformed in certificate-usage'],
    ['a certificate of 100,000 parts', rawBytes(wide), 'certificate-malformed in certificate-usage'],
    [
      'a certificate of 70,000 bytes',
      leaf({ extensions: [{ oid: '1.3.6.1.4.1.99999.1', value: octets(new Uint8Array(70_000)) }] }),
      'certificate-malformed in certificate-usage',
    ],
    ['an issuer of 90 levels', issuer(nested(90)), 'certificate-malformed in certificate-usage'],
    ['an issuer of 5,000 levels', issuer(deep), 'certificate-malformed in certificate-usage'],
    ...lengths.map((der, i): Case => [
      `a certificate with an impossible length (${i + 1})`,
      rawBytes(der),
      'certificate-malformed in certificate-usage',
    ]),
    ['an empty certificate', rawBytes(new Uint8Array()), 'bundle-malformed in bundle'],
    ['a timestamp of 5,000 levels', stamp(deep), 'sigstore-timestamp in timestamps'],
    ['a timestamp of 100,000 parts', stamp(wide), 'sigstore-timestamp in timestamps'],
    [
      'a timestamp of a megabyte',
      stamp(octets(new Uint8Array(1_000_000))),
      'sigstore-timestamp in timestamps',
    ],
    ...lengths.map((der, i): Case => [
      `a timestamp with an impossible length (${i + 1})`,
      stamp(der),
      'sigstore-timestamp in timestamps',
    ]),
    ['an empty timestamp', stamp(new Uint8Array()), 'sigstore-timestamp in timestamps'],
  ])('%s', async (_what, deviation, expected) => {
    expect(await outcomeOf(deviation)).toBe(expected);
  });
});

/** SEQUENCEs in each other, `depth` of them. */
function nested(depth: number): Der {
  let der = seq();
  for (let i = 1; i < depth; i++) der = seq(der);
  return der;
}
