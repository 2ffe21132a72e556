import type { Bundle } from '../oms/bundle.ts';
import { attempt, type Problem, Refusal, unwrap } from '../oms/error.ts';
import { summaryOf } from './certificate-summary.ts';
import type { CheckId } from './check.ts';
import { checkEnvelope } from './dsse.ts';
import { type EcPublicKey, readCertificates } from './pem.ts';
import type { Caveat, SignatureResult, SignerOptions } from './result.ts';
import { type Finding, runSteps } from './steps.ts';
import { provenTimes } from './timestamp.ts';
import type { TrustRoot } from './trust-root.ts';
import { type Certificate, isoTime, isSelfIssued, parseCertificate, titleOf } from './x509-certificate.ts';
import { PURPOSE } from './x509-extensions.ts';
import { findPath, isSelfSigned, type Path } from './x509-path.ts';

/** Certificates that a person may supply: more than any system's list of authorities has. */
const MAX_SUPPLIED = 512;

const STEPS: readonly CheckId[] = [
  'bundle',
  'certificate-path',
  'certificate-usage',
  'certificate-validity',
  'timestamps',
  'dsse-signature',
];

/**
 * Checks a bundle of the `certificate` method (OMS §4.3): a path from its leaf to a self-signed certificate that the
 * person supplied, the leaf's usage, and the signature with the leaf's key. The path is judged at the earliest proven time, else now. One
 * that is judged now and fails only because a certificate has expired, and that held when the leaf was issued, leaves the
 * result standing with a caveat: `certificate-expired`, or `judged-at-issuance` where the person asked for that.
 * Revocation is not checked.
 *
 * @param loadTrustRoot for timestamps, if the bundle holds any
 * @param rootsPem the texts of the person's files; certificates in them that are not self-signed only help to build the path
 */
export function verifyWithCertificate(
  bundle: Bundle,
  rootsPem: readonly string[],
  { judgeAt, now }: Pick<SignerOptions, 'judgeAt' | 'now'>,
  loadTrustRoot: () => TrustRoot,
): SignatureResult {
  const { material } = bundle;
  return runSteps(STEPS, (step) => {
    const certificates = step('bundle', () => {
      if (material.method !== 'certificate') throw new Refusal('method-differs', `it is ${material.method}`);
      return { value: material.certificates };
    });
    const { times, trustRoot } = step('timestamps', () => provenTimes(bundle, loadTrustRoot));
    const moment: Moment = { time: times[0]?.time ?? now, proven: times.length > 0 };
    const { leaf, judgement } = step('certificate-path', () => checkPath(certificates, rootsPem, moment));
    const { key, caveat: usageCaveat } = step('certificate-usage', () => checkUsage(leaf));
    const { path, caveat: timeCaveat } = step('certificate-validity', () =>
      checkTime(judgement, judgeAt, moment),
    );
    // v0.2.0 took SHA-256 for every certificate, whatever its curve.
    const encoding = step('dsse-signature', () => checkEnvelope(bundle.envelope, key, 'SHA-256'));
    return {
      signer: { method: 'certificate', leaf: summaryOf(leaf), root: summaryOf(path.at(-1) ?? leaf) },
      payload: bundle.envelope.payload,
      times,
      ...(trustRoot && { trustRoot }),
      caveats: [usageCaveat, timeCaveat].filter((caveat) => caveat !== undefined),
      legacyEncoding: encoding === 'legacy',
    };
  });
}

/** When a path is judged, in milliseconds since 1970, and whether a timestamp proves that it was signed then. */
interface Moment {
  readonly time: number;
  readonly proven: boolean;
}

/** How a path came out in time; every other rule holds for it. */
type Judgement =
  | { readonly holds: 'then'; readonly path: Path }
  | { readonly holds: 'at-issuance'; readonly path: Path; readonly problem: Problem }
  | { readonly holds: 'never'; readonly problem: Problem };

function checkPath(
  certificates: readonly Uint8Array[],
  rootsPem: readonly string[],
  moment: Moment,
): Finding<{ readonly leaf: Certificate; readonly judgement: Judgement }> {
  const supplied = readSupplied(rootsPem);
  const [leafDer, ...chain] = certificates;
  if (leafDer === undefined) throw new Refusal('material-missing');
  const leaf = parseCertificate(leafDer);
  const judgement = judge(leaf, [...parseAll(chain), ...supplied], supplied, moment);
  const detail = judgement.holds === 'never' ? undefined : judgement.path.map(titleOf).join(' ← ');
  return { value: { leaf, judgement }, ...(detail !== undefined && { detail }) };
}

function judge(
  leaf: Certificate,
  intermediates: readonly Certificate[],
  roots: readonly Certificate[],
  { time, proven }: Moment,
): Judgement {
  const then = findPath(leaf, intermediates, roots, time);
  if (then.ok) return { holds: 'then', path: then.value };
  const { problem } = then;
  const expired = problem.code === 'certificate-expired';
  if (!expired && problem.code !== 'certificate-not-yet-valid') return unwrap(then);
  // What is proven to be signed after a certificate's end was not signed while it held.
  if (!expired || proven) return { holds: 'never', problem };
  const issued = findPath(leaf, intermediates, roots, leaf.notBefore);
  return issued.ok ? { holds: 'at-issuance', path: issued.value, problem } : { holds: 'never', problem };
}

/**
 * The certificates in the person's files, those that cannot be read left out.
 * @throws {Refusal} if there is no self-signed one among them, with the reason
 */
function readSupplied(rootsPem: readonly string[]): readonly Certificate[] {
  if (rootsPem.length === 0) throw new Refusal('needs-root');
  const ders = rootsPem.flatMap((text) => unwrap(readCertificates(text)));
  if (ders.length > MAX_SUPPLIED)
    throw new Refusal('pem-malformed', `more than ${MAX_SUPPLIED} certificates`);
  const supplied = parseAll(ders);
  if (supplied.some(isSelfSigned)) return supplied;
  for (const der of ders) {
    const certificate = attempt(() => parseCertificate(der));
    if (!certificate.ok) throw new Refusal('root-unusable', certificate.problem.detail);
    const { algorithm } = certificate.value;
    if (isSelfIssued(certificate.value) && !algorithm.ok) {
      throw new Refusal('root-unusable', algorithm.problem.detail ?? algorithm.problem.message);
    }
  }
  throw new Refusal('root-not-self-signed');
}

function parseAll(ders: readonly Uint8Array[]): Certificate[] {
  return ders.flatMap((der) => {
    const parsed = attempt(() => parseCertificate(der));
    return parsed.ok ? [parsed.value] : [];
  });
}

interface Usage {
  readonly key: EcPublicKey;
  readonly caveat?: Caveat;
}

/** What the leaf's key is and may be used for (OMS §4.3). That it is no authority's is not demanded: real ones are. */
function checkUsage({ key, extensions }: Certificate): Finding<Usage> {
  if (!key.ok) throw new Refusal('certificate-usage', key.problem.detail ?? key.problem.message);
  if (key.value.kind !== 'ec') throw new Refusal('certificate-usage', `a key of the kind ${key.value.kind}`);
  const { keyUsage, extendedKeyUsage } = extensions;
  const signsCode = extendedKeyUsage?.includes(PURPOSE.codeSigning) ?? false;
  if (!keyUsage?.digitalSignature && !signsCode) {
    throw new Refusal('certificate-usage', 'neither digital signatures nor code signing');
  }
  if (extendedKeyUsage === undefined || signsCode || extendedKeyUsage.includes(PURPOSE.any)) {
    return { value: { key: key.value } };
  }
  const detail = `meant for ${extendedKeyUsage.join(', ')}, not for code signing`;
  return { value: { key: key.value, caveat: { code: 'eku-odd', detail } }, status: 'warn', detail };
}

interface Timing {
  readonly path: Path;
  readonly caveat?: Caveat;
}

function checkTime(
  judgement: Judgement,
  judgeAt: SignerOptions['judgeAt'],
  { time, proven }: Moment,
): Finding<Timing> {
  if (judgement.holds === 'never') return unwrap({ ok: false, problem: judgement.problem });
  const { path } = judgement;
  if (judgement.holds === 'then') {
    return { value: { path }, detail: `judged at ${isoTime(time)}, ${proven ? 'the proven time' : 'now'}` };
  }
  const detail = `${judgement.problem.detail ?? ''}; judged at ${isoTime(path[0].notBefore)}, when it was issued`;
  const caveat: Caveat =
    judgeAt === 'issuance'
      ? { code: 'judged-at-issuance', detail }
      : { code: 'certificate-expired', expired: Math.min(...path.map(({ notAfter }) => notAfter)), detail };
  return { value: { path, caveat }, status: 'warn', detail };
}
