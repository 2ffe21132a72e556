import { sha256 } from '@noble/hashes/sha2.js';
import { hex } from '@scure/base';
import type { LogEntryJson } from './bundle.ts';
import { base64, bigEndian, type Bytes, concat, utf8 } from './bytes.ts';
import type { EntryBody } from './entry-body.ts';
import { createKey, type KeyPair, type KeyType } from './keys.ts';
import { inclusionPath, treeHash } from './merkle.ts';

/** A transparency log. */
export interface Rekor {
  readonly baseUrl: string;
  readonly key: KeyPair;
  readonly version: 1 | 2;
  /** Version 1: SHA-256 of the log's public key. Version 2: the key id of signed notes, whole. */
  readonly id: Bytes;
  /**
   * Logs `body` with the proof of its inclusion; others log after it before the tree is signed. Version 1 adds its
   * promise and the time. `text` is what is logged: the body as JSON if absent.
   */
  readonly append: (body: EntryBody, time: Date, text?: string) => Promise<LogEntryJson>;
}

/** What to do otherwise in a log. */
export interface RekorOptions {
  /** P-256 if absent, in version 2 Ed25519. */
  readonly type?: KeyType | undefined;
  /** 1 if absent. */
  readonly version?: 1 | 2;
  /** Names of witnesses that sign the tree as well, with keys that nobody knows. */
  readonly witnesses?: readonly string[];
}

/** Rekor v1 numbers entries across all its trees; this one comes after trees with so many. */
const EARLIER_ENTRIES = 25_000;

/** Signature types of signed notes (https://github.com/C2SP/C2SP/blob/main/signed-note.md). */
const NOTE_TYPE = { ed25519: 1, cosignature: 4 } as const;

/** Makes a log at `https://host` that already holds entries of other people. */
export async function createRekor(host: string, options: RekorOptions = {}): Promise<Rekor> {
  const { version = 1, witnesses = [] } = options;
  const key = await createKey(options.type ?? (version === 1 ? 'P-256' : 'Ed25519'));
  const id = version === 2 && key.type === 'Ed25519' ? noteKeyId(host, 'ed25519', key) : sha256(key.spki);
  const cosigners = await Promise.all(
    witnesses.map(async (name) => ({ name, key: await createKey('Ed25519') })),
  );
  const leaves: Bytes[] = [];
  const logOthers = (count: number) => {
    for (let i = 0; i < count; i++) leaves.push(utf8(`somebody else’s entry ${leaves.length}`));
  };
  logOthers(5);

  // Rekor signs with SHA-256 whatever the curve.
  const sign = (text: string) => key.sign(utf8(text), 'SHA-256');

  /** Signed note over origin, size and root (https://github.com/transparency-dev/formats/tree/main/log). */
  async function checkpoint(time: Date): Promise<string> {
    const origin = version === 1 ? `${host} - 2718281828459045` : host;
    const note = `${origin}\n${leaves.length}\n${base64(treeHash(leaves))}\n`;
    const lines = [noteLine(host, id, await sign(note))];
    for (const cosigner of cosigners) {
      const seconds = Math.floor(time.getTime() / 1000);
      const signature = await cosigner.key.sign(utf8(`cosignature/v1\ntime ${seconds}\n${note}`));
      const keyId = noteKeyId(cosigner.name, 'cosignature', cosigner.key);
      lines.push(noteLine(cosigner.name, keyId, concat(bigEndian(seconds, 8), signature)));
    }
    return `${note}\n${lines.join('')}`;
  }

  return {
    baseUrl: `https://${host}`,
    key,
    version,
    id,
    async append(body, time, text = JSON.stringify(body)) {
      const canonical = utf8(text);
      const index = leaves.push(canonical) - 1;
      logOthers(2);
      const logIndex = version === 1 ? EARLIER_ENTRIES + index : index;
      const proven = {
        logIndex: String(logIndex),
        logId: { keyId: base64(id) },
        kindVersion: { kind: body.kind, version: body.apiVersion },
        inclusionProof: {
          logIndex: String(index),
          rootHash: base64(treeHash(leaves)),
          treeSize: String(leaves.length),
          hashes: inclusionPath(leaves, index).map(base64),
          checkpoint: { envelope: await checkpoint(time) },
        },
        canonicalizedBody: base64(canonical),
      };
      if (version === 2) return proven;
      const integratedTime = Math.floor(time.getTime() / 1000);
      const promised = { body: base64(canonical), integratedTime, logID: hex.encode(id), logIndex };
      return {
        ...proven,
        integratedTime: String(integratedTime),
        inclusionPromise: { signedEntryTimestamp: base64(await sign(JSON.stringify(promised))) },
      };
    },
  };
}

/** The id by which signed notes tell keys apart; notes carry its first four bytes. */
function noteKeyId(name: string, type: keyof typeof NOTE_TYPE, { spki }: KeyPair): Bytes {
  // The key itself is what ends an Ed25519 SubjectPublicKeyInfo (RFC 8410 §4).
  return sha256(concat(utf8(`${name}\n`), Uint8Array.of(NOTE_TYPE[type]), spki.subarray(-32)));
}

/** A signature line of a signed note; `keyId` says by whom. */
export function noteLine(name: string, keyId: Bytes, signature: Bytes): string {
  return `— ${name} ${base64(concat(keyId.subarray(0, 4), signature))}\n`;
}
