import { SMALL, lengthOf } from './batches.ts';
import { Gate } from './gate.ts';
import { createKernel } from './create-kernel.ts';
import type { HashAlgorithm } from './job.ts';
import { Lanes } from './lanes.ts';
import { openBatch } from './opening.ts';
import { outcomeOf, rangeOf } from './outcome.ts';
import { readChunks } from './reader.ts';
import { Reporter } from './reporter.ts';
import { type DigestOf, hashSmall } from './small.ts';
import { Slots } from './slots.ts';
import { weigh } from './weight.ts';
import type { HashReport, HashWorker, OpenJob } from './worker-interface.ts';

/** Reads of small files in flight: opening one takes far longer than hashing it. */
const SMALL_READS = 8;

/** What is set up once the algorithm is known. */
interface Engine {
  readonly lanes: Lanes;
  readonly digestOf: DigestOf;
}

/** Makes the worker's side of the pool. `post` sends a report to the page. */
export function createHashWorker(post: (report: HashReport) => void): HashWorker {
  const gate = new Gate();
  const slots = new Slots(SMALL_READS);
  let engine: Promise<Engine> | undefined;
  let save: () => HashReport['saved'] = () => [];
  const reporter = new Reporter(post, () => save());

  const hashLarge = async (job: OpenJob, lanes: Lanes): Promise<void> => {
    const read = async function* (from: number): AsyncGenerator<Uint8Array> {
      const range = rangeOf(job);
      for await (const chunk of readChunks(from === 0 ? range : range.slice(from))) {
        if (gate.closed) await gate.closed;
        yield chunk;
      }
    };
    const work = (): Promise<Uint8Array> =>
      lanes.hash(job, read, (done) => {
        reporter.advance(job.id, done);
      });
    reporter.end(await outcomeOf(job, work));
  };

  return {
    prepare(algorithm, module) {
      engine = createKernel(algorithm, module).then((kernel) => {
        const lanes = new Lanes(kernel);
        save = () => lanes.save();
        return { lanes, digestOf: digestBy(algorithm, lanes) };
      });
      // Who hashes gets the error.
      engine.catch(() => undefined);
    },
    async hash(jobs) {
      if (!engine) throw new Error('hash was called before prepare');
      const { lanes, digestOf } = await engine;
      const { open, unopened } = await openBatch(jobs);
      const small = open.filter((job) => lengthOf(job) < SMALL && !job.segment);
      await hashSmall(small, {
        digestOf,
        slots,
        gate,
        onOutcome: (outcome) => {
          reporter.end(outcome);
        },
      });
      for (const job of open) if (!small.includes(job)) await hashLarge(job, lanes);
      reporter.flush();
      weigh(jobs.length);
      return unopened;
    },
    pause() {
      gate.close();
      reporter.flush(true);
    },
    resume() {
      gate.open();
    },
    ping() {
      // The answer is all.
    },
  };
}

/** Native SHA-256 is several times as fast as ours, but takes only what is all in memory. */
function digestBy(algorithm: HashAlgorithm, lanes: Lanes): DigestOf {
  // Absent where the page did not come by a secure connection.
  const subtle = (globalThis.crypto as Partial<Crypto>).subtle;
  if (algorithm !== 'sha256' || !subtle) return (bytes) => lanes.hashShort(bytes);
  return async (bytes) => new Uint8Array(await subtle.digest('SHA-256', bytes));
}
