import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';
import type { HashJob } from '../../../src/hash/job.ts';
import type { HashListener, HashPool } from '../../../src/hash/pool.ts';
import { plainText } from '../../../src/report/text.ts';
import { reportJson } from '../../../src/report/json.ts';
import type { Checkpoint } from '../../../src/verify/checkpoint.ts';
import { type Offer, type Progress, type VerificationRun, verifyModel } from '../../../src/verify/run.ts';
import { utf8 } from '../../support/bytes.ts';
import { memoryCheckpoints, type MemoryCheckpoints } from '../../support/memory-checkpoints.ts';
import type { Files } from '../../support/oms.ts';
import { EXPECTED, SIGNED, treeOf, world } from '../../support/world.ts';

/** Size that the files are listed with: large enough together for a checkpoint. */
const SIZE = 200_000_000;
const BUNDLE = bytesToHex(sha256(utf8('{}')));
const digestOf = (path: string, files: Files = SIGNED): string => bytesToHex(sha256(files[path] ?? utf8('')));

/** The signed paths, by the number of the job that reads each. */
const PATHS = Object.keys(SIGNED);

/** A pool that leaves its jobs to the test. */
class ManualPool implements HashPool {
  readonly states: string[] = [];
  jobs: readonly HashJob[] = [];
  listener: HashListener | undefined;
  #end: () => void = () => undefined;

  hash(jobs: readonly HashJob[], _algorithm: string, listener: HashListener): Promise<void> {
    this.jobs = jobs;
    this.listener = listener;
    return new Promise((resolve, reject) => {
      this.#end = resolve;
      const { signal } = listener;
      signal?.addEventListener('abort', () => {
        reject(new DOMException('stop', 'AbortError'));
      });
    });
  }

  pause(): void {
    this.states.push('paused');
  }

  resume(): void {
    this.states.push('running');
  }

  /** Ends the job of the file of this name with this digest. */
  finish(name: string, digest: string): void {
    this.listener?.onOutcome({ id: this.#id(name), ok: true, digest });
  }

  /** A job has come to a state that a later run can take. */
  save(name: string, done: number): void {
    this.listener?.onSaved?.([{ id: this.#id(name), done, state: Uint8Array.of(7) }]);
  }

  progress(): void {
    this.listener?.onProgress?.({ bytesDone: 0, bytesTotal: SIZE, jobsDone: 0, jobsTotal: 1, current: [] });
  }

  end(): void {
    this.#end();
  }

  #id(name: string): number {
    const job = this.jobs.find(({ id }) => PATHS[id] === name);
    if (!job) throw new Error(`no job for ${name}`);
    return job.id;
  }
}

interface Started {
  readonly run: VerificationRun;
  readonly pool: ManualPool;
}

/** Starts to check a model of two files, listed as large. */
function start(store?: MemoryCheckpoints, lastModified = 1, size = SIZE): Started {
  const pool = new ManualPool();
  const files = treeOf(SIGNED).files.map((file) => ({ ...file, size, lastModified }));
  const { subject, services } = world({ tree: { files }, services: { hash: pool, checkpoints: store } });
  return { run: verifyModel(subject, services), pool };
}

/** The first moment of a run that holds what is asked for. */
function moment<T>(run: VerificationRun, pick: (progress: Progress) => T | undefined): Promise<T> {
  return new Promise((resolve) => {
    const look = (progress: Progress): void => {
      const found = pick(progress);
      if (found !== undefined) resolve(found);
    };
    look(run.progress);
    run.subscribe(look);
  });
}

const offered = (run: VerificationRun): Promise<Offer> => moment(run, ({ offer }) => offer);

/** Waits until the files are being read. */
async function reading({ pool }: Started): Promise<void> {
  while (!pool.listener) await new Promise((resolve) => setTimeout(resolve));
}

/** This share of `a`. */
function begun(share: number): Checkpoint['ranges'][number] {
  const range = { path: 'a', start: 0, end: SIZE, size: SIZE, lastModified: 1 };
  return { ...range, state: { done: share * SIZE, state: Uint8Array.of(7) } };
}

/** What a run that read `a` and half of `sub/b` leaves behind. */
function interrupted(change: Partial<Checkpoint> = {}): MemoryCheckpoints {
  const store = memoryCheckpoints();
  const range = { start: 0, end: SIZE, size: SIZE, lastModified: 1 };
  store.kept.set(BUNDLE, {
    version: 1,
    bundleSha256: BUNDLE,
    algorithm: 'sha256',
    savedAt: Date.UTC(2026, 0, 2),
    ranges: [
      { path: 'a', ...range, digest: digestOf('a') },
      { path: 'sub/b', ...range, state: { done: SIZE / 2, state: Uint8Array.of(7) } },
    ],
    ...change,
  });
  return store;
}

describe('pause', () => {
  it('stops the pool and says so, until it goes on', async () => {
    const started = start();
    const { run, pool } = started;
    await reading(started);
    run.pause();
    expect(run.progress.paused).toBe(true);
    run.resume();
    expect(run.progress.paused).toBe(false);
    expect(pool.states).toEqual(['paused', 'running']);
  });

  it('can be cancelled', async () => {
    const started = start();
    await reading(started);
    started.run.pause();
    started.run.cancel();
    expect((await started.run.judge(EXPECTED)).verdict.code).toBe('cancelled');
  });

  it('keeps the digests, and the states that come after it', async () => {
    const store = memoryCheckpoints();
    const started = start(store);
    await reading(started);
    started.pool.finish('a', digestOf('a'));
    started.run.pause();
    started.pool.save('sub/b', 5);
    await moment(started.run, ({ paused }) => paused || undefined);
    await new Promise((resolve) => setTimeout(resolve));
    expect(
      store.kept.get(BUNDLE)?.ranges.map(({ path, digest, state }) => [path, digest ?? state.done]),
    ).toEqual([
      ['a', digestOf('a')],
      ['sub/b', 5],
    ]);
  });
});

describe('stop at the first difference', () => {
  it.each([
    ['before it', true],
    ['after it', false],
  ])('ends as failed and says that the rest was not read, switched on %s', async (_when, early) => {
    const started = start();
    const { run, pool } = started;
    await reading(started);
    if (early) run.stopAtDifference(true);
    pool.finish('a', digestOf('a', { a: utf8('changed') }));
    if (!early) run.stopAtDifference(true);
    const { verdict, interruption, findings } = await run.judge(EXPECTED);
    expect(verdict).toMatchObject({ state: 'failed', code: 'files-differ' });
    expect(plainText(verdict.headline)).toBe(
      'Do not use these files: 1 file differs from what was signed: a',
    );
    expect(verdict.qualifiers.map(plainText)[0]).toBe(
      'the rest was not read, as you chose to stop at the first file that differs',
    );
    expect(interruption?.code).toBe('stopped-at-difference');
    expect(findings.map(({ outcome, path }) => `${outcome} ${path}`)).toEqual([
      'mismatch a',
      'unreadable sub/b',
    ]);
  });

  it('reads on where nothing differs, and where it is switched off', async () => {
    const started = start();
    const { run, pool } = started;
    await reading(started);
    run.stopAtDifference(true);
    pool.finish('sub/b', digestOf('sub/b'));
    run.stopAtDifference(false);
    pool.finish('a', digestOf('sub/b'));
    pool.end();
    const { verdict, interruption } = await run.judge(EXPECTED);
    expect(verdict.code).toBe('files-differ');
    expect(interruption).toBeUndefined();
  });

  it('does not count where the last file differs: all was read', async () => {
    const started = start();
    const { run, pool } = started;
    await reading(started);
    run.stopAtDifference(true);
    pool.finish('sub/b', digestOf('sub/b'));
    pool.finish('a', digestOf('sub/b'));
    pool.end();
    const { verdict, interruption } = await run.judge(EXPECTED);
    expect(verdict.qualifiers.map(plainText).join()).not.toContain('not read');
    expect(interruption).toBeUndefined();
  });

  it('never passes, whatever the person ignores afterwards', async () => {
    const started = start();
    const { run, pool } = started;
    await reading(started);
    run.stopAtDifference(true);
    pool.finish('a', digestOf('sub/b'));
    const { verdict } = await run.judge({ ...EXPECTED, ignorePaths: ['a'] });
    expect(verdict.state).toBe('failed');
  });
});

describe('an interrupted check', () => {
  it('is offered, with nothing read before the answer', async () => {
    const { run, pool } = start(interrupted());
    expect(await offered(run)).toEqual({ from: Date.UTC(2026, 0, 2), share: 0.75 });
    expect(pool.listener).toBeUndefined();
    run.cancel();
    expect((await run.judge(EXPECTED)).verdict.code).toBe('cancelled');
    expect(pool.listener?.signal?.aborted ?? true).toBe(true);
  });

  it('is offered from a hundredth of all bytes on', async () => {
    const { run } = start(interrupted({ ranges: [begun(0.02)] }));
    expect((await offered(run)).share).toBe(0.01);
  });

  it('goes on where it stopped, says so, and is forgotten at the end', async () => {
    const store = interrupted();
    const started = start(store);
    const { run, pool } = started;
    await offered(run);
    run.decide(true);
    await reading(started);
    expect(run.progress.offer).toBeUndefined();
    expect(pool.jobs.map(({ id, resume }) => [PATHS[id], resume?.done])).toEqual([['sub/b', SIZE / 2]]);
    pool.progress();
    expect(run.progress.hash).toMatchObject({
      ...{ bytesDone: SIZE, bytesTotal: 2 * SIZE },
      ...{ jobsDone: 1, jobsTotal: 2 },
    });
    pool.finish('sub/b', digestOf('sub/b'));
    pool.end();
    const report = await run.judge(EXPECTED);
    expect(report.verdict.code).toBe('verified');
    expect(report.verdict.qualifiers.map(plainText)).toContain(
      '2 of 2 files’ digests reused from the check that was interrupted on 2 January 2026',
    );
    expect(report.resumed).toEqual({ from: Date.UTC(2026, 0, 2), files: 2, bytes: 1.5 * SIZE });
    expect(JSON.parse(reportJson(report, '0.0.0'))).toMatchObject({
      resumed: { from: '2026-01-02T00:00:00.000Z', files: 2, bytes: 1.5 * SIZE },
    });
    expect(store.kept.size).toBe(0);
    expect(store.locked.size).toBe(0);
  });

  it('fails by a digest that was found wrong before', async () => {
    const range = { path: 'a', start: 0, end: SIZE, size: SIZE, lastModified: 1 };
    const started = start(interrupted({ ranges: [{ ...range, digest: digestOf('sub/b') }] }));
    const { run, pool } = started;
    await offered(run);
    run.stopAtDifference(true);
    run.decide(true);
    const report = await run.judge(EXPECTED);
    expect(report.verdict).toMatchObject({ state: 'failed', code: 'files-differ' });
    expect(report.verdict.qualifiers.map(plainText)).toEqual([
      'the rest was not read, as you chose to stop at the first file that differs',
      '1 of 2 files’ digests reused from the check that was interrupted on 2 January 2026',
      expect.stringContaining('as read on'),
    ]);
    expect(pool.listener).toBeUndefined();
  });

  it('reads everything if the person starts over', async () => {
    const started = start(interrupted());
    const { run, pool } = started;
    await offered(run);
    run.decide(false);
    await reading(started);
    expect(pool.jobs.map(({ id, resume }) => [PATHS[id], resume])).toEqual([
      ['a', undefined],
      ['sub/b', undefined],
    ]);
    for (const name of ['a', 'sub/b']) pool.finish(name, digestOf(name));
    pool.end();
    const report = await run.judge(EXPECTED);
    expect(report.verdict.qualifiers.map(plainText).join()).not.toContain('reused');
    expect(report.resumed).toBeUndefined();
  });

  it.each<[string, () => Started]>([
    ['a file changed since', () => start(interrupted(), 2)],
    ['the algorithm is another', () => start(interrupted({ algorithm: 'blake3' }))],
    ['the model is read in no time', () => start(interrupted(), 1, 128_000_000 - 1)],
    ['hardly anything was read', () => start(interrupted({ ranges: [begun(0.0199)] }))],
    ['nothing may be kept', () => start()],
  ])('is not offered where %s', async (_why, begin) => {
    const started = begin();
    await reading(started);
    expect(started.run.progress.offer).toBeUndefined();
    expect(started.pool.jobs).toHaveLength(2);
    expect(started.pool.jobs.every(({ resume }) => resume === undefined)).toBe(true);
  });

  it('belongs to one run at a time', async () => {
    const store = interrupted();
    const first = start(store);
    await offered(first.run);
    const second = start(store);
    await reading(second);
    second.pool.finish('a', digestOf('a'));
    second.run.save();
    second.run.cancel();
    await second.run.judge(EXPECTED);
    expect(store.saved).toEqual([]);
    expect(store.kept.size).toBe(1);
  });

  it('is kept by a cancel, and forgotten after any other end', async () => {
    const store = memoryCheckpoints();
    const cancelled = start(store);
    await reading(cancelled);
    cancelled.pool.finish('a', digestOf('a'));
    cancelled.run.cancel();
    await cancelled.run.judge(EXPECTED);
    expect(store.kept.get(BUNDLE)?.ranges).toHaveLength(1);

    const failed = start(store);
    await offered(failed.run);
    failed.run.decide(true);
    await reading(failed);
    failed.pool.finish('sub/b', digestOf('a'));
    failed.pool.end();
    expect((await failed.run.judge(EXPECTED)).verdict.state).toBe('failed');
    expect(store.kept.size).toBe(0);
  });
});
