import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Batch } from './batch.ts';
import { nvidiaCases, omsCases } from './cases.ts';

const shared = resolve(process.env.ASSAY_SHARED ?? '../shared');
const scratch = mkdtempSync(join(tmpdir(), 'assay-conformance-'));

const suites = [
  {
    name: 'OMS conformance suite',
    folder: 'oms-conformance',
    read: (from: string) => omsCases(from, scratch),
  },
  { name: 'NVIDIA agent skills', folder: 'nvidia-skills', read: nvidiaCases },
];

describe('the built page, through its adapter', () => {
  let batch: Batch;
  beforeAll(() => {
    batch = new Batch();
  });
  afterAll(async () => {
    rmSync(scratch, { recursive: true, force: true });
    expect(await batch.close()).toBe(0);
  });

  for (const { name, folder, read } of suites) {
    const from = join(shared, folder);
    const cases = existsSync(from) ? read(from) : [];
    describe(name, () => {
      if (cases.length === 0) it.skip(`needs ${folder}/ under ASSAY_SHARED`);
      for (const { line, verifies } of cases) {
        it(line.id, async () => {
          const answer = await batch.ask(JSON.stringify(line));
          const said = `${answer.verdict}, ${answer.code}: ${answer.message}`;
          expect(answer.id).toBe(line.id);
          expect(answer.verified, said).toBe(verifies);
          expect(answer.code, said).not.toMatch(/^(usage|adapter)$/);
        });
      }
    });
  }

  it('answers a bad line and goes on', async () => {
    expect(await batch.ask('{"id": 7, "method": "key"')).toMatchObject({
      id: null,
      verified: false,
      code: 'usage',
    });
    expect(await batch.ask('{"id": 7, "method": "key"}')).toMatchObject({
      id: 7,
      verified: false,
      code: 'usage',
    });
  });
});
