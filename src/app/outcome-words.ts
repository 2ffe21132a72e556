import { number, plural } from '../messages/format.ts';
import { messages } from '../messages/index.ts';
import type { Finding, Outcome } from '../oms/compare.ts';

/** What a match is worth: nothing is shown in green before all of it is proven. */
export type Proof = 'list-unproven' | 'open' | 'proven';

/** True for the file that the bundle was read from. */
export function isBundle(finding: Finding): boolean {
  return finding.outcome === 'ignored' && finding.rule.by === 'bundle';
}

/** The word for what was found out about a file; `ignoreUnsigned` if unsigned files do not fail the check. */
export function wordFor(finding: Finding, proof: Proof, ignoreUnsigned: boolean): string {
  if (isBundle(finding)) return messages.outcomes.bundle;
  const passes = finding.outcome === 'ignored' || (finding.outcome === 'extra' && ignoreUnsigned);
  return passes ? messages.outcomes.passed : wordOf(finding.outcome, 1, proof);
}

/** How many files are of one kind: `2 differ`. */
export function tallyOf(outcome: Outcome, files: number, proof: Proof): string {
  return `${number(files)} ${wordOf(outcome, files, proof)}`;
}

function wordOf(outcome: Outcome, files: number, proof: Proof): string {
  const listed = outcome === 'match' && proof === 'list-unproven';
  return plural(files, messages.outcomes[listed ? 'listed' : outcome]);
}
