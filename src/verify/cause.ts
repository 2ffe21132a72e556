import { messages } from '../messages/index.ts';
import type { Text } from '../messages/text.ts';
import { canRunCode, type Leftover, leftover, unfinishedDownload } from '../model/hints.ts';
import { type Finding, unsignedFiles } from '../oms/compare.ts';
import type { Problem } from '../oms/error.ts';
import type { Manifest } from '../oms/manifest.ts';
import { ancestry, SINGLE_FILE } from '../oms/paths.ts';
import type { Trace } from './trace.ts';

/** What most often stands behind files that are not as they were signed. */
export type CauseCode =
  | 'subfolder-signed'
  | 'unsigned-code'
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
  /** It explains every file that differs, so that no other advice is needed for those. */
  readonly wholly?: true;
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

const WORDS = messages.causes;

type Rule = (signs: Signs) => Cause | undefined;

const RULES: readonly Rule[] = [
  subfolderSigned,
  unsignedCode,
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
    sentence: WORDS['subfolder-signed'].sentence(folder),
    next: WORDS['subfolder-signed'].next(outside),
    paths: [folder],
    remedy: { by: 'open', folder },
  };
}

/** What the verdict lets through, if the person wants, can do harm all the same. */
function unsignedCode({ findings }: Signs): Cause | undefined {
  const paths = unsignedFiles(findings)
    .map(({ path }) => path)
    .filter(canRunCode);
  if (paths.length === 0) return undefined;
  const { next, sentence } = WORDS['unsigned-code'];
  return { code: 'unsigned-code', sentence: sentence(paths), next: next(paths.length), paths };
}

function gitLfsPointer(signs: Signs): Cause | undefined {
  const paths = traced(signs, 'git-lfs-pointer');
  if (paths.length === 0) return undefined;
  const { next, sentence } = WORDS['git-lfs-pointer'];
  const wholly = paths.length === pathsOf(signs.findings, 'mismatch').length;
  return { code: 'git-lfs-pointer', sentence: sentence(paths), next, paths, ...(wholly && { wholly }) };
}

function downloadUnfinished({ findings }: Signs): Cause | undefined {
  const paths = pathsOf(findings, 'extra').filter((path) => unfinishedDownload(path) !== undefined);
  if (paths.length === 0) return undefined;
  const missing = new Set(pathsOf(findings, 'missing'));
  const targets = paths.flatMap((path) => unfinishedDownload(path) ?? []).filter((path) => missing.has(path));
  const { next, sentence } = WORDS['download-unfinished'];
  return {
    code: 'download-unfinished',
    sentence: targets.length > 0 ? sentence.signed(targets) : sentence.beside(paths),
    next,
    paths,
  };
}

function lineEndings(signs: Signs): Cause | undefined {
  const paths = traced(signs, 'line-endings');
  if (paths.length === 0) return undefined;
  const { next, sentence } = WORDS['line-endings'];
  return { code: 'line-endings', sentence: sentence(paths), next, paths };
}

function modelCard({ findings, interruption, traces }: Signs): Cause | undefined {
  const [path, ...others] = pathsOf(findings, 'mismatch');
  const more =
    others.length > 0 || findings.some(({ outcome }) => outcome === 'missing' || outcome === 'unreadable');
  if (path !== 'README.md' || more || interruption || traces.has(path)) return undefined;
  const { next, sentence } = WORDS['model-card'];
  return { code: 'model-card', sentence: sentence(path), next, paths: [path] };
}

/** Names as signed and other contents: with something to explain a part of it, that is said instead. */
function otherFiles({ findings, interruption, manifest, traces }: Signs): Cause | undefined {
  const differing = pathsOf(findings, 'mismatch').length;
  const there = differing + pathsOf(findings, 'match').length;
  if (interruption || traces.size > 0 || there < manifest.files.length) return undefined;
  if (differing < 2 || differing <= there / 2) return undefined;
  const { next, sentence } = WORDS['other-files'];
  return { code: 'other-files', sentence: [sentence(differing === there)], next, paths: [] };
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
  const makers = new Set(Array.from(left.values(), ({ maker }) => maker));
  const { next, sentence } = WORDS['left-by-tools'];
  return {
    code: 'left-by-tools',
    sentence: sentence(paths, makers, paths.filter(canRunCode).length),
    next,
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
