import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { LinkExpectation } from '../../src/link/expectation.ts';
import { fieldsOf } from '../../src/link/fields.ts';
import { writeParameters } from '../../src/link/parameters.ts';
import { parseBundle } from '../../src/oms/bundle.ts';
import { attempt } from '../../src/oms/error.ts';
import { reportJson } from '../../src/report/json.ts';
import { checkSignature } from '../../src/signer/signature.ts';
import type { SignerOptions } from '../../src/signer/result.ts';
import type { TrustRoot } from '../../src/signer/trust-root.ts';
import { parseCertificate } from '../../src/signer/x509-certificate.ts';
import { loadTrustRoot } from '../../src/trust/trusted-root.ts';
import { readCertificates } from '../../src/signer/pem.ts';
import { createAuthority } from '../support/authority.ts';
import { base64, type Bytes, fromBase64, utf8 } from '../support/bytes.ts';
import { type Certificate, createCertificate } from '../support/certificate.ts';
import { explicit, ia5String, implicit, seq } from '../support/der.ts';
import { createKey, pem } from '../support/keys.ts';
import { PUBLIC_KEY } from '../support/link.ts';
import {
  legacyStatementFor,
  signWithCertificate,
  signWithKey,
  signWithSigstore,
  statementFor,
} from '../support/oms.ts';
import { reportsOfAllKinds } from '../support/report.ts';
import { createInstance } from '../support/sigstore-instance.ts';

/** What mutations start from, by what it is; and what an honest check may say yes to. */
export interface Corpus {
  readonly bundles: readonly Bytes[];
  readonly statements: readonly Bytes[];
  readonly pems: readonly Bytes[];
  readonly certificates: readonly Bytes[];
  /** JSON: `leaf`, `chain` and `roots`, each certificate as DER in base64. */
  readonly paths: readonly Bytes[];
  readonly timestamps: readonly Bytes[];
  readonly trustedRoots: readonly Bytes[];
  readonly texts: readonly Bytes[];
  /** The parameters of verification links, without their frame. */
  readonly links: readonly Bytes[];
  readonly reports: readonly Bytes[];
  /** PEM texts of keys, each to be tried as the person’s own. */
  readonly keys: readonly string[];
  readonly options: SignerOptions;
  readonly trustRoots: readonly TrustRoot[];
  /** SHA-256 of every payload that somebody signed, lower-case hex. */
  readonly signedPayloads: ReadonlySet<string>;
  /** The signed part of every certificate that somebody issued, lower-case hex. */
  readonly issued: ReadonlySet<string>;
}

const json = (value: unknown): Bytes => utf8(JSON.stringify(value));
const digest = (bytes: Bytes): string => bytesToHex(sha256(bytes));
const NOW = Date.parse('2026-03-02T10:05:00Z');

/** Names and lists that are odd from the start. */
const TEXTS = [
  'model.bin\nweights/a.safetensors\n.git/config\n模型.bin\na b/c:0:10',
  './a/\n.\n..\n../x\n/abs\na//b\n\na/./b\n././.',
  'https://github.com/org/models/.github/workflows/release.yml@refs/tags/v1\nsigner@example.com',
  'e\u0301\u202e\u200b \\ \u{e0041}\u00a0\ufeff',
];

const FINGERPRINT = '9f'.repeat(32);
const ISSUER = 'https://issuer.example';

const LINKS: readonly LinkExpectation[] = [
  {
    signer: { method: 'sigstore', identity: 'signer+x@example.com', issuer: ISSUER },
    trustRoot: 'staging',
    statement: FINGERPRINT,
    model: '模型 1',
  },
  {
    signer: {
      method: 'sigstore',
      identity: {
        accept: 'any-ref',
        forge: 'gitlab.com',
        owner: 'org',
        repository: 'a/b',
        file: '.gitlab-ci.yml',
      },
      issuer: ISSUER,
    },
    trustRoot: FINGERPRINT,
  },
  {
    signer: { method: 'key', fingerprint: FINGERPRINT },
    trustRoot: 'public-good',
    bundle: 'https://example.com:8443/a%20b/model.sig?x=1',
  },
  { signer: { method: 'key', publicKey: PUBLIC_KEY }, trustRoot: 'public-good' },
  {
    signer: { method: 'certificate', root: FINGERPRINT, leaf: { subject: 'CN=a, O=b' } },
    trustRoot: 'public-good',
  },
];

/** Makes a corpus: signed things of every kind, and where the shared test data is there, of it what is small. */
export async function createCorpus(): Promise<Corpus> {
  const files = { 'a.bin': utf8('a'), 'sub/b.bin': utf8('some weights'), '模型.txt': utf8('text') };
  const statements = [
    statementFor(files),
    statementFor(files, { method: 'shards', shardSize: 5, algorithm: 'blake3' }),
    statementFor(files, { algorithm: 'blake2b', ignorePaths: ['.cache', './tmp/'], version: '1.1' }),
    legacyStatementFor(files),
  ];
  const [first, sharded, , legacy] = statements.map((statement) => JSON.stringify(statement));
  const [key, other, authority, instance] = await Promise.all([
    createKey(),
    createKey('P-384'),
    createAuthority('Example'),
    createInstance(),
  ]);
  const leaf = await authority.issue();
  const chain = [leaf, authority.intermediate, authority.root] as const;
  const who = { identity: 'signer@example.com', issuer: 'https://issuer.example' };
  const bundles = await Promise.all([
    signWithKey(first ?? '', key),
    signWithKey(sharded ?? '', other, { naming: 'rawBytes' }),
    signWithKey(legacy ?? '', key, { encoding: 'v0.2.0' }),
    signWithCertificate(first ?? '', chain),
    signWithCertificate(legacy ?? '', chain, { encoding: 'v0.2.0' }),
    signWithSigstore(first ?? '', instance, who),
    signWithSigstore(sharded ?? '', instance, { ...who, identity: 'somebody', keyType: 'P-384' }),
  ]);
  const paths = await createPaths(chain);
  const shared = sharedFiles();
  const signedBundles = [...bundles.map(json), ...shared.bundles];
  const certificates = [
    ...paths.flatMap((path) => [path.leaf, ...path.chain, ...path.roots]),
    ...shared.pems.flatMap(certificatesIn),
    ...bundles
      .flatMap(({ verificationMaterial }) => verificationMaterial.certificate ?? [])
      .map(({ rawBytes }) => fromBase64(rawBytes)),
  ];
  const rootPems = [
    pem('CERTIFICATE', authority.root.der),
    ...shared.pems.filter((text) => text.includes('CERTIFICATE')),
  ];
  const keys = [
    pem('PUBLIC KEY', key.spki),
    pem('PUBLIC KEY', other.spki),
    ...shared.pems.filter((text) => text.includes('PUBLIC KEY')),
  ];
  const options: SignerOptions = {
    trustRoot: { kind: 'public-good' },
    roots: rootPems,
    judgeAt: 'issuance',
    now: NOW,
  };
  const trustedRoots = [json(instance.trustedRoot), ...shared.trustedRoots];
  const load = (source: SignerOptions['trustRoot']): TrustRoot => loadTrustRoot(source);
  const trustRoots = [
    load({ kind: 'imported', name: 'a', origin: 'file', json: JSON.stringify(instance.trustedRoot) }),
    load({ kind: 'public-good' }),
  ];
  const issued = certificates.flatMap((der) => {
    const parsed = attempt(() => parseCertificate(der));
    return parsed.ok ? [bytesToHex(parsed.value.signed)] : [];
  });
  return {
    bundles: signedBundles,
    statements: statements.map(json),
    pems: [...rootPems, ...keys, `text\r\n${rootPems.join('\n')}`].map(utf8),
    certificates,
    paths: paths.map((path) =>
      json({ leaf: base64(path.leaf), chain: path.chain.map(base64), roots: path.roots.map(base64) }),
    ),
    timestamps: bundles.flatMap(({ verificationMaterial }) =>
      (verificationMaterial.timestampVerificationData?.rfc3161Timestamps ?? []).map(({ signedTimestamp }) =>
        fromBase64(signedTimestamp),
      ),
    ),
    trustedRoots,
    texts: TEXTS.map(utf8),
    links: LINKS.map((link) => utf8(writeParameters(fieldsOf(link)))),
    reports: Object.values(await reportsOfAllKinds()).map((report) => utf8(reportJson(report, '1.2.3'))),
    keys,
    options,
    trustRoots,
    signedPayloads: new Set([
      ...bundles.map(({ dsseEnvelope }) => digest(fromBase64(dsseEnvelope.payload))),
      ...shared.bundles.flatMap((bundle) => verified(bundle, keys, options, trustRoots)),
    ]),
    issued: new Set(issued),
  };
}

interface PathSeed {
  readonly leaf: Bytes;
  readonly chain: readonly Bytes[];
  readonly roots: readonly Bytes[];
}

/** Paths that hold, that have ended, that have names to compare, and that branch at every step. */
async function createPaths(chain: readonly [Certificate, Certificate, Certificate]): Promise<PathSeed[]> {
  const [leaf, intermediate, root] = chain;
  // Permitted: mailboxes and hosts of example.com, a directory name.
  const constraints = seq(
    explicit(0, seq(implicit(1, ia5String('example.com'))), seq(implicit(2, ia5String('example.com')))),
    explicit(1, seq(implicit(6, ia5String('.evil.example')))),
  );
  const constrained = await createAuthority('Constrained', {
    rootType: 'RSA',
    intermediate: { extensions: [{ oid: '2.5.29.30', critical: true, value: constraints }] },
  });
  const named = await constrained.issue({
    alternativeNames: [
      { type: 'email', value: 'a@example.com' },
      { type: 'uri', value: 'https://host.example/x' },
    ],
  });
  const expired = await createAuthority('Expired');
  const old = await expired.issue({ notAfter: new Date('2025-02-01') });
  const branchKey = await createKey('P-521');
  const subject = { CN: 'same' };
  const branches = await Promise.all(
    Array.from({ length: 12 }, () =>
      createCertificate({ subject, key: branchKey, basicConstraints: { ca: true } }),
    ),
  );
  const branched = await createCertificate({
    subject,
    key: await createKey(),
    issuer: { subject: root.subject, key: branchKey },
  });
  return [
    { leaf: leaf.der, chain: [intermediate.der], roots: [root.der] },
    { leaf: named.der, chain: [constrained.intermediate.der], roots: [constrained.root.der] },
    { leaf: old.der, chain: [expired.intermediate.der, root.der], roots: [expired.root.der, root.der] },
    { leaf: branched.der, chain: branches.map(({ der }) => der), roots: [root.der] },
  ];
}

/** The payload of a bundle that holds as it is. */
function verified(
  bytes: Bytes,
  keys: readonly string[],
  options: SignerOptions,
  trustRoots: readonly TrustRoot[],
): string[] {
  const bundle = parseBundle(bytes);
  if (!bundle.ok) return [];
  const ways = [
    ...keys.map((publicKey) => ({ publicKey, trustRoot: trustRoots[0] })),
    ...trustRoots.map((trustRoot) => ({ publicKey: keys[0], trustRoot })),
  ];
  return ways.flatMap(({ publicKey, trustRoot }) => {
    if (publicKey === undefined || trustRoot === undefined) return [];
    const result = checkSignature(bundle.value, { ...options, publicKey }, () => trustRoot);
    return result.ok ? [result.statementDigest] : [];
  });
}

function certificatesIn(text: string): Bytes[] {
  const found = readCertificates(text);
  return found.ok ? found.value.map((der) => Uint8Array.from(der)) : [];
}

const MAX_SHARED_BYTES = 48 * 1024;

/** What the shared test data has, of it what is small; nothing where it is absent. */
function sharedFiles(): { bundles: Bytes[]; pems: string[]; trustedRoots: Bytes[] } {
  const folder = process.env.ASSAY_SHARED ?? '../shared';
  const paths = [
    'oms-conformance',
    'sigstore-conformance',
    'sigstore',
    'nvidia-skills/nv-agent-root-cert.pem',
  ]
    .map((name) => join(folder, name))
    .filter((path) => existsSync(path))
    .flatMap((path) =>
      statSync(path).isFile()
        ? [path]
        : readdirSync(path, { recursive: true, encoding: 'utf8' }).map((name) => join(path, name)),
    )
    .filter((path) => statSync(path).isFile() && statSync(path).size <= MAX_SHARED_BYTES)
    .sort();
  const named = (pattern: RegExp): Bytes[] =>
    paths.filter((path) => pattern.test(path)).map((path) => Uint8Array.from(readFileSync(path)));
  return {
    bundles: named(/(?:bundle\.sig|bundle\.sigstore\.json)$/),
    pems: named(/(?:cert|pub)\.pem$/).map((bytes) => new TextDecoder().decode(bytes)),
    trustedRoots: named(/trusted_root\.json$/),
  };
}
