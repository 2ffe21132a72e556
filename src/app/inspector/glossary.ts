/** A term of the field with the one or two sentences that a person who meets it for the first time needs. */
interface Entry {
  readonly name: string;
  readonly meaning: string;
}

/** The terms that the inspector explains where they stand. */
export const GLOSSARY = {
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
} as const satisfies Record<string, Entry>;

/** The key of a term in the {@link GLOSSARY}. */
export type TermId = keyof typeof GLOSSARY;
