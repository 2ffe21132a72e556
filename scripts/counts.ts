/** How many tests passed, failed and were skipped. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Counts before any test. */
export const NO_TESTS: Counts = { passed: 0, failed: 0, skipped: 0 };

/** The sum of two counts. */
export function add(a: Counts, b: Counts): Counts {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

/**
 * Counts in the report of Vitest's `json` reporter.
 *
 * @throws Error if the report is of another form.
 */
export function vitestCounts(report: unknown): Counts {
  const skipped = number(report, 'numPendingTests') + number(report, 'numTodoTests');
  return { passed: number(report, 'numPassedTests'), failed: number(report, 'numFailedTests'), skipped };
}

/**
 * Counts in the report of Playwright's `json` reporter. A flaky test passed in the end.
 *
 * @throws Error if the report is of another form.
 */
export function playwrightCounts(report: unknown): Counts {
  const stats = field(report, 'stats');
  return {
    passed: number(stats, 'expected') + number(stats, 'flaky'),
    failed: number(stats, 'unexpected'),
    skipped: number(stats, 'skipped'),
  };
}

function number(record: unknown, key: string): number {
  const value = field(record, key);
  if (typeof value !== 'number') throw new Error(`The test report holds no number “${key}”`);
  return value;
}

/** A member of a record of unknown form; undefined if it is none, or has none of that name. */
export function field(record: unknown, key: string): unknown {
  return typeof record === 'object' && record !== null ? Reflect.get(record, key) : undefined;
}
