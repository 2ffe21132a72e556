import { type Finding, tally, unsignedFiles } from '../oms/compare.ts';
import { type ErrorCode, type Problem, problem } from '../oms/error.ts';
import { KNOWN_VERSION, LEGACY_VERSION } from '../oms/statement.ts';
import type { Claims } from '../signer/claim.ts';
import { compareIdentity, type Expectation } from '../signer/expectation.ts';
import type { Signature } from '../signer/signature.ts';
import type { Settings } from './settings.ts';
import { doubtHeadline, noHeadline, qualifiersOf, verifiedHeadline } from './headline.ts';
import { count, type Text } from './text.ts';

/** The four states, worst first: the worst that holds wins. */
export const STATES = ['failed', 'incomplete', 'unconfirmed', 'verified'] as const;
export type State = (typeof STATES)[number];

/** Why a genuine signature over intact files is not yet a yes. */
export type Doubt =
  'signer-unconfirmed' | 'origin-unconfirmed' | 'certificate-expired-untimed' | 'usage-odd' | 'newer-format';

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
  readonly settings: Settings;
  /** What kept the run from its end: cancelled, changed meanwhile. */
  readonly interruptions: readonly Problem[];
  /** Paths under which the browser listed two files. */
  readonly duplicates: readonly string[];
  /** When the files were read, milliseconds since 1970. */
  readonly readAt: number;
  /** True if this way of opening the model hides names from the page. */
  readonly namesHidden: boolean;
}

/** Problems with what the person gave: nothing is wrong with the model yet, and another file may settle it. */
const MATERIAL: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
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
  'trust-root-malformed',
  'unexpected',
]);

/** Judges: the worst state that holds wins (`failed` over `incomplete` over `unconfirmed` over `verified`). */
export function judge(evidence: Evidence): Verdict {
  const { findings, settings, signature } = evidence;
  const qualifiers = qualifiersOf(evidence);
  for (const [state, problems] of [
    ['failed', failuresOf(evidence)],
    ['incomplete', gapsOf(evidence)],
  ] as const) {
    const [first, ...others] = problems;
    if (!first) continue;
    const headline = noHeadline(state, first, evidence);
    return { state, code: first.code, headline, qualifiers, problems: [first, ...others] };
  }
  if (!signature.ok) throw new Error('a signature that does not hold is a failure or a gap');
  const code = doubtOf(signature, settings.expectation);
  if (code)
    return { state: 'unconfirmed', code, headline: doubtHeadline(code, signature, settings), qualifiers };
  return {
    state: 'verified',
    code: unsignedFiles(findings).length === 0 ? 'verified' : 'verified-partial',
    headline: verifiedHeadline(signature, evidence),
    qualifiers,
  };
}

/** A verdict about a bundle that cannot even be read. */
export function judgeUnreadable(problem: Problem, settings: Settings): Verdict {
  const headline = noHeadline('failed', problem, { findings: [], settings });
  return { state: 'failed', code: problem.code, headline, qualifiers: [], problems: [problem] };
}

function failuresOf({ claims, signature, findings, settings, duplicates }: Evidence): Problem[] {
  const failures: Problem[] = [];
  const { expectation } = settings;
  if (expectation && expectation.method !== claims.method) {
    failures.push(problem('method-differs', `signed by ${claims.method}, expected ${expectation.method}`));
  } else if (!signature.ok) {
    if (!MATERIAL.has(signature.problem.code)) failures.push(signature.problem);
  } else if (expectation?.method === 'sigstore') {
    const compared = compareIdentity(signature.signer, expectation);
    if (!compared.ok) failures.push(compared.problem);
  }
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

function gapsOf({ signature, findings, interruptions }: Evidence): Problem[] {
  const unreadable = findings.flatMap((finding) => (finding.outcome === 'unreadable' ? [finding] : []));
  return [
    ...interruptions,
    ...(signature.ok ? [] : [signature.problem]),
    ...unreadable
      .filter((finding) => finding.problem.code !== 'cancelled')
      .map(({ path, problem }) => ({ ...problem, detail: path })),
  ];
}

function doubtOf(
  signature: Extract<Signature, { ok: true }>,
  expectation: Expectation | undefined,
): Doubt | undefined {
  if (!expectation) return 'signer-unconfirmed';
  if (expectation.origin === 'in-model') return 'origin-unconfirmed';
  const caveats = new Set(signature.caveats.map(({ code }) => code));
  if (caveats.has('certificate-expired')) return 'certificate-expired-untimed';
  if (caveats.has('eku-odd')) return 'usage-odd';
  const { version } = signature.manifest;
  return version === KNOWN_VERSION || version === LEGACY_VERSION ? undefined : 'newer-format';
}
