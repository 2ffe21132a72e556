/**
 * `npm run bench -- --quick --only CASE,CASE --data DIR --json`: how fast the built page verifies large models, beside
 * other programs on the same files. Makes its own data, in a temporary folder or in `--data`, where it stays.
 * `test/bench/RESULTS.md` tells what is measured and how.
 */
import { runBench } from '../test/bench/bench.ts';
import { parseOptions } from '../test/bench/options.ts';
import { tableOf } from '../test/bench/table.ts';

// By itself a signal ends the process past whoever cleans up.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

try {
  const options = parseOptions(process.argv.slice(2));
  const findings = await runBench(options, (line) => {
    console.error(line);
  });
  console.log(options.json ? JSON.stringify(findings, rounded, 2) : `\n${tableOf(findings)}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** To four digits, which is more than a figure of time is worth. */
function rounded(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(4)) : value;
}
