/** A build anyone can check: the same sources give the same bytes, and lists of sums that tell of all of them. */
import { execFileSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SINGLE_FILE } from '../../scripts/single.ts';
import { filesIn, sha256, sumLines, SUMS } from '../../scripts/sums.ts';
import { builtBy, FOLDERS, ROOT, runBuild } from './builds.ts';

/** What a build makes, what Git keeps, and what is linked instead of copied. */
const NOT_SOURCES = [...Object.values(FOLDERS), '.git', 'node_modules', 'test-results'];

/** Unlike where and when it was built first. */
const ELSEWHERE = { TZ: 'Pacific/Auckland', LANG: 'tr_TR.UTF-8', LC_ALL: 'C' };

let outside: string;
let copy: string;

beforeAll(async () => {
  outside = await mkdtemp(join(tmpdir(), 'assay-rebuild-'));
  copy = join(outside, 'in another place', 'deeper', 'Assay');
  await cp(ROOT, copy, {
    recursive: true,
    filter: (path) => path === ROOT || !NOT_SOURCES.includes(basename(path)),
  });
  // Packages of its own, since a link would lead the build back to these; they are large, so they are hard links at best.
  const packages = [join(ROOT, 'node_modules'), copy];
  try {
    execFileSync('cp', ['-al', ...packages], { stdio: 'ignore' });
  } catch {
    execFileSync('cp', ['-a', ...packages]);
  }
}, 120_000);
afterAll(async () => {
  await rm(outside, { recursive: true, force: true });
});

describe.each(['build', 'build:single'] as const)('npm run %s', (script) => {
  it('makes the same bytes again, in another folder', { timeout: 120_000 }, async () => {
    const first = await filesIn(builtBy(script));
    const page = String(first.get('index.html') ?? first.get(SINGLE_FILE));
    const [, commit = ''] = /<meta name="assay-commit" content="([^"]*)">/.exec(page) ?? [];
    runBuild(script, copy, { ...ELSEWHERE, ASSAY_COMMIT: commit });
    const second = await filesIn(join(copy, FOLDERS[script]));
    expect([...second.keys()].sort()).toEqual([...first.keys()].sort());
    const differing = [...first].filter(
      ([name, bytes]) => !bytes.equals(second.get(name) ?? new Uint8Array()),
    );
    expect(
      differing.map(([name]) => name),
      `${FOLDERS[script]} must be of these sources`,
    ).toEqual([]);
  });

  it('lists the sums of all that it made', async () => {
    const files = await filesIn(builtBy(script));
    const sums = String(files.get(SUMS));
    files.delete(SUMS);
    expect(sums).toBe(sumLines(files));
  });
});

it('the digest that the page shows sums up its programs', async () => {
  const folder = builtBy('build');
  const sums = await readFile(join(folder, SUMS), 'utf8');
  const programs = sums.split('\n').filter((line) => line.includes('  assets/'));
  expect(programs.length).toBeGreaterThan(3);
  const digest = sha256(programs.map((line) => `${line}\n`).join(''));
  expect(await readFile(join(folder, 'index.html'), 'utf8')).toContain(`content="${digest}"`);
});

it('the digest that the page in one file shows is that of the one script that it may run', async () => {
  const html = await readFile(join(builtBy('build:single'), SINGLE_FILE), 'utf8');
  const scripts = [...html.matchAll(/<script[^>]*>(.*?)<\/script>/gs)].map(([, script = '']) => script);
  expect(scripts).toHaveLength(1);
  expect(html).toContain(`<meta name="assay-digest" content="${sha256(scripts[0] ?? '')}">`);
  expect(html).toContain(`script-src 'sha256-${sha256(scripts[0] ?? '', 'base64')}' 'wasm-unsafe-eval';`);
});
