import { type Finding, type Outcome, OUTCOMES } from '../oms/compare.ts';
import { type ErrorCode, type Problem, problem } from '../oms/error.ts';
import { KNOWN_VERSION, LEGACY_VERSION } from '../oms/statement.ts';
import { canRunCode } from '../model/hints.ts';
import type { Claims } from '../signer/claim.ts';
import { compareIdentity, type Expectation } from '../signer/expectation.ts';
import type { Signer, VerifiedTime } from '../signer/result.ts';
import type { Signature } from '../signer/signature.ts';
import type { Settings } from './settings.ts';
import { clock, count, day, type Text } from './text.ts';

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
  const verdict = answer(evidence);
  const demo =
    evidence.settings.expectation?.origin === 'demo' || evidence.settings.trustRoot.kind === 'demo';
  return demo ? { ...verdict, headline: ['DEMO. ', ...verdict.headline] } : verdict;
}

function answer(evidence: Evidence): Verdict {
  const { signature, settings } = evidence;
  const failures = failuresOf(evidence);
  if (isFilled(failures))
    return no('failed', 'Do not use these files: ', failures, reason(failures[0], evidence), evidence);
  const gaps = gapsOf(evidence);
  if (isFilled(gaps))
    return no('incomplete', 'Not finished, do not use yet: ', gaps, reason(gaps[0], evidence), evidence);
  if (!signature.ok) throw new Error('a signature that does not hold is a failure or a gap');

  const who = nameOf(signature.signer);
  const qualifiers = qualifiersOf(evidence);
  const doubt = doubtOf(signature, settings.expectation);
  if (doubt) {
    const headline: Text = ['A genuine signature by ', ...who, ...doubt.words];
    return { state: 'unconfirmed', code: doubt.code, headline, qualifiers };
  }
  const signedOn = ['signed', ...dateOf(signature.times)].join('');
  const unsigned = uncovered(evidence.findings);
  const matched = evidence.findings.filter(({ outcome }) => outcome === 'match').length;
  if (unsigned.length === 0) {
    const files = matched === 1 ? 'This file is' : `These ${count(matched, 'file')} are`;
    return {
      state: 'verified',
      code: 'verified',
      headline: [`${files} exactly what `, ...who, ` ${signedOn}`],
      qualifiers,
    };
  }
  const runnable = unsigned.filter(({ path }) => canRunCode(path)).length;
  const others = `${count(unsigned.length, 'file')} here ${unsigned.length === 1 ? 'is' : 'are'} not signed`;
  return {
    state: 'verified',
    code: 'verified-partial',
    headline: [
      `The ${count(matched, 'signed file')} ${matched === 1 ? 'is' : 'are'} exactly what `,
      ...who,
      ` ${signedOn}; ${others}${runnable > 0 ? ` (${runnable} of them can run code)` : ''}`,
    ],
    qualifiers,
  };
}

function no(
  state: 'failed' | 'incomplete',
  start: string,
  problems: readonly [Problem, ...Problem[]],
  why: Text,
  evidence: Evidence,
): Verdict {
  return {
    state,
    code: problems[0].code,
    headline: [start, ...why],
    qualifiers: [['as read at ' + clock(evidence.readAt)]],
    problems,
  };
}

/** A verdict about a bundle that cannot even be read. */
export function judgeUnreadable(problem: Problem): Verdict {
  return {
    state: 'failed',
    code: problem.code,
    headline: ['Do not use these files: ', lowerFirst(problem.message)],
    qualifiers: [],
    problems: [problem],
  };
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
): { code: Doubt; words: Text } | undefined {
  if (!expectation) return { code: 'signer-unconfirmed', words: ['. Is that whom you expected?'] };
  if (expectation.origin === 'in-model') {
    const what = expectation.method === 'key' ? 'key' : 'root certificate';
    return {
      code: 'origin-unconfirmed',
      words: [`, but the ${what} lies in the model folder itself. Do you know it from elsewhere?`],
    };
  }
  const expired = signature.caveats.find((caveat) => caveat.code === 'certificate-expired');
  if (expired) {
    const words: Text = [
      `, but a certificate expired on ${day(expired.expired)} and nothing proves that it signed before`,
    ];
    return { code: 'certificate-expired-untimed', words };
  }
  if (signature.caveats.some((caveat) => caveat.code === 'eku-odd')) {
    return { code: 'usage-odd', words: [', but the certificate was issued for another use than signing'] };
  }
  const { version } = signature.manifest;
  if (version !== KNOWN_VERSION && version !== LEGACY_VERSION) {
    return { code: 'newer-format', words: [`, in a newer format (${version}) than Assay knows`] };
  }
  return undefined;
}

/** Who signed, as the subject of a sentence. */
export function nameOf(signer: Signer): Text {
  switch (signer.method) {
    case 'sigstore': {
      const names = signer.identities.map(({ value }) => ({ quote: value }));
      return names.flatMap((name, index) => (index === 0 ? [name] : [' and ', name]));
    }
    case 'certificate':
      return signer.root
        ? [{ quote: signer.leaf.subject }, ', certified by ', { quote: signer.root.subject }]
        : [{ quote: signer.leaf.subject }];
    case 'key':
      return ['the holder of key ', { quote: signer.fingerprint.slice(0, 16) || 'unknown' }];
  }
}

function dateOf(times: readonly VerifiedTime[]): readonly string[] {
  const [earliest] = times;
  if (!earliest) return ['; the time is not proven'];
  return [` on ${day(earliest.time)}`];
}

/** The reason in the headline: what a person can act on, with the names that matter. */
function reason(first: Problem, { claims, signature, findings, settings }: Evidence): Text {
  const outcomes = tally(findings);
  switch (first.code) {
    case 'identity-differs':
    case 'issuer-differs':
      if (!signature.ok || settings.expectation?.method !== 'sigstore') break;
      return first.code === 'identity-differs'
        ? [
            'they are signed by ',
            ...nameOf(signature.signer),
            ', not by ',
            { quote: settings.expectation.identity },
          ]
        : [
            'the signer was confirmed by ',
            { quote: signature.signer.method === 'sigstore' ? signature.signer.issuer : '' },
            ', not by ',
            { quote: settings.expectation.issuer },
          ];
    case 'files-differ':
      return [
        outcomes.mismatch === 1 ? '1 file differs' : `${count(outcomes.mismatch, 'file')} differ`,
        ' from what was signed',
        ...named(findings, 'mismatch'),
      ];
    case 'files-missing':
      return [
        outcomes.missing === 1
          ? '1 signed file is missing'
          : `${count(outcomes.missing, 'signed file')} are missing`,
        ...named(findings, 'missing'),
      ];
    case 'files-extra':
      return [
        outcomes.extra === 1
          ? '1 file here was not signed'
          : `${count(outcomes.extra, 'file')} here were not signed`,
        ...named(findings, 'extra'),
      ];
    case 'method-differs':
      return [
        `they are signed by the method “${claims.method}”, and you expect “${settings.expectation?.method ?? ''}”`,
      ];
    default:
      break;
  }
  const quoted =
    QUOTABLE.has(first.code) && first.detail !== undefined ? [' (', { quote: first.detail }, ')'] : [];
  return [lowerFirst(first.message).replace(/\.$/, ''), ...quoted];
}

/** Codes whose detail is the path that the sentence is about. */
const QUOTABLE: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'file-unreadable',
  'file-vanished',
  'file-changed',
  'name-unreadable',
  'tree-changed',
  'path-duplicate',
  'signed-file-ignored',
]);

/** The one path that a headline is about, if it is only one. */
function named(findings: readonly Finding[], outcome: Outcome): Text {
  const [only, ...others] = findings.filter((finding) => finding.outcome === outcome);
  return only && others.length === 0 ? [': ', { quote: only.path }] : [];
}

function qualifiersOf({ signature, findings, settings, readAt, namesHidden }: Evidence): Text[] {
  const qualifiers: Text[] = [];
  if (settings.expectation?.origin === 'accepted')
    qualifiers.push(['a signer you accepted after seeing who it was']);
  if (signature.ok) {
    if (signature.caveats.some(({ code }) => code === 'judged-at-issuance')) {
      qualifiers.push(['certificates judged as of when they were issued, as you chose']);
    }
    if (signature.trustRoot?.origin === 'imported') {
      qualifiers.push(['by the trust root of ', { quote: signature.trustRoot.name }, ', which you imported']);
    }
  }
  const ignoredBy = (by: 'signer' | 'person'): number =>
    findings.filter((finding) => finding.outcome === 'ignored' && finding.rule.by === by).length;
  if (ignoredBy('signer') > 0)
    qualifiers.push([`${count(ignoredBy('signer'), 'file')} ignored by the signer`]);
  if (ignoredBy('person') > 0) qualifiers.push([`${count(ignoredBy('person'), 'file')} ignored by you`]);
  const empty = tally(findings)['not-covered'];
  if (empty > 0) qualifiers.push([`${count(empty, 'empty file')} not covered by the signature`]);
  if (namesHidden) qualifiers.push(['links and names that this browser hides are not checked']);
  qualifiers.push([`as read at ${clock(readAt)}`]);
  return qualifiers;
}

/** Files that lie in the folder without being signed, and do not fail the check. The bundle is not one of them. */
function uncovered(findings: readonly Finding[]): Finding[] {
  return findings.filter(
    (finding) =>
      finding.outcome === 'extra' || (finding.outcome === 'ignored' && finding.rule.by !== 'bundle'),
  );
}

/** How many findings there are of each kind. */
export function tally(findings: readonly Finding[]): Record<Outcome, number> {
  const counts = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, 0])) as Record<Outcome, number>;
  for (const { outcome } of findings) counts[outcome]++;
  return counts;
}

function lowerFirst(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}

function isFilled<T>(list: readonly T[]): list is readonly [T, ...T[]] {
  return list.length > 0;
}
