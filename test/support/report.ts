import { problem } from '../../src/oms/error.ts';
import type { Finding } from '../../src/oms/compare.ts';
import type { Signer } from '../../src/signer/result.ts';
import type { Signature } from '../../src/signer/signature.ts';
import type { Cause } from '../../src/verify/cause.ts';
import type { Report } from '../../src/verify/report.ts';
import { verifyModel } from '../../src/verify/run.ts';
import { DEFAULT_SETTINGS } from '../../src/verify/settings.ts';
import { utf8 } from './bytes.ts';
import { EXPECTED, SIGNED, world } from './world.ts';

/** Made of what plain text, Markdown, HTML and terminals take for their own. */
export const HOSTILE =
  '\u202e`|\\|``<img src=x onerror=a()>[x](javascript:a)@org #1 https://evil.example\n# x*_~&lt;';

const DIGEST = 'ab'.repeat(32);
const CERTIFICATE = {
  subject: HOSTILE,
  issuer: 'CN=issuer',
  serial: '01',
  notBefore: 0,
  notAfter: Date.UTC(2026, 0),
  fingerprint: DIGEST,
};

const SIGNERS: readonly Signer[] = [
  {
    method: 'sigstore',
    identities: [{ type: 'email', value: HOSTILE }],
    issuer: 'https://issuer.example',
    certificate: CERTIFICATE,
  },
  { method: 'certificate', leaf: CERTIFICATE, root: { ...CERTIFICATE, subject: 'CN=root' } },
  { method: 'key', fingerprint: DIGEST, curve: 'P-384' },
];

/** Files of every outcome, under hostile names. */
const FINDINGS: readonly Finding[] = [
  { outcome: 'mismatch', path: HOSTILE, size: 1, expected: DIGEST, actual: 'cd'.repeat(32) },
  {
    outcome: 'mismatch',
    path: 'shard',
    size: 9,
    range: { start: 0, end: 8 },
    expected: DIGEST,
    actual: DIGEST,
  },
  { outcome: 'missing', path: 'm', lookAlike: HOSTILE, mayBeLink: true },
  { outcome: 'missing', path: 'n', problem: problem('signed-file-ignored', HOSTILE) },
  { outcome: 'extra', path: `x${HOSTILE}.py`, size: 1 },
  { outcome: 'unreadable', path: 'u', problem: problem('file-unreadable', HOSTILE) },
  { outcome: 'not-covered', path: 'e', size: 0 },
  { outcome: 'ignored', path: '.git/x', size: 1, rule: { by: 'convention', path: '.git' } },
  { outcome: 'match', path: 'a', size: 4 },
];

const CAUSES: readonly Cause[] = [
  {
    code: 'git-lfs-pointer',
    sentence: [{ quote: HOSTILE }, ' is a pointer.'],
    next: 'Run “git lfs pull”.',
    paths: [HOSTILE, ...Array.from({ length: 11 }, (_, index) => `weights-${index}`)],
  },
];

/** The report of a model that is verified, by a run of its own. */
export async function verifiedReport(): Promise<Report> {
  const report = await judged(world());
  const { claims, signature } = report;
  if (!claims || !signature?.ok) throw new Error('the world holds no signature');
  const signer: Signer = { method: 'key', fingerprint: DIGEST };
  return {
    ...report,
    claims: { ...claims, statementDigest: DIGEST },
    signature: { ...signature, signer, statementDigest: DIGEST },
  };
}

/** Reports of every state, by name, and one for each way in which their parts differ. */
export async function reportsOfAllKinds(): Promise<Readonly<Record<string, Report>>> {
  const verified = await verifiedReport();
  const { signature } = verified;
  if (!signature?.ok) throw new Error('the verified report holds no signature');
  const signedBy = (signer: Signer): Report => ({
    ...verified,
    signature: { ...signature, signer, ...PROOFS },
    uselessIgnores: [`../${HOSTILE}`],
    unseen: ['Links are not shown.'],
    resumed: { from: 0, files: 1, bytes: 4 },
    interruption: problem('cancelled', HOSTILE),
    findings: FINDINGS,
    causes: CAUSES,
    checks: [{ id: 'bundle', status: 'pass', detail: HOSTILE }],
  });
  const [sigstore, certificate] = SIGNERS.map(signedBy);
  if (!sigstore || !certificate) throw new Error('no signers');
  const unreadable = await judged(
    world({
      services: {
        signer: {
          open: () => Promise.resolve({ ok: false, problem: problem('json-invalid', HOSTILE) }),
          check: () => Promise.reject(new Error('not asked')),
        },
      },
    }),
  );
  return {
    verified,
    partial: await judged(world({ files: { ...SIGNED, '.git/x': utf8('x') } })),
    unconfirmed: await judged(world(), { ...EXPECTED, expectation: { ...KEY, origin: 'in-model' } }),
    failed: await judged(world({ files: { ...SIGNED, a: utf8('bbbb'), [HOSTILE]: utf8('x') } })),
    incomplete: await judged(world(), DEFAULT_SETTINGS),
    unreadable,
    sigstore: {
      ...sigstore,
      settings: {
        ...DEFAULT_SETTINGS,
        ignorePaths: [HOSTILE],
        refused: { identity: HOSTILE, issuer: HOSTILE },
        trustRoot: { kind: 'imported', json: '{}', name: HOSTILE, origin: 'accepted' },
        expectation: {
          method: 'sigstore',
          identity: { accept: 'any-workflow', forge: 'github.com', owner: 'org', repository: 'models' },
          issuer: HOSTILE,
          origin: 'typed',
        },
      },
    },
    certificate: {
      ...certificate,
      settings: {
        ...DEFAULT_SETTINGS,
        judgeAt: 'issuance',
        expectation: { method: 'certificate', roots: ['PEM'], origin: 'file' },
      },
    },
  };
}

const KEY = { method: 'key', publicKey: 'PEM' } as const;

const PROOFS: Pick<Extract<Signature, { ok: true }>, 'times' | 'caveats' | 'trustRoot' | 'checks'> = {
  times: [{ source: 'rekor', time: Date.UTC(2026, 2, 2), authority: HOSTILE }],
  checks: [],
  caveats: [
    { code: 'certificate-expired', expired: Date.UTC(2026, 1), detail: HOSTILE },
    { code: 'judged-at-issuance', detail: 'x' },
  ],
  trustRoot: {
    name: HOSTILE,
    sha256: DIGEST,
    origin: 'imported',
    newest: Date.UTC(2025, 0),
    asOf: Date.UTC(2026, 0),
    holds: { certificateAuthorities: 1, logs: 0, certificateLogs: 0, timestampAuthorities: 1 },
    warnings: [HOSTILE],
  },
};

async function judged({ subject, services }: ReturnType<typeof world>, settings = EXPECTED): Promise<Report> {
  return verifyModel(subject, services).judge(settings);
}
