import { count } from '../messages/format.ts';
import type { Text } from '../messages/text.ts';
import { ruleText } from '../signer/workflow.ts';
import type {
  ReportDocument,
  ReportedCause,
  ReportedFile,
  ReportedProblem,
  ReportedSigner,
} from './document.ts';

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
    { title: 'The check', facts: checkFacts(document) },
    { title: 'Problems', items: verdict.problems.map(problemText) },
    {
      title: 'What explains it',
      items: causes.map((cause, index) => [...(sentences.causes[index] ?? []), ...causeText(cause)]),
    },
    { title: signerTitle(document), facts: signerFacts(document) },
    { title: 'What was expected', facts: expectationFacts(document) },
    {
      title: 'What is signed',
      facts: statement
        ? [
            ...(statement.rootDigest === null ? [] : [quoted('Root digest (SHA-256)', statement.rootDigest)]),
            quoted('Statement (SHA-256)', statement.sha256),
            quoted('Its name for the model', statement.subject),
            ['Format', [{ quote: statement.version }, `, ${statement.method}, ${statement.algorithm}`]],
            ...statement.ignorePaths.map((path) => quoted('Left out by the signer', path)),
          ]
        : [],
    },
    {
      title: 'What was not checked',
      items: [...sentences.notChecked, ...document.unseen.map((sentence) => [sentence])],
    },
    {
      title: 'Steps',
      table: {
        head: ['Step', 'Result', 'Detail'],
        rows: document.checks.map(({ id, status, detail }) => [[id], [status], quoteOr(detail)]),
      },
    },
    {
      title: 'Files',
      facts: Object.entries(counts).flatMap(([outcome, number]): Fact[] =>
        number > 0 ? [[outcome, [count(number, 'file')]]] : [],
      ),
      table: {
        head: ['Result', 'File', 'Bytes', 'Detail'],
        rows: document.files.map((file) => [
          [file.outcome],
          [{ quote: file.path }],
          ['size' in file ? String(file.size) : ''],
          fileDetail(file),
        ]),
      },
    },
  ];
  return {
    title: ['Report on ', { quote: model.name }],
    headline: sentences.headline,
    qualifiers: sentences.qualifiers,
    sections: sections.filter(
      ({ facts = [], items = [], table }) => facts.length + items.length + (table?.rows.length ?? 0) > 0,
    ),
  };
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
  return [
    ['Verdict', [`${verdict.state} (${verdict.code})`]],
    [
      'Model',
      [{ quote: model.name }, `, ${model.kind}, ${count(model.files, 'file')}, ${model.bytes} bytes`],
    ],
    ['Bundle', [{ quote: bundle.name }]],
    quoted('Bundle (SHA-256)', bundle.sha256),
    ['Files read', [readAt]],
    ...(interruption ? ([['Not finished', problemText(interruption)]] as const) : []),
    ...(resumed
      ? ([
          [
            'Reused',
            [
              `${count(resumed.files, 'file')}, ${resumed.bytes} bytes, of a check interrupted ${resumed.from}`,
            ],
          ],
        ] as const)
      : []),
    ['By', [`${application.name} `, { quote: application.version }]],
  ];
}

function signerTitle({ signature, verdict }: ReportDocument): string {
  if (!signature.holds) return 'The signature';
  return verdict.state === 'failed' ? 'Who signed the list of files' : 'Who signed';
}

function signerFacts({ signature }: ReportDocument): Fact[] {
  if (!signature.holds) {
    return signature.problem ? [['Does not hold', problemText(signature.problem)]] : [];
  }
  const { signer, times, trustRoot, caveats } = signature;
  return [
    ...whoFacts(signer),
    ...times.map(({ time, source, authority }): Fact => [
      'When',
      [`${time}, ${source === 'rekor' ? 'recorded in the log' : 'stamped by'} `, { quote: authority }],
    ]),
    ...(times.length === 0 ? [['When', ['nothing in the bundle proves it']] as const] : []),
    ...(trustRoot
      ? [
          ['Trust root', [{ quote: trustRoot.name }, ` (${trustRoot.origin})`]] as const,
          quoted('Trust root (SHA-256)', trustRoot.sha256),
          ...(trustRoot.asOf === undefined
            ? []
            : [['Its publisher vouched for it', [trustRoot.asOf]] as const]),
          ['Its newest entry', [`in service since ${trustRoot.newest}`]] as const,
          ...trustRoot.warnings.map((warning) => quoted('Of that root', warning)),
        ]
      : []),
    ...caveats.map(({ code, detail }): Fact => ['Caveat', [`${code}: `, { quote: detail }]]),
  ];
}

function whoFacts(signer: ReportedSigner): Fact[] {
  switch (signer.method) {
    case 'sigstore':
      return [
        ...signer.identities.map(({ value }) => quoted('Identity', value)),
        quoted('Vouched for by', signer.issuer),
        quoted('Certificate (SHA-256)', signer.certificate.fingerprint),
      ];
    case 'certificate':
      return [
        quoted('Certificate of', signer.leaf.subject),
        quoted('Issued by', signer.leaf.issuer),
        ['Valid', [`${signer.leaf.notBefore} to ${signer.leaf.notAfter}`]],
        quoted('Certificate (SHA-256)', signer.leaf.fingerprint),
        ...(signer.root
          ? [quoted('Root', signer.root.subject), quoted('Root (SHA-256)', signer.root.fingerprint)]
          : []),
      ];
    case 'key':
      return [
        quoted('Key (SHA-256)', signer.fingerprint),
        ...(signer.curve ? [['Curve', [signer.curve]] as const] : []),
      ];
  }
}

const ORIGINS = {
  typed: 'typed by the person',
  file: 'from a file outside the model',
  'in-model': 'from a file in the model itself',
  accepted: 'accepted after seeing it',
  link: 'said by a link that nobody confirmed',
  'link-confirmed': 'said by a link that the person confirmed',
  remembered: 'remembered from an earlier check',
  demo: 'part of a sample',
} as const;

function expectationFacts({ expectation, settings }: ReportDocument): Fact[] {
  const { ignorePaths, ignoreUnsigned, judgeAt, trustRoot } = settings;
  const from = trustRoot.origin === null ? '' : `, ${ORIGINS[trustRoot.origin]}`;
  return [
    ...whomFacts(expectation),
    ...(settings.refused ? [quoted('Not expected', settings.refused.identity)] : []),
    ['Trust root', [`${trustRoot.kind}${from}`]],
    ['Certificates judged', [judgeAt === 'now' ? 'at the time of the check' : 'as of when they were issued']],
    ['Unsigned files', [ignoreUnsigned ? 'left out of the check' : 'fail the check']],
    ...ignorePaths.map((path) => quoted('Ignored by the person', path)),
  ];
}

function whomFacts(expectation: ReportDocument['expectation']): Fact[] {
  if (!expectation) return [['Signer', ['nobody said whom to expect']]];
  const { origin, statement, trustRoot } = expectation;
  const pins: Fact[] = [
    ...(trustRoot === undefined ? [] : [quoted('Sigstore instance', trustRoot)]),
    ...(statement === undefined ? [] : [quoted('Statement (SHA-256)', statement)]),
    ['Where that came from', [ORIGINS[origin]]],
  ];
  switch (expectation.method) {
    case 'sigstore': {
      const { identity, issuer } = expectation;
      const whom = typeof identity === 'string' ? identity : ruleText(identity);
      return [quoted('Identity', whom), quoted('Issuer', issuer), ...pins];
    }
    case 'key': {
      const { fingerprint, publicKey } = expectation;
      return [
        ...(publicKey === undefined ? [] : [['Signer', ['the holder of a key that was given']] as const]),
        ...(fingerprint === undefined ? [] : [quoted('Key (SHA-256)', fingerprint)]),
        ...pins,
      ];
    }
    case 'certificate': {
      const { leaf, root, roots } = expectation;
      return [
        ...(roots.length === 0 ? [] : [['Signer', ['certified by an authority that was given']] as const]),
        ...(root === undefined ? [] : [quoted('Root (SHA-256)', root)]),
        ...(leaf ? [quoted('Certificate', 'subject' in leaf ? leaf.subject : leaf.fingerprint)] : []),
        ...pins,
      ];
    }
  }
}

function fileDetail(file: ReportedFile): Text {
  switch (file.outcome) {
    case 'mismatch': {
      const where = file.range ? `bytes ${file.range.start} to ${file.range.end}: ` : '';
      return [`${where}expected `, { quote: file.expected }, ', found ', { quote: file.actual }];
    }
    case 'missing':
      return [
        ...(file.problem ? problemText(file.problem) : []),
        ...(file.lookAlike === undefined ? [] : ['looks like ', { quote: file.lookAlike }]),
        ...(file.mayBeLink ? ['may be a link'] : []),
      ];
    case 'ignored':
      return [`by ${file.rule.by}: `, { quote: file.rule.path }];
    case 'unreadable':
      return problemText(file.problem);
    default:
      return [];
  }
}

function problemText({ detail, message, next }: ReportedProblem): Text {
  return [`${message} ${next}`, ...(detail === undefined ? [] : [' (', { quote: detail }, ')'])];
}

/** Paths of a cause that are named: the table of files has them all. */
const NAMED = 10;

/** What follows the sentence of a cause. */
function causeText({ next, paths }: ReportedCause): Text {
  const named = paths
    .slice(0, NAMED)
    .flatMap((path, index): Text => [index === 0 ? ' ' : ', ', { quote: path }]);
  const rest = paths.length > NAMED ? [` and ${count(paths.length - NAMED, 'other')}`] : [];
  return [` ${next}`, ...named, ...rest];
}

function quoted(term: string, quote: string): Fact {
  return [term, [{ quote }]];
}

function quoteOr(text: string | undefined): Text {
  return text === undefined ? [] : [{ quote: text }];
}
