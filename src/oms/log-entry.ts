import { Refusal } from './error.ts';
import { asList, asString, type Field, member, present } from './field.ts';

/** Texts of an entry, in protobuf JSON: names, and bytes in base64. */
const TEXTS = [
  'kindVersion.kind',
  'kindVersion.version',
  'logId.keyId',
  'inclusionPromise.signedEntryTimestamp',
  'inclusionProof.rootHash',
  'inclusionProof.checkpoint.envelope',
  'canonicalizedBody',
];
/** 64-bit numbers of an entry, in protobuf JSON: decimal strings, or numbers where writers are lax. */
const NUMBERS = ['logIndex', 'integratedTime', 'inclusionProof.logIndex', 'inclusionProof.treeSize'];

/**
 * Holds the fields of a log entry to their types (sigstore_rekor.proto). The library that reads them turns whatever it
 * finds into text, so that a list of one number would do for the number.
 *
 * @throws {Refusal} with the field's own code
 */
export function checkEntryTypes(entry: Field): void {
  for (const path of TEXTS) {
    const field = at(entry, path);
    if (present(field)) asString(field);
  }
  for (const path of NUMBERS) {
    const field = at(entry, path);
    if (present(field)) checkNumber(field);
  }
  asList(at(entry, 'inclusionProof.hashes')).forEach(asString);
}

/** The field at a path, absent if one of the objects on the way is. */
function at(entry: Field, path: string): Field {
  let field = entry;
  for (const name of path.split('.')) {
    if (!present(field)) return field;
    field = member(field, name);
  }
  return field;
}

function checkNumber({ value, where, malformed }: Field): void {
  const decimal = typeof value === 'string' && /^(?:0|[1-9][0-9]{0,18})$/.test(value);
  if (!decimal && !(typeof value === 'number' && Number.isSafeInteger(value) && value >= 0)) {
    throw new Refusal(malformed, `${where} is not a whole number`);
  }
}
