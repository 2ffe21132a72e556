import { type Finding, type Outcome, OUTCOMES, tally } from '../oms/compare.ts';
import { compareBy } from './file-order.ts';
import { isBundle } from './outcome-words.ts';

/** A folder of the table. One that holds a single folder and nothing else is none of its own. */
export interface Folder {
  /** Relative to the model, with a slash at its end; empty for the model itself. Hostile text. */
  readonly path: string;
  /** By their paths. */
  readonly folders: readonly Folder[];
  /** What lies in it itself, by their paths. */
  readonly files: readonly Finding[];
  /** Of all that is below, but the bundle, which is counted nowhere. */
  readonly counts: Readonly<Record<Outcome, number>>;
  /** The first of {@link OUTCOMES} below. */
  readonly outcome: Outcome;
  /** Bytes of all that is below. */
  readonly size: number;
}

/** A folder whose content is not gathered yet. */
interface Gathering {
  readonly path: string;
  readonly folders: Folder[];
  readonly files: Finding[];
}

/**
 * Puts files into folders; returns the model itself. There are fewer than two folders a file, however deep a hostile
 * name goes: each holds a file or several folders.
 */
export function foldersOf(findings: readonly Finding[]): Folder {
  const model = gathering('');
  /** The folders around the file at hand, each in the one before. */
  const around: Gathering[] = [];
  let last = model;
  for (const finding of findings.toSorted(compareBy({ by: 'path', descending: false }))) {
    const path = finding.path.slice(0, finding.path.lastIndexOf('/') + 1);
    const shared = sharedLength(last.path, path);
    while (last.path.length > shared) {
      const outer = around.at(-1);
      // The first name that leaves a folder halfway up shows that there is one to tell apart.
      const above = outer && outer.path.length >= shared ? outer : gathering(path.slice(0, shared));
      if (above === outer) around.pop();
      above.folders.push(finished(last));
      last = above;
    }
    if (path.length > shared) {
      around.push(last);
      last = gathering(path);
    }
    last.files.push(finding);
  }
  for (let outer = around.pop(); outer; outer = around.pop()) {
    outer.folders.push(finished(last));
    last = outer;
  }
  return finished(last);
}

/** The paths of the folders that hold unsigned files and no signed one, so that to ignore them hides nothing else. */
export function unsignedFolders(model: Folder): ReadonlySet<string> {
  const unsigned = new Set<string>();
  // In place of recursion: hostile names make thousands of levels.
  const waiting = [model];
  for (let folder = waiting.pop(); folder; folder = waiting.pop()) {
    const { counts, path, folders } = folder;
    const signed = counts.match + counts.mismatch + counts.missing + counts.unreadable;
    if (path !== '' && counts.extra > 0 && signed === 0) unsigned.add(path);
    for (const below of folders) waiting.push(below);
  }
  return unsigned;
}

function gathering(path: string): Gathering {
  return { path, folders: [], files: [] };
}

function finished({ path, folders, files }: Gathering): Folder {
  const counts = tally(files.filter((finding) => !isBundle(finding)));
  for (const below of folders) for (const outcome of OUTCOMES) counts[outcome] += below.counts[outcome];
  const sizes = [...folders, ...files].map((item) => ('size' in item ? item.size : 0));
  return {
    path,
    folders,
    files,
    counts,
    outcome: OUTCOMES.find((outcome) => counts[outcome] > 0) ?? 'ignored',
    size: sizes.reduce((sum, size) => sum + size, 0),
  };
}

/** How long the path of the innermost folder is that holds both, its slash counted. */
function sharedLength(a: string, b: string): number {
  // Most files lie beside the one before.
  if (a === b) return a.length;
  let shared = 0;
  for (let at = 0; at < a.length && a[at] === b[at]; at++) if (a[at] === '/') shared = at + 1;
  return shared;
}
