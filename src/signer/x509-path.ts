import { attempt, type ErrorCode, type Problem, problem, Refusal, type Result } from '../oms/error.ts';
import { verifySignature } from './public-key.ts';
import { type Certificate, isoTime, isSelfIssued, titleOf } from './x509-certificate.ts';
import { checkNames } from './x509-name-constraints.ts';
import { nameText } from './x509-name.ts';

/** A certification path: the signer's certificate first, each issued by the next, a self-signed root last. */
export type Path = readonly [leaf: Certificate, ...issuers: Certificate[]];

/** Certificates in the longest path. */
const MAX_DEPTH = 8;
/** Signatures checked in one search: hostile certificates of one name and key could be tried in endless orders. */
const MAX_SIGNATURES = 32;

/** What can be wrong with a path, the least telling first: of several failed paths the one that came furthest is reported. */
const PROGRESS: readonly ErrorCode[] = [
  'certificate-path',
  'certificate-algorithm',
  'certificate-authority',
  'certificate-constraint',
  'certificate-name',
  'certificate-not-yet-valid',
  'certificate-expired',
];

/**
 * Finds a path from `leaf` to one of `roots` that is valid at a time (RFC 5280 §6.1), all policies being acceptable.
 * A link is equal names and a signature that verifies, with SHA-2; key identifiers are not consulted. Roots are held to
 * their own validity and constraints, and must be signed with their own key; a leaf that is among them is its own path.
 * Revocation is not looked up.
 *
 * @param intermediates may hold anything, in any order, roots too: what does not fit is passed over
 * @param at milliseconds since 1970
 * @returns the path, or the problem of the attempt that came furthest: a path that only fails by time is reported as
 * `certificate-expired` or `certificate-not-yet-valid` before any other
 */
export function findPath(
  leaf: Certificate,
  intermediates: readonly Certificate[],
  roots: readonly Certificate[],
  at: number,
): Result<Path> {
  const anchors = new Set(roots.map(({ fingerprint }) => fingerprint));
  const issuers = [...new Map([...roots, ...intermediates].map((each) => [each.fingerprint, each])).values()];
  let signatures = 0;
  let furthest = problem('certificate-path');

  const failed = (reason: Problem): void => {
    if (PROGRESS.indexOf(reason.code) >= PROGRESS.indexOf(furthest.code)) furthest = reason;
  };
  const isSignedBy = (certificate: Certificate, issuer: Certificate): boolean => {
    if (++signatures > MAX_SIGNATURES) return false;
    const reason = linkProblem(certificate, issuer);
    if (reason) failed(reason);
    return reason === undefined;
  };

  const extend = (path: Path): Path | undefined => {
    const last = path.at(-1) ?? leaf;
    if (anchors.has(last.fingerprint) && isSelfIssued(last) && isSignedBy(last, last)) {
      const valid = attempt(() => validate(path, at));
      if (valid.ok) return path;
      failed(valid.problem);
    }
    const used = new Set(path.map(({ fingerprint }) => fingerprint));
    const next = issuers.filter(
      ({ subject, fingerprint }) => subject.der === last.issuer.der && !used.has(fingerprint),
    );
    if (next.length === 0) failed(problem('certificate-path', deadEnd(last)));
    else if (path.length === MAX_DEPTH)
      failed(problem('certificate-path', `longer than ${MAX_DEPTH} certificates`));
    else {
      for (const issuer of next) {
        const found = isSignedBy(last, issuer) ? extend([...path, issuer]) : undefined;
        if (found) return found;
      }
    }
    return undefined;
  };

  const path = extend([leaf]);
  if (path) return { ok: true, value: path };
  if (signatures > MAX_SIGNATURES)
    failed(problem('certificate-path', `no path in ${MAX_SIGNATURES} signatures`));
  return { ok: false, problem: furthest };
}

function deadEnd(last: Certificate): string {
  return isSelfIssued(last)
    ? `${titleOf(last)} is not among the roots`
    : `“${nameText(last.issuer)}”, which issued ${titleOf(last)}, is not there`;
}

/** True if the certificate is signed with the key that it certifies, by an algorithm that counts. */
export function isSelfSigned(certificate: Certificate): boolean {
  return isSelfIssued(certificate) && linkProblem(certificate, certificate) === undefined;
}

/** Why `certificate` is not one that the key of `issuer` signed, by an algorithm that counts; undefined if it is. */
export function linkProblem(certificate: Certificate, issuer: Certificate): Problem | undefined {
  const { algorithm, signed, signature } = certificate;
  const { key } = issuer;
  if (!algorithm.ok) return unusable(`signature of ${titleOf(certificate)}`, algorithm.problem);
  if (!key.ok) return unusable(`key of ${titleOf(issuer)}`, key.problem);
  if (verifySignature(key.value, algorithm.value, signed, signature)) return undefined;
  return problem(
    'certificate-path',
    `${titleOf(certificate)} is not signed by the ${titleOf(issuer)} that is there`,
  );
}

function unusable(what: string, { code, detail = code }: Problem): Problem {
  return problem('certificate-algorithm', `${what}: ${detail}`);
}

/** RFC 5280 §6.1.3 to §6.1.5, all but the signatures. Time comes last: what fails only by it could hold at another time. */
function validate(path: Path, at: number): Path {
  for (const certificate of path) {
    const [unknown] = certificate.extensions.unknownCritical;
    if (unknown !== undefined) {
      throw new Refusal('certificate-constraint', `extension ${unknown} in ${titleOf(certificate)}`);
    }
  }
  for (const [index, issuer] of path.entries()) {
    if (index > 0) validateIssuer(issuer, path.slice(0, index));
  }
  for (const certificate of path) validateTime(certificate, at);
  return path;
}

/** @param below the certificates under `issuer`, the leaf first */
function validateIssuer(issuer: Certificate, below: readonly Certificate[]): void {
  const { basicConstraints, keyUsage, nameConstraints } = issuer.extensions;
  if (!basicConstraints?.ca) throw notAllowed(issuer, 'is no authority');
  if (keyUsage && !keyUsage.keyCertSign) throw notAllowed(issuer, 'may not sign certificates');
  const { pathLength = Infinity } = basicConstraints;
  const between = below.slice(1).filter((certificate) => !isSelfIssued(certificate)).length;
  if (between > pathLength) {
    throw notAllowed(issuer, `may have ${pathLength} authorities below it and has ${between}`);
  }
  if (nameConstraints === undefined) return;
  for (const [index, certificate] of below.entries()) {
    // RFC 5280 §6.1.3: an authority that renews itself is spared, the end of the path never.
    if (index > 0 && isSelfIssued(certificate)) continue;
    checkNames(nameConstraints, certificate.subject, certificate.extensions.alternativeNames);
  }
}

function notAllowed(issuer: Certificate, why: string): Refusal {
  return new Refusal('certificate-authority', `${titleOf(issuer)} ${why}`);
}

function validateTime(certificate: Certificate, at: number): void {
  const { notBefore, notAfter } = certificate;
  if (at < notBefore) {
    throw new Refusal('certificate-not-yet-valid', `${titleOf(certificate)} begins ${isoTime(notBefore)}`);
  }
  if (at > notAfter)
    throw new Refusal('certificate-expired', `${titleOf(certificate)} ended ${isoTime(notAfter)}`);
}
