export type Algorithm = 'sha256' | 'blake2b' | 'blake3';

/** One signed byte range, end exclusive. */
export interface Shard {
  readonly start: number;
  readonly end: number;
  /** Lower-case hex. */
  readonly digest: string;
}

/** One signed file: whole, or in shards that cover it from 0 without a gap. */
export type SignedFile =
  | { readonly path: string; readonly digest: string }
  | { readonly path: string; readonly shards: readonly [Shard, ...Shard[]] };

/** What was signed, from the statement (OMS §5, §6). Plain data. */
export interface Manifest {
  /** The predicate's version as its type names it: `0.1`, `1.0`, or a newer `1.x`. */
  readonly version: string;
  /** The subject's name: chosen by the signer, informational. */
  readonly subject: string;
  readonly algorithm: Algorithm;
  readonly method: 'files' | 'shards';
  readonly files: readonly SignedFile[];
  /** Paths that the signer left out, as recorded. */
  readonly ignorePaths: readonly string[];
  /** SHA-256 over all digests in their recorded order; absent in v0.1. */
  readonly rootDigest?: string;
  readonly allowSymlinks: boolean;
  /** False if resources are not in code point order: a note, not an error. */
  readonly sorted: boolean;
}
