import { blake2b } from '@noble/hashes/blake2.js';
import { blake3 } from '@noble/hashes/blake3.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { expose } from 'comlink';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type {
  FileLocator,
  HashAlgorithm,
  HashFailure,
  HashJob,
  HashOutcome,
  HashProgress,
  Opening,
  SavedHash,
} from '../../../src/hash/job.ts';
import { compileKernel } from '../../../src/hash/kernels.ts';
import { createPool, type HashPool, type Patience, type PoolWorker } from '../../../src/hash/pool.ts';
import { createHashWorker } from '../../../src/hash/worker.ts';
import type { HashWorker } from '../../../src/hash/worker-interface.ts';
import { SEGMENT } from '../../../src/hash/segment-plan.ts';
import { opfsFolder, writeFile } from '../../support/opfs.ts';

const KIB = 1024;
const KNOWN: Readonly<Record<HashAlgorithm, (bytes: Uint8Array) => Uint8Array>> = {
  sha256,
  blake2b: (bytes) => blake2b(bytes, { dkLen: 64 }),
  blake3: (bytes) => blake3(bytes),
};
const ALGORITHMS = ['sha256', 'blake2b', 'blake3'] as const;
const digestOf = (algorithm: HashAlgorithm, bytes: Uint8Array): string => bytesToHex(KNOWN[algorithm](bytes));

const noise = new Uint8Array(4 * 1024 * KIB);
for (let offset = 0; offset < noise.length; offset += 65_536)
  crypto.getRandomValues(noise.subarray(offset, offset + 65_536));

const spawn = (): PoolWorker =>
  new Worker(new URL('../../../workers/hash.worker.ts', import.meta.url), { type: 'module' });

const fileOf = (bytes: Uint8Array<ArrayBuffer> | Blob): File => new File([bytes], 'x');
// A file made of bytes, or of a part of one, is a copy that Chromium frees when it likes, and it refuses new ones at half a
// gigabyte. Parts of a stored file are no copies.
const storedFile = async (bytes: Uint8Array<ArrayBuffer>): Promise<File> =>
  (await (await opfsFolder({ stored: bytes })).getFileHandle('stored')).getFile();
const noiseFile = await storedFile(noise);
const large = new Uint8Array(2 * SEGMENT + 12_345);
for (let at = 0; at < large.length; at += noise.length)
  large.set(noise.subarray(0, Math.min(noise.length, large.length - at)), at);
const largeFile = await storedFile(large);
const opened = (file: File) => (): Promise<Opening> => Promise.resolve({ ok: true, value: file });
const whole = (file: File, id: number): HashJob => ({ id, open: opened(file), start: 0, end: file.size });

/** A pool on a machine of as many cores. */
const poolOf = (start: () => PoolWorker, workers: number, patience?: Patience): HashPool =>
  createPool(start, { workers, cores: workers, compile: compileKernel, ...(patience && { patience }) });

/** Runs jobs and gives their outcomes by id. */
async function run(jobs: readonly HashJob[], algorithm: HashAlgorithm = 'sha256', pool = poolOf(spawn, 2)) {
  const outcomes = new Map<number, HashOutcome>();
  const progress: HashProgress[] = [];
  await pool.hash(jobs, algorithm, {
    onOutcome: (outcome) => {
      expect(outcomes.has(outcome.id)).toBe(false);
      outcomes.set(outcome.id, outcome);
    },
    onProgress: (snapshot) => progress.push(snapshot),
  });
  return { outcomes, progress };
}

describe('digests', () => {
  it.each(ALGORITHMS)(
    'are right around blocks, buffers and the bound of small files (%s)',
    async (algorithm) => {
      const edges = [
        0,
        1,
        55,
        56,
        63,
        64,
        65,
        127,
        128,
        129,
        1023,
        1024,
        1025,
        16 * KIB,
        512 * KIB,
        768 * KIB,
      ];
      const lengths = [
        ...edges,
        ...edges.map((edge) => edge + 1),
        768 * KIB - 1,
        1024 * KIB,
        3 * 1024 * KIB + 5,
      ];
      const { outcomes } = await run(
        lengths.map((length, id) => whole(fileOf(noise.slice(0, length)), id)),
        algorithm,
      );
      const expected = lengths.map((length, id) => ({
        id,
        ok: true,
        digest: digestOf(algorithm, noise.subarray(0, length)),
      }));
      expect(lengths.map((_, id) => outcomes.get(id))).toEqual(expected);
    },
  );

  it.each(ALGORITHMS)('are right for any range (%s)', async (algorithm) => {
    const open = opened(noiseFile);
    const bound = fc.nat(noise.length);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(bound, bound), { minLength: 1, maxLength: 8 }), async (pairs) => {
        const jobs = pairs.map(([a, b], id) => ({ id, open, start: Math.min(a, b), end: Math.max(a, b) }));
        const { outcomes } = await run(jobs, algorithm);
        for (const { id, start, end } of jobs) {
          const digest = digestOf(algorithm, noise.subarray(start, end));
          expect(outcomes.get(id)).toEqual({ id, ok: true, digest });
        }
      }),
      { numRuns: 5 },
    );
  });

  it('agree with WebCrypto', async () => {
    const digest = bytesToHex(new Uint8Array(await crypto.subtle.digest('SHA-256', noise)));
    expect((await run([whole(noiseFile, 3)])).outcomes.get(3)).toEqual({ id: 3, ok: true, digest });
  });

  it('are made of thousands of small files', async () => {
    const files = Array.from({ length: 3000 }, (_, i) => noise.slice(i, i + (i % 700)));
    const { outcomes, progress } = await run(files.map((bytes, id) => whole(fileOf(bytes), id)));
    expect(files.map((_, id) => outcomes.get(id))).toEqual(
      files.map((bytes, id) => ({ id, ok: true, digest: digestOf('sha256', bytes) })),
    );
    const total = files.reduce((sum, { length }) => sum + length, 0);
    expect(progress.at(-1)).toEqual({
      bytesDone: total,
      bytesTotal: total,
      jobsDone: 3000,
      jobsTotal: 3000,
      current: [],
    });
  });

  it('are none for no jobs', async () => {
    const { outcomes, progress } = await run([]);
    expect(outcomes.size).toBe(0);
    expect(progress).toEqual([{ bytesDone: 0, bytesTotal: 0, jobsDone: 0, jobsTotal: 0, current: [] }]);
  });
});

describe('a pool', () => {
  // One worker, one that reads for the other, two with free lanes, and with more files than lanes.
  it.each(
    ALGORITHMS.flatMap((algorithm) =>
      [1, 2, 4].flatMap((workers) => [1, 4, 11].map((count) => ({ algorithm, workers, count }))),
    ),
  )('hashes $count files by $algorithm with $workers workers', async ({ algorithm, workers, count }) => {
    const jobs = Array.from({ length: count }, (_, id) => whole(fileOf(noiseFile.slice(id)), id));
    const { outcomes } = await run(jobs, algorithm, poolOf(spawn, workers));
    for (const { id } of jobs)
      expect(outcomes.get(id)).toEqual({ id, ok: true, digest: digestOf(algorithm, noise.subarray(id)) });
  });

  it.each(ALGORITHMS)('hashes without SIMD (%s)', async (algorithm) => {
    const pool = createPool(spawn, { workers: 2, cores: 2, compile: () => Promise.resolve(undefined) });
    const jobs = Array.from({ length: 5 }, (_, id) => whole(fileOf(noiseFile.slice(id)), id));
    const { outcomes } = await run(jobs, algorithm, pool);
    for (const { id } of jobs)
      expect(outcomes.get(id)).toEqual({ id, ok: true, digest: digestOf(algorithm, noise.subarray(id)) });
  });

  it.each([SEGMENT - 1, SEGMENT, SEGMENT + 1, 2 * SEGMENT, large.length])(
    'joins the segments of %d bytes',
    async (length) => {
      const { outcomes, progress } = await run([whole(fileOf(largeFile.slice(0, length)), 9)], 'blake3');
      const digest = digestOf('blake3', large.subarray(0, length));
      expect(outcomes.get(9)).toEqual({ id: 9, ok: true, digest });
      expect(progress.at(-1)).toMatchObject({ bytesDone: length, jobsDone: 1, jobsTotal: 1 });
      for (const { current } of progress) for (const { id } of current) expect(id).toBe(9);
    },
  );

  it.each(ALGORITHMS)(
    'goes on from the states of a run that was paused and ended (%s)',
    async (algorithm) => {
      // A file in segments has less often a state to go on from.
      const [count, enough] = algorithm === 'blake3' ? [24, 4 * SEGMENT] : [12, 0];
      const jobs = Array.from({ length: count }, (_, id) => whole(largeFile, id));
      const digest = digestOf(algorithm, large);
      const controller = new AbortController();
      const saved = new Map<number, SavedHash>();
      const first = poolOf(spawn, 2);
      const ended = first.hash(jobs, algorithm, {
        signal: controller.signal,
        onOutcome: () => undefined,
        onProgress: ({ bytesDone }) => {
          if (bytesDone <= enough) return;
          first.pause();
          // Where no segment is done from the first on there is nothing to go on from yet.
          setTimeout(() => {
            if (saved.size === 0) first.resume();
          }, 300);
        },
        onSaved: (states) => {
          for (const state of states) saved.set(state.id, state);
          controller.abort(new Error('enough'));
        },
      });
      await expect(ended).rejects.toThrow('enough');
      expect(saved.size).toBeGreaterThan(0);

      const resumed = jobs.map((job) => {
        const resume = saved.get(job.id);
        return resume ? { ...job, resume } : job;
      });
      const { outcomes, progress } = await run(resumed, algorithm);
      for (const { id } of jobs) expect(outcomes.get(id)).toEqual({ id, ok: true, digest });
      expect(progress.at(-1)).toMatchObject({ bytesDone: count * large.length, jobsDone: count });
    },
  );
});

describe('files with a locator', () => {
  const folderOf = async (
    files: Readonly<Record<string, Uint8Array<ArrayBuffer>>>,
  ): Promise<readonly LocatedJob[]> => {
    const folder = await opfsFolder(files);
    return Promise.all(
      Object.keys(files).map(async (name, id) => {
        const file = await (await folder.getFileHandle(name)).getFile();
        const { size, lastModified } = file;
        return { ...whole(file, id), locator: { folder, name, size, lastModified } };
      }),
    );
  };
  type LocatedJob = HashJob & { readonly locator: FileLocator };
  const unasked = (): Promise<Opening> => Promise.reject(new Error('the page was asked'));

  it.each(ALGORITHMS)('are opened by workers, small and large (%s)', async (algorithm) => {
    const files = { small: noise.slice(0, 100), empty: noise.slice(0, 0), large: noise.slice(0, 2000 * KIB) };
    const jobs = (await folderOf(files)).map((job) => ({ ...job, open: unasked }));
    const { outcomes } = await run(jobs, algorithm);
    expect(jobs.map(({ id }) => outcomes.get(id))).toEqual(
      Object.values(files).map((bytes, id) => ({ id, ok: true, digest: digestOf(algorithm, bytes) })),
    );
  });

  it('are opened by the page where a worker finds them otherwise than listed', async () => {
    const [good, older, longer, gone] = await folderOf({
      good: noise.slice(0, 10),
      older: noise.slice(0, 20),
      longer: noise.slice(0, 30),
      gone: noise.slice(0, 40),
    });
    if (!good || !older || !longer || !gone) throw new Error('no files');
    const otherwise = (job: LocatedJob, change: Partial<FileLocator>): LocatedJob => ({
      ...job,
      locator: { ...job.locator, ...change },
    });
    let asked = 0;
    const refused = (): Promise<Opening> => {
      asked += 1;
      return Promise.resolve({ ok: false, failure: 'vanished', detail: 'as the page says' });
    };
    const { outcomes } = await run([
      { ...good, open: unasked },
      otherwise(older, { lastModified: 1 }),
      otherwise(longer, { size: 31 }),
      { ...otherwise(gone, { name: 'elsewhere' }), open: refused },
    ]);
    expect([0, 1, 2].map((id) => outcomes.get(id))).toEqual(
      [10, 20, 30].map((length, id) => ({
        id,
        ok: true,
        digest: digestOf('sha256', noise.subarray(0, length)),
      })),
    );
    expect(outcomes.get(3)).toEqual({ id: 3, ok: false, failure: 'vanished', detail: 'as the page says' });
    expect(asked).toBe(1);
  });

  it('are opened by the page after a worker has crashed over them', async () => {
    const [job] = await folderOf({ file: noise.slice(0, 10) });
    if (!job) throw new Error('no file');
    const crashing = (): PoolWorker =>
      fakeWorker(({ good }) => ({
        hash: (batch) =>
          batch.every(({ file }) => file instanceof File)
            ? good.hash(batch)
            : Promise.reject(new Error('no handles here')),
      }));
    const { outcomes } = await run([job], 'sha256', poolOf(crashing, 1));
    expect(outcomes.get(0)).toEqual({ id: 0, ok: true, digest: digestOf('sha256', noise.subarray(0, 10)) });
  });
});

describe('files that cannot be read', () => {
  it('stop no other', async () => {
    const folder = await opfsFolder({
      gone: noise.slice(0, 900 * KIB),
      changed: noise.slice(0, 10),
      good: noise.slice(0, 20),
    });
    const file = async (name: string): Promise<File> => (await folder.getFileHandle(name)).getFile();
    const [gone, changed, good] = [await file('gone'), await file('changed'), await file('good')];
    await folder.removeEntry('gone');
    await writeFile(folder, 'changed', noise.slice(0, 11));
    const { outcomes, progress } = await run([gone, changed, good].map(whole));
    expect(outcomes.get(0)).toMatchObject({ ok: false, failure: 'vanished' });
    expect(outcomes.get(1)).toMatchObject({ ok: false, failure: 'unreadable' });
    expect(outcomes.get(2)).toEqual({ id: 2, ok: true, digest: digestOf('sha256', noise.subarray(0, 20)) });
    expect(progress.at(-1)).toMatchObject({ jobsDone: 3, jobsTotal: 3 });
  });

  it('are those that cannot be opened, too', async () => {
    const refused = (failure: HashFailure) => (): Promise<Opening> =>
      Promise.resolve({ ok: false, failure, detail: 'no' });
    const { outcomes, progress } = await run([
      { id: 0, open: refused('vanished'), start: 0, end: 10 },
      { id: 1, open: refused('changed'), start: 0, end: 2 * SEGMENT },
      whole(fileOf(noise.slice(0, 20)), 2),
    ]);
    expect(outcomes.get(0)).toEqual({ id: 0, ok: false, failure: 'vanished', detail: 'no' });
    expect(outcomes.get(1)).toMatchObject({ ok: false, failure: 'changed' });
    expect(outcomes.get(2)).toEqual({ id: 2, ok: true, digest: digestOf('sha256', noise.subarray(0, 20)) });
    expect(progress.at(-1)).toMatchObject({ jobsDone: 3, jobsTotal: 3 });
  });

  it('are opened once for all their ranges that are read together', async () => {
    let openings = 0;
    const open = (): Promise<Opening> => {
      openings += 1;
      return opened(noiseFile)();
    };
    const jobs = Array.from({ length: 1000 }, (_, id) => ({ id, open, start: id, end: id + 7 }));
    const { outcomes } = await run(jobs);
    expect(outcomes.get(999)).toEqual({
      id: 999,
      ok: true,
      digest: digestOf('sha256', noise.subarray(999, 1006)),
    });
    expect(openings).toBeLessThanOrEqual(4);
  });

  it.each([
    [0, 101],
    [100, 200],
    [-5, 100],
    [50, 40],
  ])('have changed if they have no bytes %d to %d', async (start, end) => {
    const { outcomes } = await run([{ id: 1, open: opened(fileOf(noise.slice(0, 100))), start, end }]);
    expect(outcomes.get(1)).toMatchObject({ ok: false, failure: 'changed' });
  });
});

/** What a worker can do besides its work. */
interface Fate {
  /** What a good worker would do. */
  readonly good: HashWorker;
  readonly post: (message: unknown) => void;
  /** As if an error left the worker's code. */
  readonly raise: (message: string) => void;
  /** As `self.close()`: nobody is told. */
  readonly vanish: () => void;
}

/** A worker on this thread, played by the test. */
function fakeWorker(play: (fate: Fate) => Partial<HashWorker>): PoolWorker {
  const { port1, port2 } = new MessageChannel();
  const post = (message: unknown): void => {
    port2.postMessage(message);
  };
  const raise = (message: string): void => {
    port1.dispatchEvent(new ErrorEvent('error', { message }));
  };
  const vanish = (): void => {
    port2.close();
  };
  const good = createHashWorker(post);
  expose({ ...good, ...play({ good, post, raise, vanish }) }, port2);
  return Object.assign(port1, {
    terminate() {
      port1.close();
      port2.close();
    },
  });
}

const never = new Promise<never>(() => undefined);

describe('a worker that crashes', () => {
  const jobs = Array.from({ length: 10 }, (_, id) => whole(fileOf(noise.slice(0, id)), id));
  const right = jobs.map(({ id }) => ({ id, ok: true, digest: digestOf('sha256', noise.subarray(0, id)) }));
  const quick = { pingEvery: 20, pings: 10 };

  const crashes: readonly (readonly [string, (fate: Fate) => Promise<readonly number[]>])[] = [
    ['raises', ({ raise }) => (raise('boom'), never)],
    ['rejects', () => Promise.reject(new Error('boom'))],
    ['vanishes', ({ vanish }) => (vanish(), never)],
    ['forgets its jobs', () => Promise.resolve([])],
  ];

  describe.each(crashes)('and %s', (_how, crash) => {
    it('is replaced, and its jobs are done', async () => {
      let spawned = 0;
      const pool = poolOf(
        () => {
          spawned += 1;
          const first = spawned === 1;
          return fakeWorker((fate) => (first ? { hash: () => crash(fate) } : {}));
        },
        1,
        quick,
      );
      const { outcomes } = await run(jobs, 'sha256', pool);
      expect(jobs.map(({ id }) => outcomes.get(id))).toEqual(right);
      expect(spawned).toBe(2);
    });

    it('loses only the job that is to blame, after three tries', async () => {
      const tries: number[][] = [];
      const pool = poolOf(
        () =>
          fakeWorker((fate) => ({
            hash(batch) {
              if (!batch.some(({ id }) => id === 4)) return fate.good.hash(batch);
              tries.push(batch.map(({ id }) => id));
              return crash(fate);
            },
          })),
        2,
        quick,
      );
      const { outcomes } = await run(jobs, 'sha256', pool);
      expect(outcomes.get(4)).toMatchObject({ ok: false, failure: 'crashed' });
      expect([...outcomes.values()].filter(({ ok }) => ok)).toHaveLength(9);
      expect(tries.slice(1)).toEqual([[4], [4]]);
    });
  });

  it('keeps what it had done before', async () => {
    const batches: number[][] = [];
    const first: { raise?: Fate['raise'] } = {};
    const pool = poolOf(
      () =>
        fakeWorker(({ good, post, raise }) => ({
          hash(batch) {
            batches.push(batch.map(({ id }) => id));
            if (first.raise) return good.hash(batch);
            first.raise = raise;
            post({
              type: 'hash-report',
              running: [],
              outcomes: [{ id: 9, ok: true, digest: 'from the first' }],
              saved: [],
            });
            return never;
          },
        })),
      1,
    );
    const digests = new Map<number, string>();
    await pool.hash(jobs.slice(7), 'sha256', {
      onOutcome(outcome) {
        if (outcome.ok) digests.set(outcome.id, outcome.digest);
        if (outcome.id === 9) first.raise?.('boom');
      },
    });
    expect(digests.get(9)).toBe('from the first');
    expect(batches).toEqual([[9, 8, 7], [8], [7]]);
    expect(digests.size).toBe(3);
  });

  it('again and again ends the run with an outcome for every job', async () => {
    let spawned = 0;
    const pool = poolOf(() => {
      spawned += 1;
      throw new Error('no workers here');
    }, 2);
    const { outcomes } = await run(jobs, 'sha256', pool);
    expect([...outcomes.values()]).toHaveLength(jobs.length);
    for (const outcome of outcomes.values())
      expect(outcome).toMatchObject({ failure: 'crashed', detail: 'no workers here' });
    expect(spawned).toBeLessThan(jobs.length);
  });

  it('on loading ends the run as well', async () => {
    const broken = (): PoolWorker => {
      const url = URL.createObjectURL(new Blob(['throw new Error("broken from the start")']));
      return new Worker(url);
    };
    const { outcomes } = await run(jobs.slice(0, 2), 'sha256', poolOf(broken, 1));
    expect(outcomes.get(0)).toMatchObject({
      failure: 'crashed',
      detail: expect.stringContaining('broken') as string,
    });
  });
});

describe('a signal', () => {
  const jobs = Array.from({ length: 40 }, (_, id) => whole(noiseFile, id));

  it('ends the run at once, and no outcome comes after it', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const after: HashOutcome[] = [];
    let terminated = 0;
    const counted = (): PoolWorker => {
      const worker = spawn();
      const terminate = worker.terminate.bind(worker);
      return Object.assign(worker, {
        terminate() {
          terminated += 1;
          terminate();
        },
      });
    };
    const done = poolOf(counted, 2).hash(jobs, 'sha256', {
      signal: controller.signal,
      onOutcome(outcome) {
        if (controller.signal.aborted) after.push(outcome);
        controller.abort(reason);
      },
    });
    await expect(done).rejects.toBe(reason);
    expect(terminated).toBeGreaterThanOrEqual(2);
    expect(after).toEqual([]);
  });

  it('that was given before starts no worker', async () => {
    const pool = poolOf(() => {
      throw new Error('not to be called');
    }, 1);
    const listener = { signal: AbortSignal.abort(), onOutcome: () => undefined };
    await expect(pool.hash(jobs, 'sha256', listener)).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('frees a run whose file never opens', async () => {
    const controller = new AbortController();
    const open = (): Promise<Opening> => (controller.abort(), never);
    const done = poolOf(spawn, 1).hash([{ id: 0, open, start: 0, end: 1 }], 'sha256', {
      signal: controller.signal,
      onOutcome: () => undefined,
    });
    await expect(done).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('frees a run whose worker never answers', async () => {
    const controller = new AbortController();
    const pool = poolOf(() => fakeWorker(() => ({ hash: () => (controller.abort(), never) })), 1);
    const done = pool.hash(jobs, 'sha256', { signal: controller.signal, onOutcome: () => undefined });
    await expect(done).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('pause', () => {
  it('holds the work until resume', async () => {
    const pool = poolOf(spawn, 1);
    pool.pause();
    const jobs = [whole(fileOf(noise.slice(0, 5)), 0)];
    const outcomes: HashOutcome[] = [];
    const done = pool.hash(jobs, 'sha256', { onOutcome: (outcome) => outcomes.push(outcome) });
    // Another run on the same kind of worker comes to its end meanwhile.
    await run([whole(noiseFile, 0)], 'sha256', poolOf(spawn, 1));
    expect(outcomes).toEqual([]);
    pool.resume();
    await done;
    expect(outcomes).toEqual([{ id: 0, ok: true, digest: digestOf('sha256', noise.subarray(0, 5)) }]);
  });
});

describe('progress', () => {
  it('never overtakes the work and ends complete', async () => {
    const jobs = Array.from({ length: 30 }, (_, id) => whole(noiseFile, id));
    const { progress } = await run(jobs);
    for (const { bytesDone, bytesTotal, jobsDone, jobsTotal, current } of progress) {
      expect(bytesTotal).toBe(30 * noise.length);
      expect(jobsTotal).toBe(30);
      expect(bytesDone).toBe(jobsDone * noise.length + current.reduce((sum, { done }) => sum + done, 0));
      expect(current.length).toBeLessThanOrEqual(8);
    }
    expect(progress.at(-1)).toMatchObject({ bytesDone: 30 * noise.length, jobsDone: 30, current: [] });
  });
});
