import type { CheckId } from '../signer/check.ts';

interface Words {
  readonly name: string;
  /** One sentence: what would be possible without this step. */
  readonly why: string;
}

/** What each step of a check is called, and why it matters. */
export const CHECK_WORDS: Record<CheckId, Words> = {
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
};
