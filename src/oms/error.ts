/**
 * Every way in which Assay says no, as one closed list of codes, each with a sentence for a person and the next step.
 * Errors are values: they cross worker boundaries as plain objects and end up in the report unchanged.
 */

interface Words {
  /** One sentence: what is wrong. */
  readonly message: string;
  /** One sentence: what the person can do now. */
  readonly next: string;
}

const ASK_PUBLISHER = 'Do not use these files; ask the publisher for a correct bundle.';
const GET_BUNDLE_AGAIN = 'Download the bundle again from the publisher.';
const DO_NOT_USE = 'Do not use these files.';

const WORDS = {
  // The bundle as a file
  'bundle-empty': { message: 'The bundle file is empty.', next: GET_BUNDLE_AGAIN },
  'bundle-too-large': {
    message: 'The bundle is larger than 64 MiB.',
    next: 'Choose the bundle itself, not a model file.',
  },
  'bundle-unreadable': { message: 'The bundle file could not be read.', next: 'Drop it again.' },
  'json-encoding': { message: 'The text is not valid UTF-8.', next: GET_BUNDLE_AGAIN },
  'json-bom': { message: 'The JSON starts with a byte order mark.', next: ASK_PUBLISHER },
  'json-invalid': { message: 'This is not JSON.', next: 'Choose the bundle that the publisher signed with.' },
  'json-truncated': { message: 'The JSON ends in the middle: the file is cut off.', next: GET_BUNDLE_AGAIN },
  'json-duplicate-key': {
    message: 'A JSON object holds one key twice, so readers could disagree about what it says.',
    next: ASK_PUBLISHER,
  },
  'json-surrogate': { message: 'A JSON string holds half of a character.', next: ASK_PUBLISHER },
  'json-too-deep': { message: 'The JSON is nested too deeply.', next: ASK_PUBLISHER },
  'bundle-media-type': {
    message: 'This JSON is not a Sigstore bundle of a version that model signing uses.',
    next: 'Choose the bundle that the publisher signed with.',
  },
  'bundle-malformed': { message: 'The bundle is not built as the format demands.', next: ASK_PUBLISHER },
  'bundle-base64': { message: 'A part of the bundle is not valid base64.', next: GET_BUNDLE_AGAIN },
  'bundle-too-many': { message: 'The bundle holds more entries than any honest one.', next: ASK_PUBLISHER },
  'material-missing': {
    message: 'The bundle names neither a certificate nor a key.',
    next: ASK_PUBLISHER,
  },
  'material-several': {
    message: 'The bundle names more than one kind of certificate or key.',
    next: ASK_PUBLISHER,
  },
  'content-missing': { message: 'The bundle holds no signed content.', next: ASK_PUBLISHER },
  'content-several': { message: 'The bundle holds two kinds of signed content.', next: ASK_PUBLISHER },
  'content-not-dsse': {
    message: 'The bundle signs a single file’s digest, not a model.',
    next: 'Choose the bundle made by a model signing tool.',
  },

  // Envelope and statement
  'payload-type': { message: 'The signed content is not an in-toto statement.', next: ASK_PUBLISHER },
  'signature-missing': { message: 'The envelope holds no signature.', next: ASK_PUBLISHER },
  'signature-several': { message: 'The envelope holds more than one signature.', next: ASK_PUBLISHER },
  'statement-malformed': {
    message: 'The signed statement is not built as the format demands.',
    next: ASK_PUBLISHER,
  },
  'statement-type': {
    message: 'The signed statement is of another type than in-toto v1.',
    next: ASK_PUBLISHER,
  },
  'subject-missing': { message: 'The signed statement names no subject.', next: ASK_PUBLISHER },
  'subject-several': { message: 'The signed statement names more than one subject.', next: ASK_PUBLISHER },
  'predicate-type': { message: 'The signed statement is not about a model.', next: ASK_PUBLISHER },
  'predicate-missing': { message: 'The signed statement holds no predicate.', next: ASK_PUBLISHER },

  // Manifest
  'manifest-malformed': {
    message: 'The list of signed files is not built as the format demands.',
    next: ASK_PUBLISHER,
  },
  'manifest-empty': { message: 'The list of signed files is empty.', next: ASK_PUBLISHER },
  'method-unknown': {
    message: 'The files were serialized by a method that Assay does not know.',
    next: ASK_PUBLISHER,
  },
  'algorithm-unknown': {
    message: 'The files were hashed by an algorithm that Assay does not know.',
    next: ASK_PUBLISHER,
  },
  'algorithm-differs': {
    message: 'A file names another hash algorithm than the statement as a whole.',
    next: ASK_PUBLISHER,
  },
  'shard-size': { message: 'The shard size is missing, or given where it must not be.', next: ASK_PUBLISHER },
  'shard-name': { message: 'The name of a shard does not say which bytes it covers.', next: ASK_PUBLISHER },
  'shard-gap': { message: 'The shards of a file leave a part of it out.', next: ASK_PUBLISHER },
  'shard-overlap': { message: 'The shards of a file overlap.', next: ASK_PUBLISHER },
  'name-empty': { message: 'A signed file has an empty name.', next: ASK_PUBLISHER },
  'name-too-long': {
    message: 'The name of a signed file is longer than any system allows.',
    next: ASK_PUBLISHER,
  },
  'name-absolute': { message: 'A signed file has an absolute path.', next: ASK_PUBLISHER },
  'name-component': {
    message: 'The path of a signed file has an empty, “.” or “..” part.',
    next: ASK_PUBLISHER,
  },
  'name-nul': { message: 'The name of a signed file holds a NUL character.', next: ASK_PUBLISHER },
  'name-duplicate': { message: 'One file is listed twice.', next: ASK_PUBLISHER },
  'digest-length': { message: 'A digest has the wrong length for its algorithm.', next: ASK_PUBLISHER },
  'digest-alphabet': { message: 'A digest is not lower-case hexadecimal.', next: ASK_PUBLISHER },
  'root-digest': {
    message: 'The root digest does not match the list of files it should sum up.',
    next: ASK_PUBLISHER,
  },

  // Who signed
  'signature-invalid': { message: 'The signature does not match the signed content.', next: DO_NOT_USE },
  'signature-legacy': {
    message: 'The signature only holds in a form that was given up before this kind of statement existed.',
    next: DO_NOT_USE,
  },
  'method-differs': {
    message: 'The bundle was signed by another method than the one you expect.',
    next: 'Give what this method needs, or ask the publisher how they sign.',
  },
  'needs-key': {
    message: 'This model was signed with a key, and the key is not here.',
    next: 'Get the publisher’s public key from a place you trust and choose it.',
  },
  'needs-root': {
    message:
      'This model was signed with a certificate of a private authority, and that authority’s root is not here.',
    next: 'Get the root certificate from a place you trust and choose it.',
  },
  'key-hint': { message: 'The bundle was signed with another key than the one you gave.', next: DO_NOT_USE },
  'key-type': {
    message: 'The key is not an elliptic curve key.',
    next: 'Choose an ECDSA public key on P-256, P-384 or P-521.',
  },
  'key-curve': {
    message: 'The key is on a curve that model signing does not use.',
    next: 'Choose an ECDSA public key on P-256, P-384 or P-521.',
  },
  'key-private': {
    message: 'This is a private key. Assay never needs one.',
    next: 'Choose the public key, and keep the private one where nobody sees it.',
  },
  'pem-missing': {
    message: 'This file is not PEM text.',
    next: 'Choose a file that starts with “-----BEGIN”.',
  },
  'pem-several': {
    message: 'This PEM file holds several keys.',
    next: 'Choose a file with just the one key you expect.',
  },
  'pem-kind': {
    message: 'This PEM file holds something else than is needed here.',
    next: 'Choose another file.',
  },
  'pem-malformed': { message: 'The PEM text is damaged.', next: 'Get the file again.' },
  'root-not-self-signed': {
    message: 'None of the certificates you gave is a root (self-signed).',
    next: 'Get the root certificate of the authority and choose it.',
  },
  'root-unusable': {
    message: 'The root certificate you gave cannot be used.',
    next: 'Get the root certificate of the authority again, or a newer one.',
  },
  'certificate-malformed': {
    message: 'A certificate is damaged or not built as the standard demands.',
    next: ASK_PUBLISHER,
  },
  'certificate-path': {
    message: 'The signer’s certificate does not lead to a root that you trust.',
    next: DO_NOT_USE,
  },
  'certificate-expired': { message: 'A certificate had expired.', next: 'Ask the publisher to sign again.' },
  'certificate-not-yet-valid': {
    message: 'A certificate is not valid yet.',
    next: 'Check this computer’s clock.',
  },
  'certificate-usage': { message: 'The certificate may not be used for signing.', next: DO_NOT_USE },
  'certificate-constraint': {
    message: 'A certificate carries a rule that Assay does not know and must not skip.',
    next: DO_NOT_USE,
  },
  'certificate-authority': {
    message: 'A certificate was issued by one that may not issue it.',
    next: DO_NOT_USE,
  },
  'certificate-name': {
    message: 'A certificate names somebody whom its authority may not vouch for.',
    next: DO_NOT_USE,
  },
  'certificate-algorithm': {
    message: 'A certificate is signed by an algorithm that is too weak or unknown.',
    next: DO_NOT_USE,
  },
  'identity-differs': { message: 'Somebody else signed this than you expect.', next: DO_NOT_USE },
  'issuer-differs': {
    message: 'The signer’s identity was confirmed by another provider than you expect.',
    next: DO_NOT_USE,
  },
  'issuer-conflict': { message: 'The certificate names two different identity providers.', next: DO_NOT_USE },
  'identity-missing': { message: 'The certificate names no identity.', next: DO_NOT_USE },
  'trust-root-malformed': {
    message: 'The trust root could not be read.',
    next: 'Choose a trusted_root.json or a client trust configuration.',
  },
  'sigstore-path': {
    message: 'The certificate was not issued by the Sigstore instance you trust.',
    next: DO_NOT_USE,
  },
  'sigstore-validity': {
    message: 'The signature was not made while the certificate was valid.',
    next: DO_NOT_USE,
  },
  'sigstore-sct': {
    message: 'The certificate was not recorded in a certificate transparency log you trust.',
    next: DO_NOT_USE,
  },
  'sigstore-log': {
    message: 'The proof that the signature is in the transparency log does not hold.',
    next: DO_NOT_USE,
  },
  'sigstore-log-missing': { message: 'The bundle holds no entry of a transparency log.', next: DO_NOT_USE },
  'sigstore-log-entry': {
    message: 'The transparency log entry is about another signature or certificate.',
    next: DO_NOT_USE,
  },
  'sigstore-time': { message: 'Nothing proves when the signature was made.', next: DO_NOT_USE },
  'sigstore-timestamp': { message: 'A timestamp in the bundle does not hold.', next: DO_NOT_USE },
  'sigstore-unsupported': {
    message: 'The bundle uses a feature that Assay does not support.',
    next: 'Use one of the command line tools for this bundle.',
  },

  // The model on disk
  'expectation-half': {
    message: 'An identity counts only together with its issuer.',
    next: 'Give both under “Say whom you expect”, or neither, and drop the folder again.',
  },
  'no-bundle': {
    message: 'This model is not signed: no bundle was found in it.',
    next: 'If the publisher offers a bundle, choose it. Otherwise ask them to sign, or compare a SHA-256 they publish.',
  },
  'bundle-ambiguous': {
    message: 'The folder holds several bundles.',
    next: 'Choose the one to check against.',
  },
  'model-missing': {
    message: 'There is a bundle, but no model to compare it with.',
    next: 'Drop the model folder.',
  },
  'model-empty': {
    message: 'The folder holds no files that this browser can see.',
    next: 'Choose the model folder. In a Hugging Face cache all files are links, which a page cannot see: run “hf download --local-dir DIR …”.',
  },
  'model-links': {
    message: 'This is a Hugging Face cache: its files are links, which a web page cannot see.',
    next: 'Run “hf download --local-dir DIR …”, or “cp -rL snapshots/REV DIR”, and drop that folder.',
  },
  'model-too-large': {
    message: 'The folder holds more than a million entries.',
    next: 'Choose the model folder itself.',
  },
  'model-archive': { message: 'This is an archive.', next: 'Unpack it first, then drop the folder.' },
  'model-several': { message: 'More than one model was dropped.', next: 'Drop one folder at a time.' },
  'permission-refused': {
    message: 'The browser was not allowed to read the folder.',
    next: 'Drop the folder onto the page, or allow reading when asked.',
  },
  'path-duplicate': {
    message: 'Two files are seen under one path, so it cannot be told which one is meant.',
    next: 'Drop the folder onto the page instead of choosing it.',
  },
  'name-unreadable': {
    message: 'The name of a file is not valid text, so it cannot be compared.',
    next: 'Rename or remove the file.',
  },
  'file-unreadable': { message: 'A file could not be read.', next: 'Check its permissions and start again.' },
  'file-vanished': {
    message: 'A file disappeared while it was read.',
    next: 'Start again when nothing changes the folder.',
  },
  'file-changed': {
    message: 'A file changed while it was read.',
    next: 'Start again when nothing changes the folder.',
  },
  'tree-changed': {
    message: 'The folder changed while it was checked.',
    next: 'Start again when nothing changes the folder.',
  },
  'signed-file-ignored': {
    message: 'You ignore a file that the publisher signed, so it counts as missing.',
    next: 'Take it off your list of ignored paths.',
  },
  'files-differ': {
    message: 'Files differ from what was signed.',
    next: 'Do not use these files; download them again.',
  },
  'files-missing': {
    message: 'Signed files are missing.',
    next: 'Do not use these files; download them again.',
  },
  'files-extra': {
    message: 'The folder holds files that were not signed.',
    next: 'Remove them, or ignore unsigned files if you know where they come from.',
  },

  // A saved report
  'report-malformed': {
    message: 'This report is not built as Assay writes it.',
    next: 'Get the report again, or better the model and its bundle: then you can check for yourself.',
  },
  'report-version': {
    message: 'This report was saved by another version of Assay.',
    next: 'Open it with that version, or better check the model itself.',
  },

  // The run
  cancelled: { message: 'You stopped the check.', next: 'Check again to finish it.' },
  'stopped-at-difference': {
    message: 'The check stopped at the first file that differs.',
    next: 'Check again to read the rest.',
  },
  'worker-crashed': {
    message: 'The browser ended a part of the page that was working.',
    next: 'Close other tabs and start again.',
  },
  'browser-unsupported': {
    message: 'This browser lacks something that the check needs.',
    next: 'Use a current version of Chrome, Edge, Firefox or Safari.',
  },
  unexpected: {
    message: 'Something went wrong inside Assay, so nothing was proven.',
    next: 'Start again; if it happens again, report it.',
  },
} as const satisfies Record<string, Words>;

/** The stable name of an error; never renamed once released. */
export type ErrorCode = keyof typeof WORDS;

/** Every error code, for tests and documentation. */
export const ERROR_CODES = Object.keys(WORDS) as readonly ErrorCode[];

/** An error as a value. Plain data: it may cross a worker boundary and stand in a report. */
export interface Problem {
  readonly code: ErrorCode;
  /** One sentence that a person understands. */
  readonly message: string;
  /** One sentence: what to do next. */
  readonly next: string;
  /** The exact place or value, for those who look: hostile text, so escape it before showing it. */
  readonly detail?: string;
}

/** Either a value or the reason why there is none. */
export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };

/** Details are made of hostile text, which may be as long as a bundle. In UTF-16 units. */
const MAX_DETAIL_LENGTH = 500;

/** Makes a {@link Problem} of a code; `detail` says where or what. */
export function problem(code: ErrorCode, detail?: string): Problem {
  if (detail === undefined) return { code, ...WORDS[code] };
  const shown = detail.length > MAX_DETAIL_LENGTH ? `${detail.slice(0, MAX_DETAIL_LENGTH)}…` : detail;
  return { code, ...WORDS[code], detail: shown };
}

/** Thrown inside a module to leave a deep parse; {@link attempt} turns it into a {@link Result} at the module's edge. */
export class Refusal extends Error {
  readonly problem: Problem;

  constructor(code: ErrorCode, detail?: string) {
    super(detail === undefined ? code : `${code}: ${detail}`);
    this.name = 'Refusal';
    this.problem = problem(code, detail);
  }
}

/** Runs `work`; a {@link Refusal} becomes its problem, anything else thrown becomes `unexpected`. */
export function attempt<T>(work: () => T): Result<T> {
  try {
    return { ok: true, value: work() };
  } catch (thrown) {
    return { ok: false, problem: problemOf(thrown) };
  }
}

/** The value of a {@link Result}; @throws {Refusal} of its problem. The inverse of {@link attempt}. */
export function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Refusal(result.problem.code, result.problem.detail);
}

/** The {@link Problem} in whatever was thrown. */
export function problemOf(thrown: unknown): Problem {
  if (thrown instanceof Refusal) return thrown.problem;
  return problem(
    'unexpected',
    thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown),
  );
}
