import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { createBLAKE3 } from 'hash-wasm';
import type { Algorithm } from '../../src/oms/manifest.ts';
import type { BundleJson } from '../support/bundle.ts';
import { statementFor, type StatementJson } from '../support/oms.ts';
import type { Listing } from './case.ts';

/** A file of the model, by its name in the folder. */
export interface SizedFile {
  readonly name: string;
  /** In bytes. */
  readonly size: number;
}

/** Lower-case hex of a stream, by other code than is measured: Node's own where it has the algorithm. */
const DIGESTS: Readonly<Record<Algorithm, (bytes: Readable) => Promise<string>>> = {
  sha256: async (bytes) => (await updated(createHash('sha256'), bytes)).digest('hex'),
  blake2b: async (bytes) => (await updated(createHash('blake2b512'), bytes)).digest('hex'),
  blake3: async (bytes) => (await updated(await createBLAKE3(), bytes)).digest('hex'),
};

async function updated<H extends { update(bytes: Uint8Array): unknown }>(
  hasher: H,
  bytes: Readable,
): Promise<H> {
  for await (const chunk of bytes) if (chunk instanceof Uint8Array) hasher.update(chunk);
  return hasher;
}

/** Reads files, whose names are in order, and makes the statement that a signer makes of them, in memory that stays small. */
export async function statementOf(
  folder: string,
  files: readonly SizedFile[],
  { algorithm, shardSize }: Listing,
): Promise<StatementJson> {
  const resources: StatementJson['predicate']['resources'] = [];
  for (const { name, size } of files) {
    const step = shardSize ?? size;
    for (let start = 0; start < size; start += step) {
      const end = Math.min(start + step, size);
      const bytes = createReadStream(join(folder, name), { start, end: end - 1, highWaterMark: 1024 * 1024 });
      const digest = await DIGESTS[algorithm](bytes);
      if (shardSize === undefined) resources.push({ name, algorithm, digest });
      else {
        // As the reference names it, and wants it named.
        const sharded = `${algorithm}-sharded-${shardSize}`;
        resources.push({ name: `${name}:${start}:${end}`, algorithm: sharded, digest });
      }
    }
  }
  resources.sort((a, b) => (a.name < b.name ? -1 : 1));
  const root = createHash('sha256');
  for (const { digest } of resources) root.update(digest, 'hex');
  const statement = statementFor(
    {},
    { algorithm, ...(shardSize !== undefined && { method: 'shards', shardSize }) },
  );
  statement.predicate.resources = resources;
  statement.subject = [{ name: 'model', digest: { sha256: root.digest('hex') } }];
  return statement;
}

/** SHA-256 over all digests that a bundle lists, lower-case hex. */
export function rootDigestIn(bundle: string): string {
  const { dsseEnvelope } = JSON.parse(readFileSync(bundle, 'utf8')) as BundleJson;
  const statement = JSON.parse(Buffer.from(dsseEnvelope.payload, 'base64').toString()) as StatementJson;
  return statement.subject[0]?.digest.sha256 ?? '';
}
