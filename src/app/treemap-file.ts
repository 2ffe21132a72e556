import type { Coverage, Entry, Finding, Outcome } from '../oms/compare.ts';
import type { SignedFile } from '../oms/manifest.ts';
import { isBundle } from './outcome-words.ts';

/** A file as the map shows it. The bundle is none of them. */
export interface TreemapFile {
  /** Relative to the model, `/`-separated: hostile text. */
  readonly path: string;
  /** Bytes on disk; 0 for a file that is not there. */
  readonly size: number;
  /** What is known of it; absent while its bytes wait to be read. */
  readonly finding?: Finding;
  /** The signed digest of the whole file, lower-case hex. */
  readonly digest?: string;
}

/** What became of a file, or that it waits to be read. */
export type TileState = Outcome | 'waiting';

/** What is the matter with a file of which nothing is to be read, told apart by names alone. */
export function setApart({ finding }: TreemapFile): Outcome | undefined {
  switch (finding?.outcome) {
    case 'missing':
    case 'extra':
    case 'ignored':
    case 'not-covered':
      return finding.outcome;
    default:
      return undefined;
  }
}

/** The files of a check under way, of which names and sizes are compared. */
export function filesOfCoverage({ present, findings }: Coverage): TreemapFile[] {
  return [
    ...present.map(({ entry, signed: { digest } }) => ({
      ...entry,
      ...(digest !== undefined && { digest }),
    })),
    ...findings.filter((finding) => !isBundle(finding)).map((finding) => fileOf(finding)),
  ];
}

/** The files of a check that is done, given those that were signed and those on disk. */
export function filesOfFindings(
  findings: readonly Finding[],
  signed: readonly SignedFile[],
  onDisk: readonly Entry[],
): TreemapFile[] {
  const digests = new Map(signed.map(({ path, digest }) => [path, digest]));
  const sizes = new Map(onDisk.map(({ path, size }) => [path, size]));
  return findings
    .filter((finding) => !isBundle(finding))
    .map((finding) => fileOf(finding, sizes.get(finding.path), digests.get(finding.path)));
}

/** `size` is that on disk, of which a finding does not tell where nothing was read. */
function fileOf(finding: Finding, size = 0, digest?: string): TreemapFile {
  const { path, outcome } = finding;
  const shown = 'size' in finding ? finding.size : outcome === 'missing' ? 0 : size;
  return { path, size: shown, finding, ...(digest !== undefined && { digest }) };
}
