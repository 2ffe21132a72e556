import type { Finding } from '../oms/compare.ts';
import type { Problem } from '../oms/error.ts';
import type { Check } from '../signer/check.ts';
import type { Claims } from '../signer/claim.ts';
import type { Signature } from '../signer/signature.ts';
import type { Cause } from './cause.ts';
import type { Settings } from './settings.ts';
import type { Verdict } from './verdict.ts';

/** What a check took over from an earlier one of the same model that was not finished. */
export interface Resumed {
  /** When the earlier check was interrupted, milliseconds since 1970. */
  readonly from: number;
  /** Files of which at least a part was not read again. */
  readonly files: number;
  /** Bytes that were not read again. */
  readonly bytes: number;
}

/** Everything that one check found out, as plain data: `src/report` gives it forms. */
export interface Report {
  readonly verdict: Verdict;
  readonly model: {
    readonly name: string;
    readonly kind: 'folder' | 'file';
    readonly files: number;
    readonly bytes: number;
  };
  readonly bundle: {
    readonly name: string;
    /** SHA-256 over the bundle's bytes, lower-case hex. */
    readonly sha256: string;
  };
  readonly settings: Settings;
  /** Absent where the bundle could not be read. */
  readonly claims?: Claims;
  /** Absent where the bundle could not be read. */
  readonly signature?: Signature;
  /** Every step, in order; empty where the bundle could not be read. */
  readonly checks: readonly Check[];
  /** Problems first. */
  readonly findings: readonly Finding[];
  /** What may stand behind files that are not as they were signed; empty where nothing is known of it. */
  readonly causes: readonly Cause[];
  /** What kept the check from its end. */
  readonly interruption?: Problem;
  /** Absent if every file was read in this check. */
  readonly resumed?: Resumed;
  /** Ignore entries that can match nothing, as they were given. */
  readonly uselessIgnores: readonly string[];
  /** What this browser and this way of opening the model hide from the page. */
  readonly unseen: readonly string[];
  /** When the files were read, milliseconds since 1970. */
  readonly readAt: number;
}
