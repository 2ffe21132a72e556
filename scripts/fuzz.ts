/**
 * `npm run fuzz -- --seconds N --seed S --target NAME --limit MS`: throws mutants at every parser and check, and at the
 * properties that they promise. `--limit` is the most that one input may take, in milliseconds. Prints what it found and keeps each input in a temporary file; exits with 1 if there is anything.
 * The keys of the generated seeds are new in each run, so a finding is repeated from its file.
 */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createCorpus } from '../test/fuzz/corpus.ts';
import { fuzz } from '../test/fuzz/fuzz.ts';
import { checkProperties } from '../test/fuzz/properties.ts';
import { targetsFor } from '../test/fuzz/targets.ts';

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seconds: { type: 'string', default: '60' },
      seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
      target: { type: 'string' },
      limit: { type: 'string', default: '1000' },
    },
  });
  const [seconds, seed, limit] = [Number(values.seconds), Number(values.seed), Number(values.limit)];
  if (!(seconds > 0 && limit > 0) || !Number.isSafeInteger(seed))
    throw new Error('--seconds, --seed and --limit are numbers');
  const targets = targetsFor(await createCorpus()).filter(
    ({ name }) => values.target === undefined || name === values.target,
  );
  if (targets.length === 0) throw new Error(`no target is named ${values.target ?? ''}`);

  console.log(`seed ${seed}, ${seconds} s, ${targets.length} targets`);
  const broken = checkProperties(seed, Math.ceil(seconds * 20));
  const end = performance.now() + seconds * 1000;
  const { counts, findings } = fuzz(targets, { seed, limit, goOn: () => performance.now() < end });

  for (const [name, { accepted, refused, slowest }] of counts) {
    console.log(
      `${name.padEnd(14)} ${accepted} accepted, ${refused} refused, slowest ${Math.round(slowest)} ms`,
    );
  }
  const total = [...counts.values()].reduce((sum, { accepted, refused }) => sum + accepted + refused, 0);
  console.log(`${total} inputs, peak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MiB`);
  for (const failure of broken) console.log(`\nproperty ${failure}`);
  const folder = findings.length > 0 ? mkdtempSync(join(tmpdir(), 'assay-fuzz-')) : '';
  for (const [index, { complaint, input, target }] of findings.entries()) {
    const file = join(folder, `${index}-${target}`);
    writeFileSync(file, input);
    console.log(`\n${target}: ${complaint.slice(0, 1500)}\n  ${file}`);
  }
  console.log(`\n${findings.length + broken.length} findings`);
  process.exitCode = findings.length + broken.length === 0 ? 0 : 1;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
