import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js';
import { lengthOf } from './batches.ts';
import { joinSegments } from './blake3-tree.ts';
import type { HashJob, HashOutcome, RunningJob, SavedHash } from './job.ts';
import type { Part, Plan } from './plan.ts';

/** Bytes of a segment: a power of two of chunks, so that each is a whole subtree; long enough to make opening it not matter. */
export const SEGMENT = 16 * 1024 * 1024;

/** Bytes of a chunk and of a chaining value (BLAKE3 §2.1). */
const CHUNK = 1024;
const VALUE = 32;

/**
 * BLAKE3 is a tree, so several workers can hash one file: each segment yields a chaining value, and these are joined to
 * the digest. A file of one segment stays whole.
 */
export function segmentPlan(jobs: readonly HashJob[]): Plan {
  const parts: Part[] = [];
  const origins: { readonly whole: SegmentedJob; readonly segment: number }[] = [];
  const wholes = jobs.map((job) => new SegmentedJob(job));
  for (const whole of wholes) {
    for (let segment = whole.resumed; segment < whole.segments; segment += 1) {
      parts.push({ ...whole.part(segment), id: parts.length });
      origins.push({ whole, segment });
    }
  }
  return {
    parts,
    end(outcome) {
      const origin = origins[outcome.id];
      return origin?.whole.end(origin.segment, outcome);
    },
    running(current) {
      const jobsOf = new Map<SegmentedJob, number>();
      for (const { id, done } of current) {
        const whole = origins[id]?.whole;
        if (whole) jobsOf.set(whole, (jobsOf.get(whole) ?? whole.done) + done);
      }
      return Array.from(jobsOf, ([{ id }, done]): RunningJob => ({ id, done }));
    },
    saved: () => wholes.flatMap((whole) => whole.save() ?? []),
  };
}

class SegmentedJob {
  readonly #job: HashJob;
  readonly #values: (Uint8Array | undefined)[] = [];
  readonly segments: number;
  /** Segments that an earlier run did. */
  readonly resumed: number;
  #left: number;
  #decided = false;

  constructor(job: HashJob) {
    this.#job = job;
    this.segments = Math.max(1, Math.ceil(lengthOf(job) / SEGMENT));
    const { done = 0, state = new Uint8Array() } = job.resume ?? {};
    const taken = done / SEGMENT;
    // Anything else was saved by another version: the job starts over.
    if (Number.isInteger(taken) && taken < this.segments && state.length === taken * VALUE) {
      for (let at = 0; at < state.length; at += VALUE) this.#values.push(state.slice(at, at + VALUE));
    }
    this.resumed = this.#values.length;
    this.#left = this.segments - this.resumed;
  }

  get id(): number {
    return this.#job.id;
  }

  /** Bytes in the segments that are done. */
  get done(): number {
    return Math.min((this.segments - this.#left) * SEGMENT, lengthOf(this.#job));
  }

  part(segment: number): Part {
    if (this.segments === 1) return this.#job;
    const { id, open, locator, end } = this.#job;
    const start = this.#job.start + segment * SEGMENT;
    const firstChunk = (segment * SEGMENT) / CHUNK;
    return { id, open, locator, start, end: Math.min(start + SEGMENT, end), segment: { firstChunk } };
  }

  end(segment: number, outcome: HashOutcome): HashOutcome | undefined {
    if (this.#decided) return undefined;
    if (!outcome.ok || this.segments === 1) return this.#decide(outcome);
    this.#values[segment] = hexToBytes(outcome.digest);
    this.#left -= 1;
    if (this.#left > 0) return undefined;
    const digest = bytesToHex(joinSegments(this.#values.filter((value) => value !== undefined)));
    return this.#decide({ id: this.id, ok: true, digest });
  }

  #decide(outcome: HashOutcome): HashOutcome {
    this.#decided = true;
    return { ...outcome, id: this.id };
  }

  /** The segments done in a row from the first on. */
  save(): SavedHash | undefined {
    if (this.#decided || this.segments === 1) return undefined;
    const gap = this.#values.findIndex((value) => value === undefined);
    const row = (gap < 0 ? this.#values : this.#values.slice(0, gap)).filter((value) => value !== undefined);
    return row.length === 0
      ? undefined
      : { id: this.id, done: row.length * SEGMENT, state: concatBytes(...row) };
  }
}
