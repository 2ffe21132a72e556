import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../src/oms/compare.ts';
import { problem } from '../../../src/oms/error.ts';
import type { Manifest } from '../../../src/oms/manifest.ts';
import { plainText } from '../../../src/report/text.ts';
import { type Cause, causesOf, type Signs } from '../../../src/verify/cause.ts';
import type { Trace } from '../../../src/verify/trace.ts';

/** A check of signed files by what became of them, and of files beside them. */
function signsOf(
  found: Readonly<Record<string, Finding['outcome']>>,
  change: Partial<Signs> & { traces?: ReadonlyMap<string, Trace> } = {},
): Signs {
  const findings = Object.entries(found).map(([path, outcome]): Finding => {
    switch (outcome) {
      case 'mismatch':
        return { outcome, path, size: 1, expected: '00', actual: '11' };
      case 'missing':
        return { outcome, path };
      case 'unreadable':
        return { outcome, path, problem: problem('file-unreadable') };
      case 'ignored':
        return { outcome, path, size: 1, rule: { by: 'bundle', path } };
      case 'not-covered':
        return { outcome, path, size: 0 };
      default:
        return { outcome, path, size: 1 };
    }
  });
  const signed = findings.filter(({ outcome }) => ['match', 'mismatch', 'missing'].includes(outcome));
  const manifest: Manifest = {
    version: '1.0',
    subject: 'model',
    algorithm: 'sha256',
    method: 'files',
    files: signed.map(({ path }) => ({ path, digest: '00' })),
    ignorePaths: [],
    allowSymlinks: false,
    sorted: true,
    unknown: [],
  };
  const paths = findings.filter(({ outcome }) => outcome !== 'missing').map(({ path }) => path);
  return { manifest, findings, paths, traces: new Map(), ignoreUnsigned: false, ...change };
}

const codesOf = (signs: Signs): string[] => causesOf(signs).map(({ code }) => code);

/** The one cause that there must be. */
function soleCause(signs: Signs): Cause {
  const [cause, ...others] = causesOf(signs);
  if (!cause || others.length > 0) throw new Error(codesOf(signs).join());
  return cause;
}

const said = (signs: Signs): string => plainText(soleCause(signs).sentence);

describe('causesOf', () => {
  it('has nothing to explain where all is as signed', () => {
    expect(codesOf(signsOf({ a: 'match', b: 'match', 'model.sig': 'ignored' }))).toEqual([]);
  });

  it('tells pointers of Git LFS', () => {
    const traces = new Map([['w', 'git-lfs-pointer']] as const);
    const signs = signsOf({ w: 'mismatch', a: 'match' }, { traces });
    expect(said(signs)).toBe('w is a Git LFS pointer without the content.');
    expect(soleCause(signs).next).toContain('git lfs pull');
    expect(soleCause(signs).wholly).toBe(true);
    const more = signsOf({ w: 'mismatch', v: 'mismatch', a: 'match', b: 'match' }, { traces });
    expect(soleCause(more)).not.toHaveProperty('wholly');
  });

  it('names what is not signed and can run code, whether it fails the check or not', () => {
    const signs = signsOf({ a: 'match', 'run.py': 'extra', 'notes.txt': 'extra' });
    expect(said(signs)).toBe('run.py can run code, and was not signed.');
    expect(soleCause(signs).next).toContain('Delete it unless you know where it comes from');
    expect(said({ ...signs, ignoreUnsigned: true })).toBe(said(signs));
    expect(said(signsOf({ a: 'match', 'run.py': 'extra', 'b.sh': 'extra' }))).toBe(
      '2 unsigned files can run code.',
    );
    expect(codesOf(signsOf({ 'signed.py': 'match' }))).toEqual([]);
  });

  it('names what is not downloaded to the end', () => {
    expect(said(signsOf({ 'w.bin': 'missing', 'w.bin.part': 'extra', a: 'match' }))).toBe(
      'w.bin is not downloaded to the end.',
    );
    for (const ending of ['incomplete', 'crdownload', 'tmp'])
      expect(said(signsOf({ a: 'match', [`x.${ending}`]: 'extra' }))).toBe(
        `x.${ending} is named like a download that is not finished.`,
      );
    expect(codesOf(signsOf({ 'x.part': 'match' }))).toEqual([]);
  });

  it('tells line ends, and does not take them for an edited model card', () => {
    const traces = new Map([['README.md', 'line-endings']] as const);
    expect(codesOf(signsOf({ 'README.md': 'mismatch', a: 'match' }, { traces }))).toEqual(['line-endings']);
  });

  it.each<[string[], Record<string, Finding['outcome']>]>([
    [['model-card'], { 'README.md': 'mismatch', a: 'match' }],
    [['model-card'], { 'README.md': 'mismatch', a: 'match', x: 'extra' }],
    [[], { 'docs/README.md': 'mismatch', a: 'match' }],
    [[], { 'README.md': 'mismatch', a: 'match', b: 'missing' }],
    [[], { 'README.md': 'mismatch', a: 'match', b: 'unreadable' }],
    [[], { 'README.md': 'mismatch', a: 'mismatch', b: 'match', c: 'match' }],
  ])('an edited model card: %j', (codes, found) => {
    expect(codesOf(signsOf(found))).toEqual(codes);
  });

  it.each<[string[], Record<string, Finding['outcome']>]>([
    [['other-files'], { a: 'mismatch', b: 'mismatch', c: 'match' }],
    [['other-files'], { a: 'mismatch', b: 'mismatch' }],
    [[], { a: 'mismatch' }],
    [[], { a: 'mismatch', b: 'mismatch', c: 'match', d: 'match' }],
    [[], { a: 'mismatch', b: 'mismatch', c: 'missing' }],
  ])('a signature for other files: %j', (codes, found) => {
    expect(codesOf(signsOf(found))).toEqual(codes);
  });

  it('speaks of most files and of the only one only where all were read', () => {
    const interruption = problem('stopped-at-difference');
    expect(codesOf(signsOf({ a: 'mismatch', b: 'mismatch' }, { interruption }))).toEqual([]);
    expect(codesOf(signsOf({ 'README.md': 'mismatch', a: 'match' }, { interruption }))).toEqual([]);
  });

  describe('a signature for a folder', () => {
    const found = {
      'config.json': 'missing',
      'sub/w': 'missing',
      'original/config.json': 'extra',
      'original/sub/w': 'extra',
      'other.txt': 'extra',
      'model.sig': 'ignored',
    } as const;

    it('is found, and says what it leaves out', () => {
      const cause = soleCause(signsOf(found));
      expect(cause).toMatchObject({ code: 'subfolder-signed', remedy: { by: 'open', folder: 'original' } });
      expect(cause.next).toContain('leaves out the 2 files outside of it.');
    });

    it('is not found where a file is there, or in another folder as well, or not in it', () => {
      expect(codesOf(signsOf({ ...found, 'config.json': 'match' }))).toEqual([]);
      expect(codesOf(signsOf({ ...found, 'b/config.json': 'extra', 'b/sub/w': 'extra' }))).toEqual([]);
      const { paths, ...signs } = signsOf(found);
      expect(codesOf({ ...signs, paths: paths.filter((path) => path !== 'original/sub/w') })).toEqual([]);
    });
  });

  describe('what systems and tools leave', () => {
    it('is named by its makers, and ignored folder by folder', () => {
      const [code, cause] = causesOf(
        signsOf({
          a: 'match',
          '.DS_Store': 'extra',
          'sub/__pycache__/x.cpython-312.pyc': 'extra',
          'sub/__pycache__/y.cpython-312.pyc': 'extra',
          '.cache/huggingface/download/a.metadata': 'extra',
          '.cache/other': 'extra',
        }),
      );
      expect(code?.code).toBe('unsigned-code');
      expect(cause && plainText(cause.sentence)).toBe(
        '4 unsigned files are named like what macOS, Python and the Hugging Face downloader may leave in a folder; 2 of them can run code.',
      );
      expect(cause?.paths).not.toContain('.cache/other');
      expect(cause?.remedy).toEqual({
        by: 'ignore',
        paths: ['.DS_Store', 'sub/__pycache__', '.cache/huggingface'],
      });
    });

    it('is not brought up again where unsigned files are let through', () => {
      expect(codesOf(signsOf({ a: 'match', '.DS_Store': 'extra' }, { ignoreUnsigned: true }))).toEqual([]);
    });

    it('is ignored without ever ignoring a signed file', () => {
      const name = fc.constantFrom('a', '__pycache__', '.cache', 'huggingface', '._x', '__MACOSX');
      const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
      fc.assert(
        fc.property(fc.uniqueArray(path), fc.uniqueArray(path), (signed, extra) => {
          // No path is a file and a folder.
          fc.pre(!extra.some((file) => signed.some((each) => each.startsWith(`${file}/`))));
          const outcomes = Object.fromEntries([
            ...extra.map((each) => [each, 'extra'] as const),
            ...signed.map((each) => [each, 'match'] as const),
          ]);
          for (const { remedy } of causesOf(signsOf(outcomes))) {
            if (remedy?.by !== 'ignore') continue;
            for (const ignored of remedy.paths)
              expect(signed.filter((each) => each === ignored || each.startsWith(`${ignored}/`))).toEqual([]);
          }
        }),
      );
    });
  });

  it('says the gravest first', () => {
    const traces = new Map([
      ['w', 'git-lfs-pointer'],
      ['t', 'line-endings'],
    ] as const);
    expect(
      codesOf(signsOf({ w: 'mismatch', t: 'mismatch', '.DS_Store': 'extra', 'x.part': 'extra' }, { traces })),
    ).toEqual(['git-lfs-pointer', 'download-unfinished', 'line-endings', 'left-by-tools']);
  });
});
