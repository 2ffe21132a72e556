import type { Finding, Outcome } from '../oms/compare.ts';
import { count } from '../verify/text.ts';

/** What a match is worth: nothing is shown in green before all of it is proven. */
export type Proof = 'list-unproven' | 'open' | 'proven';

const WORDS: Readonly<Record<Outcome, string>> = {
  mismatch: 'differs',
  missing: 'missing',
  extra: 'not signed',
  unreadable: 'not read',
  'not-covered': 'empty, not covered',
  ignored: 'ignored',
  match: 'matches',
};

/** The same words for several files. */
const PLURALS: Partial<Record<Outcome, string>> = { mismatch: 'differ', match: 'match' };

/** True for the file that the bundle was read from. */
export function isBundle(finding: Finding): boolean {
  return finding.outcome === 'ignored' && finding.rule.by === 'bundle';
}

/** The word for what was found out about a file. */
export function wordFor(finding: Finding, proof: Proof): string {
  if (isBundle(finding)) return 'bundle';
  return finding.outcome === 'match' && proof === 'list-unproven' ? 'same as listed' : WORDS[finding.outcome];
}

/** How many files are of one kind: `2 differ`. */
export function tallyOf(outcome: Outcome, number: number, proof: Proof): string {
  const same = outcome === 'match' && proof === 'list-unproven' ? 'same as listed' : undefined;
  const word = same ?? WORDS[outcome];
  return count(number, word, same ?? PLURALS[outcome] ?? word);
}
