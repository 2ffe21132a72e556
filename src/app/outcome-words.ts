import { number, plural } from '../messages/format.ts';
import { messages } from '../messages/index.ts';
import type { Finding, Outcome } from '../oms/compare.ts';

/** What a match is worth: nothing is shown in green before all of it is proven. */
export type Proof = 'list-unproven' | 'open' | 'proven';

/** True for the file that the bundle was read from. */
export function isBundle(finding: Finding): boolean {
  return finding.outcome === 'ignored' && finding.rule.by === 'bundle';
}

/** The word for what was found out about a file. */
export function wordFor(finding: Finding, proof: Proof): string {
  return isBundle(finding) ? messages.outcomes.bundle : wordOf(finding.outcome, 1, proof);
}

/** How many files are of one kind: `2 differ`. */
export function tallyOf(outcome: Outcome, files: number, proof: Proof): string {
  return `${number(files)} ${wordOf(outcome, files, proof)}`;
}

function wordOf(outcome: Outcome, files: number, proof: Proof): string {
  const listed = outcome === 'match' && proof === 'list-unproven';
  return plural(files, messages.outcomes[listed ? 'listed' : outcome]);
}
