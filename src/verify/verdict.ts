import { count } from '../messages/format.ts';
import type { Text } from '../messages/text.ts';
import { type Finding, tally, unsignedFiles } from '../oms/compare.ts';
import { type ErrorCode, type Problem, problem } from '../oms/error.ts';
import { KNOWN_VERSION, LEGACY_VERSION } from '../oms/statement.ts';
import type { Claims } from '../signer/claim.ts';
import { compareExpected, judgedElsewhere } from '../signer/expectation.ts';
import type { Signature } from '../signer/signature.ts';
import { distrustedAmong, recollect } from '../trust/remembered.ts';
import type { Resumed } from './report.ts';
import type { Cause } from './cause.ts';
import { foundInModel, isRefused, type Settings } from './settings.ts';
import {
  doubtHeadline,
  filesMatch,
  noHeadline,
  unusableHeadline,
  qualifiersOf,
  readingText,
  verifiedHeadline,
} from './headline.ts';

/** The four states, worst first: the worst that holds wins. */
export const STATES = ['failed', 'incomplete', 'unconfirmed', 'verified'] as const;
export type State = (typeof STATES)[number];

/** Why a genuine signature over intact files is not yet a yes. */
export type Doubt =
  | 'signer-unconfirmed'
  | 'signer-changed'
  | 'origin-unconfirmed'
  | 'link-unconfirmed'
  | 'certificate-expired-untimed'
  | 'usage-odd'
  | 'newer-format';

/** The answer to a check. Plain data. */
export type Verdict =
  | {
      readonly state: 'verified';
      readonly code: 'verified' | 'verified-partial';
      readonly headline: Text;
      readonly qualifiers: readonly Text[];
    }
  | {
      readonly state: 'unconfirmed';
      readonly code: Doubt;
      readonly headline: Text;
      readonly qualifiers: readonly Text[];
    }
  | {
      readonly state: 'failed' | 'incomplete';
      readonly code: ErrorCode;
      readonly headline: Text;
      readonly qualifiers: readonly Text[];
      /** Every reason of this state, the one in the headline first. */
      readonly problems: readonly [Problem, ...Problem[]];
    };

/** Everything a verdict is made of. */
export interface Evidence {
  readonly claims: Claims;
  readonly signature: Signature;
  readonly findings: readonly Finding[];
  /** What may stand behind files that are not as they were signed. */
  readonly causes: readonly Cause[];
  readonly settings: Settings;
  /** What kept the run from its end: cancelled, stopped at a difference, changed meanwhile. */
  readonly interruption?: Problem;
  /** What was not read in this run but in an earlier one. */
  readonly resumed?: Resumed;
  /** Paths under which the browser listed two files. */
  readonly duplicates: readonly string[];
  /** When the files were read, milliseconds since 1970. */
  readonly readAt: number;
  /** True if this way of opening the model hides names from the page. */
  readonly namesHidden: boolean;
  /** Files of the folder that was opened which lie outside of the checked one; 0 where all of it is checked. */
  readonly outside: number;
  /** True if the folder could not be listed again at the end, so that files may have come meanwhile. */
  readonly listedOnce: boolean;
}

/** Problems with what the person gave, with the browser or with Assay itself: nothing was found wrong with the model. */
const NOT_THE_MODEL: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'needs-key',
  'needs-root',
  'key-type',
  'key-curve',
  'key-private',
  'pem-missing',
  'pem-several',
  'pem-kind',
  'pem-malformed',
  'root-not-self-signed',
  'root-unusable',
  'trust-root-malformed',
  'bundle-unreadable',
  'cancelled',
  'stopped-at-difference',
  'worker-crashed',
  'unexpected',
]);

/** Judges: the worst state that holds wins (`failed` over `incomplete` over `unconfirmed` over `verified`). */
export function judge(evidence: Evidence): Verdict {
  const { findings, settings, signature } = evidence;
  for (const [state, problems] of [
    ['failed', failuresOf(evidence)],
    ['incomplete', gapsOf(evidence)],
  ] as const) {
    const [first, ...others] = problems;
    if (!first) continue;
    const headline = noHeadline(state, first, evidence);
    const qualifiers = readingText(evidence);
    return { state, code: first.code, headline, qualifiers, problems: [first, ...others] };
  }
  if (!signature.ok) throw new Error('a signature that does not hold is a failure or a gap');
  const qualifiers = qualifiersOf(evidence);
  const code = doubtOf(signature, settings);
  if (code) {
    const headline = doubtHeadline(code, signature, settings);
    return { state: 'unconfirmed', code, headline, qualifiers: [filesMatch(findings), ...qualifiers] };
  }
  return {
    state: 'verified',
    code: unsignedFiles(findings).length === 0 ? 'verified' : 'verified-partial',
    headline: verifiedHeadline(signature, evidence),
    qualifiers,
  };
}

/** A verdict about a bundle that cannot even be read; `bundle` is its name. */
export function judgeUnreadable(problem: Problem, bundle: string, settings: Settings): Verdict {
  const state = NOT_THE_MODEL.has(problem.code) ? 'incomplete' : 'failed';
  const headline =
    state === 'failed'
      ? unusableHeadline(problem, bundle, settings)
      : noHeadline(state, problem, { findings: [], settings });
  return { state, code: problem.code, headline, qualifiers: [], problems: [problem] };
}

/** Why the answer is no whatever the files are, which is known before they are read; undefined as long as nothing is. */
export function signerFailure({
  claims,
  signature,
  settings,
}: Pick<Evidence, 'claims' | 'signature' | 'settings'>): Problem | undefined {
  const { expectation, remembered = [] } = settings;
  const distrusted = distrustedAmong(remembered, signature.ok ? signature.signer : claims.signer);
  if (distrusted) return problem('signer-distrusted', distrusted.name);
  if (expectation && expectation.method !== claims.method)
    return problem('method-differs', `signed by ${claims.method}, expected ${expectation.method}`);
  if (expectation && judgedElsewhere(signature, expectation)) return undefined;
  if (!signature.ok) return NOT_THE_MODEL.has(signature.problem.code) ? undefined : signature.problem;
  if (expectation) {
    const compared = compareExpected(signature, expectation);
    return compared.ok ? undefined : compared.problem;
  }
  return isRefused(signature, settings) ? problem('signer-refused') : undefined;
}

function failuresOf(evidence: Evidence): Problem[] {
  const { findings, settings, duplicates } = evidence;
  const failure = signerFailure(evidence);
  const failures = failure ? [failure] : [];
  const outcomes = tally(findings);
  if (outcomes.mismatch > 0) failures.push(problem('files-differ', count(outcomes.mismatch, 'file')));
  if (outcomes.missing > 0) {
    const own = findings.find((finding) => finding.outcome === 'missing' && finding.problem);
    failures.push(
      own?.outcome === 'missing' && own.problem && outcomes.missing === 1
        ? own.problem
        : problem('files-missing', count(outcomes.missing, 'file')),
    );
  }
  if (outcomes.extra > 0 && !settings.ignoreUnsigned) {
    failures.push(problem('files-extra', count(outcomes.extra, 'file')));
  }
  if (duplicates.length > 0) failures.push(problem('path-duplicate', duplicates[0]));
  return failures;
}

/** One problem of each kind: half a million unreadable files are one reason. */
function gapsOf({ signature, findings, interruption, settings: { expectation } }: Evidence): Problem[] {
  const gaps = new Map<ErrorCode, Problem>();
  const add = (gap: Problem): void => {
    if (!gaps.has(gap.code)) gaps.set(gap.code, gap);
  };
  if (interruption) add(interruption);
  // By another instance’s root nothing is found out about the signature, neither good nor bad.
  if (expectation && judgedElsewhere(signature, expectation)) {
    add(problem('trust-root-differs', signature.trustRoot?.name));
  } else if (!signature.ok) add(signature.problem);
  for (const finding of findings) {
    if (finding.outcome === 'unreadable') add({ ...finding.problem, detail: finding.path });
  }
  return [...gaps.values()];
}

function doubtOf(signature: Extract<Signature, { ok: true }>, settings: Settings): Doubt | undefined {
  const { expectation, remembered = [] } = settings;
  if (foundInModel(signature, settings)) return 'origin-unconfirmed';
  if (!expectation) return recollect(remembered, signature).former ? 'signer-changed' : 'signer-unconfirmed';
  if (expectation.origin === 'link') return 'link-unconfirmed';
  const caveats = new Set(signature.caveats.map(({ code }) => code));
  if (caveats.has('certificate-expired')) return 'certificate-expired-untimed';
  if (caveats.has('eku-odd')) return 'usage-odd';
  const { version } = signature.manifest;
  return version === KNOWN_VERSION || version === LEGACY_VERSION ? undefined : 'newer-format';
}
