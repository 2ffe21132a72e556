import { day } from '../messages/format.ts';
import { messages } from '../messages/index.ts';
import type { Text } from '../messages/text.ts';
import { canRunCode } from '../model/hints.ts';
import { type Finding, type Outcome, tally, unsignedFiles } from '../oms/compare.ts';
import type { ErrorCode, Problem } from '../oms/error.ts';
import { briefNameOf } from '../signer/brief-name.ts';
import type { Origin } from '../signer/expectation.ts';
import type { CertificateSummary, Signer } from '../signer/result.ts';
import type { Signature } from '../signer/signature.ts';
import { ruleText, type WorkflowRule } from '../signer/workflow.ts';
import { alarmText, memoryQualifiers, precedentText, signerQuestion } from './memory.ts';
import { foundInModel, type Settings } from './settings.ts';
import type { Doubt, Evidence } from './verdict.ts';

type Held = Extract<Signature, { ok: true }>;

/** What a headline needs where the bundle may not even be readable. */
type Known = Pick<Evidence, 'findings' | 'settings'> &
  Partial<Pick<Evidence, 'causes' | 'claims' | 'signature'>>;

const WORDS = messages.headline;

/** The sentence of a `verified` verdict: all that it says is proven. */
export function verifiedHeadline(signature: Held, { findings, settings }: Evidence): Text {
  const { signer, times } = signature;
  const besides = besidesOf(findings);
  const alone = besides.length === 0;
  const signed =
    signer.method === 'key' ? WORDS.signed.with(keyName(signer, settings)) : WORDS.signed.by(nameOf(signer));
  const sentence = WORDS.verified(tally(findings).match, alone, signed, times[0]?.time);
  return [...demo(settings), ...sentence, ...precedentText(signature, settings), ...besides];
}

/** Of an `unconfirmed` verdict: the files are not what is in doubt. */
export function filesMatch(findings: readonly Finding[]): Text {
  return [WORDS.filesMatch(tally(findings).match), ...besidesOf(findings)];
}

/** What lies beside the signed files, to go on a sentence about them; empty if nothing does. */
function besidesOf(findings: readonly Finding[]): Text {
  const unsigned = unsignedFiles(findings);
  if (unsigned.length === 0) return [];
  return WORDS.besides(unsigned.length, runnable(unsigned));
}

function runnable(findings: readonly Finding[]): string[] {
  return findings.map(({ path }) => path).filter(canRunCode);
}

/** The sentence of an `unconfirmed` verdict: genuine, and what is still open. */
export function doubtHeadline(doubt: Doubt, signature: Held, settings: Settings): Text {
  const { signer, times } = signature;
  const voucher = signer.method === 'sigstore' ? signer.issuer : undefined;
  const time = times[0]?.time;
  return [
    ...demo(settings),
    ...alarmText(doubt),
    ...(signer.method === 'key'
      ? WORDS.genuine.with(keyName(signer, settings), time)
      : WORDS.genuine.by(nameOf(signer), voucher, time)),
    ...precedentText(signature, settings),
    ...openQuestion(doubt, signature, settings),
  ];
}

/** The sentence of a `failed` or `incomplete` verdict: what not to do, and why. */
export function noHeadline(state: 'failed' | 'incomplete', first: Problem, known: Known): Text {
  return [...demo(known.settings), ...WORDS.no[state](reason(first, known))];
}

/** The sentence about a bundle that cannot even be read: there is no model yet to speak of. */
export function unusableHeadline({ message }: Problem, bundle: string, settings: Settings): Text {
  return [...demo(settings), ...WORDS.no.bundle(bundle, withoutStop(message))];
}

/** How the files were read, which belongs to every sentence about them: what is said holds for that reading. */
export function readingText({ claims, interruption, readAt, resumed }: Evidence): Text[] {
  const texts: string[] = [];
  if (interruption?.code === 'stopped-at-difference') texts.push(WORDS.read.stopped);
  if (resumed) texts.push(WORDS.read.reused(resumed.files, claims.manifest.files.length, resumed.from));
  return [...texts, WORDS.read.at(readAt)].map((text) => [text]);
}

/** What belongs to a sentence that says something good: without it, it would say more than was found. */
export function qualifiersOf(evidence: Evidence): Text[] {
  const { findings, listedOnce, namesHidden, outside, readAt, settings, signature } = evidence;
  const says = WORDS.qualifiers;
  const qualifiers: Text[] = [];
  if (signature.ok) {
    const { expectation } = settings;
    qualifiers.push(...signerQualifiers(signature, settings));
    if (expectation?.method === 'sigstore' && typeof expectation.identity !== 'string') {
      qualifiers.push(says.workflow(ruleText(expectation.identity)));
    }
    const from = expectation && SOURCES[expectation.origin];
    if (from !== undefined) qualifiers.push([from]);
    qualifiers.push(...memoryQualifiers(signature, settings));
    if (expectation?.statement !== undefined) qualifiers.push([says.statement]);
    if (signature.caveats.some(({ code }) => code === 'judged-at-issuance')) {
      qualifiers.push([says.issuance]);
    }
    const asOf = signature.trustRoot?.asOf;
    if (asOf !== undefined) qualifiers.push([says.rootOf(datedText(asOf, readAt))]);
    if (signature.trustRoot?.origin === 'imported') {
      const { name, sha256, warnings } = signature.trustRoot;
      const { trustRoot } = settings;
      const accepted = trustRoot.kind === 'imported' && trustRoot.origin === 'accepted';
      qualifiers.push(says.imported(name, sha256, accepted), ...warnings.map(says.rootWarning));
    }
  }
  for (const by of ['signer', 'person'] as const) {
    const ignored = findings.filter(
      (finding) => finding.outcome === 'ignored' && finding.rule.by === by,
    ).length;
    if (ignored > 0) qualifiers.push([says.ignored[by](ignored)]);
  }
  const empty = tally(findings)['not-covered'];
  if (empty > 0) qualifiers.push([says.empty(empty)]);
  if (outside > 0) qualifiers.push([says.outside(outside)]);
  if (namesHidden) qualifiers.push([says.namesHidden]);
  if (listedOnce) qualifiers.push([says.listedOnce]);
  return [...qualifiers, ...readingText(evidence)];
}

/** What tells more of a key or certificate than the headline does, and that no time is proven. */
function signerQualifiers({ signer, times }: Held, { expectation, givenIn }: Settings): Text[] {
  const says = WORDS.qualifiers;
  const given = expectation?.origin === 'file';
  const qualifiers: Text[] = [];
  if (signer.method === 'key' && (givenIn !== undefined || expectation?.origin === 'demo')) {
    qualifiers.push(says.key(signer.fingerprint, given));
  }
  if (signer.method === 'certificate' && signer.root) {
    qualifiers.push(says.certified(certificateName(signer.root), given));
  }
  if (times.length === 0) qualifiers.push([says.untimed]);
  return qualifiers;
}

/** Where an expectation came from, where that qualifies what is said of the signer. */
const SOURCES: Partial<Record<Origin, string>> = {
  accepted: WORDS.qualifiers.accepted,
  'link-confirmed': WORDS.qualifiers.linkConfirmed,
  remembered: WORDS.qualifiers.remembered,
};

/** A day in milliseconds. */
const DAY = 24 * 60 * 60 * 1000;
/** From so many days on the age of a trust root is said. */
const OLD = 30;

/** The day of something that should be fresh, with its age once that is high; times in milliseconds since 1970. */
export function datedText(since: number, now: number): string {
  const days = Math.floor((now - since) / DAY);
  if (days < -1) return WORDS.dated.ahead(since);
  return days > OLD ? WORDS.dated.old(since, days) : day(since);
}

/** Who signed, as a part of a sentence. */
export function nameOf(signer: Signer): Text {
  switch (signer.method) {
    case 'sigstore':
      return WORDS.who.identities(signer.identities.map(({ value }) => value));
    case 'certificate':
      return certificateName(signer.leaf);
    case 'key':
      return WORDS.who.key(signer.fingerprint);
  }
}

function certificateName({ fingerprint, subject }: CertificateSummary): Text {
  const { name, organisation } = briefNameOf(subject || messages.unnamed.certificate(fingerprint));
  return WORDS.who.certificate(name, organisation);
}

/** A key as the person knows it: by the file in which they gave it. */
function keyName(signer: Signer, { expectation, givenIn }: Settings): Text {
  if (expectation?.origin === 'demo') return [WORDS.who.keyOfSample];
  return givenIn === undefined ? nameOf(signer) : WORDS.who.keyIn(givenIn);
}

function identityText(identity: string | WorkflowRule): string {
  return typeof identity === 'string' ? identity : ruleText(identity);
}

/** A sample must never be taken for the person's own model. */
function demo({ expectation, trustRoot }: Settings): Text {
  return expectation?.origin === 'demo' || trustRoot.kind === 'demo' ? [WORDS.demo] : [];
}

function openQuestion(doubt: Doubt, signature: Held, settings: Settings): Text {
  const { caveats, manifest } = signature;
  switch (doubt) {
    case 'signer-unconfirmed':
    case 'signer-changed':
      return signerQuestion(signature, settings);
    case 'origin-unconfirmed':
      return [WORDS.open.origin[foundInModel(signature, settings) ?? 'trustRoot']];
    case 'link-unconfirmed':
      return [WORDS.open.link];
    case 'certificate-expired-untimed':
      return [WORDS.open.expired(caveats.find((caveat) => caveat.code === 'certificate-expired')?.expired)];
    case 'usage-odd':
      return [WORDS.open.usage];
    case 'newer-format':
      return [WORDS.open.format(manifest.version)];
  }
}

/** Why the answer is no, to go on a sentence: what a person can act on, with the names that matter. */
export function reason(
  first: Problem,
  { causes = [], claims, findings, settings: { expectation }, signature }: Known,
): Text {
  const { why } = WORDS;
  const counts = tally(findings);
  switch (first.code) {
    case 'identity-differs':
      if (!signature?.ok || expectation?.method !== 'sigstore') break;
      return why.identityDiffers(nameOf(signature.signer), identityText(expectation.identity));
    case 'signer-refused':
      if (!signature?.ok) break;
      return why.refused(nameOf(signature.signer));
    case 'issuer-differs': {
      if (!signature?.ok || signature.signer.method !== 'sigstore' || expectation?.method !== 'sigstore')
        break;
      return why.issuerDiffers(signature.signer.issuer, expectation.issuer);
    }
    case 'needs-key': {
      const expected = expectation?.method === 'key' ? expectation.fingerprint : undefined;
      if (expected !== undefined) return why.expectedKey(expected);
      if (claims?.signer?.method !== 'key' || claims.signer.fingerprint === '') break;
      return why.namedKey(claims.signer.fingerprint);
    }
    case 'needs-root':
      if (claims?.signer?.method !== 'certificate') break;
      return why.root(
        claims.signer.leaf.subject,
        expectation?.method === 'certificate' ? expectation.root : undefined,
      );
    case 'method-differs':
      if (!claims || !expectation) break;
      return [why.methodDiffers(claims.method, expectation.method)];
    case 'files-differ': {
      const pointers = causes.find(({ code, wholly }) => code === 'git-lfs-pointer' && wholly);
      if (pointers) return why.pointers(pointers.paths);
      return withSoleName([why.mismatch(counts.mismatch)], findings, 'mismatch');
    }
    case 'files-missing':
      return withSoleName([why.missing(counts.missing)], findings, 'missing');
    case 'files-extra': {
      const dangerous = runnable(findings.filter(({ outcome }) => outcome === 'extra'));
      const said = why.extra(counts.extra, dangerous);
      // One that can run code is named already.
      return dangerous.length > 0 ? said : withSoleName(said, findings, 'extra');
    }
    default:
      break;
  }
  const about = NAMED.has(first.code) && first.detail !== undefined ? why.about(first.detail) : [];
  const { message } = first;
  return [message.charAt(0).toLowerCase() + withoutStop(message.slice(1)), ...about];
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

/** A reason with the path that it is about, if it is one. */
function withSoleName(why: Text, findings: readonly Finding[], outcome: Outcome): Text {
  const [only, ...others] = findings.filter((finding) => finding.outcome === outcome);
  return only && others.length === 0 ? WORDS.why.sole(why, only.path) : why;
}

/** Goes on within a sentence of ours. */
function withoutStop(message: string): string {
  return message.replace(/\.$/, '');
}
