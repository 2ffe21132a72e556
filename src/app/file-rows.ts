import type { Finding, Outcome } from '../oms/compare.ts';
import type { Folder } from './file-folders.ts';
import { compareBy, type FileOrder } from './file-order.ts';

/** A row of the table of files. `within` is the folder it is shown in, with its slash, of which `depth` are around it. */
export type FileRow = { readonly within: string; readonly depth: number } & (
  | { readonly finding: Finding; readonly folder?: never; readonly open?: never }
  | { readonly folder: Folder; readonly open: boolean; readonly finding?: never }
);

/** The outcomes for which a folder is open unless somebody closed it. */
const PROBLEMS: readonly Outcome[] = ['mismatch', 'missing', 'extra', 'unreadable'];

/** True if a person should see what is in a folder. */
export function holdsProblem({ counts }: Folder): boolean {
  return PROBLEMS.some((outcome) => counts[outcome] > 0);
}

/** One row a file. */
export function listRows(findings: readonly Finding[], order: FileOrder): FileRow[] {
  return findings.toSorted(compareBy(order)).map((finding) => ({ finding, within: '', depth: 0 }));
}

/** The rows of a tree: below each folder that is open what is in it, in order. */
export function treeRows(model: Folder, order: FileOrder, isOpen: (folder: Folder) => boolean): FileRow[] {
  const rows: FileRow[] = [];
  // In place of recursion: hostile names make thousands of levels.
  const waiting = rowsIn(model, 0, order, isOpen);
  for (let row = waiting.pop(); row; row = waiting.pop()) {
    rows.push(row);
    if (!row.folder || !row.open) continue;
    for (const below of rowsIn(row.folder, row.depth + 1, order, isOpen)) waiting.push(below);
  }
  return rows;
}

/** What lies in a folder itself, last first. */
function rowsIn(
  { path, folders, files }: Folder,
  depth: number,
  order: FileOrder,
  isOpen: (folder: Folder) => boolean,
): FileRow[] {
  return [...folders, ...files]
    .sort(compareBy(order))
    .reverse()
    .map((item) => ({
      within: path,
      depth,
      ...('counts' in item ? { folder: item, open: isOpen(item) } : { finding: item }),
    }));
}
