import { count } from '../messages/format.ts';
import { messages } from '../messages/index.ts';
import type { Text } from '../messages/text.ts';
import { ruleText } from '../signer/workflow.ts';
import { filesStep } from '../verify/files-step.ts';
import type {
  ReportDocument,
  ReportedCause,
  ReportedFile,
  ReportedProblem,
  ReportedSigner,
} from './document.ts';

const WORDS = messages.report;

/** A term and what is said of it. */
export type Fact = readonly [term: string, value: Text];

/** One part of a report: facts, sentences, or a table. */
export interface Section {
  readonly title: string;
  readonly facts?: readonly Fact[];
  readonly items?: readonly Text[];
  readonly table?: { readonly head: readonly string[]; readonly rows: readonly (readonly Text[])[] };
}

/** What a report says, in the order in which people read it; each form only gives it a look. */
export interface Outline {
  readonly title: Text;
  readonly headline: Text;
  readonly qualifiers: readonly Text[];
  readonly sections: readonly Section[];
}

/** The sentences of a report with hostile text in them, whose quotes are told apart where that is still known. */
export interface Sentences extends Pick<Outline, 'headline' | 'qualifiers'> {
  readonly notChecked: readonly Text[];
  /** What was found, cause by cause. */
  readonly causes: readonly Text[];
}

/** Lays out a report; without `sentences` those of the document are taken as they stand. */
export function outlineOf(
  document: ReportDocument,
  sentences: Sentences = {
    headline: [document.verdict.headline],
    qualifiers: document.verdict.qualifiers.map((qualifier) => [qualifier]),
    notChecked: document.notChecked.map((sentence) => [sentence]),
    causes: (document.causes ?? []).map(({ sentence }) => [sentence]),
  },
): Outline {
  const { causes = [], model, verdict, statement, counts } = document;
  const sections: Section[] = [
    { title: WORDS.check.title, facts: checkFacts(document) },
    { title: WORDS.problems, items: verdict.problems.map(problemText) },
    {
      title: WORDS.causes.title,
      items: causes.map((cause, index) => [...(sentences.causes[index] ?? []), ...causeText(cause)]),
    },
    { title: signerTitle(document), facts: signerFacts(document) },
    { title: WORDS.expected.title, facts: expectationFacts(document) },
    {
      title: WORDS.statement.title,
      facts: statement ? statementFacts(statement) : [],
    },
    {
      title: WORDS.notChecked,
      items: [...sentences.notChecked, ...document.unseen.map((sentence) => [sentence])],
    },
    {
      title: WORDS.steps.title,
      table: {
        head: [WORDS.steps.step, WORDS.steps.result, WORDS.steps.detail],
        rows: stepsOf(document).map(({ id, status, detail }) => [[id], [status], quoteOr(detail)]),
      },
    },
    {
      title: WORDS.files.title,
      facts: Object.entries(counts).flatMap(([outcome, number]): Fact[] =>
        number > 0 ? [[outcome, [count(number, 'file')]]] : [],
      ),
      table: {
        head: [WORDS.files.result, WORDS.files.file, WORDS.files.bytes, WORDS.files.detail],
        rows: document.files.map((file) => [
          [file.outcome === 'ignored' && file.rule.by === 'bundle' ? 'bundle' : file.outcome],
          [{ quote: file.path }],
          ['size' in file ? String(file.size) : ''],
          fileDetail(file),
        ]),
      },
    },
  ];
  return {
    title: WORDS.title(model.name),
    headline: sentences.headline,
    qualifiers: sentences.qualifiers,
    sections: sections.filter(
      ({ facts = [], items = [], table }) => facts.length + items.length + (table?.rows.length ?? 0) > 0,
    ),
  };
}

/** The steps of the signature check, and the comparison of the files; none where the bundle could not be read. */
function stepsOf({
  checks,
  counts,
  interruption,
  settings: { ignoreUnsigned },
  verdict: { problems },
}: ReportDocument): readonly { readonly id: string; readonly status: string; readonly detail?: string }[] {
  if (checks.length === 0) return [];
  const files = filesStep({ counts, problems, interrupted: interruption !== null, ignoreUnsigned });
  return [...checks, { id: 'files', ...files }];
}

function checkFacts({
  application,
  bundle,
  interruption,
  model,
  readAt,
  resumed,
  verdict,
}: ReportDocument): Fact[] {
  const { check } = WORDS;
  return [
    [check.verdict, [check.verdictOf(verdict.state, verdict.code)]],
    [check.model, check.modelOf(model.name, model.kind, model.files, model.bytes)],
    quoted(check.bundle, bundle.name),
    quoted(check.bundleDigest, bundle.sha256),
    [check.read, [readAt]],
    ...(interruption ? ([[check.unfinished, problemText(interruption)]] as const) : []),
    ...(resumed
      ? ([[check.reused, [check.reusedOf(resumed.files, resumed.bytes, resumed.from)]]] as const)
      : []),
    [check.by, check.byApplication(application.name, application.version)],
  ];
}

function signerTitle({ signature, verdict }: ReportDocument): string {
  if (!signature.holds) return WORDS.signer.titleUnproven;
  return verdict.state === 'failed' ? WORDS.signer.titleOfList : WORDS.signer.title;
}

function signerFacts({ signature }: ReportDocument): Fact[] {
  const terms = WORDS.signer;
  if (!signature.holds) {
    return signature.problem ? [[terms.fails, problemText(signature.problem)]] : [];
  }
  const { signer, times, trustRoot, caveats } = signature;
  return [
    ...whoFacts(signer),
    ...times.map(({ time, source, authority }): Fact => [
      terms.when,
      messages.provenTime[source](time, authority),
    ]),
    ...(times.length === 0 ? [[terms.when, [messages.noProvenTime]] as const] : []),
    ...(trustRoot
      ? [
          [terms.trustRoot, terms.trustRootOf(trustRoot.name, trustRoot.origin)] as const,
          quoted(terms.trustRootDigest, trustRoot.sha256),
          ...(trustRoot.asOf === undefined ? [] : [[terms.asOf, [trustRoot.asOf]] as const]),
          [terms.newest, [terms.newestOf(trustRoot.newest)]] as const,
          ...trustRoot.warnings.map((warning) => quoted(terms.rootWarning, warning)),
        ]
      : []),
    ...caveats.map(({ code, detail }): Fact => [terms.caveat, terms.caveatOf(code, detail)]),
  ];
}

function whoFacts(signer: ReportedSigner): Fact[] {
  const terms = { ...messages.signer, ...WORDS.signer };
  switch (signer.method) {
    case 'sigstore':
      return [
        ...signer.identities.map(({ value }) => quoted(terms.identity, value)),
        quoted(terms.voucher, signer.issuer),
        quoted(terms.certificateDigest, signer.certificate.fingerprint),
      ];
    case 'certificate':
      return [
        quoted(terms.certificate, signer.leaf.subject),
        quoted(terms.issuer, signer.leaf.issuer),
        [terms.valid, [messages.period(signer.leaf.notBefore, signer.leaf.notAfter)]],
        quoted(terms.certificateDigest, signer.leaf.fingerprint),
        ...(signer.root
          ? [quoted(terms.root, signer.root.subject), quoted(terms.rootDigest, signer.root.fingerprint)]
          : []),
      ];
    case 'key':
      return [
        quoted(terms.keyDigest, signer.fingerprint),
        ...(signer.curve ? [[terms.curve, [signer.curve]] as const] : []),
      ];
  }
}

function expectationFacts({ expectation, settings }: ReportDocument): Fact[] {
  const { ignorePaths, ignoreUnsigned, judgeAt, trustRoot } = settings;
  const terms = WORDS.expected;
  const from = trustRoot.origin === null ? undefined : terms.origins[trustRoot.origin];
  return [
    ...whomFacts(expectation),
    ...(settings.refused ? [quoted(terms.refused, settings.refused.identity)] : []),
    [terms.trustRoot, [terms.trustRootOf(trustRoot.kind, from)]],
    [terms.judged, [terms.judgedAt[judgeAt]]],
    [terms.unsigned, [ignoreUnsigned ? terms.unsignedIgnored : terms.unsignedFail]],
    ...ignorePaths.map((path) => quoted(terms.ignored, path)),
  ];
}

function whomFacts(expectation: ReportDocument['expectation']): Fact[] {
  const terms = WORDS.expected;
  if (!expectation) return [[terms.signer, [terms.nobody]]];
  const { origin, statement, trustRoot } = expectation;
  const pins: Fact[] = [
    ...(trustRoot === undefined ? [] : [quoted(terms.instance, trustRoot)]),
    ...(statement === undefined ? [] : [quoted(terms.statement, statement)]),
    [terms.origin, [terms.origins[origin]]],
  ];
  switch (expectation.method) {
    case 'sigstore': {
      const { identity, issuer } = expectation;
      const whom = typeof identity === 'string' ? identity : ruleText(identity);
      return [quoted(terms.identity, whom), quoted(terms.issuer, issuer), ...pins];
    }
    case 'key': {
      const { fingerprint, publicKey } = expectation;
      return [
        ...(publicKey === undefined ? [] : [[terms.signer, [terms.givenKey]] as const]),
        ...(fingerprint === undefined ? [] : [quoted(terms.keyDigest, fingerprint)]),
        ...pins,
      ];
    }
    case 'certificate': {
      const { leaf, root, roots } = expectation;
      return [
        ...(roots.length === 0 ? [] : [[terms.signer, [terms.givenRoots]] as const]),
        ...(root === undefined ? [] : [quoted(terms.rootDigest, root)]),
        ...(leaf ? [quoted(terms.certificate, 'subject' in leaf ? leaf.subject : leaf.fingerprint)] : []),
        ...pins,
      ];
    }
  }
}

function fileDetail(file: ReportedFile): Text {
  const words = WORDS.files;
  switch (file.outcome) {
    case 'mismatch': {
      const where = file.range ? [words.range(file.range.start, file.range.end)] : [];
      return [...where, ...words.mismatch(file.expected, file.actual)];
    }
    case 'missing':
      return [
        ...(file.problem ? problemText(file.problem) : []),
        ...(file.lookAlike === undefined ? [] : words.looksLike(file.lookAlike)),
        ...(file.mayBeLink ? [words.mayBeLink] : []),
      ];
    case 'ignored':
      return words.ignored(file.rule.by, file.rule.path);
    case 'unreadable':
      return problemText(file.problem);
    default:
      return [];
  }
}

function problemText({ detail, message, next }: ReportedProblem): Text {
  return WORDS.problem(message, next, detail);
}

/** Paths of a cause that are named: the table of files has them all. */
const NAMED = 10;

/** What follows the sentence of a cause. */
function causeText({ next, paths }: ReportedCause): Text {
  if (paths.length === 0) return [` ${next}`];
  return [` ${next} `, ...WORDS.causes.files(paths.slice(0, NAMED), Math.max(0, paths.length - NAMED))];
}

function statementFacts(statement: NonNullable<ReportDocument['statement']>): Fact[] {
  const { algorithm, ignorePaths, method, rootDigest, sha256, subject, version } = statement;
  const terms = WORDS.statement;
  return [
    ...(rootDigest === null ? [] : [quoted(terms.rootDigest, rootDigest)]),
    quoted(terms.digest, sha256),
    quoted(terms.subject, subject),
    [terms.format, terms.formatOf(version, method, algorithm)],
    ...ignorePaths.map((path) => quoted(terms.ignored, path)),
  ];
}

function quoted(term: string, quote: string): Fact {
  return [term, [{ quote }]];
}

function quoteOr(text: string | undefined): Text {
  return text === undefined ? [] : [{ quote: text }];
}
