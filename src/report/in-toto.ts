import { messages } from '../messages/index.ts';
import type { SignedFile } from '../oms/manifest.ts';
import type { Report } from '../verify/report.ts';
import { documentOf } from './document.ts';
import { jsonText } from './json.ts';

/** Names of our own in a format of others, which asks for URIs. */
const OURS = 'urn:assay';

/** A thing and its digests in lower-case hex by algorithm (in-toto’s ResourceDescriptor). */
interface Artifact {
  readonly name: string;
  readonly digest: Readonly<Record<string, string>>;
}

/**
 * A report as an in-toto statement: SLSA’s verification summary (https://slsa.dev/spec/v1.1/verification_summary),
 * not signed, which it says. Undefined where nothing with a digest is known, as where the bundle could not be read.
 *
 * It is `PASSED` only where the verdict is plainly `verified`: neither in part, nor a sample’s. The subjects are the signed
 * files with the digests that were found, or, where files are signed in shards, the root digest.
 *
 * @param application the version of Assay
 */
export function reportStatement(report: Report, application: string): string | undefined {
  const { bundle, claims, model, settings, verdict } = report;
  if (!claims) return undefined;
  const { expectation, settings: options, readAt } = documentOf(report, application);
  const demo = settings.trustRoot.kind === 'demo' || settings.expectation?.origin === 'demo';
  const { rootDigest } = claims.manifest;
  const files = filesOf(report, claims.manifest.files, claims.manifest.algorithm);
  const root: readonly Artifact[] =
    rootDigest === undefined ? [] : [{ name: model.name, digest: { sha256: rootDigest } }];
  const subject = files.length > 0 ? files : root;
  if (subject.length === 0) return undefined;
  const name = model.name.replaceAll(/\p{Surrogate}/gu, '\ufffd');
  return jsonText({
    _type: 'https://in-toto.io/Statement/v1',
    subject,
    predicateType: 'https://slsa.dev/verification_summary/v1',
    predicate: {
      verifier: { id: OURS, version: { assay: application } },
      timeVerified: readAt,
      resourceUri: `pkg:generic/${encodeURIComponent(name)}`,
      policy: { uri: `${OURS}:expectation`, annotations: { expectation, settings: options } },
      inputAttestations: [{ name: bundle.name, digest: { sha256: bundle.sha256 } }],
      verificationResult: verdict.code === 'verified' && !demo ? 'PASSED' : 'FAILED',
      verifiedLevels: ['SLSA_BUILD_LEVEL_UNEVALUATED'],
      [`${OURS}:note`]: `${demo ? messages.headline.demo : ''}${messages.report.notSigned}`,
      [`${OURS}:verdict`]: verdict.code,
    },
  });
}

/** Whole files that were read, with the digests that they have here. */
function filesOf({ findings }: Report, signed: readonly SignedFile[], algorithm: string): Artifact[] {
  const digests = new Map(signed.map(({ path, digest }) => [path, digest]));
  const sole = signed.length === 1 ? signed[0]?.digest : undefined;
  return findings.flatMap((finding) => {
    const { path } = finding;
    if (finding.outcome === 'match') {
      // A model that is one file may be signed under another name than the file has.
      const digest = digests.get(path) ?? sole;
      return digest === undefined ? [] : [{ name: path, digest: { [algorithm]: digest } }];
    }
    const whole = finding.outcome === 'mismatch' && digests.get(path) !== undefined;
    return whole ? [{ name: path, digest: { [algorithm]: finding.actual } }] : [];
  });
}
