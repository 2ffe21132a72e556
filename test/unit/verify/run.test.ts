import { describe, expect, it } from 'vitest';
import { problem, type Result } from '../../../src/oms/error.ts';
import { type Progress, verifyModel } from '../../../src/verify/run.ts';
import { DEFAULT_SETTINGS } from '../../../src/verify/settings.ts';
import { utf8 } from '../../support/bytes.ts';
import { poolOf } from '../../support/hash-pool.ts';
import type { Files } from '../../support/oms.ts';
import { EXPECTED, SIGNED, treeOf, verdictOf, type World, world } from '../../support/world.ts';

describe('run', () => {
  it('ends as verified where all is as signed', async () => {
    expect(await verdictOf(world())).toBe('verified verified');
  });

  it('tells what is missing and extra before anything is hashed', async () => {
    const never = new Promise<void>(() => undefined);
    const { subject, services } = world({
      files: { a: utf8('aaaa'), x: utf8('x') },
      services: { hash: poolOf(() => never) },
    });
    const run = verifyModel(subject, services);
    const known = new Promise<Progress>((resolve) => {
      run.subscribe((progress) => {
        if (progress.coverage && progress.signature) resolve(progress);
      });
    });
    void run.judge(EXPECTED);
    expect((await known).coverage?.findings.map(({ outcome, path }) => `${outcome} ${path}`)).toEqual([
      'extra x',
      'missing sub/b',
    ]);
  });

  it('has told what there is to read when reading begins, before anybody judges', async () => {
    const told = new Promise<Progress>((resolve) => {
      const { subject, services } = world({
        services: {
          hash: poolOf(() => {
            resolve(run.progress);
            return Promise.resolve();
          }),
        },
      });
      const run = verifyModel(subject, services);
    });
    expect(await told).toMatchObject({
      coverage: { findings: [] },
      hash: { bytesDone: 0, jobsDone: 0, jobsTotal: 2 },
    });
  });

  it('judges anew by other settings without hashing again', async () => {
    const { subject, services, calls } = world();
    const run = verifyModel(subject, services);
    expect((await run.judge(DEFAULT_SETTINGS)).verdict.code).toBe('needs-key');
    expect((await run.judge(EXPECTED)).verdict.code).toBe('verified');
    expect((await run.judge({ ...EXPECTED, ignorePaths: ['sub'] })).verdict.code).toBe('signed-file-ignored');
    expect((await run.judge(EXPECTED)).verdict.code).toBe('verified');
    expect(calls).toEqual({ hash: 1, check: 4 });
  });

  it.each([
    ['unreadable', 'file-unreadable'],
    ['vanished', 'file-vanished'],
    ['changed', 'file-changed'],
    ['crashed', 'worker-crashed'],
  ] as const)('a file that was %s makes it incomplete, naming it', async (failure, code) => {
    const { subject, services } = world({
      services: {
        hash: poolOf((jobs, _algorithm, { onOutcome }) => {
          for (const { id } of jobs) onOutcome({ id, ok: false, failure, detail: '' });
          return Promise.resolve();
        }),
      },
    });
    const { verdict, findings } = await verifyModel(subject, services).judge(EXPECTED);
    expect(verdict).toMatchObject({ state: 'incomplete', code });
    expect(findings.map(({ outcome }) => outcome)).toEqual(['unreadable', 'unreadable']);
  });

  it('cancel settles every report that waits', async () => {
    const { subject, services } = world({
      services: {
        hash: poolOf(
          (_jobs, _algorithm, { signal }) =>
            new Promise((_resolve, reject) => {
              signal?.addEventListener('abort', () => {
                reject(new DOMException('stop', 'AbortError'));
              });
            }),
        ),
      },
    });
    const run = verifyModel(subject, services);
    const reports = [run.judge(DEFAULT_SETTINGS), run.judge(EXPECTED)];
    run.cancel();
    for (const report of reports)
      expect((await report).verdict).toMatchObject({ state: 'incomplete', code: 'cancelled' });
  });

  it('a folder that is not what it was is incomplete: added, removed, resized, touched', async () => {
    const again = (files: Files, lastModified = 1): World =>
      world({
        tree: {
          relist: () => {
            const tree = treeOf(files);
            return Promise.resolve({ ...tree, files: tree.files.map((file) => ({ ...file, lastModified })) });
          },
        },
      });
    expect(await verdictOf(again(SIGNED))).toBe('verified verified');
    expect(await verdictOf(again({ ...SIGNED, new: utf8('') }))).toBe('incomplete tree-changed');
    expect(await verdictOf(again({ a: utf8('aaaa') }))).toBe('incomplete tree-changed');
    expect(await verdictOf(again({ ...SIGNED, a: utf8('aaaaa') }))).toBe('incomplete tree-changed');
    expect(await verdictOf(again(SIGNED, 2))).toBe('incomplete tree-changed');
  });

  it.each(['file-changed', 'file-vanished', 'file-unreadable'] as const)(
    'a file that cannot be opened again as it was listed is incomplete: %s',
    async (code) => {
      const open = (): Promise<Result<File>> => Promise.resolve({ ok: false, problem: problem(code, 'a') });
      const files = treeOf(SIGNED).files.map((file) => (file.path === 'a' ? { ...file, open } : file));
      expect(await verdictOf(world({ tree: { files } }))).toBe(`incomplete ${code}`);
    },
  );

  it('never passes what the hashing left out, or what broke', async () => {
    expect(await verdictOf(world({ services: { hash: poolOf(() => Promise.resolve()) } }))).toBe(
      'incomplete file-unreadable',
    );
    expect(
      await verdictOf(world({ services: { hash: poolOf(() => Promise.reject(new Error('broke'))) } })),
    ).toBe('incomplete unexpected');
    const broke = (): Promise<never> => Promise.reject(new Error('broke'));
    const signer = { open: broke, check: broke };
    expect(await verdictOf(world({ services: { signer } }))).toBe('incomplete unexpected');
    const { services } = world();
    const checks = { ...services.signer, check: () => Promise.reject(new Error('broke')) };
    expect(await verdictOf(world({ services: { signer: checks } }))).toBe('incomplete unexpected');
  });

  it('never passes a signature over another statement than the one that was hashed by', async () => {
    const { services } = world();
    const held = await services.signer.check({ ...EXPECTED, publicKey: 'PEM', now: 0 });
    if (!held.ok) throw new Error('not held');
    expect(await verdictOf(world({ signature: { ...held, statementDigest: 'other' } }))).toBe(
      'incomplete unexpected',
    );
  });

  it('fails where two files are seen under one path', async () => {
    expect(await verdictOf(world({ tree: { duplicates: ['a'] } }))).toBe('failed path-duplicate');
  });
});
