import type { Report } from '../verify/report.ts';
import { documentOf } from './document.ts';

/**
 * A report as JSON text (`docs/report.schema.json`). Times are ISO 8601 in UTC, digests lower-case hex; sentences are
 * given as plain text with hostile characters escaped, names as they are.
 *
 * @param application the version of Assay
 */
export function reportJson(report: Report, application: string): string {
  return jsonText(documentOf(report, application));
}

/** Plain data as JSON text that a strict reader takes: half a character, as where a long detail was cut, becomes U+FFFD. */
export function jsonText(value: unknown): string {
  return JSON.stringify(
    value,
    (_key, part: unknown) => (typeof part === 'string' ? part.replaceAll(/\p{Surrogate}/gu, '\ufffd') : part),
    2,
  );
}
