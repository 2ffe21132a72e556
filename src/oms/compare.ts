import { type Problem, problem } from './error.ts';
import type { IgnoreRule, IgnoreRules } from './ignore.ts';
import type { Manifest, SignedFile } from './manifest.ts';
import { ancestry, hasBundleName, lookAlikeKey, SINGLE_FILE } from './paths.ts';

/** A file as it lies on disk. */
export interface Entry {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
}

/** What is to be compared: the visible files of a folder, or a single file. */
export interface Listing {
  readonly kind: 'folder' | 'file';
  readonly entries: readonly Entry[];
  /** Entries that the browser listed but could not open or name. */
  readonly unreadable: readonly { readonly path: string; readonly problem: Problem }[];
}

/** What was found out about one file. Plain data. */
export type Finding =
  | { readonly outcome: 'match'; readonly path: string; readonly size: number }
  | {
      readonly outcome: 'mismatch';
      readonly path: string;
      readonly size: number;
      /** The first range that differs; absent for a whole file. */
      readonly range?: { readonly start: number; readonly end: number };
      /** Digests in lower-case hex, or sizes in words where the size alone is wrong. */
      readonly expected: string;
      readonly actual: string;
    }
  | {
      readonly outcome: 'missing';
      readonly path: string;
      /** Why a file that may well be there counts as missing. */
      readonly problem?: Problem;
      /** A file on disk whose name a person could take for this one. */
      readonly lookAlike?: string;
      /** The signer followed links, and a page cannot see them. */
      readonly mayBeLink?: boolean;
    }
  | { readonly outcome: 'extra'; readonly path: string; readonly size: number }
  | { readonly outcome: 'ignored'; readonly path: string; readonly size: number; readonly rule: IgnoreRule }
  /** A zero-byte file, which has no entry in a sharded manifest. */
  | { readonly outcome: 'not-covered'; readonly path: string; readonly size: 0 }
  | { readonly outcome: 'unreadable'; readonly path: string; readonly problem: Problem };

/** The kinds of findings, problems first: the order in which they are listed. */
export const OUTCOMES = [
  'mismatch',
  'missing',
  'extra',
  'unreadable',
  'not-covered',
  'ignored',
  'match',
] as const;
export type Outcome = Finding['outcome'];

/** A signed file that lies on disk, so that only its bytes remain to be compared. */
export interface Present {
  readonly entry: Entry;
  readonly signed: SignedFile;
}

/** What the names and sizes alone tell, before a byte is hashed. */
export interface Coverage {
  readonly present: readonly Present[];
  /** Everything else: missing, extra, ignored, not covered, unreadable, and shards of another size than the file. */
  readonly findings: readonly Finding[];
}

/**
 * Compares names and sizes: which signed files are there, and what is there besides (OMS §7). Names are compared
 * byte for byte. Ignore rules excuse unsigned files only; a signed file that the person's own list covers is missing.
 */
export function cover(manifest: Manifest, listing: Listing, rules: IgnoreRules): Coverage {
  const onDisk = new Map(listing.entries.map((entry) => [entry.path, entry]));
  const present: Present[] = [];
  const findings: Finding[] = [];
  const claimed = new Set<string>();
  const missing = new Set<string>();

  for (const signed of manifest.files) {
    const entry = signed.path === SINGLE_FILE ? soleFile(listing) : onDisk.get(signed.path);
    if (entry) claimed.add(entry.path);
    if (entry && rules.byPerson(entry.path)) {
      findings.push({
        outcome: 'missing',
        path: signed.path,
        problem: problem('signed-file-ignored', entry.path),
      });
    } else if (!entry) {
      missing.add(signed.path);
    } else if (signed.shards && (signed.shards.at(-1)?.end ?? 0) !== entry.size) {
      findings.push(wrongSize(entry, signed.shards.at(-1)?.end ?? 0));
    } else {
      present.push({ entry, signed });
    }
  }

  const unsigned = listing.entries.filter(({ path }) => !claimed.has(path));
  for (const entry of unsigned) findings.push(judgeUnsigned(entry, manifest, rules));
  for (const { path, problem } of listing.unreadable) {
    // What cannot be read but need not be is no obstacle.
    const rule = rules.covering(path);
    if (rule && !missing.has(path)) findings.push({ outcome: 'ignored', path, size: 0, rule });
    else findings.push({ outcome: 'unreadable', path, problem });
  }
  const unreadable = new Map(listing.unreadable.map(({ path, problem }) => [path, problem]));
  // A signed name may have thousands of parents, and to look one up takes time by its length: most lengths are nobody's.
  const lengths = new Set(listing.unreadable.map(({ path }) => path.length));
  const alike = new Map(unsigned.map(({ path }) => [lookAlikeKey(path), path]));
  for (const path of missing) {
    if (unreadable.has(path)) continue;
    // What lies in a folder that could not be listed may well be there.
    const hidden = [SINGLE_FILE, ...ancestry(path)]
      .map((folder) => (lengths.has(folder.length) ? unreadable.get(folder) : undefined))
      .find((reason) => reason);
    const lookAlike = alike.get(lookAlikeKey(path));
    findings.push(
      hidden
        ? { outcome: 'unreadable', path, problem: hidden }
        : {
            outcome: 'missing',
            path,
            ...(lookAlike !== undefined && { lookAlike }),
            ...(manifest.allowSymlinks && { mayBeLink: true }),
          },
    );
  }
  return { present, findings };
}

function soleFile(listing: Listing): Entry | undefined {
  return listing.kind === 'file' ? listing.entries[0] : undefined;
}

function wrongSize(entry: Entry, signedSize: number): Finding {
  return {
    outcome: 'mismatch',
    path: entry.path,
    size: entry.size,
    expected: `${signedSize} bytes`,
    actual: `${entry.size} bytes`,
  };
}

function judgeUnsigned(entry: Entry, manifest: Manifest, rules: IgnoreRules): Finding {
  const rule = rules.covering(entry.path);
  if (rule) return { outcome: 'ignored', ...entry, rule };
  if (manifest.method === 'shards' && entry.size === 0) {
    return { outcome: 'not-covered', path: entry.path, size: 0 };
  }
  return { outcome: 'extra', ...entry };
}

/** What became of the bytes of one range: its digest in lower-case hex, or why there is none. */
export type Digest =
  { readonly ok: true; readonly digest: string } | { readonly ok: false; readonly problem: Problem };

/** The ranges whose digests {@link settle} needs, in order; end exclusive. */
export function ranges({
  entry,
  signed,
}: Present): readonly { readonly start: number; readonly end: number }[] {
  return signed.shards ?? [{ start: 0, end: entry.size }];
}

/** Judges one file by the digests of its {@link ranges}, in the same order. */
export function settle({ entry, signed }: Present, digests: readonly Digest[]): Finding {
  const expected = signed.shards ?? [{ start: 0, end: entry.size, digest: signed.digest }];
  // A range that differs is said even where another could not be read: wrong is worse than unknown.
  for (const [index, range] of expected.entries()) {
    const actual = digests[index];
    if (!actual?.ok || actual.digest === range.digest) continue;
    return {
      outcome: 'mismatch',
      ...entry,
      ...(signed.shards && { range: { start: range.start, end: range.end } }),
      expected: range.digest,
      actual: actual.digest,
    };
  }
  for (const index of expected.keys()) {
    const actual = digests[index] ?? { ok: false, problem: problem('unexpected', 'a digest is missing') };
    if (!actual.ok) return { outcome: 'unreadable', path: entry.path, problem: actual.problem };
  }
  return { outcome: 'match', ...entry };
}

/** Sorts findings for people: problems first, then by name (UTF-16 order, which is fast and only for the eye). */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  const rank = new Map(OUTCOMES.map((outcome, index) => [outcome, index]));
  return findings.toSorted(
    (a, b) =>
      (rank.get(a.outcome) ?? 0) - (rank.get(b.outcome) ?? 0) ||
      (a.path < b.path ? -1 : a.path > b.path ? 1 : 0),
  );
}

/** How many findings there are of each kind. */
export function tally(findings: readonly Finding[]): Record<Outcome, number> {
  const counts: Record<Outcome, number> = {
    mismatch: 0,
    missing: 0,
    extra: 0,
    unreadable: 0,
    'not-covered': 0,
    ignored: 0,
    match: 0,
  };
  for (const { outcome } of findings) counts[outcome]++;
  return counts;
}

/**
 * Files that lie with the model without being signed, whether that fails the check or not. The bundle is not one of
 * them, unless another tool might read it: JSON readers skip what they do not know, so that a bundle can be a
 * `config.json` as well.
 */
export function unsignedFiles(findings: readonly Finding[]): Finding[] {
  return findings.filter((finding) => {
    if (finding.outcome !== 'ignored') return finding.outcome === 'extra';
    return finding.rule.by !== 'bundle' || !hasBundleName(finding.path);
  });
}
