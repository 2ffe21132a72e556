import type { Finding, Outcome } from '../oms/compare.ts';
import { lookAlikeKey } from '../oms/paths.ts';
import { escapeText } from '../report/text.ts';
import { isBundle } from './outcome-words.ts';

/** Which files the table shows. */
export interface FileFilter {
  /** A part of the path, as it is called or as the page shows it; empty for any. */
  readonly part: string;
  /** Empty for every one. */
  readonly outcomes: readonly Outcome[];
}

/** Leaves every file. */
export const ANY_FILE: FileFilter = { part: '', outcomes: [] };

/** True if a filter leaves every file, whichever there are. */
export function leavesAll({ part, outcomes }: FileFilter): boolean {
  return part.trim() === '' && outcomes.length === 0;
}

/** The files that a filter leaves. Letter case does not count; the bundle is of no outcome. */
export function filterFiles(
  findings: readonly Finding[],
  { part, outcomes }: FileFilter,
): readonly Finding[] {
  const key = lookAlikeKey(part.trim());
  // Every escape holds a backslash, so that few names need be escaped to look for one.
  const escaped = key.includes('\\');
  const isNamed = ({ path }: Finding): boolean =>
    key === '' ||
    lookAlikeKey(path).includes(key) ||
    (escaped && lookAlikeKey(escapeText(path)).includes(key));
  const isChosen = (finding: Finding): boolean =>
    outcomes.length === 0 || (outcomes.includes(finding.outcome) && !isBundle(finding));
  return findings.filter((finding) => isChosen(finding) && isNamed(finding));
}
