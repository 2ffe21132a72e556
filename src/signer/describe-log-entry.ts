import { equalBytes } from '@noble/curves/utils.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { TrustMaterial } from '@sigstore/verify';
import { Refusal, type Result } from '../oms/error.ts';
import { asBytes, asString, type Field, member, present } from '../oms/field.ts';
import { parseJson } from '../oms/json.ts';
import { type CheckpointDescription, describeCheckpoint } from './describe-checkpoint.ts';
import { describeJson, type JsonTree } from './describe-json.ts';
import { clip, layer, momentOf } from './describe-layer.ts';
import { describeProof, type ProofDescription } from './describe-proof.ts';
import { hostOf } from './sigstore-time.ts';

/** A log entry as the bundle holds it (sigstore_rekor.proto). Plain data of hostile text. */
export interface LogEntryDescription {
  /** Decimal. */
  readonly logIndex: string;
  readonly log: LogName;
  /** Such as `dsse 0.0.1`. */
  readonly kind: string;
  /** When the log says it took the entry, milliseconds since 1970; absent where it does not say. */
  readonly integratedTime?: number;
  /** The log's signed promise to keep the entry, base64. */
  readonly promise?: string;
  readonly body: Result<JsonTree>;
  readonly proof?: Result<ProofDescription>;
  readonly checkpoint?: Result<CheckpointDescription>;
}

/** A log by its id. */
export interface LogName {
  /** Lower-case hex. */
  readonly id: string;
  /** What the trust root calls the log of this id; absent where it knows none. */
  readonly name?: string;
}

/** Largest body that is read, in bytes; real ones have a few thousand. */
const MOST_BODY_BYTES = 1024 * 1024;

/** Reads one entry of `tlogEntries`, whose types the bundle parser has checked. @throws {Refusal} */
export function describeLogEntry(entry: Field, logs: TrustMaterial['tlogs']): LogEntryDescription {
  const log = describeLog(asBytes(inner(entry, 'logId', 'keyId')), logs);
  const kindVersion = member(entry, 'kindVersion');
  const seconds = Number(numeral(member(entry, 'integratedTime')));
  const promise = member(entry, 'inclusionPromise');
  const proof = member(entry, 'inclusionProof');
  const checkpoint = present(proof) ? member(proof, 'checkpoint') : proof;
  const body = layer('bundle-malformed', () => asBytes(member(entry, 'canonicalizedBody')));
  return {
    logIndex: numeral(member(entry, 'logIndex')),
    log,
    kind: present(kindVersion)
      ? clip(`${asString(member(kindVersion, 'kind'))} ${asString(member(kindVersion, 'version'))}`)
      : '',
    ...(seconds > 0 && { integratedTime: momentOf(seconds * 1000) }),
    ...(present(promise) && { promise: clip(asString(member(promise, 'signedEntryTimestamp'))) }),
    body: body.ok ? layer('bundle-malformed', () => describeBody(body.value)) : body,
    ...(present(proof) && {
      proof: body.ok ? layer('bundle-malformed', () => describeProof(proof, body.value)) : body,
    }),
    ...(present(checkpoint) && {
      checkpoint: layer('bundle-malformed', () =>
        describeCheckpoint(asString(member(checkpoint, 'envelope')), log.id),
      ),
    }),
  };
}

/** Names a log by its id. */
export function describeLog(id: Uint8Array, logs: TrustMaterial['tlogs']): LogName {
  const known = logs.find(({ logID }) => equalBytes(logID, id));
  return { id: bytesToHex(id.slice(0, MOST_ID_BYTES)), ...(known && { name: hostOf(known.baseURL) }) };
}

/** Ids are hashes of 32 bytes. */
const MOST_ID_BYTES = 64;

function describeBody(body: Uint8Array): JsonTree {
  if (body.length > MOST_BODY_BYTES) throw new Refusal('bundle-malformed', `a body of ${body.length} bytes`);
  return describeJson(parseJson(body));
}

function inner(object: Field, first: string, second: string): Field {
  return member(member(object, first), second);
}

/** A 64-bit number as decimal text; protobuf JSON leaves out a zero. */
function numeral({ value }: Field): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '0';
}
