import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Bundle } from '../oms/bundle.ts';
import { problem, problemOf } from '../oms/error.ts';
import type { Manifest } from '../oms/manifest.ts';
import { LEGACY_VERSION, parseStatement } from '../oms/statement.ts';
import { verifyWithCertificate } from './certificate.ts';
import type { Check } from './check.ts';
import { verifyWithKey } from './key.ts';
import type { SignatureResult, SignerOptions } from './result.ts';
import { verifySigstore } from './sigstore.ts';
import type { TrustRoot } from './trust-root.ts';

type Held = Extract<SignatureResult, { ok: true }>;
type NotHeld = Extract<SignatureResult, { ok: false }>;

/** A checked signature together with what it signs. Plain data. */
export type Signature =
  | (Omit<Held, 'payload'> & {
      /** Read from the verified payload, and from nothing else. */
      readonly manifest: Manifest;
      /** SHA-256 over the payload bytes, lower-case hex: “this exact statement”. */
      readonly statementDigest: string;
    })
  | NotHeld;

/**
 * Checks a bundle's signature by its own method and reads the statement out of the verified payload. Never throws.
 *
 * @param loadTrustRoot called only where it is needed, because loading one takes time: for the `sigstore` method, and for timestamps
 */
export function checkSignature(
  bundle: Bundle,
  options: SignerOptions,
  loadTrustRoot: () => TrustRoot,
): Signature {
  try {
    const result = verify(bundle, options, loadTrustRoot);
    return result.ok ? withStatement(result) : result;
  } catch (thrown) {
    return { ok: false, problem: problemOf(thrown), checks: [] };
  }
}

function verify(bundle: Bundle, options: SignerOptions, loadTrustRoot: () => TrustRoot): SignatureResult {
  switch (bundle.material.method) {
    case 'sigstore':
      return verifySigstore(bundle, loadTrustRoot());
    case 'key':
      if (options.publicKey === undefined) return { ok: false, problem: problem('needs-key'), checks: [] };
      return verifyWithKey(bundle, options.publicKey, loadTrustRoot);
    case 'certificate':
      if (!options.roots?.length) return { ok: false, problem: problem('needs-root'), checks: [] };
      return verifyWithCertificate(bundle, options.roots, options, loadTrustRoot);
  }
}

function withStatement({ payload, ...held }: Held): Signature {
  const statement = parseStatement(payload);
  const failed = (reason: NotHeld['problem'], checks: readonly Check[]): Signature => ({
    ok: false,
    problem: reason,
    checks: [...held.checks, ...checks],
    ...(held.trustRoot && { trustRoot: held.trustRoot }),
  });
  if (!statement.ok)
    return failed(statement.problem, [{ id: 'statement', status: 'fail', detail: statement.problem.code }]);
  const manifest = statement.value;
  // The faulty encoding was mended before v1.0 of the predicate: a newer statement under it was put together by somebody else.
  if (held.legacyEncoding && manifest.version !== LEGACY_VERSION) {
    return failed(problem('signature-legacy', `predicate ${manifest.version}`), [
      { id: 'statement', status: 'fail' },
    ]);
  }
  return {
    ...held,
    manifest,
    statementDigest: bytesToHex(sha256(payload)),
    checks: [
      ...held.checks,
      { id: 'statement', status: 'pass', detail: `predicate ${manifest.version}` },
      manifest.rootDigest === undefined
        ? { id: 'root-digest', status: 'skipped', detail: 'this format has none' }
        : { id: 'root-digest', status: 'pass', detail: manifest.rootDigest },
    ],
  };
}
