import { compareSigner, type Expectation, judgedElsewhere } from '../signer/expectation.ts';
import type { Signer } from '../signer/result.ts';
import type { Signature } from '../signer/signature.ts';

type Held = Extract<Signature, { ok: true }>;

/** By what a signer is known again: all that a later check needs to tell them from everybody else. Plain data. */
export type Pin =
  | {
      readonly method: 'sigstore';
      readonly identity: string;
      readonly issuer: string;
      /** `public-good`, or the SHA-256 of another instance’s `trusted_root.json`. */
      readonly trustRoot: string;
    }
  | {
      readonly method: 'key';
      /** As bundles name it, lower-case hex. */
      readonly fingerprint: string;
      /** PEM. */
      readonly publicKey: string;
    }
  | {
      readonly method: 'certificate';
      /** Fingerprint of the root’s DER, lower-case hex. */
      readonly root: string;
      /** PEM texts, the root among them. */
      readonly roots: readonly string[];
      /** Subjects outlive the certificates that are renewed for them; one without a subject is known by its fingerprint. */
      readonly leaf: { readonly subject: string } | { readonly fingerprint: string };
    };

/** The last statement about models of one name that a person saw by a signer. Times in milliseconds since 1970. */
export interface SeenStatement {
  /** What the statement calls the model: the signer’s own word, and hostile text. */
  readonly subject: string;
  /** SHA-256 over the payload bytes, lower-case hex. */
  readonly sha256: string;
  /** The earliest time that was proven for it; absent where none was. */
  readonly time?: number;
  readonly seenAt: number;
}

/** A signer that a person remembers, or has marked as one to turn down. Plain data. */
export interface RememberedSigner {
  /** What the person calls them. */
  readonly name: string;
  readonly pin: Pin;
  /** Whatever they sign is turned down. */
  readonly distrusted: boolean;
  /** Newest first, one for each name of a model. */
  readonly statements: readonly SeenStatement[];
}

/** Names of models that are kept for each signer: the one seen longest ago makes room. */
export const MOST_STATEMENTS = 50;

/** Longest name of a model that is kept, in UTF-16 units. */
export const MAX_SUBJECT = 512;

/** How a statement stands to the last one of the same signer about models of that name. */
export interface Precedent {
  readonly relation: 'same' | 'newer' | 'older' | 'other';
  readonly last: SeenStatement;
}

/** What the person’s memory says of a signature. */
export interface Recollection {
  /** Who signed, if the person remembers them. */
  readonly signer?: RememberedSigner;
  readonly precedent?: Precedent;
  /** Who signed models of that name before, where it is not whoever signed now. */
  readonly former?: RememberedSigner;
}

/** What is to be remembered of who signed; undefined of a sample, and where what they are known by was not given. */
export function pinOf({ signer, trustRoot }: Held, expectation: Expectation | undefined): Pin | undefined {
  if (trustRoot?.origin === 'demo' || expectation?.origin === 'demo') return undefined;
  switch (signer.method) {
    case 'sigstore': {
      const identity = signer.identities[0]?.value;
      if (identity === undefined || !trustRoot) return undefined;
      const instance = trustRoot.origin === 'imported' ? trustRoot.sha256 : 'public-good';
      return { method: 'sigstore', identity, issuer: signer.issuer, trustRoot: instance };
    }
    case 'key': {
      if (expectation?.method !== 'key' || expectation.publicKey === undefined) return undefined;
      return { method: 'key', fingerprint: signer.fingerprint, publicKey: expectation.publicKey };
    }
    case 'certificate': {
      const { leaf, root } = signer;
      if (expectation?.method !== 'certificate' || !root) return undefined;
      const { fingerprint, subject } = leaf;
      return {
        method: 'certificate',
        root: root.fingerprint,
        roots: expectation.roots,
        leaf: subject === '' ? { fingerprint } : { subject },
      };
    }
  }
}

/** Whom somebody expects who chose a remembered signer. */
export function pinnedExpectation(pin: Pin): Expectation {
  return { ...pin, origin: 'remembered' };
}

/** True if two pins are of one signer, however their keys and certificates were written down. */
export function samePin(one: Pin, other: Pin): boolean {
  return idOf(one) === idOf(other);
}

function idOf(pin: Pin): string {
  switch (pin.method) {
    case 'sigstore':
      return JSON.stringify([pin.identity, pin.issuer, pin.trustRoot]);
    case 'key':
      return pin.fingerprint;
    case 'certificate':
      return JSON.stringify([pin.root, pin.leaf]);
  }
}

/** The remembered signer that an expectation stands for; undefined unless the person chose one. */
export function chosenAmong(
  remembered: readonly RememberedSigner[],
  expectation: Expectation | undefined,
): RememberedSigner | undefined {
  if (expectation?.origin !== 'remembered') return undefined;
  const chosen = JSON.stringify(expectation);
  return remembered.find((each) => JSON.stringify(pinnedExpectation(each.pin)) === chosen);
}

/** What the person’s memory says of a signature that holds. Names of models never choose a signer: they only warn. */
export function recollect(remembered: readonly RememberedSigner[], signature: Held): Recollection {
  const signer = remembered.find(({ pin }) => signedBy(pin, signature));
  const { subject } = signature.manifest;
  const last = signer && lastAbout(signer, subject);
  const former =
    last === undefined
      ? remembered.find((each) => each !== signer && !each.distrusted && lastAbout(each, subject))
      : undefined;
  return {
    ...(signer && { signer }),
    ...(last && { precedent: { relation: relationOf(signature, last), last } }),
    ...(former && { former }),
  };
}

/**
 * The signer that the person turned down, if a bundle is theirs, or only says so: nobody pretends to be somebody that is
 * turned down. Whichever Sigstore instance vouches for it, the name is the same.
 */
export function distrustedAmong(
  remembered: readonly RememberedSigner[],
  signer: Signer | undefined,
): RememberedSigner | undefined {
  return remembered.find(({ distrusted, pin }) => distrusted && signer && isNamed(pin, signer));
}

/** A signer with a statement that was seen now; an older one than the last does not take its place. */
export function withStatement(signer: RememberedSigner, seen: SeenStatement): RememberedSigner {
  if (seen.subject === '' || seen.subject.length > MAX_SUBJECT) return signer;
  const last = lastAbout(signer, seen.subject);
  if (last?.time !== undefined && seen.time !== undefined && seen.time < last.time) return signer;
  const others = signer.statements.filter(({ subject }) => subject !== seen.subject);
  return { ...signer, statements: [seen, ...others].slice(0, MOST_STATEMENTS) };
}

/** The statement of a signature that holds, seen at `seenAt` milliseconds since 1970. */
export function statementOf({ manifest, statementDigest, times }: Held, seenAt: number): SeenStatement {
  const [earliest] = times;
  return {
    subject: manifest.subject,
    sha256: statementDigest,
    ...(earliest && { time: earliest.time }),
    seenAt,
  };
}

function signedBy(pin: Pin, signature: Held): boolean {
  return isNamed(pin, signature.signer) && !judgedElsewhere(signature, pinnedExpectation(pin));
}

/** True if a signer has the name, the key or the certificate of a pin, whichever Sigstore instance vouches for it. */
export function isNamed(pin: Pin, signer: Signer): boolean {
  return compareSigner(signer, pinnedExpectation(pin)).ok;
}

function lastAbout({ statements }: RememberedSigner, subject: string): SeenStatement | undefined {
  return subject === '' ? undefined : statements.find((each) => each.subject === subject);
}

function relationOf({ statementDigest, times }: Held, last: SeenStatement): Precedent['relation'] {
  if (statementDigest === last.sha256) return 'same';
  const [earliest] = times;
  if (!earliest || last.time === undefined || earliest.time === last.time) return 'other';
  return earliest.time < last.time ? 'older' : 'newer';
}
