import { attempt, problem, Refusal, type Result } from '../oms/error.ts';
import {
  asArray,
  asBoolean,
  asCount,
  asObject,
  asString,
  type Field,
  member,
  present,
  root,
} from '../oms/field.ts';
import { parseJson } from '../oms/json.ts';
import type { KeptTrust } from './kept.ts';
import { type KeptAnchor, nameFrom } from './kept-anchor.ts';
import { MAX_SUBJECT, MOST_STATEMENTS, type Pin, type RememberedSigner } from './remembered.ts';

/** Largest file of this kind that is read, in bytes. */
export const MAX_TRUST_FILE_BYTES = 8 * 1024 * 1024;

/** Most signers that are kept. */
export const MOST_SIGNERS = 200;
/** Most trust roots, keys and authorities that are kept. */
export const MOST_ANCHORS = 50;

/** Longest trusted root or PEM text, in UTF-16 units. */
const MAX_TEXT = 1024 * 1024;
/** Longest identity, issuer or subject of a certificate, in UTF-16 units. */
const MAX_IDENTITY = 4096;
/** PEM texts with an authority’s certificates. */
const MAX_ROOTS = 16;

const TYPE = 'assay-trust';
const VERSION = 1;

/** A file with all of it, for somebody who has no other way to it. Nothing signs it. */
export function writeTrust({ signers, anchors }: KeptTrust): string {
  return `${JSON.stringify({ type: TYPE, version: VERSION, signers, anchors }, undefined, 2)}\n`;
}

/**
 * Reads what {@link writeTrust} wrote, or somebody else: that it is built so, and nothing else. Whether the keys and
 * certificates in it are any is for those to tell who use them.
 *
 * Problems: `trust-file-malformed`, `trust-file-version`.
 */
export function readTrust(bytes: Uint8Array): Result<KeptTrust> {
  const read = attempt(() => {
    if (bytes.length > MAX_TRUST_FILE_BYTES) throw malformed(`${bytes.length} bytes`);
    const document = root(parseJson(bytes), 'trust-file-malformed');
    oneOf(member(document, 'type'), TYPE);
    const version = asCount(member(document, 'version'));
    if (version !== VERSION) throw new Refusal('trust-file-version', String(version));
    only(document, 'type', 'version', 'signers', 'anchors');
    return {
      signers: list(member(document, 'signers'), MOST_SIGNERS, readSigner),
      anchors: list(member(document, 'anchors'), MOST_ANCHORS, readAnchor),
    };
  });
  if (read.ok || read.problem.code === 'trust-file-version' || read.problem.code === 'trust-file-malformed')
    return read;
  return { ok: false, problem: problem('trust-file-malformed', read.problem.message) };
}

function readAnchor(field: Field): KeptAnchor {
  only(field, 'kind', 'name', 'text');
  return {
    kind: oneOf(member(field, 'kind'), 'trust-root', 'key', 'authority'),
    name: name(member(field, 'name')),
    text: text(member(field, 'text'), MAX_TEXT),
  };
}

function readSigner(field: Field): RememberedSigner {
  only(field, 'name', 'pin', 'distrusted', 'statements');
  return {
    name: name(member(field, 'name')),
    pin: readPin(member(field, 'pin')),
    distrusted: asBoolean(member(field, 'distrusted')),
    statements: list(member(field, 'statements'), MOST_STATEMENTS, (statement) => {
      only(statement, 'subject', 'sha256', 'time', 'seenAt');
      const time = member(statement, 'time');
      return {
        subject: text(member(statement, 'subject'), MAX_SUBJECT),
        sha256: digest(member(statement, 'sha256')),
        ...(present(time) && { time: moment(time) }),
        seenAt: moment(member(statement, 'seenAt')),
      };
    }),
  };
}

function readPin(field: Field): Pin {
  const method = oneOf(member(field, 'method'), 'sigstore', 'key', 'certificate');
  switch (method) {
    case 'sigstore': {
      only(field, 'method', 'identity', 'issuer', 'trustRoot');
      const trustRoot = member(field, 'trustRoot');
      return {
        method,
        identity: text(member(field, 'identity'), MAX_IDENTITY),
        issuer: text(member(field, 'issuer'), MAX_IDENTITY),
        trustRoot: trustRoot.value === 'public-good' ? 'public-good' : digest(trustRoot),
      };
    }
    case 'key':
      only(field, 'method', 'fingerprint', 'publicKey');
      return {
        method,
        fingerprint: digest(member(field, 'fingerprint')),
        publicKey: text(member(field, 'publicKey'), MAX_TEXT),
      };
    case 'certificate':
      only(field, 'method', 'root', 'roots', 'leaf');
      return {
        method,
        root: digest(member(field, 'root')),
        roots: list(member(field, 'roots'), MAX_ROOTS, (pem) => text(pem, MAX_TEXT)),
        leaf: readLeaf(member(field, 'leaf')),
      };
  }
}

function readLeaf(field: Field): Extract<Pin, { method: 'certificate' }>['leaf'] {
  if ('subject' in asObject(field)) {
    only(field, 'subject');
    return { subject: text(member(field, 'subject'), MAX_IDENTITY) };
  }
  only(field, 'fingerprint');
  return { fingerprint: digest(member(field, 'fingerprint')) };
}

/** A later version that knows more must give itself another number: what is passed over here could be what matters. */
function only(field: Field, ...known: readonly string[]): void {
  const [unknown] = Object.keys(asObject(field)).filter((key) => !known.includes(key));
  if (unknown !== undefined) throw malformed(`${field.where} holds “${unknown}”`);
}

function list<T>(field: Field, most: number, read: (field: Field) => T): readonly T[] {
  const items = asArray(field);
  if (items.length > most) throw malformed(`${items.length} in ${field.where}`);
  return items.map(read);
}

function oneOf<T extends string>(field: Field, ...known: readonly T[]): T {
  const found = known.find((value) => value === field.value);
  if (found === undefined) throw malformed(field.where);
  return found;
}

function text(field: Field, most: number): string {
  const found = asString(field);
  if (found === '' || found.length > most) throw malformed(field.where);
  return found;
}

function name(field: Field): string {
  const found = asString(field);
  if (found === '' || nameFrom(found) !== found) throw malformed(field.where);
  return found;
}

function digest(field: Field): string {
  const found = asString(field);
  if (!/^[0-9a-f]{64}$/.test(found)) throw malformed(field.where);
  return found;
}

/** Milliseconds since 1970 that a calendar has (ECMA-262 §21.4.1.1). */
function moment(field: Field): number {
  const found = asCount(field);
  if (found > 8.64e15) throw malformed(field.where);
  return found;
}

function malformed(detail: string): Refusal {
  return new Refusal('trust-file-malformed', detail);
}
