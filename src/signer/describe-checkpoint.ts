import { base64 } from '@scure/base';
import { bytesToHex } from '@noble/hashes/utils.js';
import { Refusal } from '../oms/error.ts';
import { clip } from './describe-layer.ts';

/**
 * A log's signed statement of its tree (https://github.com/C2SP/C2SP/blob/main/tlog-checkpoint.md). Plain data of
 * hostile text.
 */
export interface CheckpointDescription {
  /** The text as it is signed. */
  readonly note: string;
  readonly origin: string;
  /** Decimal as the note has it. */
  readonly treeSize: string;
  /** Lower-case hex. */
  readonly rootHash: string;
  readonly signatures: readonly NoteSignature[];
}

/** One signature line of a note. */
export interface NoteSignature {
  readonly name: string;
  /** Four bytes that tell keys apart, lower-case hex. */
  readonly keyId: string;
  /** Base64. */
  readonly signature: string;
  /** The key id is the beginning of the log's own id; others are witnesses, whose signatures nobody checks. */
  readonly byLog: boolean;
}

const MOST_CHARACTERS = 16 * 1024;
const MOST_SIGNATURES = 32;
const KEY_ID_BYTES = 4;

/**
 * Reads a checkpoint.
 * @param logId lower-case hex
 * @throws {Refusal} `bundle-malformed`
 */
export function describeCheckpoint(envelope: string, logId: string): CheckpointDescription {
  if (envelope.length > MOST_CHARACTERS) throw malformed(`a checkpoint of ${envelope.length} characters`);
  const end = envelope.indexOf('\n\n');
  if (end === -1) throw malformed('a checkpoint without signatures');
  const note = envelope.slice(0, end + 1);
  const [origin, treeSize, rootHash] = note.split('\n');
  if (origin === undefined || treeSize === undefined || rootHash === undefined)
    throw malformed('a checkpoint of less than three lines');
  const lines = envelope
    .slice(end + 2)
    .split('\n')
    .filter(Boolean);
  if (lines.length > MOST_SIGNATURES) throw malformed(`a checkpoint with ${lines.length} signatures`);
  return {
    note: clip(note),
    origin,
    treeSize,
    rootHash: bytesToHex(decode(rootHash)),
    signatures: lines.map((line) => signatureOf(line, logId)),
  };
}

function signatureOf(line: string, logId: string): NoteSignature {
  const [, name, encoded] = /^\u2014 (\S+) (\S+)$/.exec(line) ?? [];
  if (name === undefined || encoded === undefined) throw malformed('a line that is no signature');
  const bytes = decode(encoded);
  const keyId = bytesToHex(bytes.slice(0, KEY_ID_BYTES));
  return {
    name,
    keyId,
    signature: base64.encode(bytes.slice(KEY_ID_BYTES)),
    byLog: keyId.length === 2 * KEY_ID_BYTES && logId.startsWith(keyId),
  };
}

function decode(text: string): Uint8Array {
  try {
    return base64.decode(text);
  } catch {
    throw malformed('a checkpoint with text that is not base64');
  }
}

function malformed(detail: string): Refusal {
  return new Refusal('bundle-malformed', detail);
}
