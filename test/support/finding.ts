import type { Finding, Outcome } from '../../src/oms/compare.ts';

const PROBLEM = { code: 'file-changed', message: 'It changed.', next: 'Try again.' } as const;

/** A finding of any outcome; `size` counts where a finding of that outcome has one. */
export function findingOf(outcome: Outcome, path: string, size = 100): Finding {
  switch (outcome) {
    case 'mismatch':
      return { outcome, path, size, expected: 'e0'.repeat(32), actual: 'f0'.repeat(32) };
    case 'ignored':
      return { outcome, path, size, rule: { by: 'person', path } };
    case 'not-covered':
      return { outcome, path, size: 0 };
    case 'unreadable':
      return { outcome, path, problem: PROBLEM };
    case 'missing':
      return { outcome, path };
    default:
      return { outcome, path, size };
  }
}

/** The bundle where it lies in the model. */
export function bundleAt(path: string): Finding {
  return { outcome: 'ignored', path, size: 1000, rule: { by: 'bundle', path } };
}
