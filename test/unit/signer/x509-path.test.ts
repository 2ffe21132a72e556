import { describe, expect, test } from 'vitest';
import { parseCertificate } from '../../../src/signer/x509-certificate.ts';
import { findPath } from '../../../src/signer/x509-path.ts';
import { createAuthority } from '../../support/authority.ts';
import { type Bytes, concat, flip } from '../../support/bytes.ts';
import { type Certificate, type CertificateOptions, createCertificate } from '../../support/certificate.ts';
import { explicit, int, nul, octets, oid, seq } from '../../support/der.ts';
import { createKey, type KeyPair, type KeyType, pem, signatureAlgorithm } from '../../support/keys.ts';
import { HAS_OPENSSL, openssl } from '../support/openssl.ts';

const NOW = Date.parse('2026-06-01T00:00:00Z');
const YEAR = 365 * 24 * 3600 * 1000;

/** DER certificates to find a path among. */
interface Scene {
  readonly leaf: Bytes;
  readonly chain?: readonly Bytes[];
  readonly roots: readonly Bytes[];
  /** Milliseconds since 1970; {@link NOW} if absent. */
  readonly at?: number;
}

/** The code that the search ends with, or how long the path is. */
function search({ leaf, chain = [], roots, at = NOW }: Scene): string {
  const found = findPath(
    parseCertificate(leaf),
    chain.map(parseCertificate),
    roots.map(parseCertificate),
    at,
  );
  return found.ok ? `path of ${found.value.length}` : found.problem.code;
}

const der = ({ der: bytes }: Certificate): Bytes => bytes;

/** Leaf, intermediate and root, each with its deviation. */
async function hierarchy(
  deviations: {
    readonly leaf?: Partial<CertificateOptions>;
    readonly intermediate?: Partial<CertificateOptions>;
    readonly root?: Partial<CertificateOptions>;
    readonly rootType?: KeyType;
    readonly intermediateType?: KeyType;
  } = {},
): Promise<Scene> {
  const { root, intermediate, issue } = await createAuthority('Example', deviations);
  const leaf = await issue(deviations.leaf);
  return { leaf: leaf.der, chain: [intermediate.der], roots: [root.der] };
}

const AUTHORITY = { basicConstraints: { ca: true }, keyUsage: ['keyCertSign'] } as const;

/** Authorities below `root`, each issued by the one before. */
async function line(
  root: Certificate,
  length: number,
  deviation: Partial<CertificateOptions> = {},
): Promise<Certificate[]> {
  const all = [root];
  for (let i = 1; i <= length; i++) {
    const issuer = all.at(-1) ?? root;
    all.push(
      await createCertificate({
        subject: { CN: `CA ${i}` },
        key: await createKey(),
        issuer,
        ...AUTHORITY,
        ...deviation,
      }),
    );
  }
  return all;
}

async function createRoot(deviation: Partial<CertificateOptions> = {}): Promise<Certificate> {
  return createCertificate({ subject: { CN: 'root' }, key: await createKey(), ...AUTHORITY, ...deviation });
}

async function longPath(intermediates: number): Promise<Scene> {
  const [root, ...rest] = await line(await createRoot(), intermediates);
  if (!root) throw new Error('no root');
  const issuer = rest.at(-1) ?? root;
  const leaf = await createCertificate({ subject: { CN: 'leaf' }, key: await createKey(), issuer });
  return { leaf: leaf.der, chain: rest.map(der), roots: [root.der] };
}

/** A root that limits the path, and under it authorities of these names, each issued by the one before. */
async function lengthLimit(pathLength: number, names: readonly string[]): Promise<Scene> {
  const root = await createRoot({ basicConstraints: { ca: true, pathLength } });
  const chain: Certificate[] = [];
  for (const CN of names) {
    const issuer = chain.at(-1) ?? root;
    chain.push(await createCertificate({ subject: { CN }, key: await createKey(), issuer, ...AUTHORITY }));
  }
  const leaf = await createCertificate({
    subject: { CN: 'leaf' },
    key: await createKey(),
    issuer: chain.at(-1) ?? root,
  });
  return { leaf: leaf.der, chain: chain.map(der), roots: [root.der] };
}

/** A leaf right under the last of several roots of one name: one signature is checked for each, and the root's own. */
async function crowd(strangers: number): Promise<Scene> {
  const roots = await Promise.all(Array.from({ length: strangers + 1 }, () => createRoot()));
  const issuer = roots.at(-1);
  if (!issuer) throw new Error('no root');
  const leaf = await createCertificate({ subject: { CN: 'leaf' }, key: await createKey(), issuer });
  return { leaf: leaf.der, roots: roots.map(der) };
}

const SHA256 = seq(oid('2.16.840.1.101.3.4.2.1'), nul());
const PSS = '1.2.840.113549.1.1.10';
const PSS_SHA256 = seq(
  oid(PSS),
  seq(explicit(0, SHA256), explicit(1, seq(oid('1.2.840.113549.1.1.8'), SHA256)), explicit(2, int(32))),
);

/** An RSA key that signs with PSS, SHA-256 and 32 bytes of salt. */
async function createPssKey(): Promise<KeyPair> {
  const pair = await crypto.subtle.generateKey(
    { name: 'RSA-PSS', hash: 'SHA-256', modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) },
    false,
    ['sign', 'verify'],
  );
  return {
    type: 'RSA',
    hash: 'SHA-256',
    spki: new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey)),
    sign: async (data) =>
      new Uint8Array(await crypto.subtle.sign({ name: 'RSA-PSS', saltLength: 32 }, pair.privateKey, data)),
  };
}

async function pss(algorithm: Bytes): Promise<Scene> {
  const key = await createPssKey();
  const signed = { innerAlgorithm: algorithm, outerAlgorithm: algorithm };
  return hierarchy({ intermediate: { key }, leaf: signed });
}

const unknown = (critical: boolean): Partial<CertificateOptions> => ({
  extensions: [{ oid: '1.3.6.1.4.1.99999.1', critical, value: octets(Uint8Array.of(1)) }],
});

/** An AlgorithmIdentifier in both places where a certificate has one. */
const algorithm = (identifier: Bytes): Partial<CertificateOptions> => ({
  innerAlgorithm: identifier,
  outerAlgorithm: identifier,
});

interface Scenario {
  readonly name: string;
  readonly scene: () => Promise<Scene>;
  readonly result: string;
  /** Why OpenSSL may say otherwise; absent where it must agree. */
  readonly openssl?: string;
}

const SCENARIOS: readonly Scenario[] = [
  { name: 'a leaf under an intermediate under a root', result: 'path of 3', scene: hierarchy },
  ...(['P-256', 'P-384', 'P-521', 'Ed25519', 'RSA'] as const).map((type) => ({
    name: `authorities with ${type} keys`,
    result: 'path of 3',
    scene: () => hierarchy({ rootType: type, intermediateType: type }),
  })),
  { name: 'a signature with RSA-PSS', result: 'path of 3', scene: () => pss(PSS_SHA256) },
  {
    name: 'a leaf right under the root',
    result: 'path of 2',
    scene: async () => {
      const root = await createRoot();
      const leaf = await createCertificate({ subject: { CN: 'leaf' }, key: await createKey(), issuer: root });
      return { leaf: leaf.der, roots: [root.der] };
    },
  },
  {
    name: 'a self-signed leaf that is no authority but is trusted itself',
    result: 'path of 1',
    scene: async () => {
      const { der } = await createCertificate({
        subject: { CN: 'me' },
        key: await createKey(),
        keyUsage: ['digitalSignature'],
      });
      return { leaf: der, chain: [der], roots: [der] };
    },
  },
  {
    name: 'a leaf with its issuer’s name that is an authority itself',
    result: 'path of 3',
    scene: () =>
      hierarchy({
        leaf: { subject: { O: 'Example', CN: 'Example intermediate' }, basicConstraints: { ca: true } },
      }),
  },
  {
    name: 'a chain out of order, with the root, the leaf and strangers in it, twice',
    result: 'path of 3',
    scene: async () => {
      const [scene, stranger] = [await hierarchy(), await hierarchy()];
      const chain = [
        ...scene.roots,
        ...stranger.roots,
        ...(stranger.chain ?? []),
        scene.leaf,
        ...(scene.chain ?? []),
      ];
      return { ...scene, chain: [...chain, ...chain] };
    },
  },
  {
    name: 'the right root among several of its name',
    result: 'path of 3',
    scene: async () => {
      const scenes = await Promise.all([hierarchy(), hierarchy(), hierarchy()]);
      return { ...scenes[1], roots: scenes.flatMap(({ roots }) => roots) };
    },
  },
  {
    name: 'the valid one of two certificates for one authority',
    result: 'path of 3',
    scene: async () => {
      const { root, intermediate, issue } = await createAuthority('Example');
      const { subject, key } = intermediate;
      const old = await createCertificate({
        subject,
        key,
        issuer: root,
        ...AUTHORITY,
        notAfter: new Date(NOW - YEAR),
      });
      return { leaf: (await issue()).der, chain: [old.der, intermediate.der], roots: [root.der] };
    },
  },

  // Links
  {
    name: 'no intermediate',
    result: 'certificate-path',
    scene: async () => ({ ...(await hierarchy()), chain: [] }),
  },
  {
    name: 'a root of the right name and another key',
    result: 'certificate-path',
    scene: async () => ({ ...(await hierarchy()), roots: (await hierarchy()).roots }),
  },
  {
    name: 'a root that stands in the chain but is not trusted',
    result: 'certificate-path',
    scene: async () => {
      const scene = await hierarchy();
      return { ...scene, chain: [...(scene.chain ?? []), ...scene.roots], roots: [(await createRoot()).der] };
    },
  },
  {
    name: 'an intermediate trusted in place of the root',
    result: 'certificate-path',
    scene: async () => {
      const { chain = [], leaf } = await hierarchy();
      return { leaf, roots: chain };
    },
  },
  ...(['leaf', 'intermediate'] as const).map((who) => ({
    name: `the ${who} signed with the right key, but naming another issuer`,
    result: 'certificate-path',
    scene: () => hierarchy({ [who]: { issuerName: { CN: 'another' } } }),
  })),
  {
    name: 'a flipped bit in the leaf’s signature',
    result: 'certificate-path',
    scene: async () => {
      const scene = await hierarchy();
      return { ...scene, leaf: flip(scene.leaf, -1) };
    },
  },
  {
    name: 'a flipped bit in the root’s signature',
    result: 'certificate-path',
    openssl: 'it takes a root on trust',
    scene: async () => {
      const scene = await hierarchy();
      return { ...scene, roots: scene.roots.map((root) => flip(root, -1)) };
    },
  },
  { name: 'eight certificates', result: 'path of 8', scene: () => longPath(6) },
  {
    name: 'nine certificates',
    result: 'certificate-path',
    openssl: 'it goes on to 100',
    scene: () => longPath(7),
  },
  { name: 'the right root behind 30 of its name', result: 'path of 2', scene: () => crowd(30) },
  {
    name: 'the right root behind 31 of its name',
    result: 'certificate-path',
    openssl: 'it looks at the key identifiers',
    scene: () => crowd(31),
  },
  {
    name: 'a maze of certificates with one name and one key',
    result: 'certificate-path',
    scene: async () => {
      const { key, subject, issuer } = await createRoot();
      const twins = Array.from({ length: 30 }, () => createCertificate({ subject, key, ...AUTHORITY }));
      const leaf = await createCertificate({
        subject: { CN: 'leaf' },
        key,
        issuer: { subject: issuer, key },
      });
      const scene = await hierarchy();
      return { leaf: leaf.der, chain: (await Promise.all(twins)).map(der), roots: scene.roots };
    },
  },

  // Algorithms
  {
    name: 'another algorithm beside the signature than under it',
    result: 'certificate-algorithm',
    scene: () => hierarchy({ leaf: { outerAlgorithm: signatureAlgorithm('P-256', 'SHA-384') } }),
  },
  ...[
    ['SHA-1 with RSA', seq(oid('1.2.840.113549.1.1.5'), nul())],
    ['SHA-1 with ECDSA', seq(oid('1.2.840.10045.4.1'))],
    ['SHA-224 with ECDSA', seq(oid('1.2.840.10045.4.3.1'))],
    ['an unknown algorithm', seq(oid('1.2.3.4'))],
    ['RSA-PSS with SHA-1, its default', seq(oid(PSS), seq())],
  ].map(([name, identifier]) => ({
    name: String(name),
    result: 'certificate-algorithm',
    scene: () => hierarchy({ leaf: algorithm(identifier as Bytes) }),
  })),
  {
    name: 'an authority’s key of an unknown kind',
    result: 'certificate-algorithm',
    scene: async () => {
      const key = await createKey();
      const spki = seq(seq(oid('1.3.101.113')), key.spki.subarray(-68));
      return hierarchy({ intermediate: { key: { ...key, spki } } });
    },
  },

  // Authorities
  {
    name: 'an intermediate that is no authority',
    result: 'certificate-authority',
    scene: () => hierarchy({ intermediate: { basicConstraints: { ca: false } } }),
  },
  {
    name: 'an intermediate that does not say what it is',
    result: 'certificate-authority',
    scene: async () => {
      const root = await createRoot();
      const issuer = await createCertificate({ subject: { CN: 'CA' }, key: await createKey(), issuer: root });
      const leaf = await createCertificate({ subject: { CN: 'leaf' }, key: await createKey(), issuer });
      return { leaf: leaf.der, chain: [issuer.der], roots: [root.der] };
    },
  },
  {
    name: 'a root that is no authority',
    result: 'certificate-authority',
    scene: () => hierarchy({ root: { basicConstraints: { ca: false } } }),
  },
  {
    name: 'an intermediate that may not sign certificates',
    result: 'certificate-authority',
    scene: () => hierarchy({ intermediate: { keyUsage: ['digitalSignature'] } }),
  },
  {
    name: 'a root that may not sign certificates',
    result: 'certificate-authority',
    scene: () => hierarchy({ root: { keyUsage: ['cRLSign'] } }),
  },
  {
    name: 'an authority without key usage',
    result: 'path of 2',
    scene: async () => {
      const root = await createCertificate({
        subject: { CN: 'root' },
        key: await createKey(),
        basicConstraints: { ca: true },
      });
      const leaf = await createCertificate({ subject: { CN: 'leaf' }, key: await createKey(), issuer: root });
      return { leaf: leaf.der, roots: [root.der] };
    },
  },
  { name: 'no authority under a limit of 0', result: 'path of 2', scene: () => lengthLimit(0, []) },
  {
    name: 'one authority under a limit of 0',
    result: 'certificate-authority',
    scene: () => lengthLimit(0, ['A']),
  },
  { name: 'one authority under a limit of 1', result: 'path of 3', scene: () => lengthLimit(1, ['A']) },
  {
    name: 'two authorities under a limit of 1',
    result: 'certificate-authority',
    scene: () => lengthLimit(1, ['A', 'B']),
  },
  {
    name: 'an authority that renewed itself under a limit of 1',
    result: 'path of 4',
    scene: () => lengthLimit(1, ['A', 'A']),
  },

  // Extensions
  ...(['leaf', 'intermediate', 'root'] as const).flatMap((who) => [
    {
      name: `an unknown critical extension in the ${who}`,
      result: 'certificate-constraint',
      scene: () => hierarchy({ [who]: unknown(true) }),
    },
    {
      name: `an unknown extension in the ${who}`,
      result: 'path of 3',
      scene: () => hierarchy({ [who]: unknown(false) }),
    },
  ]),
  {
    name: 'critical policies',
    result: 'path of 3',
    scene: () =>
      hierarchy({
        leaf: { extensions: [{ oid: '2.5.29.32', critical: true, value: seq(seq(oid('2.5.29.32.0'))) }] },
      }),
  },
  {
    name: 'critical policy constraints',
    result: 'certificate-constraint',
    openssl: 'it knows them, and asks for no policy',
    scene: () =>
      hierarchy({
        intermediate: {
          extensions: [{ oid: '2.5.29.36', critical: true, value: seq(concat(Uint8Array.of(0x80, 1, 9))) }],
        },
      }),
  },

  // Time
  ...(['leaf', 'intermediate', 'root'] as const).flatMap((who) => [
    {
      name: `the ${who} expired`,
      result: 'certificate-expired',
      scene: () => hierarchy({ [who]: { notAfter: new Date(NOW - 1000) } }),
    },
    {
      name: `the ${who} from the future`,
      result: 'certificate-not-yet-valid',
      scene: () => hierarchy({ [who]: { notBefore: new Date(NOW + 1000) } }),
    },
    {
      name: `the ${who} in its first second`,
      result: 'path of 3',
      scene: () => hierarchy({ [who]: { notBefore: new Date(NOW) } }),
    },
    {
      name: `the ${who} in its last second`,
      result: 'path of 3',
      openssl: 'RFC 5280 §4.1.2.5 includes it, OpenSSL does not',
      scene: () => hierarchy({ [who]: { notAfter: new Date(NOW) } }),
    },
  ]),
];

describe('findPath', () => {
  test.each(SCENARIOS)('$name: $result', async ({ scene, result }) => {
    expect(search(await scene())).toBe(result);
  });

  test.skipIf(!HAS_OPENSSL).each(SCENARIOS.filter(({ openssl }) => openssl === undefined))(
    'OpenSSL on $name',
    async ({ scene, result }) => {
      const { leaf, chain = [], roots, at = NOW } = await scene();
      const files = {
        leaf: pem('CERTIFICATE', leaf),
        chain: chain.map((each) => pem('CERTIFICATE', each)).join(''),
        roots: roots.map((each) => pem('CERTIFICATE', each)).join(''),
      };
      const untrusted = chain.length === 0 ? [] : ['-untrusted', 'chain'];
      const time = String(at / 1000);
      const accepted = openssl(
        ['verify', '-attime', time, '-CAfile', 'roots', '-no-CApath', ...untrusted, 'leaf'],
        files,
      );
      expect(accepted).toBe(result.startsWith('path of'));
    },
  );

  test('reports the attempt that came furthest', async () => {
    const { root, issue, intermediate } = await createAuthority('Example');
    const { subject, key } = intermediate;
    const common = { subject, key, issuer: root };
    const noAuthority = await createCertificate({ ...common, keyUsage: ['digitalSignature'] });
    const expired = await createCertificate({ ...common, ...AUTHORITY, notAfter: new Date(NOW - YEAR) });
    const leaf = (await issue()).der;
    const stranger = (await createRoot({ subject })).der;
    for (const chain of [
      [noAuthority.der, expired.der, stranger],
      [stranger, expired.der, noAuthority.der],
    ]) {
      expect(search({ leaf, chain, roots: [root.der] })).toBe('certificate-expired');
    }
    expect(search({ leaf, chain: [noAuthority.der, stranger], roots: [root.der] })).toBe(
      'certificate-authority',
    );
  });
});

describe('parseCertificate', () => {
  const value = seq();
  test.each<[string, Partial<CertificateOptions>]>([
    ['bytes after the end', { trailing: Uint8Array.of(0) }],
    ['an extension twice', { extensions: [1, 2].map(() => ({ oid: '1.3.6.1.4.1.99999.1', value })) }],
    ['a known extension twice', { extensions: [{ oid: '2.5.29.15', value }] }],
    ['an unknown version', { version: 3 }],
    ['a spelled-out first version', { version: 0 }],
    ['extensions before the third version', { version: 1 }],
    ['purposes that are no list', { extensions: [{ oid: '2.5.29.37', value: nul() }] }],
    ['policies that are no list', { extensions: [{ oid: '2.5.29.32', value: nul() }] }],
    ['more constraints than there are', { extensions: [{ oid: '2.5.29.19', value: seq(int(1), nul()) }] }],
    ['constraints that are none', { extensions: [{ oid: '2.5.29.19', value: nul() }] }],
    [
      'a negative path length',
      { extensions: [{ oid: '2.5.29.19', value: seq(Uint8Array.of(1, 1, 255), int(-1)) }] },
    ],
    ['bytes after an extension', { extensions: [{ oid: '2.5.29.32', value: concat(seq(), nul()) }] }],
    ['a name that is none', { subject: nul() }],
  ])('refuses %s', async (_, deviation) => {
    const { der } = await createCertificate({
      key: await createKey(),
      keyUsage: ['digitalSignature'],
      ...deviation,
    });
    expect(() => parseCertificate(der)).toThrow('certificate-malformed');
  });

  test('refuses a signature that is not a whole number of bytes, which the signature does not cover', async () => {
    const { der } = await createCertificate({ key: await createKey() });
    const at = der.findIndex((tag, i) => tag === 3 && der[i + 1] === der.length - i - 2 && der[i + 2] === 0);
    const damaged = Uint8Array.from(der);
    damaged.set([1], at + 2);
    expect(() => parseCertificate(damaged)).toThrow('certificate-malformed');
  });

  test('refuses what is no certificate, however it is cut', async () => {
    const { der } = await createCertificate({ key: await createKey() });
    for (let length = 0; length < der.length; length++) {
      expect(() => parseCertificate(der.subarray(0, length))).toThrow('certificate-malformed');
    }
    expect(parseCertificate(der).serial).toMatch(/^[0-9a-f]+$/);
  });
});
