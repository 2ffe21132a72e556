import { messages } from '../messages/index.ts';
import type { Finding } from '../oms/compare.ts';
import type { Manifest, SignedFile } from '../oms/manifest.ts';
import { SINGLE_FILE } from '../oms/paths.ts';

/** A digest of a file, or of one range of it. */
export interface FileDigest {
  /** What it is where two of a file may differ; `digest` where they are the same. */
  readonly what: keyof typeof messages.files.digests;
  /** Which bytes, in words; absent for a whole file. */
  readonly where?: string;
  /** Lower-case hex; a size in words where a file's size alone is wrong. */
  readonly text: string;
}

/** What is shown of a file's digests. */
export interface FileDigests {
  readonly shown: readonly FileDigest[];
  /** How many ranges have digests that are not shown. */
  readonly more: number;
}

/** Most digests of ranges that are shown of one file: a file may have hundreds of thousands. */
const MOST = 8;

/** Finds the signed file of a finding. A model that is one file may be signed under a name of no file. */
export function signedFiles({ files }: Manifest): (finding: Finding) => SignedFile | undefined {
  const byPath = new Map(files.map((file) => [file.path, file]));
  return ({ outcome, path }) =>
    byPath.get(path) ?? (outcome === 'match' ? byPath.get(SINGLE_FILE) : undefined);
}

/** The digests of a file: both where they differ, else those that were signed. */
export function digestsOf(finding: Finding, signed: SignedFile | undefined): FileDigests {
  if (finding.outcome === 'mismatch') {
    const { expected, actual } = finding;
    return {
      shown: [
        { what: 'expected', text: expected },
        { what: 'found', text: actual },
      ],
      more: 0,
    };
  }
  const what = finding.outcome === 'match' ? 'digest' : 'expected';
  const digests = signed?.shards ?? (signed?.digest === undefined ? [] : [{ digest: signed.digest }]);
  return {
    shown: digests.slice(0, MOST).map((part) => ({
      what,
      ...('start' in part && { where: messages.files.range(part.start, part.end) }),
      text: part.digest,
    })),
    more: Math.max(0, digests.length - MOST),
  };
}
