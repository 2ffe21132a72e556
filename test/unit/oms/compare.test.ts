import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cover,
  type Finding,
  type Listing,
  ranges,
  settle,
  sortFindings,
  tally,
  unsignedFiles,
} from '../../../src/oms/compare.ts';
import { problem } from '../../../src/oms/error.ts';
import { ignoreRules } from '../../../src/oms/ignore.ts';
import type { Manifest } from '../../../src/oms/manifest.ts';
import { compareCodePoints } from '../../../src/oms/paths.ts';
import { parseStatement } from '../../../src/oms/statement.ts';
import { type Bytes, utf8 } from '../../support/bytes.ts';
import { type Files, statementFor } from '../../support/oms.ts';

function manifestOf(files: Files, options?: Parameters<typeof statementFor>[1]): Manifest {
  const result = parseStatement(utf8(JSON.stringify(statementFor(files, options))));
  if (!result.ok) throw new Error(result.problem.code);
  return result.value;
}

function folder(files: Files): Listing {
  return {
    kind: 'folder',
    unreadable: [],
    entries: Object.entries(files).map(([path, bytes]) => ({ path, size: bytes.length })),
  };
}

/** Compares as a run does: names first, then the digests of what is there. */
function compare(
  manifest: Manifest,
  listing: Listing,
  files: Files,
  personal: string[] = [],
  bundlePath?: string,
): Finding[] {
  const { present, findings } = cover(
    manifest,
    listing,
    ignoreRules(manifest.ignorePaths, personal, bundlePath),
  );
  const digest = (bytes: Bytes): string => bytesToHex(sha256(bytes));
  return sortFindings([
    ...findings,
    ...present.map((each) => {
      const bytes = files[each.entry.path] ?? new Uint8Array();
      return settle(
        each,
        ranges(each).map(({ start, end }) => ({ ok: true, digest: digest(bytes.slice(start, end)) })),
      );
    }),
  ]);
}

const outcomes = (findings: readonly Finding[]): string[] =>
  findings.map(({ outcome, path }) => `${outcome} ${path}`);

const SIGNED: Files = { 'a.bin': utf8('aaaa'), 'sub/b.bin': utf8('bb') };

describe('compare', () => {
  it('finds an untouched folder to match', () => {
    expect(outcomes(compare(manifestOf(SIGNED), folder(SIGNED), SIGNED))).toEqual([
      'match a.bin',
      'match sub/b.bin',
    ]);
  });

  it('tells what differs, is missing and is extra, problems first', () => {
    const disk: Files = { 'a.bin': utf8('aaab'), 'evil.py': utf8('x'), '.hidden': utf8('h') };
    const findings = compare(manifestOf(SIGNED), folder(disk), disk);
    expect(outcomes(findings)).toEqual([
      'mismatch a.bin',
      'missing sub/b.bin',
      'extra .hidden',
      'extra evil.py',
    ]);
    expect(findings[0]).toMatchObject({
      expected: bytesToHex(sha256(utf8('aaaa'))),
      actual: bytesToHex(sha256(utf8('aaab'))),
    });
  });

  it('ignores Git’s files at the top only, what the signer left out, what the person names, and the bundle', () => {
    const disk: Files = {
      ...SIGNED,
      '.git/config': utf8(''),
      '.gitignore': utf8(''),
      'sub/.git/config': utf8(''),
      'logs/run/1': utf8(''),
      'mine/x': utf8(''),
      minecraft: utf8(''),
      'model.sig': utf8('{}'),
    };
    const manifest = manifestOf(SIGNED, { ignorePaths: ['./logs/'] });
    const findings = compare(manifest, folder(disk), disk, ['mine'], 'model.sig');
    expect(outcomes(findings)).toEqual([
      'extra minecraft',
      'extra sub/.git/config',
      'ignored .git/config',
      'ignored .gitignore',
      'ignored logs/run/1',
      'ignored mine/x',
      'ignored model.sig',
      'match a.bin',
      'match sub/b.bin',
    ]);
    expect(findings.flatMap((f) => (f.outcome === 'ignored' ? [f.rule.by] : []))).toEqual([
      'convention',
      'convention',
      'signer',
      'person',
      'bundle',
    ]);
  });

  it('hashes a signed file that convention or the signer would leave out', () => {
    const files: Files = { '.gitattributes': utf8('x'), 'logs/a': utf8('y') };
    const manifest = manifestOf(files, { ignorePaths: ['logs'] });
    const disk: Files = { ...files, 'logs/a': utf8('changed') };
    expect(outcomes(compare(manifest, folder(disk), disk))).toEqual([
      'mismatch logs/a',
      'match .gitattributes',
    ]);
  });

  it('counts a signed file as missing if the person ignores it', () => {
    expect(compare(manifestOf(SIGNED), folder(SIGNED), SIGNED, ['sub'])[0]).toMatchObject({
      outcome: 'missing',
      path: 'sub/b.bin',
      problem: { code: 'signed-file-ignored' },
    });
  });

  it('reports ignore entries that can match nothing', () => {
    const rules = ignoreRules(
      ['/abs', '../up', '', '.', './', 'a/../b', 'a//b', 'a/./b', './fine/'],
      [],
      undefined,
    );
    expect(rules.useless).toEqual(['/abs', '../up', '', '.', './', 'a/../b', 'a//b', 'a/./b']);
    expect(rules.covering('fine/x')).toEqual({ by: 'signer', path: 'fine' });
    expect(rules.covering('a')).toBeUndefined();
  });

  it('refuses a sharded file to which data was appended, or from which it was cut, without hashing', () => {
    const manifest = manifestOf({ big: utf8('0123456789') }, { method: 'shards', shardSize: 4 });
    for (const size of [9, 11, 0]) {
      const { present, findings } = cover(
        manifest,
        { kind: 'folder', unreadable: [], entries: [{ path: 'big', size }] },
        ignoreRules([], [], undefined),
      );
      expect(present).toEqual([]);
      expect(findings).toMatchObject([
        { outcome: 'mismatch', expected: '10 bytes', actual: `${size} bytes` },
      ]);
    }
  });

  it('names the first shard that differs', () => {
    const manifest = manifestOf({ big: utf8('0123456789') }, { method: 'shards', shardSize: 4 });
    const disk: Files = { big: utf8('0123X56789') };
    expect(compare(manifest, folder(disk), disk)).toMatchObject([
      { outcome: 'mismatch', range: { start: 4, end: 8 } },
    ]);
  });

  it('does not call an empty file extra where shards cannot hold it', () => {
    const disk: Files = { big: utf8('0123'), empty: utf8('') };
    const sharded = manifestOf({ big: utf8('0123') }, { method: 'shards', shardSize: 4 });
    expect(outcomes(compare(sharded, folder(disk), disk))).toEqual(['not-covered empty', 'match big']);
    expect(outcomes(compare(manifestOf({ big: utf8('0123') }), folder(disk), disk))).toEqual([
      'extra empty',
      'match big',
    ]);
  });

  it('takes “.” for a single file only', () => {
    const manifest = manifestOf({ '.': utf8('abc') });
    const disk: Files = { 'model.bin': utf8('abc') };
    expect(outcomes(compare(manifest, { ...folder(disk), kind: 'file' }, disk))).toEqual(['match model.bin']);
    expect(outcomes(compare(manifest, folder(disk), disk))).toEqual(['missing .', 'extra model.bin']);
  });

  it('compares names to the byte, and says which ones only look alike', () => {
    const manifest = manifestOf({ 'caf\u00e9': utf8('x'), 'README.md': utf8('y') });
    const disk: Files = { 'cafe\u0301': utf8('x'), 'readme.md': utf8('y') };
    const findings = compare(manifest, folder(disk), disk);
    expect(findings.filter(({ outcome }) => outcome === 'missing')).toEqual([
      { outcome: 'missing', path: 'README.md', lookAlike: 'readme.md' },
      { outcome: 'missing', path: 'caf\u00e9', lookAlike: 'cafe\u0301' },
    ]);
  });

  it('lists what could not be read, and does not call it missing as well', () => {
    const listing: Listing = {
      ...folder({ 'a.bin': utf8('aaaa') }),
      unreadable: [{ path: 'sub/b.bin', problem: problem('file-unreadable') }],
    };
    expect(outcomes(compare(manifestOf(SIGNED), listing, SIGNED))).toEqual([
      'unreadable sub/b.bin',
      'match a.bin',
    ]);
  });

  it('does not call missing what lies in a folder that could not be listed', () => {
    const unreadable = (path: string): Listing => ({
      ...folder({ 'a.bin': utf8('aaaa') }),
      unreadable: [{ path, problem: problem('file-unreadable') }],
    });
    for (const path of ['sub', '.']) {
      const findings = compare(manifestOf(SIGNED), unreadable(path), SIGNED);
      expect(findings).toContainEqual({
        outcome: 'unreadable',
        path: 'sub/b.bin',
        problem: problem('file-unreadable'),
      });
      expect(findings.map(({ outcome }) => outcome)).not.toContain('missing');
    }
  });

  it('says that a missing file may be a link where the signer followed links', () => {
    const manifest = manifestOf(SIGNED, { allowSymlinks: true });
    expect(compare(manifest, folder({}), {})[0]).toMatchObject({ outcome: 'missing', mayBeLink: true });
  });

  it('takes a folder of 300,000 unsigned files', () => {
    const entries = Array.from({ length: 300_000 }, (_, index) => ({ path: `x/${index}`, size: 1 }));
    const { findings } = cover(
      manifestOf(SIGNED),
      { kind: 'folder', unreadable: [], entries },
      ignoreRules([], [], undefined),
    );
    expect(sortFindings(findings)).toHaveLength(300_002);
  });

  it('says wrong before unknown: a range that differs beside one that could not be read', () => {
    const manifest = manifestOf({ big: utf8('01234567') }, { method: 'shards', shardSize: 4 });
    const { present } = cover(
      manifest,
      { kind: 'folder', unreadable: [], entries: [{ path: 'big', size: 8 }] },
      ignoreRules([], [], undefined),
    );
    const [only] = present;
    if (!only) throw new Error('not present');
    const unread = { ok: false, problem: problem('file-unreadable') } as const;
    expect(settle(only, [unread, { ok: true, digest: 'ab'.repeat(32) }])).toMatchObject({
      outcome: 'mismatch',
      range: { start: 4, end: 8 },
    });
    expect(settle(only, [unread])).toMatchObject({ outcome: 'unreadable' });
    expect(settle(only, [])).toMatchObject({ outcome: 'unreadable' });
  });

  it('gives every file of folder and manifest just one finding', () => {
    const path = fc.stringMatching(/^[a-c]{1,2}(\/[a-c]{1,2}){0,2}$/);
    const tree = fc.dictionary(path, fc.constantFrom('', 'x', 'y').map(utf8), { maxKeys: 8 });
    fc.assert(
      fc.property(tree, tree, fc.array(path, { maxLength: 3 }), (signed, disk, ignored) => {
        fc.pre(Object.keys(signed).length > 0);
        const findings = compare(manifestOf(signed), folder(disk), disk, ignored);
        const paths = findings.map((finding) => finding.path);
        const expected = new Set([...Object.keys(signed), ...Object.keys(disk)]);
        expect([...new Set(paths)].sort()).toEqual([...expected].sort());
        expect(paths.length).toBe(expected.size);
        for (const finding of findings) {
          const same = String(signed[finding.path]) === String(disk[finding.path]);
          if (finding.outcome === 'match') expect(same).toBe(true);
          if (finding.outcome === 'extra') expect(finding.path in signed).toBe(false);
        }
      }),
    );
  });
});

describe('what could not be read', () => {
  const unreadable = (path: string): Listing => ({
    ...folder(SIGNED),
    unreadable: [{ path, problem: problem('file-unreadable') }],
  });

  it('is no obstacle where a rule leaves it out', () => {
    expect(compare(manifestOf(SIGNED), unreadable('.git/locked'), SIGNED)).toContainEqual({
      outcome: 'ignored',
      path: '.git/locked',
      size: 0,
      rule: { by: 'convention', path: '.git' },
    });
  });

  it('is one where it is signed, whatever rule covers it', () => {
    const files: Files = { ...SIGNED, '.git/signed': utf8('s') };
    expect(outcomes(compare(manifestOf(files), unreadable('.git/signed'), SIGNED))).toContain(
      'unreadable .git/signed',
    );
  });

  it('is found above a signed name of any depth, and many such names take no time', () => {
    const deep = `${'a/'.repeat(16_000)}a`;
    const names = Array.from({ length: 60 }, (_, i) => `${i}/${deep}`);
    const manifest = manifestOf(Object.fromEntries(names.map((name) => [name, utf8('x')])));
    const findings = compare(manifest, { ...unreadable('7/a/a'), entries: [] }, {});
    expect(findings.filter(({ outcome }) => outcome === 'missing')).toHaveLength(59);
    expect(findings).toContainEqual({
      outcome: 'unreadable',
      path: `7/${deep}`,
      problem: problem('file-unreadable'),
    });
  });
});

describe('sums', () => {
  const rule = (by: 'bundle' | 'person', path: string): Finding => ({
    outcome: 'ignored',
    path,
    size: 1,
    rule: { by, path },
  });
  const findings: Finding[] = [
    { outcome: 'match', path: 'a', size: 1 },
    { outcome: 'extra', path: 'b', size: 1 },
    { outcome: 'extra', path: 'c', size: 1 },
    rule('bundle', 'model.sig'),
    rule('bundle', 'config.json'),
    rule('person', 'mine.sig'),
    { outcome: 'not-covered', path: 'd', size: 0 },
  ];

  it('count the findings of each kind', () => {
    expect(tally(findings)).toEqual({
      mismatch: 0,
      missing: 0,
      extra: 2,
      unreadable: 0,
      'not-covered': 1,
      ignored: 3,
      match: 1,
    });
  });

  it('list what lies unsigned, and the bundle only if another tool might read it', () => {
    expect(unsignedFiles(findings).map(({ path }) => path)).toEqual(['b', 'c', 'config.json', 'mine.sig']);
  });
});

describe('order', () => {
  it('is by code point, not by UTF-16 unit', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 6 }), (names) => {
        const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
        expect([...names].sort(compareCodePoints)).toEqual([...names].sort(byBytes));
      }),
    );
    expect(compareCodePoints('\u{10000}', '\uffff')).toBeGreaterThan(0);
  });
});
