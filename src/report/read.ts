import { OUTCOMES } from '../oms/compare.ts';
import { problem, problemOf, Refusal, type Result } from '../oms/error.ts';
import { asArray, asBoolean, asCount, asString, type Field, member, present, root } from '../oms/field.ts';
import { parseJson } from '../oms/json.ts';
import { isVisible } from '../oms/visible.ts';
import type { Expectation, Origin } from '../signer/expectation.ts';
import type { WorkflowRule } from '../signer/workflow.ts';
import { STATES } from '../verify/verdict.ts';
import {
  REPORT_VERSION,
  type ReportDocument,
  type ReportedCause,
  type ReportedCertificate,
  type ReportedFile,
  type ReportedProblem,
  type ReportedSignature,
  type ReportedSigner,
  type ReportedTrustRoot,
} from './document.ts';

/** Largest report that is read, in bytes: room for some 300,000 files. */
export const MAX_REPORT_BYTES = 64 * 1024 * 1024;

/**
 * Reads a report that {@link reportJson} made. What it says is somebody’s word, and stays so: this proves that it is
 * built as a report, and nothing else. Fields that this version does not know are passed over.
 *
 * Problems: `report-malformed`, `report-version`.
 */
export function readReport(bytes: Uint8Array): Result<ReportDocument> {
  try {
    if (bytes.length > MAX_REPORT_BYTES) throw new Refusal('report-malformed', 'larger than 64 MiB');
    const document = root(parseJson(bytes), 'report-malformed');
    oneOf('assay-report')(member(document, 'type'));
    const version = asString(member(document, 'version'));
    if (!/^\d{1,4}\.\d{1,4}$/.test(version) || major(version) !== major(REPORT_VERSION)) {
      throw new Refusal('report-version', version);
    }
    return { ok: true, value: readDocument(document) };
  } catch (thrown) {
    const found = problemOf(thrown);
    if (found.code === 'report-version' || found.code === 'report-malformed' || found.code === 'unexpected')
      return { ok: false, problem: found };
    return { ok: false, problem: problem('report-malformed', found.message) };
  }
}

function major(version: string): string {
  return version.slice(0, version.indexOf('.'));
}

/** Reads what stands at a field. @throws {Refusal} `report-malformed` unless it is as it should be */
type Read<T> = (field: Field) => T;

/** A reader for each member, which may give nothing only where the member may be absent. */
type Members<T> = {
  readonly [K in keyof T]-?: Read<object extends Pick<T, K> ? T[K] | undefined : T[K]>;
};

function shape<T>(members: Members<T>): Read<T> {
  const readers = Object.entries<Read<unknown>>(members);
  return (field) => {
    const found = readers.map(([name, read]) => [name, read(member(field, name))] as const);
    // The type of `members` demands just the fields of T; no compiler sees that through `Object.entries`.
    return Object.fromEntries(found.filter(([, value]) => value !== undefined)) as T;
  };
}

/** An object whose member `tag` tells which shape it has. */
function variants<T>(tag: string, shapes: Readonly<Record<string, Read<T>>>): Read<T> {
  const names = Object.keys(shapes);
  return (field) => {
    const read = shapes[oneOf(...names)(member(field, tag))];
    if (!read) throw odd(field);
    return read(field);
  };
}

function oneOf<T extends string>(...known: readonly T[]): Read<T> {
  return (field) => {
    const found = known.find((value) => value === field.value);
    if (found === undefined) throw odd(field);
    return found;
  };
}

function list<T>(read: Read<T>): Read<readonly T[]> {
  return (field) => asArray(field).map(read);
}

function optional<T>(read: Read<T>): Read<T | undefined> {
  return (field) => (present(field) ? read(field) : undefined);
}

function nullable<T>(read: Read<T>): Read<T | null> {
  return (field) => (present(field) ? read(field) : null);
}

/** Text that somebody escaped already, so that it may stand as it is. */
function sentence(field: Field): string {
  const text = asString(field);
  if (!isVisible(text)) throw odd(field);
  return text;
}

function hex(field: Field): string {
  const text = asString(field);
  if (!/^[0-9a-f]*$/.test(text)) throw odd(field);
  return text;
}

function time(field: Field): string {
  const text = asString(field);
  const parsed = Date.parse(text);
  if (Number.isNaN(parsed) || new Date(parsed).toISOString() !== text) throw odd(field);
  return text;
}

function word(field: Field): string {
  const text = asString(field);
  if (!/^[a-z0-9-]{1,64}$/.test(text)) throw odd(field);
  return text;
}

function odd({ where }: Field): Refusal {
  return new Refusal('report-malformed', `${where} is not what a report holds there`);
}

const readProblem = shape<ReportedProblem>({
  code: word,
  message: sentence,
  next: sentence,
  detail: optional(asString),
});

const readCertificate = shape<ReportedCertificate>({
  subject: asString,
  issuer: asString,
  serial: asString,
  notBefore: time,
  notAfter: time,
  fingerprint: hex,
});

type SignerOf<K extends ReportedSigner['method']> = Extract<ReportedSigner, { method: K }>;

const readSigner = variants<ReportedSigner>('method', {
  sigstore: shape({
    method: oneOf('sigstore'),
    identities: list(shape({ type: oneOf('email', 'uri', 'other'), value: asString })),
    issuer: asString,
    certificate: readCertificate,
  }),
  certificate: shape<SignerOf<'certificate'>>({
    method: oneOf('certificate'),
    leaf: readCertificate,
    root: optional(readCertificate),
  }),
  key: shape<SignerOf<'key'>>({
    method: oneOf('key'),
    fingerprint: hex,
    curve: optional(oneOf('P-256', 'P-384', 'P-521')),
  }),
});

type Held = Extract<ReportedSignature, { holds: true }>;

const readHeld = shape<Held>({
  holds: () => true,
  signer: readSigner,
  times: list(shape({ source: oneOf('rekor', 'rfc3161'), time, authority: asString })),
  trustRoot: nullable(
    shape<ReportedTrustRoot>({
      name: asString,
      sha256: hex,
      origin: oneOf('embedded', 'refreshed', 'imported', 'demo'),
      newest: time,
      asOf: optional(time),
      holds: shape({
        certificateAuthorities: asCount,
        logs: asCount,
        certificateLogs: asCount,
        timestampAuthorities: asCount,
      }),
      warnings: list(asString),
    }),
  ),
  caveats: list(
    shape<Held['caveats'][number]>({
      code: oneOf('certificate-expired', 'eku-odd', 'judged-at-issuance'),
      detail: asString,
      expired: optional(time),
    }),
  ),
});

const readNotHeld = shape<Extract<ReportedSignature, { holds: false }>>({
  holds: () => false,
  problem: nullable(readProblem),
});

function readSignature(field: Field): ReportedSignature {
  return asBoolean(member(field, 'holds')) ? readHeld(field) : readNotHeld(field);
}

function readTrustRoot(field: Field): string {
  return field.value === 'public-good' || field.value === 'staging' ? field.value : hex(field);
}

function readLeaf(field: Field): { subject: string } | { fingerprint: string } {
  const subject = member(field, 'subject');
  return present(subject)
    ? { subject: asString(subject) }
    : { fingerprint: hex(member(field, 'fingerprint')) };
}

const forge = oneOf('github.com', 'gitlab.com');

const readRule = variants<WorkflowRule>('accept', {
  'any-ref': shape({
    accept: oneOf('any-ref'),
    forge,
    owner: asString,
    repository: asString,
    file: asString,
  }),
  'any-workflow': shape({ accept: oneOf('any-workflow'), forge, owner: asString, repository: asString }),
  'any-repository': shape({ accept: oneOf('any-repository'), forge, owner: asString }),
});

const origin = oneOf<Origin>(
  'typed',
  'file',
  'in-model',
  'accepted',
  'link',
  'link-confirmed',
  'remembered',
  'demo',
);

const pins = { origin, trustRoot: optional(readTrustRoot), statement: optional(hex) };

type ExpectationOf<K extends Expectation['method']> = Extract<Expectation, { method: K }>;

const readExpectation = variants<Expectation>('method', {
  sigstore: shape<ExpectationOf<'sigstore'>>({
    method: oneOf('sigstore'),
    identity: (field: Field) => (typeof field.value === 'string' ? field.value : readRule(field)),
    issuer: asString,
    ...pins,
  }),
  key: shape<ExpectationOf<'key'>>({
    method: oneOf('key'),
    publicKey: optional(asString),
    fingerprint: optional(hex),
    ...pins,
  }),
  certificate: shape<ExpectationOf<'certificate'>>({
    method: oneOf('certificate'),
    roots: list(asString),
    root: optional(hex),
    leaf: optional(readLeaf),
    ...pins,
  }),
});

function plainFile(outcome: 'match' | 'extra' | 'not-covered'): Read<ReportedFile> {
  return shape({ outcome: oneOf(outcome), path: asString, size: asCount });
}

type FileOf<K extends ReportedFile['outcome']> = Extract<ReportedFile, { outcome: K }>;

const readFile = variants<ReportedFile>('outcome', {
  match: plainFile('match'),
  extra: plainFile('extra'),
  'not-covered': plainFile('not-covered'),
  mismatch: shape<FileOf<'mismatch'>>({
    outcome: oneOf('mismatch'),
    path: asString,
    size: asCount,
    range: optional(shape({ start: asCount, end: asCount })),
    expected: asString,
    actual: asString,
  }),
  missing: shape<FileOf<'missing'>>({
    outcome: oneOf('missing'),
    path: asString,
    problem: optional(readProblem),
    lookAlike: optional(asString),
    mayBeLink: optional(asBoolean),
  }),
  ignored: shape<FileOf<'ignored'>>({
    outcome: oneOf('ignored'),
    path: asString,
    size: asCount,
    rule: shape({ by: oneOf('convention', 'signer', 'person', 'bundle'), path: asString }),
  }),
  unreadable: shape<FileOf<'unreadable'>>({
    outcome: oneOf('unreadable'),
    path: asString,
    problem: readProblem,
  }),
});

const readDocument = shape<ReportDocument>({
  type: oneOf('assay-report'),
  version: asString,
  note: sentence,
  application: shape({ name: oneOf('Assay'), version: asString }),
  verdict: shape({
    state: oneOf(...STATES),
    code: word,
    headline: sentence,
    qualifiers: list(sentence),
    problems: list(readProblem),
  }),
  readAt: time,
  model: shape({ name: asString, kind: oneOf('folder', 'file'), files: asCount, bytes: asCount }),
  bundle: shape({ name: asString, sha256: hex }),
  expectation: nullable(readExpectation),
  settings: shape<ReportDocument['settings']>({
    refused: optional(shape({ identity: asString, issuer: asString })),
    judgeAt: oneOf('now', 'issuance'),
    ignorePaths: list(asString),
    ignoreUnsigned: asBoolean,
    trustRoot: shape({
      kind: oneOf('public-good', 'imported', 'demo'),
      origin: nullable(oneOf('file', 'in-model', 'accepted')),
    }),
  }),
  signature: readSignature,
  statement: nullable(
    shape({
      sha256: hex,
      rootDigest: nullable(hex),
      subject: asString,
      version: asString,
      method: oneOf('files', 'shards'),
      algorithm: oneOf('sha256', 'blake2b', 'blake3'),
      ignorePaths: list(asString),
    }),
  ),
  checks: list(
    shape<ReportDocument['checks'][number]>({
      id: word,
      status: oneOf('pass', 'fail', 'warn', 'skipped'),
      detail: optional(asString),
    }),
  ),
  counts: countsOf,
  causes: optional(
    list(shape<ReportedCause>({ code: word, sentence, next: sentence, paths: list(asString) })),
  ),
  interruption: nullable(readProblem),
  resumed: nullable(shape({ from: time, files: asCount, bytes: asCount })),
  unseen: list(sentence),
  notChecked: list(sentence),
  files: list(readFile),
});

function countsOf(field: Field): ReportDocument['counts'] {
  const counts = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, asCount])) as Members<
    ReportDocument['counts']
  >;
  return shape(counts)(field);
}
