import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { statementOf } from '../../bench/statement.ts';
import { statementFor } from '../../support/oms.ts';

describe('the statement of files on disk', () => {
  const files = Object.fromEntries(
    ['a.bin', 'b.bin'].map((name, n) => [name, Uint8Array.from({ length: 5000 }, (_, i) => i * (n + 3))]),
  );
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'assay-statement-'));
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  const sized = Object.entries(files).map(([name, { length: size }]) => ({ name, size }));

  it.each(['sha256', 'blake2b', 'blake3'] as const)(
    'is the one of the same bytes in memory: %s',
    async (algorithm) => {
      expect(await statementOf(folder, sized, { algorithm })).toEqual(statementFor(files, { algorithm }));
    },
  );

  it('cuts shards as a signer does, the last one short', async () => {
    const wanted = statementFor(files, { method: 'shards', shardSize: 512 });
    for (const resource of wanted.predicate.resources) resource.algorithm = 'sha256-sharded-512';
    expect(await statementOf(folder, sized, { algorithm: 'sha256', shardSize: 512 })).toEqual(wanted);
  });
});
