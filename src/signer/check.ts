/** The steps of a signature check, in the order in which they are reported. Ids are stable: pages and reports build on them. */
export const CHECK_IDS = [
  'bundle',
  'trust-root',
  'certificate-path',
  'certificate-usage',
  'certificate-validity',
  'certificate-transparency',
  'log-entry',
  'log-inclusion',
  'log-checkpoint',
  'log-promise',
  'timestamps',
  'key',
  'dsse-signature',
  'statement',
  'root-digest',
  'identity',
] as const;

/** The stable id of one step. */
export type CheckId = (typeof CHECK_IDS)[number];

/** What one step of the check found. Plain data. */
export interface Check {
  readonly id: CheckId;
  /** `warn`: does not fail the check but qualifies the verdict; `skipped`: not needed or not reached, `detail` says why. */
  readonly status: 'pass' | 'fail' | 'warn' | 'skipped';
  /** One short clause; may quote hostile text, so escape it before showing it. */
  readonly detail?: string;
}
