import { number, plural } from '../messages/format.ts';
import { messages } from '../messages/index.ts';
import { type Outcome, OUTCOMES } from '../oms/compare.ts';

/** What a comparison of files came to. */
export interface Comparison {
  /** How many findings there are of each kind. */
  readonly counts: Readonly<Record<Outcome, number>>;
  /** The reasons of the verdict, by their codes. */
  readonly problems: readonly { readonly code: string }[];
  /** True if something kept the check from its end. */
  readonly interrupted: boolean;
  readonly ignoreUnsigned: boolean;
}

/** The last step of a check, which follows those of the signature: the comparison of the files. */
export interface FilesStep {
  /** `warn`: what is there besides does not fail the check. */
  readonly status: 'pass' | 'fail' | 'warn' | 'unfinished';
  /** How many files are of which kind; what is ignored, as the bundle is, left out. */
  readonly detail: string;
}

/** Sums up the comparison of the files as a step of the check. */
export function filesStep(comparison: Comparison): FilesStep {
  const { counts } = comparison;
  const detail = OUTCOMES.filter((outcome) => outcome !== 'ignored' && counts[outcome] > 0)
    .map((outcome) => `${number(counts[outcome])} ${plural(counts[outcome], messages.outcomes[outcome])}`)
    .join(', ');
  return { status: statusOf(comparison), detail };
}

function statusOf({ counts, problems, interrupted, ignoreUnsigned }: Comparison): FilesStep['status'] {
  const twice = problems.some(({ code }) => code === 'path-duplicate');
  if (twice || counts.mismatch > 0 || counts.missing > 0) return 'fail';
  if (counts.extra > 0 && !ignoreUnsigned) return 'fail';
  if (interrupted || counts.unreadable > 0) return 'unfinished';
  return counts.extra > 0 || counts['not-covered'] > 0 ? 'warn' : 'pass';
}
