import { deleteDB, openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PastReports } from '../../../src/app/past-reports.svelte.ts';
import type { Finding } from '../../../src/oms/compare.ts';
import type { Report } from '../../../src/verify/report.ts';
import { verifiedReport } from '../../support/report.ts';

const NAME = 'assay-reports';

const report = await verifiedReport();
const named = (name: string, findings: readonly Finding[] = report.findings): Report => ({
  ...report,
  model: { ...report.model, name },
  findings,
});
const matches = (files: number, path = 'file'): Finding[] =>
  Array.from({ length: files }, (_, index) => ({ outcome: 'match', path: `${path}-${index}`, size: 1 }));

/** The names of the models in the list, as another tab would read it. */
async function names(): Promise<string[]> {
  const past = new PastReports();
  await past.load();
  return past.all.map(({ document }) => document.model.name);
}

beforeEach(async () => {
  // Answers only when the stores of the test before have let go.
  await deleteDB(NAME);
});

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('PastReports', () => {
  it('gives back what was kept, newest first, until it is forgotten', async () => {
    const past = new PastReports();
    const first = await past.keep(named('first'));
    await past.keep(named('second'));
    await past.load();
    expect(past.all.map(({ document }) => document.model.name)).toEqual(['second', 'first']);
    expect(past.all[1]).toMatchObject({
      id: first,
      document: { verdict: { code: 'verified' }, counts: { match: report.findings.length } },
    });
    await past.forget(first ?? 0);
    expect(past.all.map(({ document }) => document.model.name)).toEqual(['second']);
    expect(await names()).toEqual(['second']);
    await past.forgetAll();
    expect(past.all).toEqual([]);
    expect(await names()).toEqual([]);
  });

  it('puts a new judgement in the place of the last', async () => {
    const past = new PastReports();
    const id = await past.keep(named('before'));
    await past.keep(named('other'));
    expect(await past.keep(named('after'), id)).toBe(id);
    expect(await names()).toEqual(['other', 'after']);
  });

  it('keeps fifty at most: the newest', async () => {
    const past = new PastReports();
    for (let index = 0; index < 52; index++) await past.keep(named(`${index}`));
    const kept = await names();
    expect(kept).toHaveLength(50);
    expect([kept.at(0), kept.at(-1)]).toEqual(['51', '2']);
  });

  it('keeps a hundred files of very many, and the counts of all', async () => {
    const past = new PastReports();
    await past.keep(named('many', matches(50_000)));
    await past.load();
    const [kept] = past.all;
    expect(kept?.document.counts.match).toBe(50_000);
    expect(kept?.document.files).toHaveLength(100);
  });

  it('keeps no files where their names are too long, and nothing that is still too large', async () => {
    const past = new PastReports();
    await past.keep(named('long', matches(50, 'x'.repeat(4000))));
    await past.keep(named('x'.repeat(200_000)));
    await past.load();
    expect(past.all.map(({ document }) => [document.model.name, document.files.length])).toEqual([
      ['long', 0],
    ]);
  });

  it('passes over what is no report', async () => {
    const past = new PastReports();
    await past.keep(named('good'));
    const database = await openDB(NAME, 1);
    await database.add('reports', '{"type": "assay-report"}');
    await database.add('reports', { verdict: 'verified' });
    database.close();
    expect(await names()).toEqual(['good']);
  });

  it('goes on without a database that is refused', async () => {
    vi.stubGlobal('indexedDB', {
      open: () => {
        throw new DOMException('no', 'SecurityError');
      },
    });
    const past = new PastReports();
    expect(await past.keep(named('a'))).toBeUndefined();
    await past.forgetAll();
    await past.load();
    expect(past.all).toEqual([]);
  });

  it('goes on without a disk that has room', async () => {
    const past = new PastReports();
    await past.keep(named('before'));
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('no room', 'QuotaExceededError');
    });
    expect(await past.keep(named('after'))).toBeUndefined();
    vi.restoreAllMocks();
    expect(await names()).toEqual(['before']);
  });
});
