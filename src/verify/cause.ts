import { count, list } from '../messages/format.ts';
import type { Text } from '../messages/text.ts';
import { canRunCode, type Leftover, leftover, unfinishedDownload } from '../model/hints.ts';
import type { Finding } from '../oms/compare.ts';
import type { Problem } from '../oms/error.ts';
import type { Manifest } from '../oms/manifest.ts';
import { ancestry, SINGLE_FILE } from '../oms/paths.ts';
import type { Trace } from './trace.ts';

/** What most often stands behind files that are not as they were signed. */
export type CauseCode =
  | 'subfolder-signed'
  | 'git-lfs-pointer'
  | 'download-unfinished'
  | 'line-endings'
  | 'model-card'
  | 'other-files'
  | 'left-by-tools';

/** What the page can do about a cause, if the person wants. */
export type Remedy =
  /** Leaves these paths out of the check. */
  | { readonly by: 'ignore'; readonly paths: readonly string[] }
  /** Checks this folder as a model of its own. */
  | { readonly by: 'open'; readonly folder: string };

/** Why a genuine model may fail. It explains, and excuses nothing: the verdict stays what it is. Plain data. */
export interface Cause {
  readonly code: CauseCode;
  /** What was found. */
  readonly sentence: Text;
  /** One sentence: what to do about it. */
  readonly next: string;
  /** The files that it is about: hostile text. */
  readonly paths: readonly string[];
  readonly remedy?: Remedy;
}

/** What causes are told by. */
export interface Signs {
  readonly manifest: Manifest;
  readonly findings: readonly Finding[];
  /** The paths of all files that are there. */
  readonly paths: readonly string[];
  /** What the files that differ told of why, by path. */
  readonly traces: ReadonlyMap<string, Trace>;
  /** What kept the check from its end. */
  readonly interruption?: Problem | undefined;
  /** The person lets unsigned files through. */
  readonly ignoreUnsigned: boolean;
}

/** Finds why the files may not be as they were signed, what explains the most first. */
export function causesOf(signs: Signs): Cause[] {
  return RULES.flatMap((rule) => rule(signs) ?? []);
}

type Rule = (signs: Signs) => Cause | undefined;

const RULES: readonly Rule[] = [
  subfolderSigned,
  gitLfsPointer,
  downloadUnfinished,
  lineEndings,
  modelCard,
  otherFiles,
  leftByTools,
];

/** All signed names lie under one folder, and only under that. */
function subfolderSigned({ findings, manifest, paths }: Signs): Cause | undefined {
  const [first] = manifest.files;
  const all = findings.filter(({ outcome }) => outcome === 'missing').length === manifest.files.length;
  if (!first || !all || first.path === SINGLE_FILE) return undefined;
  const there = new Set(paths);
  const ending = `/${first.path}`;
  const [folder, ...others] = paths
    .filter((path) => path.endsWith(ending))
    .map((path) => path.slice(0, -ending.length))
    .filter((place) => manifest.files.every(({ path }) => there.has(`${place}/${path}`)));
  if (folder === undefined || others.length > 0) return undefined;
  const outside = paths.filter((path) => !path.startsWith(`${folder}/`)).length;
  return {
    code: 'subfolder-signed',
    sentence: ['All signed names are found in the folder ', { quote: folder }, ': the signature is for that one.'],
    next: `Check that folder by itself; that leaves out the ${count(outside, 'file')} outside of it.`,
    paths: [folder],
    remedy: { by: 'open', folder },
  };
}

function gitLfsPointer(signs: Signs): Cause | undefined {
  const paths = traced(signs, 'git-lfs-pointer');
  if (paths.length === 0) return undefined;
  return {
    code: 'git-lfs-pointer',
    sentence: [...subjectOf(paths, 'is a Git LFS pointer', 'are Git LFS pointers'), ' without the content.'],
    next: 'Run “git lfs pull” in the folder, then check again.',
    paths,
  };
}

function downloadUnfinished({ findings }: Signs): Cause | undefined {
  const paths = pathsOf(findings, 'extra').filter((path) => unfinishedDownload(path) !== undefined);
  if (paths.length === 0) return undefined;
  const missing = new Set(pathsOf(findings, 'missing'));
  const targets = paths.flatMap((path) => unfinishedDownload(path) ?? []).filter((path) => missing.has(path));
  const [not, named] = ['not downloaded to the end.', 'named like a download that is not finished.'];
  return {
    code: 'download-unfinished',
    sentence:
      targets.length > 0
        ? subjectOf(targets, `is ${not}`, `are ${not}`, 'signed file')
        : subjectOf(paths, `is ${named}`, `are ${named}`),
    next: 'Let the download finish or start it again, then check again.',
    paths,
  };
}

function lineEndings(signs: Signs): Cause | undefined {
  const paths = traced(signs, 'line-endings');
  if (paths.length === 0) return undefined;
  return {
    code: 'line-endings',
    sentence: [
      ...subjectOf(paths, 'differs', 'differ'),
      ' from what was signed only in how lines end, as Git may change it. That still is a difference.',
    ],
    next: 'Get the files as they were signed: in Git, set core.autocrlf to false and clone again.',
    paths,
  };
}

function modelCard({ findings, interruption, traces }: Signs): Cause | undefined {
  const [path, ...others] = pathsOf(findings, 'mismatch');
  const more =
    others.length > 0 || findings.some(({ outcome }) => outcome === 'missing' || outcome === 'unreadable');
  if (path !== 'README.md' || more || interruption || traces.has(path)) return undefined;
  return {
    code: 'model-card',
    sentence: [
      'Of the signed files only ',
      { quote: path },
      ' differs: the model card may have been edited after signing. That still is a difference.',
    ],
    next: 'Do not rely on what it says; ask the publisher to sign again.',
    paths: [path],
  };
}

/** Names as signed and other contents: with something to explain a part of it, that is said instead. */
function otherFiles({ findings, interruption, manifest, traces }: Signs): Cause | undefined {
  const differing = pathsOf(findings, 'mismatch').length;
  const there = differing + pathsOf(findings, 'match').length;
  if (interruption || traces.size > 0 || there < manifest.files.length) return undefined;
  if (differing < 2 || differing <= there / 2) return undefined;
  return {
    code: 'other-files',
    sentence: [
      'This signature is for other files: their names are the same, but ',
      differing === there ? 'all' : 'most',
      ' contents differ. It may have been copied along from another model or version.',
    ],
    next: 'Do not use these files; ask the publisher for the signature that belongs to them.',
    paths: [],
  };
}

function leftByTools({ findings, ignoreUnsigned, manifest }: Signs): Cause | undefined {
  if (ignoreUnsigned) return undefined;
  const left = new Map<string, Leftover>();
  for (const path of pathsOf(findings, 'extra')) {
    const found = leftover(path);
    if (found) left.set(path, found);
  }
  if (left.size === 0) return undefined;
  // To ignore a folder with signed files in it would make those missing.
  const taken = new Set(manifest.files.flatMap(({ path }) => [...ancestry(path)]));
  const ignored = Array.from(left, ([path, { root }]) => (taken.has(root) ? path : root));
  const paths = [...left.keys()];
  const makers = list(new Set(Array.from(left.values(), ({ maker }) => maker)));
  const runnable = paths.filter(canRunCode).length;
  return {
    code: 'left-by-tools',
    sentence: [
      ...subjectOf(paths, 'is named', 'are named', 'unsigned file'),
      ` like what ${makers} may leave in a folder`,
      runnable === 0
        ? '.'
        : paths.length === 1
          ? ', and can run code.'
          : `; ${runnable} of them can run code.`,
    ],
    next: 'Remove what you do not need, or ignore it here: then the verdict says that it is not signed.',
    paths,
    remedy: { by: 'ignore', paths: [...new Set(ignored)] },
  };
}

function traced({ findings, traces }: Signs, trace: Trace): string[] {
  return pathsOf(findings, 'mismatch').filter((path) => traces.get(path) === trace);
}

function pathsOf(findings: readonly Finding[], outcome: Finding['outcome']): string[] {
  return findings.filter((finding) => finding.outcome === outcome).map(({ path }) => path);
}

/** The path of one file, or how many there are, and the verb. */
function subjectOf(paths: readonly string[], one: string, many: string, noun = 'file'): Text {
  const [sole] = paths;
  return sole !== undefined && paths.length === 1
    ? [{ quote: sole }, ` ${one}`]
    : [`${count(paths.length, noun)} ${many}`];
}
