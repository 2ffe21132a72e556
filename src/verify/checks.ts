import type { Method } from '../oms/bundle.ts';
import type { Check } from '../signer/check.ts';
import { compareIdentity, type Expectation } from '../signer/expectation.ts';
import type { Signature } from '../signer/signature.ts';

/** Every step of a check in order: those of the signature, and whether the signer is the one expected. */
export function checksOf(
  method: Method,
  signature: Signature,
  expectation: Expectation | undefined,
): Check[] {
  return [...signature.checks, { id: 'identity', ...identityOf(method, signature, expectation) }];
}

function identityOf(
  method: Method,
  signature: Signature,
  expectation: Expectation | undefined,
): Omit<Check, 'id'> {
  if (!expectation) return { status: 'skipped', detail: 'nobody said whom to expect' };
  if (expectation.method !== method)
    return { status: 'fail', detail: `signed by ${method}, expected ${expectation.method}` };
  if (!signature.ok) return { status: 'skipped', detail: 'the signature does not hold' };
  if (expectation.method === 'sigstore') {
    const compared = compareIdentity(signature.signer, expectation);
    return compared.ok
      ? { status: 'pass' }
      : { status: 'fail', detail: compared.problem.detail ?? compared.problem.message };
  }
  if (expectation.origin === 'in-model')
    return { status: 'warn', detail: 'what you gave lies in the model itself' };
  return {
    status: 'pass',
    detail: expectation.method === 'key' ? 'the key you gave' : 'by an authority you gave',
  };
}
