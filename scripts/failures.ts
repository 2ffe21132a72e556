import { stripVTControlCharacters } from 'node:util';
import { field } from './counts.ts';

/**
 * The failed tests in the report of Vitest's `json` reporter, one line for each: its name and the first line of what is
 * wrong. A file that could not even be loaded counts as one.
 */
export function vitestFailures(report: unknown): string[] {
  return list(report, 'testResults').flatMap((file) => {
    const failed = list(file, 'assertionResults').filter((test) => field(test, 'status') === 'failed');
    if (failed.length > 0)
      return failed.map((test) => line(text(test, 'fullName'), list(test, 'failureMessages')[0]));
    return field(file, 'status') === 'failed' ? [line(text(file, 'name'), field(file, 'message'))] : [];
  });
}

/** The failed tests in the report of Playwright's `json` reporter, as {@link vitestFailures} gives them. */
export function playwrightFailures(report: unknown): string[] {
  const unloaded = list(report, 'errors').map((error) => line('before any test', field(error, 'message')));
  return [...unloaded, ...list(report, 'suites').flatMap((suite) => suiteFailures(suite))];
}

function suiteFailures(suite: unknown, above = ''): string[] {
  const name = `${above}${text(suite, 'title')} › `;
  const own = list(suite, 'specs').flatMap((spec) =>
    list(spec, 'tests')
      .filter((test) => field(test, 'status') === 'unexpected')
      .map((test) => {
        const [error] = list(test, 'results').flatMap((result) => list(result, 'errors'));
        return line(name + text(spec, 'title'), field(error, 'message'));
      }),
  );
  return [...own, ...list(suite, 'suites').flatMap((inner) => suiteFailures(inner, name))];
}

function line(name: string, message: unknown): string {
  const [first = ''] = stripVTControlCharacters(typeof message === 'string' ? message : '').split('\n');
  return `${name}: ${first}`;
}

function list(record: unknown, key: string): unknown[] {
  const value = field(record, key);
  return Array.isArray(value) ? value : [];
}

function text(record: unknown, key: string): string {
  const value = field(record, key);
  return typeof value === 'string' ? value : '';
}
