import type { Finding } from '../oms/compare.ts';

/**
 * Findings as the page shows them: where unsigned files need not be signed, each is one that the person ignores, so that
 * what does not fail the check is not shown as if it did.
 */
export function shownFindings(findings: readonly Finding[], ignoreUnsigned: boolean): readonly Finding[] {
  if (!ignoreUnsigned) return findings;
  return findings.map((finding) => {
    if (finding.outcome !== 'extra') return finding;
    const { path, size } = finding;
    return { outcome: 'ignored', path, size, rule: { by: 'person', path } };
  });
}
