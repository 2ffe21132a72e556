import { tally } from '../oms/compare.ts';
import type { Report } from '../verify/report.ts';
import { plainText } from './text.ts';

/** The version of the JSON form; a new major one for every change that a reader could stumble over. */
export const REPORT_VERSION = '1.1';

/**
 * A report as JSON text. Times are ISO 8601 in UTC, digests lower-case hex; sentences are given as plain text with
 * hostile characters escaped, names as they are.
 */
export function reportJson(report: Report): string {
  const { verdict, settings, signature, claims } = report;
  const { expectation, trustRoot, ...rest } = settings;
  return JSON.stringify(
    {
      type: 'assay-report',
      version: REPORT_VERSION,
      note: 'This report is not signed: it is what somebody’s browser showed.',
      verdict: {
        state: verdict.state,
        code: verdict.code,
        headline: plainText(verdict.headline),
        qualifiers: verdict.qualifiers.map(plainText),
        problems: 'problems' in verdict ? verdict.problems : [],
      },
      readAt: iso(report.readAt),
      model: report.model,
      bundle: report.bundle,
      expectation: expectation ?? null,
      settings: { ...rest, trustRoot: trustRoot.kind },
      signature: signature?.ok
        ? {
            holds: true,
            signer: signature.signer,
            times: signature.times.map((time) => ({ ...time, time: iso(time.time) })),
            trustRoot: signature.trustRoot ?? null,
            caveats: signature.caveats,
          }
        : { holds: false, problem: signature?.problem ?? null },
      statement: claims && {
        sha256: claims.statementDigest,
        rootDigest: claims.manifest.rootDigest ?? null,
        subject: claims.manifest.subject,
        version: claims.manifest.version,
        method: claims.manifest.method,
        algorithm: claims.manifest.algorithm,
        ignorePaths: claims.manifest.ignorePaths,
      },
      checks: report.checks,
      counts: tally(report.findings),
      interruption: report.interruption ?? null,
      resumed: report.resumed ? { ...report.resumed, from: iso(report.resumed.from) } : null,
      unseen: report.unseen,
      files: report.findings,
    },
    null,
    2,
  );
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
