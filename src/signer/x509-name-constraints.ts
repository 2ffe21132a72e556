import { Refusal } from '../oms/error.ts';
import { children, type Element, expectEnd, malformed, take, wrapperTag } from './asn1.ts';
import { type GeneralName, parseGeneralName } from './x509-general-name.ts';
import { EMAIL_ADDRESS, isWithin, type Name } from './x509-name.ts';

/** The names that an authority may, and those that it may not, certify (RFC 5280 §4.2.1.10). */
export interface NameConstraints {
  readonly permitted: readonly GeneralName[];
  readonly excluded: readonly GeneralName[];
}

// A hostile certificate has room for a thousand names under a thousand subtrees, which would take seconds to compare;
// honest ones have a handful under a dozen.
const MAX_COMPARISONS = 2 ** 14;

/**
 * Reads a name constraints extension.
 * @throws {Refusal} `certificate-malformed`
 */
export function parseNameConstraints(element: Element): NameConstraints {
  const fields = children(element, 'name constraints');
  const permitted = subtrees(take(fields, wrapperTag(0)));
  const excluded = subtrees(take(fields, wrapperTag(1)));
  expectEnd(fields, 'name constraints');
  return { permitted, excluded };
}

function subtrees(list: Element | undefined): GeneralName[] {
  return (list?.subs ?? []).map((subtree) => {
    const [base, ...distances] = children(subtree, 'name constraint');
    // RFC 5280 §4.2.1.10: minimum is always 0, so DER leaves it out, and maximum is never there.
    expectEnd(distances, 'name constraint');
    if (base === undefined) throw malformed('an empty name constraint');
    return parseGeneralName(base);
  });
}

/**
 * Holds a certificate's subject and alternative names to the constraints of an authority above it (RFC 5280 §6.1.3 b, c).
 * @throws {Refusal} `certificate-name` for a name outside, `certificate-constraint` where that cannot be told
 */
export function checkNames(
  constraints: NameConstraints,
  subject: Name,
  alternativeNames: readonly GeneralName[],
): void {
  const names = [...subjectNames(subject), ...alternativeNames];
  const { permitted, excluded } = constraints;
  if (names.length * (permitted.length + excluded.length) > MAX_COMPARISONS) {
    throw new Refusal('certificate-constraint', 'too many names to compare');
  }
  for (const name of names) {
    if (excluded.some((base) => matches(name, base))) throw outside(name, 'excluded');
    const own = permitted.filter((base) => sameForm(name, base));
    if (own.length > 0 && !own.some((base) => matches(name, base))) throw outside(name, 'not permitted');
  }
}

/** The subject as a directory name, and the mailboxes in it. */
function subjectNames(subject: Name): GeneralName[] {
  if (subject.rdns.length === 0) return [];
  const mailboxes = subject.rdns.flat().filter(({ type }) => type === EMAIL_ADDRESS);
  return [
    { form: 'directory', name: subject },
    ...mailboxes.map(({ text = '' }): GeneralName => ({ form: 'email', value: text })),
  ];
}

function outside(name: GeneralName, how: string): Refusal {
  const shown = 'value' in name ? ` “${name.value}”` : '';
  return new Refusal('certificate-name', `${name.form} name${shown} is ${how}`);
}

function sameForm(name: GeneralName, base: GeneralName): boolean {
  return name.form === 'other' && base.form === 'other' ? name.tag === base.tag : name.form === base.form;
}

function matches(name: GeneralName, base: GeneralName): boolean {
  if (!sameForm(name, base)) return false;
  if (name.form === 'directory' && base.form === 'directory') return isWithin(name.name, base.name);
  if (name.form === 'ip' && base.form === 'ip') return isInNetwork(name.bytes, base.bytes);
  if (name.form === 'email' && base.form === 'email') return mailboxMatches(name.value, base.value);
  if (name.form === 'dns' && base.form === 'dns') return isInDomain(host(name.value), base.value);
  if (name.form === 'uri' && base.form === 'uri') return isHost(uriHost(name.value), domain(base.value));
  throw new Refusal('certificate-constraint', 'a name constraint of an unknown form');
}

const HOST = /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$/;
// RFC 3986 §3.2; nothing beyond it, because readers do not agree on what a backslash is.
const URI_HOST =
  /^[a-z][a-z0-9+.-]*:\/\/(?:[a-z0-9._~!$&'()*+,;=:%-]*@)?([a-z0-9._~-]+)(?::[0-9]*)?(?:[/?#].*)?$/i;
const IPV4 = /^[0-9.]+$/;

/** A host in lower case; what is spelled in no plain way could be read in two. */
function host(value: string): string {
  const lower = value.toLowerCase();
  if (!HOST.test(lower)) throw new Refusal('certificate-constraint', `“${value}” is not a host name`);
  return lower;
}

/** A host, or with a leading dot all hosts below it. */
function domain(value: string): string {
  return value.startsWith('.') ? `.${host(value.slice(1))}` : host(value);
}

function uriHost(uri: string): string {
  const found = URI_HOST.exec(uri)?.[1];
  // RFC 5280 §4.2.1.10: a URI without a named host is to be rejected.
  if (found === undefined || IPV4.test(found)) {
    throw new Refusal('certificate-constraint', `“${uri}” names no host`);
  }
  return host(found);
}

/** A mailbox against another mailbox, a host, or a domain with a leading dot. */
function mailboxMatches(mailbox: string, base: string): boolean {
  const [local, at] = mailboxParts(mailbox);
  if (!base.includes('@')) return isHost(at, domain(base));
  const [baseLocal, baseAt] = mailboxParts(base);
  return local === baseLocal && at === baseAt;
}

function mailboxParts(mailbox: string): [local: string, host: string] {
  const at = mailbox.lastIndexOf('@');
  if (at < 1) throw new Refusal('certificate-constraint', `“${mailbox}” is not a mailbox`);
  return [mailbox.slice(0, at), host(mailbox.slice(at + 1))];
}

/** For mailboxes and URIs `.example.com` stands for every host below it, `example.com` for that one host. */
function isHost(name: string, base: string): boolean {
  return base.startsWith('.') ? name.endsWith(base) : name === base;
}

/** For DNS names `example.com` stands for itself and all below it, and nothing for all there are. */
function isInDomain(name: string, base: string): boolean {
  if (base === '') return true;
  const suffix = domain(base);
  return name === suffix || name.endsWith(suffix.startsWith('.') ? suffix : `.${suffix}`);
}

/** RFC 5280 §4.2.1.10: an address, and behind it a mask of the same length. */
function isInNetwork(address: Uint8Array, network: Uint8Array): boolean {
  if (network.length !== address.length * 2) return false;
  return address.every((byte, i) => {
    const mask = network[address.length + i] ?? 0xff;
    return (byte & mask) === ((network[i] ?? 0) & mask);
  });
}
