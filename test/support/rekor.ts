import { sha256 } from '@noble/hashes/sha2.js';
import { hex } from '@scure/base';
import type { EnvelopeJson, LogEntryJson } from './bundle.ts';
import { base64, type Bytes, concat, fromBase64, utf8 } from './bytes.ts';
import type { Der } from './der.ts';
import { createKey, type KeyPair, type KeyType, pem } from './keys.ts';
import { inclusionPath, treeHash } from './merkle.ts';

/** A transparency log of Rekor's first version. */
export interface Rekor {
  readonly baseUrl: string;
  readonly key: KeyPair;
  /** SHA-256 of the log's public key. */
  readonly id: Bytes;
  /** Logs `body` with the promise and the proof of its inclusion; others log after it before the tree is signed. */
  readonly append: (body: DsseBody, time: Date) => Promise<LogEntryJson>;
}

/** The body of a `dsse` 0.0.1 entry, its keys in canonical order (RFC 8785). */
export interface DsseBody {
  apiVersion: string;
  kind: string;
  spec: {
    envelopeHash: { algorithm: string; value: string };
    payloadHash: { algorithm: string; value: string };
    signatures: { signature: string; verifier: string }[];
  };
}

/** The body that a log makes of an envelope and the certificate that verifies it. */
export function dsseBody(envelope: EnvelopeJson, certificate: Der): DsseBody {
  const digest = (data: Bytes) => ({ algorithm: 'sha256', value: hex.encode(sha256(data)) });
  return {
    apiVersion: '0.0.1',
    kind: 'dsse',
    spec: {
      envelopeHash: digest(utf8(JSON.stringify(envelope))),
      payloadHash: digest(fromBase64(envelope.payload)),
      signatures: envelope.signatures.map(({ sig }) => ({
        signature: sig,
        verifier: base64(utf8(pem('CERTIFICATE', certificate))),
      })),
    },
  };
}

/** Rekor numbers entries across all its trees; this one comes after trees with so many. */
const EARLIER_ENTRIES = 25_000;

/** Makes a log at `https://host` that already holds entries of other people. */
export async function createRekor(host: string, type: KeyType = 'P-256'): Promise<Rekor> {
  const key = await createKey(type);
  const id = sha256(key.spki);
  const leaves: Bytes[] = [];
  const logOthers = (count: number) => {
    for (let i = 0; i < count; i++) leaves.push(utf8(`somebody else’s entry ${leaves.length}`));
  };
  logOthers(5);

  // Rekor signs with SHA-256 whatever the curve.
  const sign = (text: string) => key.sign(utf8(text), 'SHA-256');

  /** Signed note over origin, size and root (https://github.com/transparency-dev/formats/tree/main/log). */
  async function checkpoint(): Promise<string> {
    const note = `${host} - 2718281828459045\n${leaves.length}\n${base64(treeHash(leaves))}\n`;
    return `${note}\n— ${host} ${base64(concat(id.subarray(0, 4), await sign(note)))}\n`;
  }

  return {
    baseUrl: `https://${host}`,
    key,
    id,
    async append(body, time) {
      const canonical = utf8(JSON.stringify(body));
      const index = leaves.push(canonical) - 1;
      logOthers(2);
      const logIndex = EARLIER_ENTRIES + index;
      const integratedTime = Math.floor(time.getTime() / 1000);
      const promised = { body: base64(canonical), integratedTime, logID: hex.encode(id), logIndex };
      return {
        logIndex: String(logIndex),
        logId: { keyId: base64(id) },
        kindVersion: { kind: body.kind, version: body.apiVersion },
        integratedTime: String(integratedTime),
        inclusionPromise: { signedEntryTimestamp: base64(await sign(JSON.stringify(promised))) },
        inclusionProof: {
          logIndex: String(index),
          rootHash: base64(treeHash(leaves)),
          treeSize: String(leaves.length),
          hashes: inclusionPath(leaves, index).map(base64),
          checkpoint: { envelope: await checkpoint() },
        },
        canonicalizedBody: base64(canonical),
      };
    },
  };
}
