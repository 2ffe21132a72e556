/** Hash algorithms as OMS names them; `blake2b` is BLAKE2b-512, `blake3` has 32 bytes of output. */
export type HashAlgorithm = 'sha256' | 'blake2b' | 'blake3';

/** One digest to make: a byte range of a file, end exclusive. */
export interface HashJob {
  /** The caller's own number for this job; unique within a run. */
  readonly id: number;
  readonly file: File;
  readonly start: number;
  readonly end: number;
}

/** Why a digest could not be made. */
export type HashFailure = 'unreadable' | 'vanished' | 'changed' | 'crashed';

/** What became of a job. Plain data. */
export type HashOutcome =
  | { readonly id: number; readonly ok: true; /** Lower-case hex. */ readonly digest: string }
  | { readonly id: number; readonly ok: false; readonly failure: HashFailure; readonly detail: string };

/** A snapshot of a running pool, at most ten a second. */
export interface HashProgress {
  readonly bytesDone: number;
  readonly bytesTotal: number;
  readonly jobsDone: number;
  readonly jobsTotal: number;
  /** Jobs being read now, by id, with the bytes done of each. */
  readonly current: readonly { readonly id: number; readonly done: number }[];
}
