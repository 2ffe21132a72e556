import { parseBundle } from '../../src/oms/bundle.ts';
import { attempt, type Result } from '../../src/oms/error.ts';
import type { SignatureResult } from '../../src/signer/result.ts';
import { verifySigstoreProfile } from '../../src/signer/sigstore-profile.ts';
import { verifySigstore } from '../../src/signer/sigstore.ts';
import type { TrustRoot } from '../../src/signer/trust-root.ts';
import { loadTrustRoot } from '../../src/trust/trusted-root.ts';
import type { BundleJson } from './bundle.ts';
import { fromBase64, utf8 } from './bytes.ts';
import {
  createInstance,
  type InstanceOptions,
  type SigstoreInstance,
  type SignOptions,
} from './sigstore-instance.ts';
import type { TrustedRootJson } from './trusted-root.ts';

/** Where a Sigstore world differs from one in which a signature verifies. Everything else in it is right. */
export interface Deviation {
  /** How the instance is built; the one that all tests of a file share if absent. */
  readonly instance?: InstanceOptions;
  /** How the model is signed. */
  readonly sign?: (from: SigstoreInstance) => Partial<SignOptions> | Promise<Partial<SignOptions>>;
  /** Changes the bundle after it was signed. */
  readonly bundle?: (bundle: BundleJson, from: SigstoreInstance) => unknown;
  /** Changes the bundle’s text. */
  readonly text?: (json: string) => string;
  /** Changes the trusted root of the verifier. */
  readonly root?: (root: TrustedRootJson, from: SigstoreInstance) => unknown;
}

/** What is tried, where the world deviates, and how it must end: see {@link outcomeOf}. */
export type Case = readonly [what: string, deviation: Deviation, outcome: string];

/** Who signs unless told otherwise. */
export const SIGNER: SignOptions = { identity: 'ada@example.org', issuer: 'https://accounts.example.org' };

/** What is signed: an in-toto statement as far as the signature’s check looks into it. */
export const PAYLOAD = utf8('{"_type":"https://in-toto.io/Statement/v1"}');

const shared = await createInstance();

/** A bundle and the root to verify it by. */
export interface World {
  readonly bundle: BundleJson;
  readonly text: string;
  readonly trustedRoot: TrustedRootJson;
}

/** Builds a world with one deviation. */
export async function deviate(deviation: Deviation): Promise<World> {
  const from = deviation.instance === undefined ? shared : await createInstance(deviation.instance);
  const bundle = await from.sign(PAYLOAD, { ...SIGNER, ...(await deviation.sign?.(from)) });
  await deviation.bundle?.(bundle, from);
  const trustedRoot = structuredClone(from.trustedRoot);
  await deviation.root?.(trustedRoot, from);
  const json = JSON.stringify(bundle);
  return { bundle, text: deviation.text?.(json) ?? json, trustedRoot };
}

/**
 * How the check of a model’s signature ends in a world with one deviation: `verified`, or the code of the refusal and
 * the step that failed; `in parser` and `in loading` where it did not come to a check.
 */
export async function outcomeOf(deviation: Deviation): Promise<string> {
  const { text, trustedRoot } = await deviate(deviation);
  return outcomeOfText(text, JSON.stringify(trustedRoot));
}

/** As {@link outcomeOf}, for a bundle and a root (or a client’s configuration) as text. */
export function outcomeOfText(bundle: string, trustedRoot: string): string {
  const root = attempt(() => importRoot(trustedRoot));
  if (!root.ok) return `${root.problem.code} in loading`;
  const parsed = parseBundle(utf8(bundle));
  if (!parsed.ok) return `${parsed.problem.code} in parser`;
  return outcome(verifySigstore(parsed.value, root.value));
}

/** As {@link outcomeOf}, by the wider profile of the Sigstore clients, which names no step. */
export async function profileOutcomeOf(deviation: Deviation): Promise<string> {
  const { bundle, text, trustedRoot } = await deviate(deviation);
  const subject = { artifact: fromBase64(bundle.dsseEnvelope.payload) };
  const result = verifySigstoreProfile(utf8(text), subject, importRoot(JSON.stringify(trustedRoot)));
  return codeOf(result);
}

/** The trust root of a text that a person imports. */
export function importRoot(json: string): TrustRoot {
  return loadTrustRoot({ kind: 'imported', name: 'trusted_root.json', origin: 'file', json });
}

/** `verified`, or the code of the refusal and the step that failed. */
export function outcome(result: SignatureResult): string {
  if (result.ok) return 'verified';
  return `${result.problem.code} in ${result.checks.find(({ status }) => status === 'fail')?.id ?? 'no step'}`;
}

function codeOf(result: Result<unknown>): string {
  return result.ok ? 'verified' : result.problem.code;
}
