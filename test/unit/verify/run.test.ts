import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';
import type { ModelTree } from '../../../src/model/tree.ts';
import { problem } from '../../../src/oms/error.ts';
import type { Claims } from '../../../src/signer/claim.ts';
import type { Signature } from '../../../src/signer/signature.ts';
import { parseStatement } from '../../../src/oms/statement.ts';
import { type Progress, type Services, type Subject, verifyModel } from '../../../src/verify/run.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../src/verify/settings.ts';
import { utf8 } from '../../support/bytes.ts';
import { type Files, statementFor } from '../../support/oms.ts';

const SIGNED: Files = { a: utf8('aaaa'), 'sub/b': utf8('bb') };
const EXPECTED: Settings = {
  ...DEFAULT_SETTINGS,
  expectation: { method: 'key', publicKey: 'PEM', origin: 'file' },
};

function treeOf(files: Files, change: Partial<ModelTree> = {}): ModelTree {
  return {
    name: 'model',
    kind: 'folder',
    via: 'drop',
    files: Object.entries(files).map(([path, bytes]) => {
      const file = new File([bytes], path, { lastModified: 1 });
      return { path, size: file.size, lastModified: file.lastModified, file };
    }),
    unreadable: [],
    duplicates: [],
    linkCache: false,
    ...change,
  };
}

interface World {
  readonly subject: Subject;
  readonly services: Services;
  /** How often the files were hashed and the signature checked. */
  readonly calls: { hash: number; check: number };
}

/** A model whose bundle is opened, checked and hashed right here, with something changed. */
function world(
  change: {
    files?: Files;
    tree?: Partial<ModelTree>;
    services?: Partial<Services>;
    signature?: Signature;
  } = {},
): World {
  const payload = utf8(JSON.stringify(statementFor(SIGNED)));
  const manifest = parseStatement(payload);
  if (!manifest.ok) throw new Error(manifest.problem.code);
  const claims: Claims = { method: 'key', mediaType: '', manifest: manifest.value, statementDigest: 'd' };
  const signature: Signature = {
    ok: true,
    signer: { method: 'key', fingerprint: 'f' },
    times: [],
    checks: [],
    caveats: [],
    legacyEncoding: false,
    manifest: manifest.value,
    statementDigest: 'd',
  };
  const calls = { hash: 0, check: 0 };
  return {
    calls,
    subject: {
      tree: treeOf(change.files ?? SIGNED, change.tree),
      bundle: { name: 'model.sig', bytes: utf8('{}') },
      unseen: [],
    },
    services: {
      signer: {
        open: () => Promise.resolve({ ok: true, value: claims }),
        check: (options) => {
          calls.check++;
          const held = options.publicKey === undefined ? undefined : (change.signature ?? signature);
          return Promise.resolve(held ?? { ok: false, problem: problem('needs-key'), checks: [] });
        },
      },
      hash: async (jobs, _algorithm, { onOutcome }) => {
        calls.hash++;
        for (const { id, file, start, end } of jobs) {
          const bytes = new Uint8Array(await file.slice(start, end).arrayBuffer());
          onOutcome({ id, ok: true, digest: bytesToHex(sha256(bytes)) });
        }
      },
      now: () => 0,
      ...change.services,
    },
  };
}

async function verdictOf({ subject, services }: World, settings = EXPECTED): Promise<string> {
  const { verdict } = await verifyModel(subject, services).judge(settings);
  return `${verdict.state} ${verdict.code}`;
}

describe('run', () => {
  it('ends as verified where all is as signed', async () => {
    expect(await verdictOf(world())).toBe('verified verified');
  });

  it('tells what is missing and extra before anything is hashed', async () => {
    const never = new Promise<void>(() => undefined);
    const { subject, services } = world({
      files: { a: utf8('aaaa'), x: utf8('x') },
      services: { hash: () => never },
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
        hash: (jobs, _algorithm, { onOutcome }) => {
          for (const { id } of jobs) onOutcome({ id, ok: false, failure, detail: '' });
          return Promise.resolve();
        },
      },
    });
    const { verdict, findings } = await verifyModel(subject, services).judge(EXPECTED);
    expect(verdict).toMatchObject({ state: 'incomplete', code });
    expect(findings.map(({ outcome }) => outcome)).toEqual(['unreadable', 'unreadable']);
  });

  it('cancel settles every report that waits', async () => {
    const { subject, services } = world({
      services: {
        hash: (_jobs, _algorithm, { signal }) =>
          new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => {
              reject(new DOMException('stop', 'AbortError'));
            });
          }),
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

  it('never passes what the hashing left out, or what broke', async () => {
    expect(await verdictOf(world({ services: { hash: () => Promise.resolve() } }))).toBe(
      'incomplete file-unreadable',
    );
    expect(await verdictOf(world({ services: { hash: () => Promise.reject(new Error('broke')) } }))).toBe(
      'incomplete unexpected',
    );
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
