import {
  bytes,
  coarse,
  count,
  day,
  list,
  moment,
  number,
  type Plural,
  plural,
  tenths,
  wholePercent,
} from './format.ts';
import { quote, type Text, text } from './text.ts';

/** The terms that the inspector explains where they stand, each with what somebody needs who meets it for the first time. */
const terms = {
  proven: { name: 'proven', meaning: 'It follows from the signature check, which held.' },
  claimed: { name: 'claimed', meaning: 'The bundle says so, and nobody has vouched for it.' },
  trusted: { name: 'trusted', meaning: 'It is part of what you trust from the start, not of the bundle.' },
  subject: {
    name: 'Subject',
    meaning:
      'Whom a certificate is about. Sigstore leaves it empty and names the signer among the alternative names.',
  },
  issuer: { name: 'Issuer', meaning: 'The authority that signed the certificate.' },
  serial: {
    name: 'Serial number',
    meaning: 'The number by which the authority tells its certificates apart.',
  },
  fingerprint: {
    name: 'Fingerprint',
    meaning: 'SHA-256 over the whole certificate: two certificates with one fingerprint are the same.',
  },
  'key-fingerprint': {
    name: 'Key fingerprint',
    meaning:
      'SHA-256 over the public key as the certificate holds it (SubjectPublicKeyInfo). It stays when a certificate is renewed for the same key.',
  },
  validity: {
    name: 'Valid',
    meaning:
      'When the authority vouches for the certificate. Sigstore’s are valid for ten minutes: long enough to sign once.',
  },
  authority: {
    name: 'Authority',
    meaning:
      'Whether the certificate may issue others, and how many authorities may stand below it (basic constraints).',
  },
  critical: {
    name: 'critical',
    meaning: 'Whoever does not know this extension must not accept the certificate.',
  },
  sct: {
    name: 'Certificate logs',
    meaning:
      'A signed certificate timestamp: a log’s promise to list this certificate, so that its owner can find out that it was issued.',
  },
  hint: {
    name: 'Key hint',
    meaning: 'SHA-256 of the public key’s PEM text. It says which key to use and proves nothing.',
  },
  'log-index': {
    name: 'Log index',
    meaning: 'The number of the entry in the log, across all trees that the log ever had.',
  },
  'log-id': {
    name: 'Log',
    meaning:
      'Each log has an id made of its public key; the trust root knows which ids to trust and what they are called.',
  },
  'integrated-time': {
    name: 'Taken at',
    meaning: 'When the log says it took the entry. It counts only with the log’s promise, which signs it.',
  },
  promise: {
    name: 'Promise',
    meaning:
      'Signed entry timestamp: the log’s signature over this entry, its number and its time, given at once.',
  },
  body: {
    name: 'What was logged',
    meaning:
      'What the log keeps of the signature: digests, the signature and the certificate, never the files.',
  },
  merkle: {
    name: 'Inclusion proof',
    meaning:
      'A log is a tree of hashes. Hashing the entry with one neighbour on each level must end in the root that the log signed: then the entry is in the log.',
  },
  checkpoint: {
    name: 'Checkpoint',
    meaning:
      'The log’s signed statement of how large its tree is and what its root is. Others may sign it too, as witnesses.',
  },
  timestamp: {
    name: 'Timestamp',
    meaning:
      'An authority signed the hash of the signature together with the time (RFC 3161): the signature is not younger than that.',
  },
  policy: { name: 'Policy', meaning: 'The rules by which the authority stamps, as an object identifier.' },
  imprint: {
    name: 'Stamped hash',
    meaning: 'The hash that the authority was shown. It must be that of the bundle’s signature.',
  },
  'payload-type': {
    name: 'Payload type',
    meaning:
      'What the signed content is. It is signed as well, so that content of one kind cannot pass for another.',
  },
  pae: {
    name: 'Signed bytes',
    meaning:
      'The signature is made over the payload’s type and length, and the payload itself (DSSE pre-authentication encoding).',
  },
  payload: {
    name: 'Payload',
    meaning: 'The statement as bytes. Its SHA-256 stands for “this exact statement”.',
  },
  keyid: {
    name: 'Key id',
    meaning: 'A hint of the signer’s choice that is not signed and that nobody uses.',
  },
  statement: {
    name: 'Statement',
    meaning: 'An in-toto statement: the list of files with their digests, and how they were computed.',
  },
};

const ASK_PUBLISHER = 'Do not use these files; ask the publisher for a correct bundle.';
const GET_BUNDLE_AGAIN = 'Download the bundle again from the publisher.';
const DO_NOT_USE = 'Do not use these files, and tell the publisher.';
const DOWNLOAD_AGAIN =
  'Download them again and check again. If it still fails, do not use them, and tell the publisher.';
const DOWNLOAD_ALL_AGAIN =
  'Download the whole folder with its bundle again. If it still fails, do not use it, and tell the publisher.';
const OTHER_SIGNER =
  'If you were mistaken about whom to expect, correct it below. Otherwise do not use these files, and tell the publisher that they exist.';
const KEEP_ROOT = 'Go on with the trust root that is here, and try again from another network.';

const NOT_SIGNED = 'This report is not signed: it is what somebody’s browser showed.';

/** How a model is signed, by the method of the bundle. */
const METHODS = {
  sigstore: 'with Sigstore',
  key: 'with a key',
  certificate: 'with a certificate of a private authority',
};

/** A sentence in which terms stand that explain themselves. */
type Explained = readonly (string | { readonly term: keyof typeof terms })[];

const UNKNOWN_LOG = 'a log that the trust root does not know';

/** How many of each a trust root holds. */
interface Holdings {
  readonly certificateAuthorities: number;
  readonly certificateLogs: number;
  readonly logs: number;
  readonly timestampAuthorities: number;
}

function holdings(holds: Holdings): string {
  return [
    count(holds.certificateAuthorities, 'certificate authority', 'certificate authorities'),
    count(holds.logs, 'log'),
    count(holds.certificateLogs, 'certificate log'),
    count(holds.timestampAuthorities, 'timestamp authority', 'timestamp authorities'),
  ].join(', ');
}

/** A word for one thing and for several. */
function forms(one: string, other = one): Plural {
  return { one, other };
}

const ARE = forms('is', 'are');

/** One file by its path, hostile text, or how many there are, and what is said of them. */
function fileOrFiles(paths: readonly string[], says: Plural, noun = 'file'): Text {
  const [path] = paths;
  const said = plural(paths.length, says);
  return path !== undefined && paths.length === 1
    ? text`${quote(path)} ${said}`
    : [`${count(paths.length, noun)} ${said}`];
}

/** How many of some unsigned files can run code, and which, to go on a sentence about them; nothing if none can. */
function danger(files: number, runnable: readonly string[]): Text {
  const [first] = runnable;
  if (first === undefined) return [];
  if (files === 1) return text`, and it can run code: ${quote(first)}`;
  return runnable.length === 1
    ? text`, and ${quote(first)} can run code`
    : text`, and ${number(runnable.length)} of them can run code, such as ${quote(first)}`;
}

/** Hostile names, each once, in the order in which they came. */
function namesOf(names: readonly string[]): Text {
  return [...new Set(names)].flatMap((name, index) => [...(index === 0 ? [] : [', ']), ...quote(name)]);
}

/** Enough of a fingerprint to tell keys apart; nobody compares sixty-four digits by eye. */
function short(fingerprint: string): string {
  return `${fingerprint.slice(0, 16)}…`;
}

function keyName(fingerprint: string): Text {
  return text`key ${quote(short(fingerprint))}`;
}

/**
 * Everything that a person reads, in English, by where it is read: the rest of the code has no sentences. What has
 * numbers or names in it is a function. Only `detail` of a problem or a check stays where it arises: it is evidence for
 * those who look, and is not translated.
 */
export const en = {
  /** How long something takes; `seconds` of it. */
  duration: (seconds: number): string =>
    coarse(seconds, {
      fewSeconds: 'a few seconds',
      seconds: (whole) => `about ${number(whole)} s`,
      minutes: (minutes) => `about ${number(minutes)} min`,
      hours: (hours) => `about ${tenths(hours)} h`,
    }),

  /** From one day or point in time to another. */
  period: (from: string, to: string): string => `${from} to ${to}`,

  checkAnother: 'Check another model',
  /** What was given and turned out to be of no use, by its names. */
  notChecked: (names: readonly string[]): Text => {
    const named = names
      .slice(0, 3)
      .flatMap((name, index) => text`${index === 0 ? '' : ', '}“${quote(name)}”`);
    const others = names.length - 3;
    return text`Not checked: ${named}${others > 0 ? ` and ${count(others, 'other')}` : ''}`;
  },
  showMore: 'Show more',

  /** A verdict in a word, by its tone. */
  tones: {
    verified: 'Verified',
    partial: 'Verified in part',
    unconfirmed: 'Not confirmed',
    failed: 'Do not use',
    incomplete: 'Not finished',
  },

  /** What was found out about files. */
  outcomes: {
    mismatch: forms('differs', 'differ'),
    missing: forms('missing'),
    extra: forms('not signed'),
    unreadable: forms('not read'),
    'not-covered': forms('empty, not covered'),
    ignored: forms('ignored'),
    match: forms('matches', 'match'),
    /** A match with a list that nobody has vouched for. */
    listed: forms('same as listed'),
    bundle: 'bundle',
  },

  /** The steps of a check: what each is called, and what would be possible without it. */
  checks: {
    bundle: {
      name: 'Bundle is well formed',
      why: 'A bundle that two programs read in two ways could show each of them another signature.',
    },
    'trust-root': {
      name: 'Trust root',
      why: 'All proof begins with authorities and logs that you trust beforehand, never with the bundle.',
    },
    'certificate-path': {
      name: 'Certificate leads to a trusted root',
      why: 'Anybody can make a certificate in any name; only an authority’s signature makes it count.',
    },
    'certificate-usage': {
      name: 'Certificate may sign',
      why: 'A certificate for another purpose, such as a web server’s, must not speak for its owner here.',
    },
    'certificate-validity': {
      name: 'Certificate was valid',
      why: 'Outside of its time the authority does not vouch for it, and its key may be in other hands.',
    },
    'certificate-transparency': {
      name: 'Certificate is in a log',
      why: 'A certificate issued in somebody’s name without their knowledge can then be found out.',
    },
    'log-entry': {
      name: 'Log entry is about this signature',
      why: 'The entry of another signature would prove nothing about this one.',
    },
    'log-inclusion': {
      name: 'Entry is in the log',
      why: 'A signature that everybody can see in the log cannot be made in secret.',
    },
    'log-checkpoint': {
      name: 'Log signed its state',
      why: 'Without it anybody could make up a log in which the entry stands.',
    },
    'log-promise': {
      name: 'Log promised to keep the entry',
      why: 'The promise signs the time of the entry, which nothing else of the log does.',
    },
    timestamps: {
      name: 'Timestamps',
      why: 'A certificate that is valid for minutes proves something only if the signature is known to be from then.',
    },
    key: {
      name: 'Key is the one you gave',
      why: 'A key that comes with the bundle says nothing about whose it is.',
    },
    'dsse-signature': {
      name: 'Signature over the list of files',
      why: 'It ties the list to the signer: one changed letter and it fails.',
    },
    statement: {
      name: 'List of files is well formed',
      why: 'What is signed must be a list of a model’s files, and mean one thing only.',
    },
    'root-digest': {
      name: 'Root digest sums up the list',
      why: 'The one digest that other tools compare must stand for all the files listed here.',
    },
    identity: {
      name: 'Signer is whom you expect',
      why: 'A genuine signature by somebody else is worth nothing: everybody can sign.',
    },
    files: {
      name: 'Files are those on the list',
      why: 'A genuine list says nothing about files that nobody compared.',
    },
  },

  /** What came of a step. */
  checkStatus: {
    pass: 'holds',
    fail: 'fails',
    warn: 'holds, but',
    skipped: 'not needed',
    unfinished: 'not finished',
  },

  /** The expectation form’s title, by the method of the bundle that is on the page. */
  formTitle: {
    key: 'Give the publisher’s public key',
    certificate: 'Give the root certificate',
    sigstore: 'Say whom you expect',
    otherKey: 'Use another key',
    otherRoots: 'Use other root certificates',
  },

  /** Trust roots, and what is said of the file of one that was given. */
  trustRoot: {
    publicGood: 'Sigstore public good',
    demo: 'Demo',
    noLog: 'This instance has no transparency log.',
    noCertificateLog: 'This instance has no certificate transparency log.',
    leftOut: (entry: string, reason: string): string => `${entry} is left out: ${reason}`,
    uses: (name: string): Text => text`Uses ${quote(name)}.`,
    reading: 'Reading it…',
    holds: (holds: Holdings, sha256: string): string =>
      `It holds ${holdings(holds)} (SHA-256 ${short(sha256)}).`,
    counts: holdings,
  },

  /** Where a folder came without a bundle, or with several. */
  bundleChoice: {
    label: 'Bundle choice',
    which: 'Which bundle?',
    several: 'The folder holds several. Choose the one to check against; the others count as unsigned files.',
    another: 'Or another one',
    unsigned: 'Not signed',
    none: (model: string): Text =>
      text`No signature was found in “${quote(model)}”, so nothing can be checked.`,
    meaning:
      'That is common, and does not mean that they are bad: nobody can tell whether they were changed.',
    elsewhere:
      'If the publisher offers a signature file (a bundle, often called model.sig), choose it below or drop it here.',
    ask: 'Otherwise ask the publisher to sign, or compare a SHA-256 that they publish.',
    suspects: 'Named like a bundle, but not one by the look of it. Try it anyway:',
    paste: 'Paste it as text',
    file: 'Bundle file',
    text: 'Bundle text',
    placeholder: '{"mediaType": …}',
    useText: 'Use this text',
  },

  /** Where a bundle came without its model. */
  inspection: {
    label: 'Bundle',
    title: 'A bundle without its model',
    says: (bundle: string): Text => text`${quote(bundle)} says the following of itself.`,
    holds: 'Its signature holds, but no file was compared with it.',
    unproven: 'Nothing of it is proven yet.',
    dropModel: 'Drop the model folder to check the files.',
    filesLabel: 'Claimed files',
    files: (files: number): string => count(files, 'claimed file'),
    steps: 'Every step of the signature check',
  },

  /** Who signed. */
  signer: {
    identity: 'Identity',
    voucher: 'Vouched for by',
    certificate: 'Certificate of',
    issuer: 'Issued by',
    root: 'Root',
    valid: 'Valid',
    fingerprint: 'Fingerprint',
    key: 'Key (SHA-256)',
    unnamedKey: 'not named in the bundle',
  },

  /** What the person’s memory of signers adds to a verdict. Names are the person’s own, or came in a file of theirs. */
  memory: {
    changed: 'Another signer than before. ',
    question: '. Is that whom you expected?',
    knownQuestion: (name: string): Text =>
      text`. You remember this signer as ${quote(name)}. Is that whom you expected?`,
    changedQuestion: (former: string, subject: string): Text =>
      text`. You remember ${quote(former)} for models named ${quote(subject)}, and this is somebody else. Is that whom you expected?`,
    known: (name: string): Text => text`known to you as ${quote(name)}`,
    formerly: (former: string, subject: string): Text =>
      text`not ${quote(former)}, whom you remember for models named ${quote(subject)}`,
    unread: 'without regard to signers you remember or turned down, who could not be read',
    /** By the day on which the last one was seen. */
    precedent: {
      newer: (seen: string): string => `, in a newer statement than the one you saw on ${seen}`,
      older: (seen: string): string => `, in an older statement than the one you saw on ${seen}`,
      other: (seen: string): string => `, in another statement than the one you saw on ${seen}`,
    },
  },

  /** Where a signer is remembered, or turned down. */
  remember: {
    title: 'Remember this signer',
    known: (name: string): Text => text`You remember this signer as ${quote(name)}.`,
    turnedDown: (name: string): Text => text`You turn down whatever ${quote(name)} signs.`,
    hint: 'Kept in this browser only. You can choose them the next time, and are told when somebody else signs in their place.',
    afterSeeing: 'You remember whom you see here. Make sure that it is the publisher before you rely on it.',
    name: 'Name',
    remember: 'Remember',
    rename: 'Keep this name',
    distrust: 'Turn this signer down',
    trustAgain: 'Stop turning them down',
    forget: 'Forget',
    forgotten: 'Forgotten.',
    done: (name: string): Text => text`${quote(name)} is remembered.`,
    /** Both signers, side by side. */
    rival: {
      label: 'Two signers',
      title: 'This is another signer',
      remembered: 'You remember',
      signed: 'This is signed by',
    },
    pin: {
      name: 'Name',
      trustRoot: 'Trust root',
      publicGood: 'Sigstore public good',
      otherRoot: (sha256: string): string => `SHA-256 ${short(sha256)}`,
      root: 'Root',
      unproven: 'not proven',
    },
    /** In the form that asks whom a person expects. */
    choice: {
      title: 'Signers you remember',
      chosen: (name: string): Text => text`Expects ${quote(name)}.`,
      nobody: 'Expect nobody yet',
      kept: 'Kept here:',
      hint: 'Choose by who should have signed. The name of a model or a bundle says nothing.',
    },
    isChosen: (name: string): Text => text`This is ${quote(name)}, whom you remember.`,
  },

  /** What the page trusts, and what the person keeps. */
  trust: {
    open: 'What this page trusts',
    title: 'What this page trusts',
    pageTitle: 'What this page trusts · Assay',
    back: 'Back',
    intro:
      'A signature is proven by what is trusted beforehand. This is all of it: what came with the page, and what you keep.',
    notKept:
      'Nothing of your own is kept here: other pages under the same address could read it, and add to it.',

    publicGood: {
      title: 'Sigstore’s public trust root',
      sha256: 'SHA-256',
      from: 'Comes from',
      origins: {
        embedded: 'this page, as it was built',
        refreshed: 'Sigstore, signed by its keys',
      },
      asOf: 'As of',
      version: 'Version',
      /** By the numbers of the metadata that signs it. */
      versions: (root: number, targets: number): string => `root ${number(root)}, targets ${number(targets)}`,
      currentUntil: 'Known to be current until',
      overdue: 'Sigstore was not asked since.',
      holds: 'Holds',
      refresh: 'Refresh now',
      refreshing: 'Asking Sigstore…',
      refreshed: (when: string): string => `Asked on ${when}: this is the newest root.`,
      failed: 'The last refresh failed; the root that is here still counts.',
      cannot: 'This page was opened as a file, so it cannot ask for a newer one.',
      look: 'Look for newer trust roots',
      lookHint:
        'Once a day, when the page has been left alone for half a minute. A frame that sees no file asks tuf-repo-cdn.sigstore.dev; no check waits for it.',
      times: 'When its logs and authorities count',
    },
    services: {
      log: 'log',
      'certificate-log': 'certificate log',
      'certificate-authority': 'certificate authority',
      'timestamp-authority': 'timestamp authority',
    },
    service: (kind: string, address: string): Text => text`${quote(address)}, ${kind}`,
    since: (from: string): string => `since ${from}`,
    others: {
      title: 'Other instances',
      text: 'Sigstore’s staging instance and private ones are not part of this page. Keep their trusted_root.json below, and choose it for a check.',
    },

    kept: {
      title: 'Trust roots, keys and authorities you keep',
      none: 'None yet.',
      kinds: { 'trust-root': 'Trust root', key: 'Public key', authority: 'Certificate authority' },
      key: (curve: string, fingerprint: string): string => `On ${curve}, fingerprint ${fingerprint}`,
      certificate: (subject: string, until: string): Text => text`${quote(subject)}, valid until ${until}`,
      remove: 'Remove',
      removeNamed: (name: string): string => `Remove ${name}`,
      removed: 'Removed.',
    },
    add: {
      title: 'Add something to keep',
      hint: 'A public key, certificates of a private authority, or a trusted_root.json; PEM or JSON. You may also drop it on this page. Take it from a place you trust.',
      file: 'File to keep',
      text: 'Text to keep',
      useText: 'Look at this text',
      pasted: 'Pasted text',
      offered: 'To be kept',
      reading: 'Reading it…',
      keep: (name: string): Text => text`Keep ${quote(name)}`,
      discard: 'Do not keep',
      isKept: 'It is kept already.',
      done: (name: string): Text => text`${quote(name)} is kept.`,
    },

    signers: {
      title: 'Signers you remember',
      none: 'Nobody yet. You can remember a signer beside a verdict.',
      turnedDown: 'turned down',
      last: 'Last seen',
      /** A model’s name by the signer’s word, and when the statement was seen. */
      statement: (subject: string, seen: string): Text => text`${quote(subject)}, on ${seen}`,
      more: (others: number): string => `and ${count(others, 'other model')}`,
      nothingSeen: 'nothing',
      forgetNamed: (name: string): string => `Forget ${name}`,
      distrust: 'Turn down',
      distrustNamed: (name: string): string => `Turn down ${name}`,
      trustAgain: 'Stop turning down',
      trustAgainNamed: (name: string): string => `Stop turning down ${name}`,
    },

    transfer: {
      title: 'Take it along',
      hint: 'One file with all that you keep here, for another computer. Nothing signs it: carry it in a way you trust.',
      export: 'Export all',
      import: 'File of an export',
      label: 'What the file would add',
      adds: (signers: number, anchors: number): string =>
        `It would add ${count(signers, 'signer')} and ${count(anchors, 'trust root, key or authority', 'trust roots, keys or authorities')}.`,
      nothingNew: 'It holds nothing that is not here already.',
      stays: 'What you have here already stays as it is.',
      add: 'Add all of it',
      cancel: 'Add nothing',
      added: 'Added.',
    },
  },

  /** Where publishers were seen to use what signed; a label and no check. */
  publishers: {
    granite: {
      name: 'IBM Granite',
      source: 'the signatures beside its models on Hugging Face, as of 2026',
    },
    nvidia: {
      name: 'NVIDIA',
      source: 'the root certificate in its repository NVIDIA/skills on GitHub, as of 2026',
    },
  },
  publisherLabel: {
    term: 'Seen used by',
    says: (name: string, source: string): string =>
      `${name}, according to ${source}. That is a label, not a check.`,
  },

  /** Which build the page is, and what a page in one file lacks. */
  build: {
    name: (version: string): string => `Assay ${version}`,
    commit: 'Commit',
    changed: 'and changes since',
    unknown: 'not known',
    digest: 'Digest',
    compare:
      'This is what the page says of itself, and a page that was changed could say anything. To be sure, build it anew and compare the files: docs/rebuild.md in its sources tells how.',
    notBuilt: 'Served from its sources.',
    oneFile:
      'This is Assay in one file, to keep and to use without a network. It cannot ask Sigstore for a newer trust root or load a bundle that a link names, and it keeps nothing for the next time: no settings, no reports, no unfinished checks.',
    oneFileSees:
      'In this browser, it does not see files with some unusual names in a folder; every verdict says so.',
  },

  /** The page as an installed program, where systems show it. */
  app: {
    description:
      'Drop a model folder and learn who signed exactly these files, when, and whether anything differs. Nothing is uploaded, and it works without a network.',
    screenshot: 'The verdict on a model, and who signed it',
  },

  /** Use without a network, and newer versions. */
  offline: {
    title: 'Use without a network',
    fetching: 'Getting all that this page needs…',
    ready: 'All that this page needs is kept in this browser, so it works without a network.',
    failed: 'This browser could not keep what the page needs, so the page works only with a network.',
    shared: 'Other pages share this host, so nothing is kept here unless you say so.',
    keep: 'Keep this page for use without a network',
    drop: 'No longer keep it',
    install: 'Install as an app',
    persist: 'Ask the browser never to clear it',
    persisted: 'The browser does not clear what is kept here by itself.',
    refused: 'The browser said no: it may clear what is kept here when space runs short.',
    update: {
      label: 'New version',
      ready: (version: string): string => `A new version is ready: ${version}.`,
      rebuilt: (version: string): string => `A newer build of version ${version} is ready.`,
      changes: 'What changed',
      reload: 'Reload',
      loses:
        'Reloading ends what is on the page. The new version also comes by itself once every tab of this page was closed.',
      busy: 'A check is under way, here or in another tab. Reload when it is done.',
      replaced: 'A new version was loaded in another tab. Reload this one too when you are done with it.',
    },
  },

  /** What the page asked the network for. */
  network: {
    title: (own: number, nothingElse: boolean): string =>
      `Network: ${own === 0 ? 'nothing of this page' : `${count(own, 'file')} of this page`}, and ${nothingElse ? 'nothing else' : 'more'}`,
    since: 'What this page asked for since it was opened, as your browser tells it.',
    own: 'Its own files',
    ownCount: (files: number): string =>
      files === 0
        ? 'None: all of it stands in one file.'
        : `${count(files, 'request')}, some of them answered by this browser. Its workers load their programs in the same way, which a page cannot count.`,
    trustRoot: 'A newer trust root',
    trustRootCount: (times: number): string =>
      times === 0
        ? 'Not asked for.'
        : `Sigstore was asked ${count(times, 'time')}, by a document of its own that sees no file.`,
    bundle: 'The bundle of a link',
    bundleHosts: (hosts: readonly string[]): Text =>
      hosts.length === 0
        ? ['Not loaded.']
        : text`A tab of its own that sees no file was opened to load it from ${namesOf(hosts)}.`,
    elsewhere: 'Anything else',
    elsewhereHosts: (hosts: readonly string[]): Text =>
      hosts.length === 0
        ? ['Nothing.']
        : text`Something was asked of ${namesOf(hosts)}. This page does not do that: an extension of your browser may.`,
    security: 'Security: what is proven, and who can break it',
    recipe: 'You need not believe the page:',
    ways: [
      'Once “Use without a network” says that the page is kept, pull the cable or switch off Wi-Fi, and check a model: it works all the same.',
      'Open your browser’s developer tools (F12), choose Network, and check a model: files of this page are all that is listed.',
      'Keep Assay as one file, and open it on a computer that has no network.',
    ],
  },

  /** Around every view. */
  page: {
    name: 'Assay',
    /** In the tab. */
    title: 'Assay: verify a signed AI model',
    gist: 'Verify a signed AI model. Nothing is uploaded.',
    drop: 'Drop to check',
    foot: 'Your files are read on this device. The page that reads them is barred from opening connections. A good signature tells whose files these are, not whether a model is safe.',
  },

  /** While files are looked through, before anything is read. */
  listing: {
    label: 'Listing',
    title: 'Looking through the files…',
    found: (files: number): string => `${count(files, 'file')} found so far`,
    cancel: 'Cancel',
  },

  /** Where nothing is on the page yet. */
  start: {
    drop: 'Drop a model folder here',
    /** Where there is nothing to drop by. */
    choose: 'Choose a model folder',
    chooseFile: 'Choose a model file',
    finds: 'Assay finds the publisher’s signature in it.',
    reads: 'It reads every signed file on this device and compares it.',
    tells: 'You learn who signed exactly these files, when, and what differs.',
    /** What works without folders. */
    fileModel:
      'A model that is one file: choose it together with its bundle, and the publisher’s key if there is one.',
    bundle: 'A bundle alone: you see what it says, and whether its signature holds.',
    report: 'A saved report: you see what somebody’s check found.',
    dropHint:
      'Dropping also shows hidden files, which choosing may leave out. Drop a bundle, a key or certificates together with the folder.',
    notKept:
      'Reports of checks are not kept here: other pages under the same address could read them, and add to them.',
    samples: 'Try a sample',
    samplesHint: 'A tiny made-up model that comes with this page.',
    /** By who signed it; each comes in both versions. */
    sampleOf: { sigstore: 'Signed by a named person', key: 'Signed with a key' },
    genuine: 'Genuine',
    tampered: 'One byte changed',
    /** The whole name of a button whose face says only the version. */
    sampleNames: {
      sigstore: { genuine: 'Genuine', tampered: 'One byte changed' },
      key: { genuine: 'Genuine, signed with a key', tampered: 'One byte changed, signed with a key' },
    },
    given: 'What you gave is kept for the next model. Now drop the model folder.',
  },

  /** What chooses files. */
  open: {
    folder: 'Choose a folder',
    modelFolder: 'Choose the model folder',
    file: 'Choose a file',
    files: 'Choose files',
    noFolders:
      'This browser cannot open folders. For a model that is a folder, open this page on a computer, or in a newer browser.',
    upload:
      'When you choose a folder, the browser will ask whether to “upload” its files: it only lets this page read them. Nothing is uploaded.',
    folderLabel: 'Model folder',
    fileLabel: 'Model file',
    pasted: 'pasted text',
  },

  /** On the start: what the person came back from. */
  stillOpen: {
    label: 'Still open',
    waits: (model: string): Text => text`“${quote(model)}” waits for your answer.`,
    paused: (model: string): Text => text`“${quote(model)}” is paused.`,
    reading: (model: string): Text => text`“${quote(model)}” is still being read.`,
    verdict: (model: string): Text => text`The verdict on “${quote(model)}” is ready.`,
    other: (name: string): Text => text`“${quote(name)}” is still open.`,
    back: 'Return to it',
    takesPlace: 'Opening another model takes its place.',
  },

  /** Reports of earlier checks, on the start. */
  pastChecks: {
    title: 'Checked before',
    none: 'No report is kept any more.',
    note: 'Reports that this browser keeps. The files may have changed since.',
    /** What is said of one, in a line. */
    gist: (tone: string, readAt: number, signer: string): Text =>
      text`${tone} · ${day(readAt)} · ${quote(signer)}`,
    noSignature: 'no signature that holds',
    forget: 'Forget',
    /** The model’s name with its hostile characters escaped. */
    forgetReport: (model: string): string => `Forget the report on ${model}`,
    older: (reports: number): string => count(reports, 'older report'),
  },

  /** Folders that the person had this browser remember. Names of folders with their hostile characters escaped. */
  folders: {
    title: 'Remembered folders',
    note: '“Check again” reads every file. A quick look reads none, and proves nothing.',
    none: 'No folder is remembered any more.',
    /** What is said of one, in a line. */
    gist: (tone: string, checkedAt: number): string => `${tone} · ${day(checkedAt)}`,
    expects: (who: string): Text =>
      who === '' ? [' · nobody expected yet'] : text` · expects ${quote(who)}`,
    called: (subject: string): Text => text`Name in the bundle: ${quote(subject)}`,
    again: 'Check again',
    againOf: (folder: string): string => `Check again: ${folder}`,
    look: 'Quick look',
    lookAt: (folder: string): string => `Quick look: ${folder}`,
    looking: 'Looking…',
    forget: 'Forget',
    forgetOf: (folder: string): string => `Forget the folder ${folder}`,
    /** Whom somebody expects who is known by no name. */
    unnamed: { key: 'a key', authority: 'a private authority' },
    /** What a quick look finds. */
    drift: {
      none: (files: number): string =>
        `By ${plural(files, forms('its name, size and time, the file is as it was', `their names, sizes and times, the ${number(files)} files are as they were`))} at the last check.`,
      some: (lists: readonly string[]): string => `Since the last check: ${list(lists)}.`,
      unproven:
        'Nothing was read, so this is no check: a file can change and keep its size and time. Only “Check again” tells.',
      counted: {
        changed: (files: number): string => `${count(files, 'file')} changed`,
        added: (files: number): string => `${number(files)} new`,
        gone: (files: number): string => `${number(files)} gone`,
        unreadable: (files: number): string => `${number(files)} that cannot be read`,
      },
      titles: {
        changed: 'Of another size or time',
        added: 'New',
        gone: 'Gone',
        unreadable: 'Cannot be read',
      },
      more: (files: number): string => `and ${number(files)} more`,
      nothing:
        'There is no list of files to compare with: the last check ended early, or the folder holds too many. Only “Check again” tells.',
    },
    /** Beside a verdict. */
    offer: 'Remember this folder on this device',
    hint: 'Then one click checks it again in the same way. This browser keeps the way to the folder, what you said and gave for this check, and the names, sizes and times of the files. It asks you before this page reads them again.',
    remember: 'Remember this folder',
    done: (folder: string): Text => text`${quote(folder)} is remembered. You find it on the start page.`,
    known: 'This folder is remembered, with this check.',
    otherCheck: (tone: string, checkedAt: number): string =>
      `This folder is remembered with another check: ${tone}, ${day(checkedAt)}.`,
    replace: 'Remember this check instead',
    forgotten: 'Forgotten.',
    noBrowser: 'This browser gives a page no way back to a folder. Chrome and Edge on a computer do.',
    noHandle:
      'The browser gave this page no way back to this folder. Open it with “Choose a folder”, and it can be remembered.',
  },

  /** While files are read. */
  checking: {
    label: 'Checking',
    /** In the tab; the model’s name with its hostile characters escaped. */
    pageTitle: (share: string, model: string): string => `${share} · ${model} · Assay`,
    pageTitleStopped: (share: string, model: string): string => `Stopped at ${share} · ${model} · Assay`,
    title: (model: string): Text => text`Reading “${quote(model)}”`,
    offerTitle: (model: string): Text => text`Go on with “${quote(model)}”?`,
    offer: (share: string, from: number): string =>
      `A check of this model stopped at ${share} on ${moment(from)}. Go on from there, or start over?`,
    goOnFromThere: 'Go on from there',
    startOver: 'Start over',
    goOn: 'Go on',
    pause: 'Pause',
    cancel: 'Cancel',
    progress: 'Bytes read',
    read: (share: string): string => `${share} read`,
    pausedAt: (share: string): string => `Paused at ${share}`,
    of: (done: number, total: number): string => `${bytes(done)} of ${bytes(total)}`,
    paused: 'paused',
    left: (perSecond: number, duration: string): string => `${bytes(perSecond)} a second · ${duration} left`,
    differs: 'Some files are not as listed.',
    soFar: (differences: readonly string[]): string => `So far: ${list(differences)}.`,
    differences: {
      mismatch: (files: number): string =>
        `${count(files, 'file')} ${plural(files, forms('differs', 'differ'))}`,
      missing: (files: number): string => `${count(files, 'signed file')} ${plural(files, ARE)} missing`,
      extra: (files: number): string => `${count(files, 'file')} ${plural(files, ARE)} not signed`,
    },
    pausedAtStart: 'Paused.',
    bundle: 'Reading the bundle…',
    stopAtDifference: 'Stop at the first file that differs',
    notifies: 'You will be told when it is done.',
    notify: 'Tell me when it is done',
    keys: 'Alt+P pauses and goes on, Alt+X cancels.',
    sure: 'Already sure: do not use these files.',
    sureNext: 'You can stop now: reading on cannot change this. It only shows which files differ.',
    stop: 'Stop here',
    takeBack: 'Take that back',
    ask: 'Is that whom you expect?',
    expected: 'Yes, I expect this signer',
    unexpected: 'No, or I do not know',
    askedLater: 'You may as well answer when the files are read.',
    accepted: 'You expect this signer, as you said after seeing who it is.',
    typed: 'This is whom you said you expect.',
    current: 'Now reading',
  },

  /** What the bundle says, whether it is proven or not. */
  claim: {
    label: 'Claim',
    title: 'The bundle',
    titleUnproven: 'What the bundle says (not proven)',
    when: 'When',
    issued: (time: number): string => `${moment(time)}, when its certificate was issued (not proven)`,
    notProven: 'not proven',
    method: 'Method',
    methods: {
      sigstore: 'Sigstore: a short-lived certificate, recorded in logs',
      key: 'A public key',
      certificate: 'A certificate of a private authority',
    },
    files: 'Signed files',
    filesBy: (files: number, algorithm: string): string => `${count(files, 'file')}, ${algorithm}`,
    algorithms: { sha256: 'SHA-256', blake2b: 'BLAKE2b', blake3: 'BLAKE3' },
    onDisk: (size: number): string => `(${bytes(size)} on disk in all)`,
    signature: 'Signature',
    checking: 'checking…',
    holds: 'checked: it holds',
    needsKey: 'waits for the publisher’s public key',
    needsRoot: 'waits for the authority’s root certificate',
    subject: 'Name in the bundle',
    unknown: 'Fields unknown here',
    passedOver: (fields: readonly { readonly where: string; readonly value: string }[]): Text => [
      'Passed over: ',
      ...fields.flatMap(
        ({ where, value }, index) => text`${index === 0 ? '' : ', '}${quote(where)} = ${quote(value)}`,
      ),
    ],
  },

  /** The form that says whom to expect. */
  expectation: {
    intro: 'Fill in only what the publisher states; leave the rest empty.',
    identityCounts: 'Only the identity counts: a model that is signed in another way fails.',
    more: {
      all: 'Private authority, trust root, ignored paths',
      rest: 'Trust root, ignored paths',
    },
    sigstore: 'Signed with Sigstore',
    identity: 'Identity',
    accept: 'Accept',
    accepts: {
      exact: 'just this identity',
      'any-ref': 'any reference of this workflow',
      'any-workflow': 'any workflow of this repository',
      'any-repository': 'any repository of this organisation',
    },
    issuer: 'Issuer',
    exact:
      'Such as release@example.com, vouched for by https://accounts.google.com. Both are compared to the letter.',
    half: {
      identity: 'Say whom this issuer vouches for, such as release@example.com.',
      issuer: 'Say who vouches for this identity, such as https://token.actions.githubusercontent.com.',
    },
    lately: 'Expected lately:',
    key: 'Signed with a key',
    keyFile: 'Public key file',
    pem: 'PEM, from a place you trust.',
    latelyKey: (key: string, model: string): Text => text`${key}, for ${quote(model)}`,
    certificate: 'Signed with a certificate of a private authority',
    rootFiles: 'Root certificate files',
    issuance: 'Judge certificates at issuance',
    issuanceHint: 'Accepts a certificate that has expired since, as the command line tools do.',
    trustRoot: 'Trust root',
    trustRootFile: 'Trust root file',
    trustRootHint: 'Only for a private Sigstore or timestamp authority; without it the public one counts.',
    files: 'Files',
    ignore: 'Ignore these paths',
    ignoreHint: 'One a line, from the model folder on; a folder stands for all in it.',
    ignoreUnsigned: 'Ignore unsigned files',
    apply: {
      key: 'Check with this key',
      certificate: 'Check with this certificate',
      sigstore: 'Check with this',
    },
    next: 'Used for the next model you drop.',
  },

  /** What a person sets for this browser, and what it keeps. */
  settings: {
    title: 'Settings',
    colours: 'Colours',
    schemes: { system: 'As the system has them', light: 'Light', dark: 'Dark' },
    workers: 'Hash with',
    workersOf: (workers: number): string => count(workers, 'worker'),
    workersHere: (workers: number): string => `${count(workers, 'worker')}, for this machine`,
    workersHint: 'From the next check on. Fewer leave more of the machine to other work.',
    keep: 'Keep the reports of checks',
    keepHint: 'In this browser only: the last 50, each with the names of up to 100 files.',
    stillKept: 'Reports that are still kept',
    stillKeptOf: (reports: number): string =>
      `${count(reports, 'report')} from before ${plural(reports, ARE)} still kept.`,
    forgetReports: (reports: number): string => plural(reports, forms('Forget it', 'Forget them')),
    forgotReports: 'Forgotten: the reports that were kept.',
    forgetEverything: 'Forget everything kept here',
    forgotEverything: 'Forgotten: reports, unfinished checks, folders, signers, trust roots and settings.',
  },

  /** A report of another time, which is somebody’s word. */
  pastReport: {
    label: 'A report',
    /** In the tab; the model’s name with its hostile characters escaped. */
    pageTitle: (model: string): string => `A report: ${model} · Assay`,
    kept: {
      title: 'A report kept here, not a check',
      says: (version: string, readAt: number): Text =>
        text`Nothing was checked now. This browser kept what Assay ${quote(version)} showed here of files that it read on ${moment(readAt)}. They may have changed since.`,
      next: 'To know, check the model again: drop its folder here, or choose it.',
    },
    given: {
      title: 'Somebody’s report, not a check',
      says: (name: string, version: string, readAt: number): Text =>
        text`Nothing here was checked. ${quote(name)} says what Assay ${quote(version)} showed somebody who read files on ${moment(readAt)}. A report is not signed, so anybody could have written it.`,
      next: 'To know, check the model yourself: drop its folder here, or choose it.',
    },
    names: (named: number, files: number): string => `It names ${number(named)} of ${count(files, 'file')}.`,
    saysLabel: 'What the report says',
    showMore: (rows: number): string => `Show more (${count(rows, 'row')} left)`,
  },

  /** The answer, as the page shows it. */
  verdict: {
    label: 'Verdict',
    /** Before the model’s name, where something else was dropped since. */
    stillOn: 'Still here: the verdict on',
    /** In the tab; the name with its hostile characters escaped. */
    pageTitle: (tone: string, model: string): string => `${tone}: ${model} · Assay`,
    bundle: (name: string): Text => text`bundle ${quote(name)}`,
    notSafe: 'This does not say that the model is safe.',
    also: 'Also:',
    expected: 'Yes, the publisher names this signer',
    unexpected: 'No, or I do not know',
    /** Where what was given lies in the model too. */
    choosePublishers: {
      key: 'Choose the publisher’s key file',
      certificate: 'Choose the publisher’s root certificate',
      trustRoot: 'Choose the publisher’s trust root',
    },
    compared: {
      key: 'I compared all 64 digits',
      certificate: 'I compared it with the publisher’s own',
      trustRoot: 'I compared it with the publisher’s own',
    },
    takeBack: 'Take back my answer',
    again: 'Check again',
    save: 'Save report',
    stopIgnoring: 'Stop ignoring unsigned files',
    ignoreUnsigned: (files: number, runnable: number): string =>
      `Ignore ${count(files, 'unsigned file')}${runnable === 0 ? '' : ` (${number(runnable)} can run code)`}`,
    steps: 'Every step of the check',
    /** On a printed sheet. */
    printed: (application: string, sha256: string): Text =>
      text`${NOT_SIGNED} By Assay ${application}; SHA-256 of the bundle ${quote(sha256)}.`,
  },

  /** The sentence of a verdict, and what qualifies it. */
  headline: {
    /** Goes before the sentence about a sample. */
    demo: 'DEMO. ',
    /** The signed files; all that are there where nothing lies beside them. */
    verified: (files: number, alone: boolean, signed: Text, time: number | undefined): Text => {
      const all = forms('This file is', `These ${count(files, 'file')} are`);
      const some = forms(`The ${count(files, 'signed file')} is`, `The ${count(files, 'signed file')} are`);
      const when = time === undefined ? '' : ` on ${day(time)}`;
      return text`${plural(files, alone ? all : some)} exactly what ${signed}${when}`;
    },
    /** What somebody did, or was done with a key, to go on “what”. */
    signed: {
      by: (who: Text): Text => text`${who} signed`,
      with: (key: Text): Text => text`was signed with ${key}`,
    },
    filesMatch: (files: number): string =>
      `the ${count(files, 'signed file')} ${plural(files, forms('matches', 'match'))}`,
    /** Goes on a sentence about the signed files. */
    besides: (files: number, runnable: readonly string[]): Text =>
      text`; ${count(files, 'file')} here ${plural(files, ARE)} not signed${danger(files, runnable)}`,
    genuine: {
      /** The voucher vouches for a name. */
      by: (who: Text, voucher: string | undefined, time: number | undefined): Text => {
        const vouched = voucher === undefined ? '' : text`, vouched for by ${quote(voucher)},`;
        return text`A genuine signature by ${who}${vouched}${time === undefined ? '' : ` on ${day(time)}`}`;
      },
      with: (key: Text, time: number | undefined): Text =>
        text`A genuine signature with ${key}${time === undefined ? '' : ` on ${day(time)}`}`,
    },
    /** What is still open, to end a sentence about a genuine signature. */
    open: {
      origin: {
        trustRoot: ', but the trust root lies in the model folder itself. Do you know it from elsewhere?',
        key: ', but that file lies in the model folder itself. Do you know it from elsewhere?',
        certificate:
          ', but the root certificate lies in the model folder itself. Do you know it from elsewhere?',
      },
      link: '. A link says to expect it. Is that link the publisher’s own?',
      expired: (on: number | undefined): string =>
        `, but a certificate expired${on === undefined ? '' : ` on ${day(on)}`} and nothing proves that it signed before`,
      usage: ', but the certificate was issued for another use than signing',
      format: (version: string): string => `, in a newer format (${version}) than Assay knows`,
    },
    no: {
      failed: (why: Text): Text => text`Do not use these files: ${why}`,
      incomplete: (why: Text): Text => text`Not finished, do not use yet: ${why}`,
      bundle: (bundle: string, why: string): Text =>
        text`Do not use these files: the bundle ${quote(bundle)} cannot be used. ${why}`,
    },
    /** Why the answer is no, to go on a sentence. */
    why: {
      identityDiffers: (who: Text, expected: string): Text =>
        text`they are signed by ${who}, not by ${quote(expected)}`,
      refused: (who: Text): Text => text`they are signed by ${who}, and you did not confirm that signer`,
      issuerDiffers: (issuer: string, expected: string): Text =>
        text`the signer was confirmed by ${quote(issuer)}, not by ${quote(expected)}`,
      expectedKey: (fingerprint: string): Text =>
        text`you expect ${keyName(fingerprint)}, and that key is not here`,
      namedKey: (fingerprint: string): Text =>
        text`the bundle names ${keyName(fingerprint)}, and that key is not here`,
      /** By the start of its fingerprint where that is known. */
      root: (subject: string, fingerprint: string | undefined): Text => {
        const which = fingerprint === undefined ? '' : text` (${quote(short(fingerprint))})`;
        return text`the bundle names ${quote(subject)}, and the root certificate of the authority behind it${which} is not here`;
      },
      methodDiffers: (method: keyof typeof METHODS, expected: keyof typeof METHODS): string =>
        `they are signed ${METHODS[method]}, and you expect them to be signed ${METHODS[expected]}`,
      mismatch: (files: number): string =>
        `${count(files, 'file')} ${plural(files, forms('differs', 'differ'))} from what was signed`,
      missing: (files: number): string => `${count(files, 'signed file')} ${plural(files, ARE)} missing`,
      extra: (files: number, runnable: readonly string[]): Text =>
        text`${count(files, 'file')} here ${plural(files, forms('was', 'were'))} not signed${danger(files, runnable)}`,
      /** Where all files that differ are Git LFS pointers. */
      pointers: (paths: readonly string[]): Text =>
        fileOrFiles(
          paths,
          forms(
            'was not downloaded; only its Git LFS pointer is here',
            'were not downloaded; only their Git LFS pointers are here',
          ),
        ),
      /** The one file that it is about. */
      sole: (why: Text, path: string): Text => text`${why}: ${quote(path)}`,
      /** Goes on the message of a problem. */
      about: (detail: string): Text => text` (${quote(detail)})`,
    },
    /** Who signed, to stand in a sentence. */
    who: {
      identities: (names: readonly string[]): Text =>
        names.flatMap((name, index) => (index === 0 ? quote(name) : text` and ${quote(name)}`)),
      certificate: (name: string, organisation: string | undefined): Text =>
        text`${quote(name)}${organisation === undefined ? '' : text` of ${quote(organisation)}`}`,
      key: keyName,
      /** A key by the file in which it was given: its name, or its path in the model. */
      keyIn: (file: string): Text => text`the key in ${quote(file)}`,
      keyOfSample: 'the sample’s key',
    },
    /** How the files were read. */
    read: {
      stopped: 'the rest was not read, as you chose to stop at the first file that differs',
      reused: (files: number, all: number, from: number): string => {
        const digests = forms('the file’s digest', `${number(files)} of ${number(all)} files’ digests`);
        return `${plural(all, digests)} reused from the check that was interrupted on ${day(from)}`;
      },
      at: (time: number): string => `as read on ${moment(time)}`,
    },
    qualifiers: {
      key: (fingerprint: string, given: boolean): Text =>
        text`the key${given ? ' you gave' : ''} is ${quote(short(fingerprint))}`,
      certified: (root: Text, given: boolean): Text =>
        text`certified by ${root}${given ? ', whose root certificate you gave' : ''}`,
      untimed: 'when it was signed is not known',
      workflow: (rule: string): Text => text`a signer you accept as ${quote(rule)}`,
      accepted: 'a signer you accepted after seeing who it was',
      linkConfirmed: 'a signer named by a link that you confirmed',
      remembered: 'a signer you remembered',
      statement: 'the very statement you expect',
      issuance: 'certificates judged as of when they were issued, as you chose',
      rootOf: (dated: string): string => `trust root of ${dated}`,
      imported: (name: string, sha256: string, accepted: boolean): Text => {
        const whence = accepted
          ? 'which lies in the model and you said to know from elsewhere'
          : 'which you imported';
        return text`by the trust root in ${quote(name)} (SHA-256 ${short(sha256)}), ${whence}`;
      },
      rootWarning: (warning: string): Text => text`of that root: ${quote(warning)}`,
      ignored: {
        signer: (files: number): string => `${count(files, 'file')} ignored by the signer`,
        person: (files: number): string => `${count(files, 'file')} ignored by you`,
      },
      empty: (files: number): string => `${count(files, 'empty file')} not covered by the signature`,
      outside: (files: number): string => `${count(files, 'file')} outside of this folder left out`,
      namesHidden: 'links and names that this browser hides are not checked',
      listedOnce: 'this browser could not list the folder again at the end',
    },
    /** The day of something that should be fresh, where there is more to say than the day. */
    dated: {
      ahead: (since: number): string => `${day(since)}, a day that this computer’s clock has not reached`,
      old: (since: number, days: number): string => `${day(since)}, ${count(days, 'day')} old`,
    },
  },

  /** What may stand behind files that are not as they were signed, and what to do about it. */
  causes: {
    'subfolder-signed': {
      sentence: (folder: string): Text =>
        text`All signed names are found in the folder ${quote(folder)}: the signature is for that one.`,
      next: (outside: number): string =>
        `Check that folder by itself; that leaves out the ${count(outside, 'file')} outside of it.`,
    },
    'git-lfs-pointer': {
      sentence: (paths: readonly string[]): Text => {
        const files = fileOrFiles(paths, forms('is a Git LFS pointer', 'are Git LFS pointers'));
        return text`${files} without the content.`;
      },
      next: 'Run “git lfs pull” in the folder, or download the content from the website, then check again.',
    },
    'unsigned-code': {
      sentence: (paths: readonly string[]): Text => {
        const files = fileOrFiles(paths, forms('can', 'can'), 'unsigned file');
        return paths.length === 1 ? text`${files} run code, and was not signed.` : text`${files} run code.`;
      },
      next: (files: number): string =>
        plural(
          files,
          forms(
            'Delete it unless you know where it comes from: the signer does not vouch for it.',
            'Delete them unless you know where they come from: the signer does not vouch for them.',
          ),
        ),
    },
    'download-unfinished': {
      sentence: {
        signed: (paths: readonly string[]): Text =>
          fileOrFiles(
            paths,
            forms('is not downloaded to the end.', 'are not downloaded to the end.'),
            'signed file',
          ),
        beside: (paths: readonly string[]): Text =>
          fileOrFiles(
            paths,
            forms(
              'is named like a download that is not finished.',
              'are named like a download that is not finished.',
            ),
          ),
      },
      next: 'Let the download finish or start it again, then check again.',
    },
    'line-endings': {
      sentence: (paths: readonly string[]): Text => {
        const files = fileOrFiles(paths, forms('differs', 'differ'));
        return text`${files} from what was signed only in how lines end, as Git may change it. That still is a difference.`;
      },
      next: 'Get the files as they were signed: in Git, set core.autocrlf to false and clone again.',
    },
    'model-card': {
      sentence: (path: string): Text =>
        text`Of the signed files only ${quote(path)} differs: the model card may have been edited after signing. That still is a difference.`,
      next: 'Do not rely on what it says; ask the publisher to sign again.',
    },
    'other-files': {
      sentence: (all: boolean): string =>
        `This signature is for other files: their names are the same, but ${all ? 'all' : 'most'} contents differ. It may have been copied along from another model or version.`,
      next: 'Do not use these files; ask the publisher for the signature that belongs to them.',
    },
    'left-by-tools': {
      sentence: (paths: readonly string[], makers: Iterable<string>, runnable: number): Text => {
        const files = fileOrFiles(paths, forms('is named', 'are named'), 'unsigned file');
        const danger = plural(
          paths.length,
          forms(', and can run code', `; ${number(runnable)} of them can run code`),
        );
        return text`${files} like what ${list(makers)} may leave in a folder${runnable === 0 ? '' : danger}.`;
      },
      next: 'Remove what you do not need, or ignore it here: then the verdict says that it is not signed.',
    },
  },

  /** What leaves files in folders without being asked, to stand in “made by …”. */
  makers: {
    macos: 'macOS',
    macosArchive: 'macOS, when it made an archive',
    windows: 'Windows',
    kde: 'KDE',
    python: 'Python',
    jupyter: 'Jupyter',
    huggingFace: 'the Hugging Face downloader',
  },

  /** What a person can do about a verdict. */
  remedies: {
    title: 'What to do now',
    /** Where only the person can settle whether the signer is the publisher. */
    confirmSigner:
      'Look on the publisher’s own site (not where you got the files) for who signs their models. If you cannot find it, do not use the files.',
    /** Where what was given lies in the model too. */
    confirmOrigin: {
      key: 'Look on the publisher’s own site (not where you got the files) for their public key. If you cannot find it, do not use the files.',
      certificate:
        'Look on the publisher’s own site (not where you got the files) for their root certificate. If you cannot find it, do not use the files.',
      trustRoot:
        'Look on the publisher’s own site (not where you got the files) for their trust root. If you cannot find it, do not use the files.',
    },
    otherPaths: (files: number): string => `and ${count(files, 'other')}`,
    ignore: (files: number): string =>
      plural(files, forms('Ignore this file', `Ignore these ${count(files, 'file')}`)),
    openFolder: (folder: string): Text => text`Check ${quote(folder)} by itself`,
  },

  /** What a check proved. */
  proof: {
    label: 'Proven',
    title: 'What was proven',
    signature: 'Signature',
    holds: (files: number): string => `It holds, over a list of ${count(files, 'file')}.`,
    grounds: 'How that is known',
    groundsOf: {
      sigstore: ['An authority of the trust root certified the identity.'],
      key: (whence: Text): Text => text`The signature fits the key ${whence}.`,
      certificate: (whence: Text): Text => text`The certificate leads to the root certificate ${whence}.`,
    },
    /** Where a key or root certificate came from, and the one file that it was in, if that is known. */
    whence: {
      given: (file: string | undefined): Text =>
        file === undefined ? ['that you gave'] : text`in ${quote(file)}, which you gave`,
      inModel: (file = ''): Text =>
        text`found in the model folder (${quote(file)}). Whose that is, is not known`,
      known: (file = ''): Text =>
        text`in ${quote(file)}, which lies in the model and you said to know from elsewhere`,
      remembered: 'that you remembered',
      link: 'that the link names',
      demo: 'that came with the sample',
    },
    when: 'When',
    log: 'Log',
    /** By the name of the log; empty if it is not known. */
    logged: (log: string): Text =>
      text`The log${log === '' ? '' : text` ${quote(log)}`} has an entry for this signature; its proof holds.`,
    promised: (log: string): Text =>
      text`The log${log === '' ? '' : text` ${quote(log)}`} promised to enter the signature.`,
    trustRoot: 'Trust root',
    rootOf: (name: string, dated: string | undefined): Text =>
      text`${quote(name)}${dated === undefined ? '' : `, of ${dated}`}`,
    files: 'Files',
    match: (files: number, signed: number): string =>
      files === signed
        ? `${plural(files, forms('The signed file matches', `All ${count(files, 'signed file')} match`))}.`
        : `${number(files)} of ${count(signed, 'signed file')} ${plural(signed, forms('matches', 'match'))}.`,
    statement: 'Statement (SHA-256)',
    nothing: 'Nothing.',
  },

  /** What a check did not prove. */
  notProven: {
    label: 'Not proven',
    title: 'What was not proven',
    unseen: (notes: number): string => `What a web page cannot see (${number(notes)})`,
    safe: 'Whether the model is safe or good: a signature only tells whose it is.',
    revoked: 'Whether a certificate or key was revoked since.',
    time: 'When it was signed: nothing in the bundle proves a time.',
    whose: {
      key: 'Whose key this is: it came with the model.',
      certificate: 'Whose root certificate this is: it came with the model.',
      trustRoot: 'Whose trust root this is: it came with the model.',
    },
    uselessIgnore: (path: string): Text =>
      text`The ignored path ${quote(path)} can match nothing in a model.`,
    unsorted: 'The files are not listed in the usual order; that changes nothing.',
  },

  /** A proven time, and who proves it. */
  provenTime: {
    rekor: (time: string, log: string): Text => text`${time}, recorded in the log ${quote(log)}`,
    rfc3161: (time: string, authority: string): Text => text`${time}, stamped by ${quote(authority)}`,
  },
  noProvenTime: 'nothing in the bundle proves it',

  /** The names of what has none but its fingerprint, lower-case hex. */
  unnamed: {
    certificate: (fingerprint: string): string => `certificate ${short(fingerprint)}`,
    key: (fingerprint: string): string => `key ${short(fingerprint)}`,
  },

  /** Workflows that are accepted alike. */
  workflows: {
    anyRef: (file: string, repository: string): string => `any reference of ${file} in ${repository}`,
    anyWorkflow: (repository: string): string => `any workflow of ${repository}`,
    anyRepository: (owner: string): string => `any workflow of any repository of ${owner}`,
  },

  /** The table of the files. */
  files: {
    title: 'Files',
    columns: { path: 'File', result: 'Result', size: 'Size' },
    /** Before the columns, where they are no columns for want of room. */
    sortBy: 'Sort by:',
    listUnproven: 'The list itself is not proven.',
    search: 'Search by a part of the path',
    only: 'Show only',
    all: 'Show all files',
    shown: (files: number): string => (files === 0 ? 'No file' : count(files, 'file')),
    found: (files: number): string => (files === 0 ? 'No file found' : `${count(files, 'file')} found`),
    byFolder: 'By folder',
    showDigests: (algorithm: string): string => `Show digests (${algorithm})`,
    skip: 'Skip the list',
    list: 'List of files',
    end: 'End of the list',
    notShown: (files: number): string =>
      `${count(files, 'more file is', 'more files are')} not shown; the saved report names all.`,
    notPrinted: (files: number): string =>
      `${count(files, 'more file is', 'more files are')} not printed; the saved report names all.`,
    ignore: 'ignore',
    ignoreFile: (path: string): string => `Ignore ${path}`,
    ignoreFolder: (path: string): string => `Ignore the folder ${path}`,
    digests: { expected: 'expected', found: 'found', digest: 'digest' },
    /** What a digest is called when it is copied. */
    digestOf: {
      expected: (path: string): string => `expected digest of ${path}`,
      found: (path: string): string => `found digest of ${path}`,
      digest: (path: string): string => `digest of ${path}`,
    },
    /** A digest of a part of a file. */
    ofRange: (digest: string, range: string): string => `${digest}, ${range}`,
    range: (start: number, end: number): string => `bytes ${number(start)} to ${number(end)}`,
    moreRanges: (ranges: number): string =>
      `${count(ranges, 'more range has', 'more ranges have')} digests not shown here`,
    /** Why a file differs or does not count, and what misleads about it. */
    reasons: {
      oddName: 'the name holds characters that do not show, mislead, or are not portable',
      ignored: {
        convention: (path: string): Text => text`Git’s own files are never part of a model: ${quote(path)}`,
        signer: (path: string): Text => text`not signed, and ignored by the signer: ${quote(path)}`,
        person: (path: string): Text => text`not signed, and ignored by you: ${quote(path)}`,
        /** By a rule for just this file, or for all that are not signed. */
        itself: 'not signed, and ignored by you',
      },
      oddBundle: 'holds the bundle, but another tool may read it for something else',
      mixedAlphabets: 'the name mixes alphabets, so that a letter may look like another',
      runsCode: 'can run code',
      namedLike: (maker: string): string => `named like a file made by ${maker}`,
      mayBeLink: 'may be a link, which no web page can see',
      looksLike: (path: string): Text => text`looks like ${quote(path)}, which is there`,
      firstIn: (range: string): string => `first in ${range}`,
    },
  },

  /** A saved report. What is evidence in it (states, codes, sizes in bytes, times in UTC) is written as in its JSON form. */
  report: {
    notSigned: NOT_SIGNED,
    title: (model: string): Text => text`Report on ${quote(model)}`,
    /** In the place of a name of no length. */
    empty: '(empty)',
    check: {
      title: 'The check',
      verdict: 'Verdict',
      verdictOf: (state: string, code: string): string => (code === state ? state : `${state} (${code})`),
      model: 'Model',
      modelOf: (name: string, kind: string, files: number, size: number): Text =>
        text`${quote(name)}, ${kind}, ${count(files, 'file')}, ${String(size)} bytes`,
      bundle: 'Bundle',
      bundleDigest: 'Bundle (SHA-256)',
      read: 'Files read',
      unfinished: 'Not finished',
      reused: 'Reused',
      reusedOf: (files: number, size: number, from: string): string =>
        `${count(files, 'file')}, ${String(size)} bytes, of a check interrupted ${from}`,
      by: 'By',
      byApplication: (name: string, version: string): Text => text`${name} ${quote(version)}`,
    },
    problems: 'Problems',
    causes: {
      title: 'What explains it',
      /** Some of the files that it is about, and how many more there are. */
      files: (paths: readonly string[], more: number): Text => {
        const named = paths.flatMap((path, index) => (index === 0 ? quote(path) : text`, ${quote(path)}`));
        return more === 0 ? named : text`${named} and ${count(more, 'other')}`;
      },
    },
    signer: {
      title: 'Who signed',
      titleOfList: 'Who signed the list of files',
      titleUnproven: 'The signature',
      fails: 'Does not hold',
      certificateDigest: 'Certificate (SHA-256)',
      rootDigest: 'Root (SHA-256)',
      keyDigest: 'Key (SHA-256)',
      curve: 'Curve',
      when: 'When',
      trustRoot: 'Trust root',
      trustRootOf: (name: string, origin: string): Text => text`${quote(name)} (${origin})`,
      trustRootDigest: 'Trust root (SHA-256)',
      asOf: 'Its publisher vouched for it',
      newest: 'Its newest entry',
      newestOf: (time: string): string => `in service since ${time}`,
      rootWarning: 'Of that root',
      caveat: 'Caveat',
      caveatOf: (code: string, detail: string): Text => text`${code}: ${quote(detail)}`,
    },
    expected: {
      title: 'What was expected',
      signer: 'Signer',
      nobody: 'nobody said whom to expect',
      identity: 'Identity',
      issuer: 'Issuer',
      givenKey: 'the holder of a key that was given',
      keyDigest: 'Key (SHA-256)',
      givenRoots: 'certified by an authority that was given',
      rootDigest: 'Root (SHA-256)',
      certificate: 'Certificate',
      instance: 'Sigstore instance',
      statement: 'Statement (SHA-256)',
      origin: 'Where that came from',
      origins: {
        typed: 'typed by the person',
        file: 'from a file outside the model',
        'in-model': 'from a file in the model itself',
        accepted: 'accepted after seeing it',
        link: 'said by a link that nobody confirmed',
        'link-confirmed': 'said by a link that the person confirmed',
        remembered: 'remembered from an earlier check',
        demo: 'part of a sample',
      },
      refused: 'Not expected',
      trustRoot: 'Trust root',
      trustRootOf: (kind: string, origin: string | undefined): string =>
        origin === undefined ? kind : `${kind}, ${origin}`,
      judged: 'Certificates judged',
      judgedAt: { now: 'at the time of the check', issuance: 'as of when they were issued' },
      unsigned: 'Unsigned files',
      unsignedIgnored: 'ignored',
      unsignedFail: 'fail the check',
      ignored: 'Ignored by the person',
    },
    statement: {
      title: 'What is signed',
      rootDigest: 'Root digest (SHA-256)',
      digest: 'Statement (SHA-256)',
      subject: 'Its name for the model',
      format: 'Format',
      formatOf: (version: string, method: string, algorithm: string): Text =>
        text`${quote(version)}, ${method}, ${algorithm}`,
      ignored: 'Ignored by the signer',
    },
    notChecked: 'What was not proven',
    steps: { title: 'Steps', step: 'Step', result: 'Result', detail: 'Detail' },
    files: {
      title: 'Files',
      result: 'Result',
      file: 'File',
      bytes: 'Bytes',
      detail: 'Detail',
      mismatch: (expected: string, found: string): Text =>
        text`expected ${quote(expected)}, found ${quote(found)}`,
      /** Goes before what differs there. */
      range: (start: number, end: number): string => `bytes ${String(start)} to ${String(end)}: `,
      looksLike: (path: string): Text => text`looks like ${quote(path)}`,
      mayBeLink: 'may be a link',
      ignored: (by: string, path: string): Text => text`by ${by}: ${quote(path)}`,
    },
    /** What is wrong and what to do, and where. */
    problem: (message: string, next: string, detail: string | undefined): Text =>
      text`${message} ${next}${detail === undefined ? '' : text` (${quote(detail)})`}`,
  },

  /** The map of the files. */
  map: {
    label: 'Map of the files',
    hint: 'The larger a file, the larger its part.',
    point: 'Point at one, or go there by arrow keys, to see which it is.',
    touch: 'Touch one to see which it is.',
    files: (files: number): string => count(files, 'file'),
    smallFiles: (files: number): string => count(files, 'small file'),
    toRead: (files: number): string => `${count(files, 'file')} to read`,
    /** What is known of one file; without its size where it is not there. */
    file: (path: string, size: number | undefined, state: string): Text =>
      text`${quote(path)}${size === undefined ? '' : `, ${bytes(size)}`}, ${state}`,
    /** What lies in a folder, hostile text; in the model itself where there is none. */
    within: (what: string, folder: string): Text =>
      folder === '' ? [what] : text`${what} in ${quote(folder)}`,
    /** What is known of several files that lie together. */
    group: (where: Text, size: number | undefined, states: readonly string[]): Text => {
      const howLarge = size === undefined ? '' : `, ${bytes(size)}`;
      return text`${where}${howLarge}${states.length === 0 ? '' : `: ${states.join(', ')}`}`;
    },
    firstWrong: (path: string): Text => text`; first ${quote(path)}`,
    read: (share: number): string => `${wholePercent(share)} read`,
    waits: 'waits to be read',
    signed: 'signed',
    found: 'found',
  },

  /** Forms in which a report can be saved. */
  reportForms: {
    title: 'Other forms of the report',
    text: 'Save as text',
    markdown: 'Save as Markdown',
    statement: 'Save as in-toto statement',
    unsigned: 'No form is signed: a report tells what you saw, and proves nothing to others.',
  },

  /** A verification link that the page was opened by. */
  link: {
    title: 'This link says whom to expect',
    claim:
      'Whoever made the link says so, and nothing of it is proven yet. Drop the model folder below: Assay checks it against this.',
    counts: 'You said whom you expect yourself: that counts, and not this link.',
    model: 'Model',
    signer: 'Signed by',
    issuer: 'Vouched for by',
    key: 'Signed with the key',
    keyInside: 'Signed with a key that the link brings along:',
    root: 'Certified by the root',
    leaf: 'Certificate',
    leafOf: (subject: string): Text => text`of ${quote(subject)}`,
    anyLeaf: 'any that this root certifies',
    trustRoot: 'Trust root',
    trustRoots: {
      'public-good': 'the public Sigstore',
      staging: 'Sigstore’s staging instance',
    },
    otherRoot: (sha256: string): Text => text`another Sigstore instance, SHA-256 ${quote(sha256)}`,
    statement: 'Exactly the statement',
    bundle: 'Bundle',
    bundleInside: (size: number): string => `in the link, ${bytes(size)}`,
    bundleLoaded: (host: string, size: number): Text => text`loaded from ${quote(host)}, ${bytes(size)}`,
    bundleAt: (address: string): Text => text`at ${quote(address)}`,
    needs: {
      key: 'You also need this key as a file, from a place that you trust: the link only names it. Drop it together with the model, or choose it here.',
      root: 'You also need this root certificate as a file, from a place that you trust: the link only names it. Drop it together with the model, or choose it here.',
      'trust-root':
        'You also need this instance’s trust root as a file, from a place that you trust: the link only names it. Drop it together with the model, or choose it here.',
    },
    file: {
      key: 'Key that the link names',
      root: 'Root that the link names',
      'trust-root': 'Trust root that the link names',
    },
    uses: (name: string): Text => text`${quote(name)} is the one.`,
    other: (name: string): Text => text`${quote(name)} is another one, and does not count.`,
    inspect: 'See what its bundle says',
    drop: 'Do not use this link',
    passedOver: (path: string, others: number): Text =>
      text`The folder also holds ${quote(path)}${others === 0 ? '' : ` and ${count(others, 'other bundle')}`}. This check used another one.`,
    overruled:
      'You said whom you expect yourself, so the link by which this page was opened does not count here.',
    ask: 'Where did you get the link?',
    why: 'A link from the place that the files came from proves nothing: whoever made the files may have made the link.',
    trusted: 'From the publisher’s own site, or a person I trust',
    untrusted: 'From elsewhere, or I do not know',
    advice:
      'Then it stays open whose files these are. Find the publisher’s own site without this link, or ask them whom to expect.',
    saysSo: 'This is whom the link says to expect.',
    confirmed: 'This is whom the link says to expect that you confirmed.',
  },

  /** Loading the bundle that a link says the address of, in a document of its own. */
  linkBundle: {
    offer: (host: string): Text => text`The link says that the bundle lies at ${quote(host)}.`,
    open: (host: string): string => `Load it from ${host}`,
    how: 'This opens another tab, since the page that reads your files may not connect to anything. Where the bundle lies in the model folder, you do not need this.',
    waits: 'When the other tab has loaded the bundle, it comes here.',
    title: 'Assay: load a bundle',
    heading: 'Load a bundle',
    asks: 'A verification link says that the bundle lies here:',
    learns:
      'That host, and whichever it passes the request on to, learns your network address and that somebody asks for this file. This tab knows nothing of your files.',
    load: 'Load from',
    loading: 'Loading…',
    done: 'The bundle is loaded. Go back to the tab that you came from.',
    alone:
      'The bundle is loaded, but the tab that you came from does not answer. Save the bundle, and drop it on Assay together with the model.',
    save: 'Save the bundle',
    cameFrom: 'It came from',
    failed: 'The bundle could not be loaded.',
    refused: 'The host does not answer, or does not let other sites read the file.',
    status: 'The host answered with',
    tooLarge: 'It is larger than any bundle.',
    wayOut: 'Download it yourself, and drop it on Assay together with the model:',
    invalid: 'This page is opened by a verification link, and there is none.',
  },

  /** Making a verification link. */
  linkMaker: {
    title: 'Make a link for others',
    label: 'Verification link for others',
    intro:
      'Whoever opens the link is told whom to expect, and still checks the files. To them it is your claim until they say that they trust where they got it.',
    unproven: 'Nothing of this is proven yet: the link would pass on what the bundle claims.',
    impossible: 'There is nothing yet to make a link of: give the publisher’s key or root certificate first.',
    noAddress: 'A page that was opened from a file has no address to link to.',
    model: 'Name of the model',
    invisible: 'It holds characters that do not show, so the link leaves it out.',
    accepts: (rule: string): Text => text`The link then accepts ${quote(rule)}.`,
    expects: 'The link expects',
    expect: { signer: 'this signer', statement: 'this signer, and exactly this statement' },
    statementHint: 'Another version of the model, by the same signer, then fails.',
    kinds: {
      label: 'The bundle',
      expectation: 'lies in the model folder',
      address: 'can be loaded from an address',
      'self-contained': 'is in the link',
    },
    address: 'Address of the bundle',
    addressHint: 'It must begin with https://, and its host must let other sites read it (CORS).',
    addressWrong: 'This is no https address that a link can hold.',
    key: { label: 'The key', fingerprint: 'is named: others need the file', inline: 'is in the link' },
    link: 'Link',
    copied: { link: 'the link', markdown: 'the Markdown', html: 'the HTML', command: 'the command' },
    length: {
      everywhere: (characters: number): string => `${count(characters, 'character')}: it fits everywhere.`,
      long: (characters: number): string =>
        `${count(characters, 'character')}: too long for some programs. A link that was cut off says so when it is opened.`,
    },
    share: 'Share…',
    qr: 'QR code of the link',
    saveQr: 'Save the QR code',
    noQr: 'It is too long for a QR code.',
    badge: 'Badge for the model’s page',
    badgeHint:
      'Save the picture beside the page. It invites to verify, and says nothing of what comes of it.',
    saveBadge: 'Save the picture',
    markdown: 'Markdown',
    html: 'HTML',
    command: 'The same on the command line',
    commandLabel: 'Command',
    commandHint: 'MODEL and BUNDLE, and files that end in .pem or .json, stand for what others have.',
    leavesOut: {
      leaf: 'The command accepts every certificate of this root.',
      statement: 'The command accepts every statement of this signer.',
    },
    noCommand:
      'The reference client compares identities to the letter: it cannot be told to accept a workflow by its parts.',
  },

  /** The picture on a model’s page that leads to a verification link. */
  badge: {
    invitation: 'Verify this model',
    title: (host: string): string => `Verify this model at ${host}`,
  },

  /** A JSON document, unfolded. */
  jsonTree: {
    unknown: 'unknown field',
    emptyText: 'empty text',
    items: (items: number): string => count(items, 'item'),
    fields: (fields: number): string => count(fields, 'field'),
    showMore: (what: string): string => `Show more of ${what}`,
    leftOut: (values: number): string => `${count(values, 'more is', 'more are')} left out here.`,
    characters: (characters: number): string => `(${count(characters, 'character')} in all)`,
  },

  /** Every layer of a bundle. What is copied is called as in the middle of a sentence. */
  inspector: {
    title: 'Every layer of the bundle',
    label: 'Layers of the bundle',
    loading: 'Taking it apart…',
    terms,
    standings: (holds: boolean): Explained =>
      holds
        ? [
            'The signature holds. What is ',
            { term: 'proven' },
            ' follows from that; what is ',
            { term: 'claimed' },
            ' does not, and what is ',
            { term: 'trusted' },
            ' came from elsewhere.',
          ]
        : [
            'Nothing here is proven, because the signature does not hold or was not checked: all of it is ',
            { term: 'claimed' },
            '.',
          ],
    unreadable: 'Cannot be read.',
    empty: 'empty',
    copy: (what: string): string => `Copy ${what}`,
    copied: (what: string): string => `Copied: ${what}`,
    copyRefused: 'The browser does not allow copying here; select the text instead.',
    /** What a fact’s value is called when it is copied. */
    valueOf: (fact: string): string => fact.toLowerCase(),

    certificates: (certificates: number): string =>
      plural(certificates, forms('Certificate', 'Certificates')),
    noAuthority: 'No authority of the trust root issued this certificate.',
    chain: {
      signer: 'Signer',
      authority: 'Authority',
      root: 'Root',
      issued: 'issued by',
      notIssued: 'not issued by the next, which also lies there',
      leadsTo: 'leads to',
      inTrustRoot: 'in the trust root',
      inBundle: 'in the bundle',
      givenInBundle: 'in the bundle, and the root that you gave',
      given: (until: number): string => `that you gave, valid until ${day(until)}`,
      place: (where: string, standing: string): string => `${where} · ${standing}`,
    },
    certificate: {
      key: 'Key',
      algorithm: 'Signed with',
      noAuthority: 'no',
      authority: 'yes',
      authorityOver: (others: number): string =>
        others === 0 ? 'yes, with no other below it' : `yes, with at most ${number(others)} others below it`,
      /** A log’s promise; of a log without a name where the trust root does not know it. */
      promised: (time: number, log: string | undefined): Text =>
        text`promised ${moment(time)} by ${log === undefined ? UNKNOWN_LOG : quote(log)},`,
      logId: 'log id',
      extensions: 'Extensions',
      unknownExtension: 'Unknown extension',
      pem: 'PEM text of the certificate',
      pemCopy: 'PEM text',
    },

    key: {
      title: 'Key',
      embedded: 'Key in the bundle',
      embeddedText: 'Its text, which is never trusted because it lies there',
      embeddedCopy: 'key text',
      given: 'Key that you gave',
    },

    logEntry: {
      title: (place: number, entries: number): string =>
        entries === 1 ? 'Log entry' : `Log entry ${number(place)}`,
      unknownLog: UNKNOWN_LOG,
      logId: 'Log id',
      kind: 'Kind',
      unsigned: '(claimed: no promise signs it)',
      body: 'body',
      place: (index: bigint, treeSize: bigint, hashes: number): string =>
        `Entry ${number(index)} of ${number(treeSize)} in its tree, and ${count(hashes, 'hash', 'hashes')} that lead from it to the root.`,
      path: 'The way from leaf to root',
      origin: 'Origin',
      treeSize: 'Tree size',
      rootHash: 'Root hash',
      signedBy: 'Signed by',
      key: (byLog: boolean, keyId: string): Text =>
        text`${byLog ? 'the log, by its id' : 'another than the log: not checked'}; key ${quote(keyId)}`,
      signatureCopy: 'signature of the checkpoint',
      note: 'The text that is signed',
      noteCopy: 'checkpoint text',
    },

    merkle: {
      leaf: 'Leaf: the hash of what was logged',
      leafCopy: 'leaf hash',
      level: {
        left: (level: number): string => `Level ${number(level)}: neighbour on the left`,
        right: (level: number): string => `Level ${number(level)}: neighbour on the right`,
      },
      siblingCopy: (level: number): string => `neighbour on level ${number(level)}`,
      makes: (node: string): Text => text`makes ${quote(node)}`,
      rootCopy: 'root hash',
      bundleNames: (root: string): Text => text`The bundle names ${quote(root)}`,
      wrongLength: 'The proof has more or fewer hashes than the way to the root.',
      otherRoot: 'This is not the root that the bundle names.',
      noCheckpoint: 'This is the root that the bundle names; no checkpoint says the same.',
      sameRoot: 'This is the root that the bundle and the checkpoint name.',
      otherCheckpoint: 'This is the root that the bundle names, and not that of the checkpoint.',
    },

    times: {
      title: 'Times',
      points: (points: number): string => (points === 0 ? 'none' : count(points, 'point')),
      none: 'The bundle holds no time.',
      earliest: 'The earliest time that is proven',
      /** What happened at a time. */
      what: {
        'valid-from': 'The certificate begins to be valid',
        'valid-until': 'The certificate ends',
        'certificate-logged': 'A log promised to list the certificate',
        logged: 'The log took the entry of the signature',
        stamped: 'The signature was stamped',
      },
      by: (what: string, who: string): Text => text`${what}: ${quote(who)}`,
    },

    timestamp: {
      /** Goes on the term. */
      place: (place: number, timestamps: number): string => (timestamps === 1 ? '' : ` ${number(place)}`),
      time: 'Time',
      authority: 'Authority',
      unknownAuthority: 'one that the trust root does not know',
      issuer: 'Issuer of its certificate',
      certificateSerial: 'Serial number of its certificate',
      serial: 'Number of the stamp',
      imprint: (hash: string, ofSignature: boolean): string =>
        `${hash}; ${ofSignature ? 'the hash of this bundle’s signature' : 'not the hash of this bundle’s signature'}`,
    },

    envelope: {
      title: 'Envelope',
      bytes: (length: number): string => count(length, 'byte'),
      hashed: (length: number): string => `SHA-256 over ${count(length, 'byte')}`,
      signature: 'Signature',
      unsigned: '(claimed: it is not signed)',
    },

    statement: {
      title: 'Statement',
      tooLong: '(its text is too long to copy here)',
      asSigned: 'as it was signed',
      name: 'statement',
    },

    bundle: {
      title: 'Bundle',
      note: 'The whole file as it is. The bundle itself is not signed; what counts in it is shown above.',
      name: 'bundle',
    },
  },

  /** What certificates and timestamps say of themselves. */
  certificate: {
    key: {
      ec: (curve: string): string => `EC on ${curve}`,
      ed25519: 'Ed25519',
      /** The size names the kind of key, as in its standard: not grouped. */
      rsa: (bits: number): string => `RSA, ${bits} bits`,
    },
    algorithm: {
      ecdsa: (hash: string): string => `ECDSA with ${hash}`,
      ed25519: 'Ed25519',
      'rsa-pkcs1': (hash: string): string => `RSA (PKCS #1 v1.5) with ${hash}`,
      'rsa-pss': (hash: string): string => `RSA-PSS with ${hash}`,
    },
    otherHash: 'another than SHA-2',
    name: {
      email: (name: string): string => `email: ${name}`,
      uri: (name: string): string => `uri: ${name}`,
      dns: (name: string): string => `dns: ${name}`,
      directory: (name: string): string => `directory: ${name}`,
      ip: (address: string): string => `IP address: ${address}`,
      /** Sigstore’s, beside those that X.509 knows. */
      other: (name: string): string => `user name: ${name}`,
      unknown: (form: number): string => `a name of form ${number(form)}`,
    },
    /** By their bits (RFC 5280 §4.2.1.3). */
    keyUsages: [
      'digital signature',
      'content commitment',
      'key encipherment',
      'data encipherment',
      'key agreement',
      'certificate signing',
      'revocation list signing',
      'encipher only',
      'decipher only',
    ],
    /** Of extended key usage (RFC 5280 §4.2.1.12). */
    purposes: {
      any: 'any purpose',
      server: 'server authentication',
      client: 'client authentication',
      code: 'code signing',
      email: 'e-mail protection',
      time: 'time stamping',
      ocsp: 'OCSP signing',
    },
    extensions: {
      subjectKeyIdentifier: 'Subject key identifier',
      keyUsage: 'Key usage',
      subjectAlternativeNames: 'Subject alternative names',
      issuerAlternativeNames: 'Issuer alternative names',
      basicConstraints: 'Basic constraints',
      nameConstraints: 'Name constraints',
      revocationLists: 'Revocation list addresses',
      policies: 'Certificate policies',
      authorityKeyIdentifier: 'Authority key identifier',
      extendedKeyUsage: 'Extended key usage',
      authorityInformation: 'Authority information access',
      timestamps: 'Signed certificate timestamps',
    },
    fulcio: (extension: string): string => `Fulcio: ${extension}`,
    /** By the last number of their identifier. */
    fulcioExtensions: {
      1: 'Issuer',
      2: 'GitHub workflow trigger',
      3: 'GitHub workflow SHA',
      4: 'GitHub workflow name',
      5: 'GitHub workflow repository',
      6: 'GitHub workflow ref',
      8: 'Issuer (V2)',
      9: 'Build signer URI',
      10: 'Build signer digest',
      11: 'Runner environment',
      12: 'Source repository URI',
      13: 'Source repository digest',
      14: 'Source repository ref',
      15: 'Source repository identifier',
      16: 'Source repository owner URI',
      17: 'Source repository owner identifier',
      18: 'Build config URI',
      19: 'Build config digest',
      20: 'Build trigger',
      21: 'Run invocation URI',
      22: 'Source repository visibility at signing',
      23: 'Deployment environment',
      24: 'Token subject',
    },
  },

  /** What a browser may have left out of a folder. */
  unseen: {
    links:
      'Symbolic links are not shown to a web page: what they lead to was not checked, and whether there are any is unknown.',
    'links-followed': 'On Windows linked files and folders are shown as if they were real ones.',
    'linked-folder': 'Files of a folder vanish from the list if a link beside it leads to that folder.',
    'hidden-files': 'Files and folders whose name begins with a dot are not shown.',
    'special-names':
      'Names that this browser holds to be risky are not shown: with \\ : < > | ? * ", control or direction characters, a leading ~, a trailing dot or space, or a name or ending that Windows gives a meaning.',
    'backslash-names': 'A file named a\\b is shown as file b in a folder a.',
    'undecodable-names': 'Files whose name is not valid UTF-8 are not shown.',
    'special-files': 'Pipes and sockets are shown as empty files.',
    'special-files-hidden': 'Pipes and sockets are not shown.',
    unmeasured: 'What else this browser leaves out has not been measured.',
  },

  /** Every way in which Assay says no, by its code: what is wrong, and what the person can do now. */
  errors: {
    // The bundle as a file
    'bundle-empty': { message: 'The bundle file is empty.', next: GET_BUNDLE_AGAIN },
    'bundle-too-large': {
      message: 'The bundle is larger than 64 MiB.',
      next: 'Choose the bundle itself, not a model file.',
    },
    'bundle-unreadable': { message: 'The bundle file could not be read.', next: 'Drop it again.' },
    'handed-over': {
      message: 'What another program handed over is neither a bundle nor a verification link.',
      next: 'Nothing else is taken from there. Choose the file here, or drop it.',
    },
    'json-encoding': { message: 'The text is not valid UTF-8.', next: GET_BUNDLE_AGAIN },
    'json-bom': { message: 'The JSON starts with a byte order mark.', next: ASK_PUBLISHER },
    'json-invalid': {
      message: 'This is not JSON.',
      next: 'Choose the bundle that the publisher signed with.',
    },
    'json-truncated': {
      message: 'The JSON ends in the middle: the file is cut off.',
      next: GET_BUNDLE_AGAIN,
    },
    'json-duplicate-key': {
      message: 'A JSON object holds one key twice, so readers could disagree about what it says.',
      next: ASK_PUBLISHER,
    },
    'json-surrogate': { message: 'A JSON string holds half of a character.', next: ASK_PUBLISHER },
    'json-too-deep': { message: 'The JSON is nested too deeply.', next: ASK_PUBLISHER },
    'bundle-media-type': {
      message: 'This JSON is not a Sigstore bundle of a version that model signing uses.',
      next: 'Choose the bundle that the publisher signed with.',
    },
    'bundle-malformed': { message: 'The bundle is not built as the format demands.', next: ASK_PUBLISHER },
    'bundle-base64': { message: 'A part of the bundle is not valid base64.', next: GET_BUNDLE_AGAIN },
    'bundle-too-many': { message: 'The bundle holds more entries than any honest one.', next: ASK_PUBLISHER },
    'material-missing': {
      message: 'The bundle names neither a certificate nor a key.',
      next: ASK_PUBLISHER,
    },
    'material-several': {
      message: 'The bundle names more than one kind of certificate or key.',
      next: ASK_PUBLISHER,
    },
    'content-missing': { message: 'The bundle holds no signed content.', next: ASK_PUBLISHER },
    'content-several': { message: 'The bundle holds two kinds of signed content.', next: ASK_PUBLISHER },
    'content-not-dsse': {
      message: 'The bundle signs a single file’s digest, not a model.',
      next: 'Choose the bundle made by a model signing tool.',
    },

    // Envelope and statement
    'payload-type': { message: 'The signed content is not an in-toto statement.', next: ASK_PUBLISHER },
    'signature-missing': { message: 'The envelope holds no signature.', next: ASK_PUBLISHER },
    'signature-several': { message: 'The envelope holds more than one signature.', next: ASK_PUBLISHER },
    'statement-malformed': {
      message: 'The signed statement is not built as the format demands.',
      next: ASK_PUBLISHER,
    },
    'statement-type': {
      message: 'The signed statement is of another type than in-toto v1.',
      next: ASK_PUBLISHER,
    },
    'subject-missing': { message: 'The signed statement names no subject.', next: ASK_PUBLISHER },
    'subject-several': { message: 'The signed statement names more than one subject.', next: ASK_PUBLISHER },
    'predicate-type': { message: 'The signed statement is not about a model.', next: ASK_PUBLISHER },
    'predicate-missing': { message: 'The signed statement holds no predicate.', next: ASK_PUBLISHER },

    // Manifest
    'manifest-malformed': {
      message: 'The list of signed files is not built as the format demands.',
      next: ASK_PUBLISHER,
    },
    'manifest-empty': { message: 'The list of signed files is empty.', next: ASK_PUBLISHER },
    'method-unknown': {
      message: 'The files were serialized by a method that Assay does not know.',
      next: ASK_PUBLISHER,
    },
    'algorithm-unknown': {
      message: 'The files were hashed by an algorithm that Assay does not know.',
      next: ASK_PUBLISHER,
    },
    'algorithm-differs': {
      message: 'A file names another hash algorithm than the statement as a whole.',
      next: ASK_PUBLISHER,
    },
    'shard-size': {
      message: 'The shard size is missing, or given where it must not be.',
      next: ASK_PUBLISHER,
    },
    'shard-name': { message: 'The name of a shard does not say which bytes it covers.', next: ASK_PUBLISHER },
    'shard-gap': { message: 'The shards of a file leave a part of it out.', next: ASK_PUBLISHER },
    'shard-overlap': { message: 'The shards of a file overlap.', next: ASK_PUBLISHER },
    'name-empty': { message: 'A signed file has an empty name.', next: ASK_PUBLISHER },
    'name-too-long': {
      message: 'The name of a signed file is longer than any system allows.',
      next: ASK_PUBLISHER,
    },
    'name-absolute': { message: 'A signed file has an absolute path.', next: ASK_PUBLISHER },
    'name-component': {
      message: 'The path of a signed file has an empty, “.” or “..” part.',
      next: ASK_PUBLISHER,
    },
    'name-nul': { message: 'The name of a signed file holds a NUL character.', next: ASK_PUBLISHER },
    'name-duplicate': { message: 'One file is listed twice.', next: ASK_PUBLISHER },
    'digest-length': { message: 'A digest has the wrong length for its algorithm.', next: ASK_PUBLISHER },
    'digest-alphabet': { message: 'A digest is not lower-case hexadecimal.', next: ASK_PUBLISHER },
    'root-digest': {
      message: 'The root digest does not match the list of files it should sum up.',
      next: ASK_PUBLISHER,
    },

    // Who signed
    'signature-invalid': {
      message: 'The signature does not match the signed content.',
      next: DOWNLOAD_ALL_AGAIN,
    },
    'signature-legacy': {
      message: 'The signature only holds in a form that was given up before this kind of statement existed.',
      next: DO_NOT_USE,
    },
    'method-differs': {
      message: 'The bundle was signed by another method than the one you expect.',
      next: 'Give what this method needs, or ask the publisher how they sign.',
    },
    'needs-key': {
      message: 'This model was signed with a key, and the key is not here.',
      next: 'Find the publisher’s public key on their own site, not beside the model, and choose it here.',
    },
    'needs-root': {
      message:
        'This model was signed with a certificate of a private authority, and that authority’s root is not here.',
      next: 'Find the root certificate on the authority’s own site, not beside the model, and choose it here.',
    },
    'key-hint': {
      message: 'The bundle names another key than the one you gave.',
      next: 'Make sure that you gave the publisher’s key; if you did, do not use these files.',
    },
    'key-type': {
      message: 'The key is not an elliptic curve key.',
      next: 'Choose an ECDSA public key on P-256, P-384 or P-521.',
    },
    'key-curve': {
      message: 'The key is on a curve that model signing does not use.',
      next: 'Choose an ECDSA public key on P-256, P-384 or P-521.',
    },
    'key-private': {
      message: 'This is a private key. Assay never needs one.',
      next: 'Choose the public key, and keep the private one where nobody sees it.',
    },
    'pem-missing': {
      message: 'This file is not PEM text.',
      next: 'Choose a file that starts with “-----BEGIN”.',
    },
    'pem-several': {
      message: 'This PEM file holds several keys.',
      next: 'Choose a file with just the one key you expect.',
    },
    'pem-kind': {
      message: 'This PEM file holds something else than is needed here.',
      next: 'Choose another file.',
    },
    'pem-malformed': { message: 'The PEM text is damaged.', next: 'Get the file again.' },
    'root-not-self-signed': {
      message: 'None of the certificates you gave is a root (self-signed).',
      next: 'Get the root certificate of the authority and choose it.',
    },
    'root-unusable': {
      message: 'The root certificate you gave cannot be used.',
      next: 'Get the root certificate of the authority again, or a newer one.',
    },
    'certificate-malformed': {
      message: 'A certificate is damaged or not built as the standard demands.',
      next: ASK_PUBLISHER,
    },
    'certificate-path': {
      message: 'The signer’s certificate does not lead to a root that you trust.',
      next: DOWNLOAD_ALL_AGAIN,
    },
    'certificate-expired': {
      message: 'A certificate had expired.',
      next: 'Ask the publisher to sign again.',
    },
    'certificate-not-yet-valid': {
      message: 'A certificate is not valid yet.',
      next: 'Check this computer’s clock.',
    },
    'certificate-usage': { message: 'The certificate may not be used for signing.', next: DO_NOT_USE },
    'certificate-constraint': {
      message: 'A certificate carries a rule that Assay does not know and must not skip.',
      next: DO_NOT_USE,
    },
    'certificate-authority': {
      message: 'A certificate was issued by one that may not issue it.',
      next: DO_NOT_USE,
    },
    'certificate-name': {
      message: 'A certificate names somebody whom its authority may not vouch for.',
      next: DO_NOT_USE,
    },
    'certificate-algorithm': {
      message: 'A certificate is signed by an algorithm that is too weak or unknown.',
      next: DO_NOT_USE,
    },
    'signer-refused': {
      message: 'You did not confirm who signed.',
      next: 'Do not use these files; ask the publisher who signs for them, and say whom you expect.',
    },
    'signer-distrusted': {
      message: 'The bundle is by a signer whom you marked as one to turn down.',
      next: 'Do not use these files. Whom you turn down stands under “What this page trusts”.',
    },
    'trust-file-malformed': {
      message: 'This file of signers, keys and trust roots is damaged, or made by something else.',
      next: 'Export it again where it came from.',
    },
    'trust-full': {
      message: 'There is no room to keep more.',
      next: 'Forget a signer or remove a trust root that is not needed any more.',
    },
    'trust-not-kept': {
      message: 'The browser did not keep it.',
      next: 'Free some space, leave the private window, or try again.',
    },
    'trust-unread': {
      message: 'What you keep here could not be read.',
      next: 'Close other tabs of this page, then load it anew.',
    },
    'trust-file-version': {
      message: 'This file of signers, keys and trust roots is by a version that Assay does not know.',
      next: 'Open it with a newer Assay.',
    },
    'identity-differs': { message: 'Somebody else signed this than you expect.', next: OTHER_SIGNER },
    'key-differs': { message: 'Another key signed this than you expect.', next: OTHER_SIGNER },
    'root-differs': {
      message: 'The signer was certified by another authority than you expect.',
      next: OTHER_SIGNER,
    },
    'statement-differs': {
      message: 'This is another statement than the very one you expect, perhaps of another version.',
      next: 'Do not use these files; ask whoever told you what to expect whether there is a newer link.',
    },
    'issuer-differs': {
      message: 'The signer’s identity was confirmed by another provider than you expect.',
      next: OTHER_SIGNER,
    },
    'issuer-conflict': {
      message: 'The certificate names two different identity providers.',
      next: DO_NOT_USE,
    },
    'identity-missing': { message: 'The certificate names no identity.', next: DO_NOT_USE },
    'trust-root-malformed': {
      message: 'The trust root could not be read.',
      next: 'Choose a trusted_root.json or a client trust configuration.',
    },
    'trust-root-differs': {
      message: 'You expect a signature by another Sigstore instance than the one you trust here.',
      next: 'Choose the trust root of that instance, if you have it from a place you trust.',
    },
    'sigstore-path': {
      message: 'The certificate was not issued by the Sigstore instance you trust.',
      next: DOWNLOAD_ALL_AGAIN,
    },
    'sigstore-validity': {
      message: 'The signature was not made while the certificate was valid.',
      next: DO_NOT_USE,
    },
    'sigstore-sct': {
      message: 'The certificate was not recorded in a certificate transparency log you trust.',
      next: DOWNLOAD_ALL_AGAIN,
    },
    'sigstore-log': {
      message: 'The proof that the signature is in the transparency log does not hold.',
      next: DOWNLOAD_ALL_AGAIN,
    },
    'sigstore-log-missing': { message: 'The bundle holds no entry of a transparency log.', next: DO_NOT_USE },
    'sigstore-log-entry': {
      message: 'The transparency log entry is about another signature or certificate.',
      next: DOWNLOAD_ALL_AGAIN,
    },
    'sigstore-time': { message: 'Nothing proves when the signature was made.', next: DO_NOT_USE },
    'sigstore-timestamp': { message: 'A timestamp in the bundle does not hold.', next: DOWNLOAD_ALL_AGAIN },
    'sigstore-unsupported': {
      message: 'The bundle uses a feature that Assay does not support.',
      next: 'Use one of the command line tools for this bundle.',
    },

    // The model on disk
    'expectation-half': {
      message: 'An identity counts only together with its issuer.',
      next: 'Give both under “Say whom you expect”, or neither, and drop the folder again.',
    },
    'no-bundle': {
      message: 'This model is not signed: no bundle was found in it.',
      next: 'If the publisher offers a bundle, choose it. Otherwise ask them to sign, or compare a SHA-256 they publish.',
    },
    'bundle-ambiguous': {
      message: 'The folder holds several bundles.',
      next: 'Choose the one to check against.',
    },
    'model-missing': {
      message: 'There is a bundle, but no model to compare it with.',
      next: 'Drop the model folder.',
    },
    'model-empty': {
      message: 'The folder holds no files that this browser can see.',
      next: 'Choose the model folder. In a Hugging Face cache all files are links, which a page cannot see: run “hf download --local-dir DIR …”.',
    },
    'model-links': {
      message: 'This is a Hugging Face cache: its files are links, which a web page cannot see.',
      next: 'Run “hf download --local-dir DIR …”, or “cp -rL snapshots/REV DIR”, and drop that folder.',
    },
    'model-too-large': {
      message: 'The folder holds more than a million entries.',
      next: 'Choose the model folder itself.',
    },
    'model-archive': { message: 'This is an archive.', next: 'Unpack it first, then drop the folder.' },
    'model-several': { message: 'More than one model was dropped.', next: 'Drop one folder at a time.' },
    'permission-refused': {
      message: 'The browser was not allowed to read the folder.',
      next: 'Drop the folder onto the page, or allow reading when asked.',
    },
    'folder-gone': {
      message: 'The folder is not where it was: it was moved, renamed or deleted.',
      next: 'Drop it from where it is now, and forget it here.',
    },
    'folder-lost': {
      message: 'This browser has lost its way to the folder.',
      next: 'Forget it here, and drop the folder again.',
    },
    'folder-not-kept': {
      message: 'This browser did not keep the folder: it has no room, or keeps nothing in this window.',
      next: 'Free some space, leave the private window, or try again.',
    },
    'folders-full': {
      message: 'There is no room to remember another folder.',
      next: 'Forget one on the start page.',
    },
    'path-duplicate': {
      message: 'Two files are seen under one path, so it cannot be told which one is meant.',
      next: 'Drop the folder onto the page instead of choosing it.',
    },
    'name-unreadable': {
      message: 'The name of a file is not valid text, so it cannot be compared.',
      next: 'Rename or remove the file.',
    },
    'file-unreadable': {
      message: 'A file could not be read.',
      next: 'Check its permissions and start again.',
    },
    'file-vanished': {
      message: 'A file disappeared while it was read.',
      next: 'Start again when nothing changes the folder.',
    },
    'file-changed': {
      message: 'A file changed while it was read.',
      next: 'Start again when nothing changes the folder.',
    },
    'tree-changed': {
      message: 'The folder changed while it was checked.',
      next: 'Start again when nothing changes the folder.',
    },
    'signed-file-ignored': {
      message: 'You ignore a file that the publisher signed, so it counts as missing.',
      next: 'Take it off your list of ignored paths.',
    },
    'files-differ': {
      message: 'Files differ from what was signed.',
      next: DOWNLOAD_AGAIN,
    },
    'files-missing': {
      message: 'Signed files are missing.',
      next: DOWNLOAD_AGAIN,
    },
    'files-extra': {
      message: 'The folder holds files that were not signed.',
      next: 'Delete what you do not know. What you know you may ignore here.',
    },

    // A saved report
    'report-malformed': {
      message: 'This report is not built as Assay writes it.',
      next: 'Get the report again, or better the model and its bundle: then you can check for yourself.',
    },
    'report-version': {
      message: 'This report was saved by another version of Assay.',
      next: 'Open it with that version, or better check the model itself.',
    },

    // A newer trust root
    'tuf-network': {
      message: 'Sigstore’s trust root could not be asked for.',
      next: 'Go on with the one that is here, or try again later.',
    },
    'tuf-size': {
      message: 'The answer about Sigstore’s trust root is larger than any honest one.',
      next: KEEP_ROOT,
    },
    'tuf-malformed': {
      message: 'The answer about Sigstore’s trust root is not built as the format demands.',
      next: KEEP_ROOT,
    },
    'tuf-signature': {
      message: 'The answer about Sigstore’s trust root is not signed by those who may.',
      next: KEEP_ROOT,
    },
    'tuf-expired': {
      message: 'The answer about Sigstore’s trust root has expired, by this computer’s clock.',
      next: 'Check this computer’s clock; if it is right, go on with the trust root that is here and try again later.',
    },
    'tuf-rollback': {
      message: 'The answer about Sigstore’s trust root is older than what is known, or of several ages.',
      next: KEEP_ROOT,
    },
    'tuf-hash': {
      message: 'The answer about Sigstore’s trust root is not what was signed.',
      next: KEEP_ROOT,
    },
    'tuf-target': {
      message: 'Sigstore’s repository names no trust root.',
      next: KEEP_ROOT,
    },

    // A verification link
    'link-malformed': {
      message: 'This verification link is not built as Assay writes it.',
      next: 'Ask whoever gave you the link for a new one.',
    },
    'link-truncated': {
      message: 'The end of this verification link is missing.',
      next: 'Copy the whole link again.',
    },
    'link-damaged': {
      message: 'This verification link was changed on its way.',
      next: 'Copy the link again from its source, without the text and the punctuation around it.',
    },
    'link-version': {
      message: 'This verification link was made by another version of Assay.',
      next: 'Load this page anew, or open the link with that version.',
    },
    'link-too-large': {
      message: 'This is too large for a verification link.',
      next: 'Use a link without the bundle in it, and the bundle beside the model.',
    },

    // The run
    cancelled: { message: 'You stopped the check.', next: 'Check again to finish it.' },
    'stopped-at-difference': {
      message: 'The check stopped at the first file that differs.',
      next: 'Check again to read the rest.',
    },
    'worker-crashed': {
      message: 'The browser ended a part of the page that was working.',
      next: 'Close other tabs and start again.',
    },
    'browser-unsupported': {
      message: 'This browser lacks something that the check needs.',
      next: 'Use a current version of Chrome, Edge, Firefox or Safari.',
    },
    unexpected: {
      message: 'Something went wrong inside Assay, so nothing was proven.',
      next: 'Start again; if it happens again, report it.',
    },
  },
};
