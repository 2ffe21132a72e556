import { createHash } from 'node:crypto';
import { truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { createKey, pem } from '../support/keys.ts';
import { signWithKey, statementFor } from '../support/oms.ts';
import type { Disk } from './disk.ts';

/** A model of zeros on the disk, which takes no room there, and the key that it is signed with. */
export interface SparseModel {
  readonly folder: string;
  readonly keyFile: string;
}

/**
 * Writes a model of zeros and signs it.
 *
 * @param sizes bytes of each file
 * @param signedSizes bytes of what was signed, where that is something else
 */
export async function sparseModel(
  disk: Disk,
  sizes: Readonly<Record<string, number>>,
  signedSizes: Readonly<Record<string, number>> = sizes,
): Promise<SparseModel> {
  const names = Object.keys(sizes);
  const statement = statementFor(Object.fromEntries(names.map((name) => [name, new Uint8Array()])));
  const root = createHash('sha256');
  for (const resource of statement.predicate.resources) {
    const digest = digestOfZeros(signedSizes[resource.name] ?? 0);
    resource.digest = digest.toString('hex');
    root.update(digest);
  }
  const [subject] = statement.subject;
  if (subject) subject.digest = { sha256: root.digest('hex') };

  const key = await createKey();
  const bundle = JSON.stringify(await signWithKey(statement, key));
  const empty = Object.fromEntries(names.map((name) => [name, '']));
  const folder = await disk.write('model', { ...empty, 'model.sig': bundle });
  for (const [name, size] of Object.entries(sizes)) await truncate(join(folder, name), size);
  return { folder, keyFile: await disk.writeFile('key.pem', pem('PUBLIC KEY', key.spki)) };
}

function digestOfZeros(size: number): Buffer {
  const hash = createHash('sha256');
  const block = Buffer.alloc(1_000_000);
  for (let left = size; left > 0; left -= block.length) hash.update(block.subarray(0, left));
  return hash.digest();
}
