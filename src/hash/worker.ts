import { createHasher, type Hasher } from './hashers.ts';
import type { HashJob, HashOutcome } from './job.ts';
import { ReadFailure, readChunks } from './reader.ts';
import { Reporter } from './reporter.ts';
import type { HashReport, HashWorker } from './worker-interface.ts';

/** Files read at once within a batch: opening a small one takes far longer than hashing it. */
const LANES = 16;

/** Makes the worker's side of the pool. `post` sends a report to the page. */
export function createHashWorker(post: (report: HashReport) => void): HashWorker {
  const gate = new Gate();
  return {
    async hash(jobs, algorithm) {
      const reporter = new Reporter(post);
      // One iterator for all lanes: each takes the next job when it is free.
      const queue = jobs.values();
      const lane = async (): Promise<void> => {
        const hasher = await createHasher(algorithm);
        for (const job of queue) reporter.end(await hashJob(job, hasher, gate, reporter));
      };
      await Promise.all(Array.from({ length: Math.min(LANES, jobs.length) }, lane));
      reporter.flush();
    },
    pause() {
      gate.close();
    },
    resume() {
      gate.open();
    },
    ping() {
      // The answer is all.
    },
  };
}

async function hashJob(job: HashJob, hasher: Hasher, gate: Gate, reporter: Reporter): Promise<HashOutcome> {
  const { id } = job;
  try {
    const whole = job.start === 0 && job.end === job.file.size;
    const range = whole ? job.file : job.file.slice(job.start, job.end);
    // `slice` clamps silently, and counts a negative start from the end.
    if (range.size !== job.end - job.start) {
      throw new ReadFailure('changed', `no bytes ${job.start} to ${job.end} in a file of ${job.file.size}`);
    }
    hasher.init();
    let done = 0;
    for await (const chunk of readChunks(range)) {
      if (gate.closed) await gate.closed;
      hasher.update(chunk);
      done += chunk.byteLength;
      reporter.advance(id, done);
    }
    return { id, ok: true, digest: hasher.digest() };
  } catch (error) {
    if (!(error instanceof ReadFailure)) throw error;
    return { id, ok: false, failure: error.failure, detail: error.message };
  }
}

/** Stands open, or is closed by a promise that resolves when it opens. */
class Gate {
  #open: (() => void) | undefined;
  closed: Promise<void> | undefined;

  close(): void {
    this.closed ??= new Promise((resolve) => {
      this.#open = resolve;
    });
  }

  open(): void {
    this.#open?.();
    this.closed = undefined;
  }
}
