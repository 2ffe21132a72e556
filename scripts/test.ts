/**
 * `npm test`: every step that must hold before a release, in order, and the sum of all tests as the last line.
 * `npm test -- unit e2e` runs only the steps that are named.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installBrowser } from './browser.ts';
import { add, NO_TESTS, playwrightCounts, vitestCounts, type Counts } from './counts.ts';
import { playwrightFailures, vitestFailures } from './failures.ts';
import { installFirefox } from './firefox.ts';
import { installServers } from './servers.ts';

interface Step {
  readonly name: string;
  readonly command: readonly string[];
  /** For steps made of tests: reads the JSON report that the command writes. */
  readonly report?: ReportReader;
}

interface ReportReader {
  readonly count: (report: unknown) => Counts;
  readonly failures: (report: unknown) => readonly string[];
}

const VITEST: ReportReader = { count: vitestCounts, failures: vitestFailures };
const PLAYWRIGHT: ReportReader = { count: playwrightCounts, failures: playwrightFailures };

interface Outcome {
  readonly name: string;
  readonly ok: boolean;
  readonly counts: Counts;
  readonly failures: readonly string[];
  readonly seconds: number;
}

const reports = mkdtempSync(join(tmpdir(), 'assay-test-'));
const reportOf = (name: string): string => join(reports, `${name}.json`);

const npm = (script: string): Step['command'] => ['npm', 'run', '--silent', script];

const vitest = (project: string): Step => ({
  name: project,
  command: [
    ...['npx', 'vitest', 'run', '--project', project],
    ...['--reporter=default', '--reporter=json', `--outputFile.json=${reportOf(project)}`],
  ],
  report: VITEST,
});

const STEPS: readonly Step[] = [
  { name: 'types', command: npm('check') },
  { name: 'lint', command: npm('lint') },
  vitest('unit'),
  vitest('browser'),
  { name: 'build', command: npm('build') },
  { name: 'single', command: npm('build:single') },
  { name: 'e2e', command: ['npx', 'playwright', 'test', '--reporter=list,json'], report: PLAYWRIGHT },
  vitest('firefox'),
  vitest('release'),
  vitest('conformance'),
  vitest('interop'),
];

/** These take the build that they find, which must be one of these sources. */
const OF_THE_BUILD: readonly string[] = ['firefox', 'release', 'conformance', 'interop'];

function run({ name, command, report }: Step): Outcome {
  console.log(`\n── ${name} ${'─'.repeat(60 - name.length)}`);
  const began = performance.now();
  const [program = '', ...args] = command;
  const { status } = spawnSync(program, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: reportOf(name) },
    shell: process.platform === 'win32',
  });
  const { counts, failures } = report ? read(name, report) : NOTHING_READ;
  return {
    name,
    ok: status === 0 && counts.failed === 0,
    counts,
    failures,
    seconds: (performance.now() - began) / 1000,
  };
}

const NOTHING_READ: Pick<Outcome, 'counts' | 'failures'> = { counts: NO_TESTS, failures: [] };

function read(name: string, { count, failures }: ReportReader): Pick<Outcome, 'counts' | 'failures'> {
  try {
    const report: unknown = JSON.parse(readFileSync(reportOf(name), 'utf8'));
    return { counts: count(report), failures: failures(report) };
  } catch {
    // A runner that crashed leaves no report; its exit code tells.
    return NOTHING_READ;
  }
}

function chosenSteps(names: readonly string[]): readonly Step[] {
  const unknown = names.find((name) => !STEPS.some((step) => step.name === name));
  if (unknown !== undefined) {
    throw new Error(`No step is named ${unknown}. Steps: ${STEPS.map(({ name }) => name).join(', ')}`);
  }
  const builds = names.some((name) => OF_THE_BUILD.includes(name)) ? ['build', 'single'] : [];
  const wanted = [...names, ...builds];
  return wanted.length === 0 ? STEPS : STEPS.filter(({ name }) => wanted.includes(name));
}

const summary = ({ name, ok, seconds, counts }: Outcome): string => {
  const tests = counts === NO_TESTS ? '' : `  ${sentence(counts)}`;
  return `${ok ? 'ok    ' : 'FAILED'}  ${name.padEnd(12)} ${seconds.toFixed(1).padStart(6)} s${tests}`;
};

const sentence = ({ passed, failed, skipped }: Counts): string =>
  `${passed} passed, ${failed} failed, ${skipped} skipped`;

/** A step that fails without a failing test (a lint error, a crash) counts as one, or the sum would look clean. */
const countOf = ({ ok, counts }: Outcome): Counts =>
  ok || counts.failed > 0 ? counts : add(counts, { ...NO_TESTS, failed: 1 });

try {
  const steps = chosenSteps(process.argv.slice(2));
  installBrowser();
  if (steps.some(({ name }) => name === 'firefox' || name === 'release')) installFirefox();
  if (steps.some(({ name }) => name === 'release')) installServers();
  const outcomes = steps.map(run);
  const total = outcomes.map(countOf).reduce(add, NO_TESTS);
  // Said again at the end: in a long log it is the end that is read.
  console.log(`\n${outcomes.flatMap(({ failures }) => failures).join('\n')}`);
  console.log(`\n${outcomes.map(summary).join('\n')}\n\n${sentence(total)}`);
  process.exitCode = total.failed === 0 ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  rmSync(reports, { recursive: true, force: true });
}
