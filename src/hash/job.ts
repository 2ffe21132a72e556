/** Hash algorithms as OMS names them; `blake2b` is BLAKE2b-512, `blake3` has 32 bytes of output. */
export type HashAlgorithm = 'sha256' | 'blake2b' | 'blake3';

/** One digest to make: a byte range of a file, end exclusive. */
export interface HashJob {
  /** The caller's own number for this job; unique within a run. */
  readonly id: number;
  /** Opens the file when it is its turn. Must not reject. Jobs that share one function share what it gives. */
  readonly open: () => Promise<Opening>;
  /** Where a worker can open it itself, which spares the page's thread; where it cannot, `open` is asked. Shared likewise. */
  readonly locator?: FileLocator | undefined;
  readonly start: number;
  readonly end: number;
  /** Where an earlier run stopped within this job. A state that the hasher cannot take is passed over. */
  readonly resume?: HashState;
}

/** Where a file lies, and what tells that it is as it was listed. Can be posted. */
export interface FileLocator {
  readonly folder: FileSystemDirectoryHandle;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly lastModified: number;
}

/** A hash in the middle of its bytes, as a hasher saved it. Plain data, of use only for the same algorithm and bytes. */
export interface HashState {
  /** Bytes of the job that are in it. */
  readonly done: number;
  /** What the hasher needs to go on. */
  readonly state: Uint8Array;
}

/** The state of a job that is being read. Plain data. */
export interface SavedHash extends HashState {
  readonly id: number;
}

/**
 * Why a digest could not be made. Browsers give one reason for a file that was changed since it was listed and for one
 * that may not be read: before the first byte both are `unreadable`, and listing the folder again tells them apart.
 */
export type HashFailure = 'unreadable' | 'vanished' | 'changed' | 'crashed';

/** A file that was opened to be read, or why it could not be. */
export type Opening =
  | { readonly ok: true; readonly value: File }
  | { readonly ok: false; readonly failure: HashFailure; readonly detail: string };

/** What became of a job. Plain data. */
export type HashOutcome =
  | { readonly id: number; readonly ok: true; /** Lower-case hex. */ readonly digest: string }
  | { readonly id: number; readonly ok: false; readonly failure: HashFailure; readonly detail: string };

/** A job that is being read. Plain data. */
export interface RunningJob {
  readonly id: number;
  /** Bytes hashed so far. */
  readonly done: number;
}

/** A snapshot of a running pool, at most five a second. */
export interface HashProgress {
  /** Counts the whole length of a job that ended, whatever its outcome. */
  readonly bytesDone: number;
  readonly bytesTotal: number;
  readonly jobsDone: number;
  readonly jobsTotal: number;
  readonly current: readonly RunningJob[];
}
