import { type SignedEntity, type TrustMaterial, VerificationError, Verifier } from '@sigstore/verify';
import { type ErrorCode, Refusal } from '../oms/error.ts';
import type { CheckId } from './check.ts';
import type { Step } from './steps.ts';
import type { TrustRoot } from './trust-root.ts';

/** The steps of `Verifier.verify`, in its order. */
const STEPS: readonly CheckId[] = [
  'timestamps',
  'key',
  'certificate-path',
  'certificate-validity',
  'certificate-transparency',
  'log-promise',
  'log-checkpoint',
  'log-inclusion',
  'log-entry',
  'dsse-signature',
];

interface Failure {
  readonly id: CheckId;
  readonly code: ErrorCode;
}

/**
 * Runs the library over an entity: timestamps, the path to a trusted authority at every time, SCTs, the log’s proofs,
 * the signature. Its identity policy stays unused: it takes the expected identity for a pattern.
 *
 * @param skipped why a step does not apply here, though it would pass
 * @throws {Refusal} by the step that failed; anything that the library throws means *not verified*
 */
export function runLibrary(
  step: Step,
  entity: SignedEntity,
  material: TrustMaterial,
  demands: TrustRoot['demands'],
  skipped: ReadonlyMap<CheckId, string>,
): void {
  const pass = (ids: readonly CheckId[]): void => {
    for (const id of ids) {
      const why = skipped.get(id);
      const finding =
        why === undefined
          ? { value: undefined }
          : ({ value: undefined, status: 'skipped', detail: why } as const);
      step(id, () => finding);
    }
  };
  try {
    new Verifier(material, {
      timestampThreshold: 1,
      tlogThreshold: demands.log ? 1 : 0,
      ctlogThreshold: demands.sct ? 1 : 0,
    }).verify(entity);
  } catch (thrown) {
    const detail = textOf(thrown);
    const { id, code } = failureOf(thrown, detail);
    pass(STEPS.slice(0, Math.max(0, STEPS.indexOf(id))));
    step(id, () => {
      throw new Refusal(code, detail);
    });
  }
  pass(STEPS);
}

function failureOf(thrown: unknown, detail: string): Failure {
  // A TypeError or the like: the library met something that it took for granted.
  if (!(thrown instanceof VerificationError)) return { id: 'bundle', code: 'bundle-malformed' };
  switch (thrown.code) {
    case 'TIMESTAMP_ERROR':
      return { id: 'timestamps', code: 'sigstore-timestamp' };
    case 'PUBLIC_KEY_ERROR':
      return { id: 'key', code: 'needs-key' };
    case 'CERTIFICATE_ERROR':
      // One code for three steps; only its text tells them apart.
      if (detail.includes('SCT')) return { id: 'certificate-transparency', code: 'sigstore-sct' };
      if (detail.includes('expired')) return { id: 'certificate-validity', code: 'sigstore-validity' };
      return { id: 'certificate-path', code: 'sigstore-path' };
    case 'TLOG_INCLUSION_PROMISE_ERROR':
      return { id: 'log-promise', code: 'sigstore-log' };
    case 'TLOG_INCLUSION_PROOF_ERROR':
      return { id: detail.includes('checkpoint') ? 'log-checkpoint' : 'log-inclusion', code: 'sigstore-log' };
    case 'TLOG_MISSING_INCLUSION_ERROR':
      return { id: 'log-inclusion', code: 'sigstore-log' };
    case 'TLOG_BODY_ERROR':
    case 'TLOG_ERROR':
      return { id: 'log-entry', code: 'sigstore-log-entry' };
    case 'SIGNATURE_ERROR':
      return { id: 'dsse-signature', code: 'signature-invalid' };
    case 'NOT_IMPLEMENTED_ERROR':
      return { id: 'bundle', code: 'sigstore-unsupported' };
  }
}

/** The message of an error and of what caused it. */
function textOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  return thrown.cause === undefined ? thrown.message : `${thrown.message}: ${textOf(thrown.cause)}`;
}
