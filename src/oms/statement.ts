import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { attempt, Refusal, type Result } from './error.ts';
import { asArray, asObject, asString, type Field, member, present, root } from './field.ts';
import { parseJson } from './json.ts';
import { isSorted, type Manifest, readDigest, readPredicate, wholeFiles } from './manifest.ts';
import { unknownInStatement } from './unknown.ts';

const STATEMENT_TYPE = 'https://in-toto.io/Statement/v1';
const PREDICATE = /^https:\/\/model_signing\/signature\/v(1\.(?:0|[1-9][0-9]*))$/;
/** What v0.2.0 of the reference wrote: the files are the subjects, and there is no predicate. */
const PREDICATE_LEGACY = 'https://model_signing/Digests/v0.1';

/** The version of the predicate that this code knows to the last field. */
export const KNOWN_VERSION = '1.0';
/** The version whose signer had the faulty encoding (`legacyPae`). */
export const LEGACY_VERSION = '0.1';

/**
 * Reads an in-toto statement about a model (OMS §5): its type, subject, predicate and root digest. A predicate of a
 * newer minor version is read as far as it is known; the caller must not call it verified.
 */
export function parseStatement(payload: Uint8Array): Result<Manifest> {
  return attempt(() => {
    const json = parseJson(payload);
    const statement = root(json, 'statement-malformed');
    const type = asString(member(statement, '_type'));
    if (type !== STATEMENT_TYPE) throw new Refusal('statement-type', type);
    const subjects = member(statement, 'subject');
    if (!present(subjects) || asArray(subjects).length === 0) throw new Refusal('subject-missing');
    const predicateType = asString(member(statement, 'predicateType'));
    const unknown = unknownInStatement(json);
    if (predicateType === PREDICATE_LEGACY) return { ...legacyManifest(asArray(subjects)), unknown };
    const version = PREDICATE.exec(predicateType)?.[1];
    if (version === undefined) throw new Refusal('predicate-type', predicateType);
    return { ...manifestOf(version, asArray(subjects), member(statement, 'predicate')), unknown };
  });
}

/** A manifest as far as its fields are known. */
type Known = Omit<Manifest, 'unknown'>;

function manifestOf(version: string, subjects: readonly Field[], predicateField: Field): Known {
  const [subject] = subjects;
  if (subject === undefined || subjects.length > 1)
    throw new Refusal('subject-several', `${subjects.length} subjects`);
  const name = asString(member(subject, 'name'));
  if (name === '') throw new Refusal('subject-missing', 'its name is empty');
  if (!present(predicateField)) throw new Refusal('predicate-missing');
  asObject(predicateField);

  const { digests, ...predicate } = readPredicate({ ...predicateField, malformed: 'manifest-malformed' });
  const rootDigest = subjectDigest(subject);
  const computed = rootDigestOf(digests);
  if (rootDigest !== computed)
    throw new Refusal('root-digest', `recorded ${rootDigest}, computed ${computed}`);
  return { version, subject: name, rootDigest, ...predicate };
}

function legacyManifest(subjects: readonly Field[]): Known {
  const resources = subjects.map((subject) => ({
    name: asString(member(subject, 'name')),
    digest: subjectDigest(subject),
  }));
  return {
    version: LEGACY_VERSION,
    subject: '',
    algorithm: 'sha256',
    method: 'files',
    files: wholeFiles(resources),
    ignorePaths: [],
    allowSymlinks: false,
    sorted: isSorted(resources),
  };
}

function subjectDigest(subject: Field): string {
  return readDigest(asString(member(member(subject, 'digest'), 'sha256')), 'sha256');
}

/** SHA-256 over the raw digests in their recorded order, whatever algorithm made them (OMS §5.1). */
function rootDigestOf(digests: readonly string[]): string {
  const hash = sha256.create();
  for (const digest of digests) hash.update(hexToBytes(digest));
  return bytesToHex(hash.digest());
}
