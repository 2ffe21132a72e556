import { bytes, coarse, count, day, moment, number, type Plural, plural, tenths } from './format.ts';
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
      'A signed certificate timestamp: a public log’s promise to list this certificate, so that its owner can find out that it was issued.',
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
const DO_NOT_USE = 'Do not use these files.';
const KEEP_ROOT = 'Go on with the trust root that is here, and try again from another network.';

/** A sentence in which terms stand that explain themselves. */
type Explained = readonly (string | { readonly term: keyof typeof terms })[];

const UNKNOWN_LOG = 'a log that the trust root does not know';

/** A word for one thing and for several. */
function forms(one: string, other = one): Plural {
  return { one, other };
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
      name: 'Certificate is in a public log',
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
  },

  /** What came of a step. */
  checkStatus: { pass: 'holds', fail: 'fails', warn: 'holds, but', skipped: 'not needed' },

  /** The expectation form’s title, by the method of the bundle that is on the page. */
  formTitle: {
    key: 'Give the publisher’s public key',
    certificate: 'Give the root certificate',
    sigstore: 'Say whom you expect',
  },

  /** What is said of a trust root file that was given. */
  trustRoot: {
    uses: (name: string): Text => text`Uses ${quote(name)}.`,
    reading: 'Reading it…',
    holds: (
      holds: {
        readonly certificateAuthorities: number;
        readonly certificateLogs: number;
        readonly logs: number;
        readonly timestampAuthorities: number;
      },
      sha256: string,
    ): string => {
      const parts = [
        count(holds.certificateAuthorities, 'certificate authority', 'certificate authorities'),
        count(holds.logs, 'log'),
        count(holds.certificateLogs, 'certificate log'),
        count(holds.timestampAuthorities, 'timestamp authority', 'timestamp authorities'),
      ];
      return `It holds ${parts.join(', ')}. SHA-256 ${sha256}.`;
    },
  },

  /** Where a folder came without a bundle, or with several. */
  bundleChoice: {
    label: 'Bundle choice',
    which: 'Which bundle?',
    several: 'The folder holds several. Choose the one to check against; the others count as unsigned files.',
    another: 'Or another one',
    unsigned: 'This model is not signed',
    none: (model: string): Text =>
      text`No bundle was found among the files of ${quote(model)}. Nothing tells who made them or whether they were changed.`,
    elsewhere: 'If the publisher offers a bundle elsewhere, choose it below or drop it here.',
    ask: 'Otherwise ask the publisher to sign, or compare a SHA-256 that they publish.',
    suspects: 'Named like a bundle, but not one by the look of it:',
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
    folder: 'the model folder',
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
    key: 'Key',
    unnamedKey: 'not named in the bundle',
  },

  /** The map of the files. */
  map: {
    label: 'Map of the files',
    hint: 'The larger a file, the larger its part. Point at one, or go there by arrow keys, to see which it is.',
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
    read: (share: number): string => `${number(Math.floor(share * 100))} % read`,
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
    'signature-invalid': { message: 'The signature does not match the signed content.', next: DO_NOT_USE },
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
      next: 'Get the publisher’s public key from a place you trust and choose it.',
    },
    'needs-root': {
      message:
        'This model was signed with a certificate of a private authority, and that authority’s root is not here.',
      next: 'Get the root certificate from a place you trust and choose it.',
    },
    'key-hint': {
      message: 'The bundle was signed with another key than the one you gave.',
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
      next: DO_NOT_USE,
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
      message: 'You expected somebody else than who signed.',
      next: 'Do not use these files; ask the publisher who signs for them, and say whom you expect.',
    },
    'identity-differs': { message: 'Somebody else signed this than you expect.', next: DO_NOT_USE },
    'key-differs': { message: 'Another key signed this than you expect.', next: DO_NOT_USE },
    'root-differs': {
      message: 'The signer was certified by another authority than you expect.',
      next: DO_NOT_USE,
    },
    'statement-differs': {
      message: 'This is another statement than the very one you expect, perhaps of another version.',
      next: 'Do not use these files; ask whoever told you what to expect whether there is a newer link.',
    },
    'issuer-differs': {
      message: 'The signer’s identity was confirmed by another provider than you expect.',
      next: DO_NOT_USE,
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
      next: DO_NOT_USE,
    },
    'sigstore-validity': {
      message: 'The signature was not made while the certificate was valid.',
      next: DO_NOT_USE,
    },
    'sigstore-sct': {
      message: 'The certificate was not recorded in a certificate transparency log you trust.',
      next: DO_NOT_USE,
    },
    'sigstore-log': {
      message: 'The proof that the signature is in the transparency log does not hold.',
      next: DO_NOT_USE,
    },
    'sigstore-log-missing': { message: 'The bundle holds no entry of a transparency log.', next: DO_NOT_USE },
    'sigstore-log-entry': {
      message: 'The transparency log entry is about another signature or certificate.',
      next: DO_NOT_USE,
    },
    'sigstore-time': { message: 'Nothing proves when the signature was made.', next: DO_NOT_USE },
    'sigstore-timestamp': { message: 'A timestamp in the bundle does not hold.', next: DO_NOT_USE },
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
      next: 'Do not use these files; download them again.',
    },
    'files-missing': {
      message: 'Signed files are missing.',
      next: 'Do not use these files; download them again.',
    },
    'files-extra': {
      message: 'The folder holds files that were not signed.',
      next: 'Remove them, or ignore unsigned files if you know where they come from.',
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
