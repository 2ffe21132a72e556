import { clock, count, day } from '../messages/format.ts';
import type { Text } from '../messages/text.ts';
import { canRunCode } from '../model/hints.ts';
import { type Finding, type Outcome, tally, unsignedFiles } from '../oms/compare.ts';
import type { Method } from '../oms/bundle.ts';
import type { ErrorCode, Problem } from '../oms/error.ts';
import type { Origin } from '../signer/expectation.ts';
import type { Signer, VerifiedTime } from '../signer/result.ts';
import type { Signature } from '../signer/signature.ts';
import { ruleText, type WorkflowRule } from '../signer/workflow.ts';
import type { Settings } from './settings.ts';
import type { Doubt, Evidence } from './verdict.ts';

type Held = Extract<Signature, { ok: true }>;

/** What a headline needs where the bundle may not even be readable. */
type Known = Pick<Evidence, 'findings' | 'settings'> & Partial<Pick<Evidence, 'claims' | 'signature'>>;

/** The sentence of a `verified` verdict: all that it says is proven. */
export function verifiedHeadline(signature: Held, { findings, settings }: Evidence): Text {
  const matches = tally(findings).match;
  const who: Text = [...nameOf(signature.signer), ` signed${dateOf(signature.times)}`];
  const unsigned = unsignedText(findings);
  if (unsigned === '') {
    const files = matches === 1 ? 'This file is' : `These ${count(matches, 'file')} are`;
    return [...demo(settings), `${files} exactly what `, ...who];
  }
  const files = `The ${count(matches, 'signed file')} ${are(matches)}`;
  return [...demo(settings), `${files} exactly what `, ...who, unsigned];
}

/** Of an `unconfirmed` verdict: the files are not what is in doubt. */
export function filesMatch(findings: readonly Finding[]): Text {
  const matches = tally(findings).match;
  return [
    `the ${count(matches, 'signed file')} ${matches === 1 ? 'matches' : 'match'}${unsignedText(findings)}`,
  ];
}

/** What lies beside the signed files, to go on a sentence about them; empty if nothing does. */
function unsignedText(findings: readonly Finding[]): string {
  const unsigned = unsignedFiles(findings);
  if (unsigned.length === 0) return '';
  const runnable = unsigned.filter(({ path }) => canRunCode(path)).length;
  const danger = runnable > 0 ? ` (${runnable} of them can run code)` : '';
  return `; ${count(unsigned.length, 'file')} here ${are(unsigned.length)} not signed${danger}`;
}

/** The sentence of an `unconfirmed` verdict: genuine, and what is still open. */
export function doubtHeadline(doubt: Doubt, signature: Held, settings: Settings): Text {
  return [
    ...demo(settings),
    'A genuine signature by ',
    ...nameOf(signature.signer),
    ...voucherOf(signature.signer),
    ...(signature.times[0] ? [` on ${day(signature.times[0].time)}`] : []),
    openQuestion(doubt, signature, settings),
  ];
}

/** The sentence of a `failed` or `incomplete` verdict: what not to do, and why. */
export function noHeadline(state: 'failed' | 'incomplete', first: Problem, known: Known): Text {
  const start = state === 'failed' ? 'Do not use these files: ' : 'Not finished, do not use yet: ';
  return [...demo(known.settings), start, ...reason(first, known)];
}

/** The sentence about a bundle that cannot even be read: there is no model yet to speak of. */
export function unusableHeadline({ message }: Problem, bundle: string, settings: Settings): Text {
  const why = message.replace(/\.$/, '');
  return [
    ...demo(settings),
    'Do not use these files: the bundle ',
    { quote: bundle },
    ` cannot be used. ${why}`,
  ];
}

/** How the files were read, which belongs to every sentence about them: what is said holds for that reading. */
export function readingText({ claims, interruption, readAt, resumed }: Evidence): Text[] {
  const texts: Text[] = [];
  if (interruption?.code === 'stopped-at-difference')
    texts.push(['the rest was not read, as you chose to stop at the first file that differs']);
  if (resumed) {
    const all = claims.manifest.files.length;
    const files = all === 1 ? 'the file’s digest' : `${resumed.files} of ${all} files’ digests`;
    texts.push([`${files} reused from the check that was interrupted on ${day(resumed.from)}`]);
  }
  return [...texts, [`as read at ${clock(readAt)}`]];
}

/** What belongs to a sentence that says something good: without it, it would say more than was found. */
export function qualifiersOf(evidence: Evidence): Text[] {
  const { findings, listedOnce, namesHidden, outside, readAt, settings, signature } = evidence;
  const qualifiers: Text[] = [];
  if (signature.ok) {
    const { expectation } = settings;
    if (expectation?.method === 'sigstore' && typeof expectation.identity !== 'string') {
      qualifiers.push(['a signer you accept as ', { quote: ruleText(expectation.identity) }]);
    }
    const from = expectation && SOURCES[expectation.origin];
    if (from !== undefined) qualifiers.push([from]);
    if (expectation?.statement !== undefined) qualifiers.push(['the very statement you expect']);
    if (signature.caveats.some(({ code }) => code === 'judged-at-issuance')) {
      qualifiers.push(['certificates judged as of when they were issued, as you chose']);
    }
    const asOf = signature.trustRoot?.asOf;
    if (asOf !== undefined) qualifiers.push([`trust root of ${datedText(asOf, readAt)}`]);
    if (signature.trustRoot?.origin === 'imported') {
      const { name, sha256, warnings } = signature.trustRoot;
      qualifiers.push([
        'by the trust root in ',
        { quote: name },
        ` (SHA-256 ${sha256.slice(0, 16)}), ${rootOrigin(settings)}`,
      ]);
      for (const warning of warnings) qualifiers.push(['of that root: ', { quote: warning }]);
    }
  }
  for (const [by, whom] of [
    ['signer', 'the signer'],
    ['person', 'you'],
  ] as const) {
    const ignored = findings.filter(
      (finding) => finding.outcome === 'ignored' && finding.rule.by === by,
    ).length;
    if (ignored > 0) qualifiers.push([`${count(ignored, 'file')} ignored by ${whom}`]);
  }
  const empty = tally(findings)['not-covered'];
  if (empty > 0) qualifiers.push([`${count(empty, 'empty file')} not covered by the signature`]);
  if (outside > 0) qualifiers.push([`${count(outside, 'file')} outside of this folder left out`]);
  if (namesHidden) qualifiers.push(['links and names that this browser hides are not checked']);
  if (listedOnce) qualifiers.push(['this browser could not list the folder again at the end']);
  return [...qualifiers, ...readingText(evidence)];
}

/** Where an expectation came from, where that qualifies what is said of the signer. */
const SOURCES: Partial<Record<Origin, string>> = {
  accepted: 'a signer you accepted after seeing who it was',
  'link-confirmed': 'a signer named by a link that you confirmed',
  remembered: 'a signer you remembered',
};

/** A day in milliseconds. */
const DAY = 24 * 60 * 60 * 1000;
/** From so many days on the age of a trust root is said. */
const OLD = 30;

/** The day of something that should be fresh, with its age once that is high; times in milliseconds since 1970. */
export function datedText(since: number, now: number): string {
  const days = Math.floor((now - since) / DAY);
  if (days < -1) return `${day(since)}, a day that this computer’s clock has not reached`;
  return days > OLD ? `${day(since)}, ${count(days, 'day')} old` : day(since);
}

/** Who signed, as a part of a sentence. */
export function nameOf(signer: Signer): Text {
  switch (signer.method) {
    case 'sigstore':
      return signer.identities.flatMap(({ value }, index) => [
        ...(index === 0 ? [] : [' and ']),
        { quote: value },
      ]);
    case 'certificate':
      return [
        { quote: signer.leaf.subject || `certificate ${signer.leaf.fingerprint.slice(0, 16)}` },
        ...(signer.root ? [', certified by ', { quote: signer.root.subject }] : []),
      ];
    case 'key':
      return ['the holder of ', ...keyName(signer.fingerprint)];
  }
}

function voucherOf(signer: Signer): Text {
  return signer.method === 'sigstore' ? [', vouched for by ', { quote: signer.issuer }, ','] : [];
}

function rootOrigin({ trustRoot }: Settings): string {
  const accepted = trustRoot.kind === 'imported' && trustRoot.origin === 'accepted';
  return accepted ? 'which lies in the model and you said to know from elsewhere' : 'which you imported';
}

/** Enough of a fingerprint to tell keys apart; nobody compares sixty-four digits by eye. */
function keyName(fingerprint: string): Text {
  return ['key ', { quote: fingerprint.slice(0, 16) }];
}

function identityText(identity: string | WorkflowRule): string {
  return typeof identity === 'string' ? identity : ruleText(identity);
}

/** A sample must never be taken for the person's own model. */
function demo({ expectation, trustRoot }: Settings): Text {
  return expectation?.origin === 'demo' || trustRoot.kind === 'demo' ? ['DEMO. '] : [];
}

function dateOf([earliest]: readonly VerifiedTime[]): string {
  return earliest ? ` on ${day(earliest.time)}` : '; the time is not proven';
}

function openQuestion(doubt: Doubt, { caveats, manifest, signer }: Held, { expectation }: Settings): string {
  switch (doubt) {
    case 'signer-unconfirmed':
      return '. Is that whom you expected?';
    case 'origin-unconfirmed': {
      const what =
        expectation?.origin === 'in-model'
          ? { sigstore: 'trust root', key: 'key', certificate: 'root certificate' }[signer.method]
          : 'trust root';
      return `, but the ${what} lies in the model folder itself. Do you know it from elsewhere?`;
    }
    case 'link-unconfirmed':
      return '. A link says to expect it. Is that link the publisher’s own?';
    case 'certificate-expired-untimed': {
      const expiry = caveats.find((caveat) => caveat.code === 'certificate-expired');
      const when = expiry ? ` on ${day(expiry.expired)}` : '';
      return `, but a certificate expired${when} and nothing proves that it signed before`;
    }
    case 'usage-odd':
      return ', but the certificate was issued for another use than signing';
    case 'newer-format':
      return `, in a newer format (${manifest.version}) than Assay knows`;
  }
}

const METHODS: Readonly<Record<Method, string>> = {
  sigstore: 'with Sigstore',
  key: 'with a key',
  certificate: 'with a certificate of a private authority',
};

/** What a person can act on, with the names that matter. */
function reason(first: Problem, { claims, findings, settings: { expectation }, signature }: Known): Text {
  const counts = tally(findings);
  switch (first.code) {
    case 'identity-differs':
      if (!signature?.ok || expectation?.method !== 'sigstore') break;
      return [
        'they are signed by ',
        ...nameOf(signature.signer),
        ', not by ',
        { quote: identityText(expectation.identity) },
      ];
    case 'signer-refused':
      if (!signature?.ok) break;
      return ['they are signed by ', ...nameOf(signature.signer), ', and you expected somebody else'];
    case 'issuer-differs': {
      if (!signature?.ok || signature.signer.method !== 'sigstore' || expectation?.method !== 'sigstore')
        break;
      const { issuer } = signature.signer;
      return ['the signer was confirmed by ', { quote: issuer }, ', not by ', { quote: expectation.issuer }];
    }
    case 'needs-key': {
      const expected = expectation?.method === 'key' ? expectation.fingerprint : undefined;
      if (expected !== undefined) return ['you expect ', ...keyName(expected), ', and that key is not here'];
      if (claims?.signer?.method !== 'key' || claims.signer.fingerprint === '') break;
      return ['the bundle names ', ...keyName(claims.signer.fingerprint), ', and that key is not here'];
    }
    case 'needs-root':
      if (claims?.signer?.method !== 'certificate') break;
      return [
        'the bundle names ',
        { quote: claims.signer.leaf.subject },
        ', and the root certificate of the authority behind it',
        ...(expectation?.method === 'certificate' && expectation.root !== undefined
          ? [' (', { quote: expectation.root.slice(0, 16) }, ')']
          : []),
        ' is not here',
      ];
    case 'method-differs':
      if (!claims || !expectation) break;
      return [
        `they are signed ${METHODS[claims.method]}, and you expect them to be signed ${METHODS[expectation.method]}`,
      ];
    case 'files-differ':
      return [
        `${count(counts.mismatch, 'file')} ${counts.mismatch === 1 ? 'differs' : 'differ'} from what was signed`,
        ...soleName(findings, 'mismatch'),
      ];
    case 'files-missing':
      return [
        `${count(counts.missing, 'signed file')} ${are(counts.missing)} missing`,
        ...soleName(findings, 'missing'),
      ];
    case 'files-extra':
      return [
        `${count(counts.extra, 'file')} here ${counts.extra === 1 ? 'was' : 'were'} not signed`,
        ...soleName(findings, 'extra'),
      ];
    default:
      break;
  }
  const about =
    NAMED.has(first.code) && first.detail !== undefined ? [' (', { quote: first.detail }, ')'] : [];
  const { message } = first;
  return [message.charAt(0).toLowerCase() + message.slice(1).replace(/\.$/, ''), ...about];
}

/** Codes whose detail is the path that the sentence is about. */
const NAMED: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'file-unreadable',
  'file-vanished',
  'file-changed',
  'name-unreadable',
  'tree-changed',
  'path-duplicate',
  'signed-file-ignored',
]);

/** The path that a headline is about, if it is one. */
function soleName(findings: readonly Finding[], outcome: Outcome): Text {
  const [only, ...others] = findings.filter((finding) => finding.outcome === outcome);
  return only && others.length === 0 ? [': ', { quote: only.path }] : [];
}

function are(number: number): string {
  return number === 1 ? 'is' : 'are';
}
