import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { HashPool } from '../../../src/hash/pool.ts';
import { parseStatement } from '../../../src/oms/statement.ts';
import { findTraces } from '../../../src/verify/trace.ts';
import { verifyModel } from '../../../src/verify/run.ts';
import { utf8 } from '../../support/bytes.ts';
import { poolOf } from '../../support/hash-pool.ts';
import { type Files, statementFor, type StatementOptions } from '../../support/oms.ts';
import { EXPECTED, SIGNED, treeOf, world } from '../../support/world.ts';

const POINTER =
  'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n';

const never = new AbortController().signal;
const { hash: pool } = world().services;

/** What is told of the files of `here` where all differ from those of `signed`, as path and trace. */
async function told(
  signed: Files,
  here: Files,
  { hash = pool, ...options }: StatementOptions & { hash?: typeof pool } = {},
): Promise<[string, string][]> {
  const manifest = parseStatement(utf8(JSON.stringify(statementFor(signed, options))));
  if (!manifest.ok) throw new Error(manifest.problem.code);
  const findings = Object.keys(here).map(
    (path) => ({ outcome: 'mismatch', path, size: 0, expected: '', actual: '' }) as const,
  );
  return [...(await findTraces(treeOf(here), manifest.value, findings, hash, never))];
}

describe('findTraces', () => {
  it('knows pointers of Git LFS by how they begin, and by their size', async () => {
    const signed = { a: utf8('weights'), b: utf8('more'), c: utf8('text') };
    const here = {
      a: utf8(POINTER),
      b: utf8(` ${POINTER}`),
      c: utf8(POINTER + ' '.repeat(1024)),
    };
    expect(await told(signed, here)).toEqual([['a', 'git-lfs-pointer']]);
  });

  it.each([
    ['a\nb\n', 'a\r\nb\r\n'],
    ['a\r\nb\r\n', 'a\nb\n'],
    ['a\nb\n', 'a\r\nb\n'],
    ['a\rb\n', 'a\rb\r\n'],
  ])('%j that is %j here has other line ends', async (signed, here) => {
    expect(await told({ a: utf8(signed) }, { a: utf8(here) })).toEqual([['a', 'line-endings']]);
  });

  it.each([
    ['a\nb\n', 'a\r\nc\r\n'],
    ['a\nb\n', 'a\nb'],
    ['a\nb\n', 'a\rb\r'],
    ['\0a\nb\n', '\0a\r\nb\r\n'],
  ])('%j that is %j here differs in more, or is no text', async (signed, here) => {
    expect(await told({ a: utf8(signed) }, { a: utf8(here) })).toEqual([]);
  });

  it('finds every text whose line ends were changed, in shards as well', async () => {
    const line = fc.string({ unit: fc.constantFrom('a', 'b', 'é', '\r', ' ') });
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 2, maxLength: 20 }),
        fc.boolean(),
        async (lines, shards) => {
          const text = lines.join('\n').replaceAll('\r\n', '\n');
          const options = shards ? ({ method: 'shards', shardSize: 7 } as const) : {};
          const changed = { t: utf8(text.replaceAll('\n', '\r\n')) };
          expect(await told({ t: utf8(text) }, changed, options)).toEqual([['t', 'line-endings']]);
        },
      ),
    );
  });

  it('looks at a single file that was signed under another name', async () => {
    expect(await told({ '.': utf8('a\n') }, { 'model.txt': utf8('a\r\n') })).toEqual([
      ['model.txt', 'line-endings'],
    ]);
  });

  it('passes over what is too large, and what can no longer be read or hashed', async () => {
    const large = 'x'.repeat(16 * 1024 * 1024);
    expect(await told({ a: utf8(`${large}\n`) }, { a: utf8(`${large}\r\n`) })).toEqual([]);
    const hash = poolOf(() => Promise.reject(new Error('no workers')));
    expect(await told({ a: utf8('a\n') }, { a: utf8('a\r\n') }, { hash })).toEqual([]);
    const tree = treeOf({ a: utf8('a\r\n') });
    const gone = {
      ...tree,
      files: tree.files.map((file) => ({ ...file, open: () => Promise.reject(new Error()) })),
    };
    const manifest = parseStatement(utf8(JSON.stringify(statementFor({ a: utf8('a\n') }))));
    if (!manifest.ok) throw new Error(manifest.problem.code);
    const finding = { outcome: 'mismatch', path: 'a', size: 3, expected: '', actual: '' } as const;
    expect(await findTraces(gone, manifest.value, [finding], pool, never)).toEqual(new Map());
  });
});

describe('a run', () => {
  const pointers = { ...SIGNED, a: utf8(POINTER) };

  it('tells the causes in its report, whatever the person says later, and reads no file again for it', async () => {
    const { subject, services, calls } = world({ files: pointers });
    const run = verifyModel(subject, services);
    expect((await run.judge(EXPECTED)).causes).toMatchObject([{ code: 'git-lfs-pointer', paths: ['a'] }]);
    expect((await run.judge({ ...EXPECTED, ignorePaths: ['x'] })).causes).toHaveLength(1);
    expect(calls.hash).toBe(1);
  });

  it('looks for causes even if its reading ended while it was paused', async () => {
    const { subject, services } = world({ files: { ...SIGNED, a: utf8('a\na') } });
    let resume: () => void = () => undefined;
    const resumed = new Promise<void>((resolve) => {
      resume = resolve;
    });
    let readings = 0;
    const hash: HashPool = {
      async hash(_jobs, _algorithm, { onOutcome, signal }) {
        readings++;
        if (readings > 1) {
          await resumed;
          return;
        }
        onOutcome({ id: 0, ok: true, digest: '00' });
        await new Promise((resolve) => signal?.addEventListener('abort', resolve));
      },
      pause: () => undefined,
      resume,
    };
    const run = verifyModel(subject, { ...services, hash });
    run.pause();
    const report = run.judge(EXPECTED);
    await vi.waitUntil(() => readings === 1);
    run.stopAtDifference(true);
    expect((await report).interruption?.code).toBe('stopped-at-difference');
    expect(readings).toBe(2);
  });

  it('explains nothing where the signature does not hold', async () => {
    const { signature } = await verifyModel(world().subject, {
      ...world().services,
      signer: { ...world().services.signer, check: () => Promise.reject(new Error('broke')) },
    }).judge(EXPECTED);
    if (!signature || signature.ok) throw new Error('it holds');
    const { subject, services } = world({ files: pointers, signature });
    expect((await verifyModel(subject, services).judge(EXPECTED)).causes).toEqual([]);
  });
});
