import type { Method } from '../oms/bundle.ts';
import type { Check } from '../signer/check.ts';
import { compareExpected, judgedElsewhere } from '../signer/expectation.ts';
import type { Signature } from '../signer/signature.ts';
import { isRefused, type Settings } from './settings.ts';

/** Every step of a check in order: those of the signature, and whether the signer is the one expected. */
export function checksOf(method: Method, signature: Signature, settings: Settings): Check[] {
  return [...signature.checks, { id: 'identity', ...identityOf(method, signature, settings) }];
}

function identityOf(method: Method, signature: Signature, settings: Settings): Omit<Check, 'id'> {
  const { expectation } = settings;
  if (isRefused(signature, settings)) return { status: 'fail', detail: 'you expected somebody else' };
  if (!expectation) return { status: 'skipped', detail: 'nobody said whom to expect' };
  if (expectation.method !== method)
    return { status: 'fail', detail: `signed by ${method}, expected ${expectation.method}` };
  if (!signature.ok) return { status: 'skipped', detail: 'the signature does not hold' };
  if (judgedElsewhere(signature, expectation))
    return { status: 'skipped', detail: 'judged by another Sigstore instance than the one expected' };
  const compared = compareExpected(signature, expectation);
  if (!compared.ok) return { status: 'fail', detail: compared.problem.detail ?? compared.problem.message };
  if (expectation.origin === 'link') return { status: 'warn', detail: 'only a link says whom to expect' };
  if (expectation.method === 'sigstore') return { status: 'pass' };
  if (expectation.origin === 'in-model')
    return { status: 'warn', detail: 'what you gave lies in the model itself' };
  return {
    status: 'pass',
    detail: expectation.method === 'key' ? 'the key you gave' : 'by an authority you gave',
  };
}
