import { lengthOf } from './batches.ts';
import type { Gate } from './gate.ts';
import type { HashOutcome } from './job.ts';
import { outcomeOf, rangeOf } from './outcome.ts';
import { readChunks } from './reader.ts';
import type { Slots } from './slots.ts';
import type { OpenJob } from './worker-interface.ts';

/** Bounds of what is read at once: files this small cost a millisecond each to open, and a tenth of it together. */
const COMPOSITE_BYTES = 1536 * 1024;
const COMPOSITE_JOBS = 128;

/** Makes the digest of bytes that are all there. */
export type DigestOf = (bytes: Uint8Array<ArrayBuffer>) => Promise<Uint8Array>;

/** What hashing small files needs of its worker. */
export interface SmallSetting {
  readonly digestOf: DigestOf;
  /** How many reads may be in flight. */
  readonly slots: Slots;
  readonly gate: Gate;
  readonly onOutcome: (outcome: HashOutcome) => void;
}

/** Hashes small files, many in one read. If one spoils the read of its neighbours, each is read by itself. */
export async function hashSmall(jobs: readonly OpenJob[], setting: SmallSetting): Promise<void> {
  const { slots, gate } = setting;
  const work: Promise<void>[] = [];
  for (const composite of composites(jobs)) {
    const slot = await slots.reserve();
    if (gate.closed) await gate.closed;
    work.push(
      hashTogether(composite, setting).finally(() => {
        slots.release(slot);
      }),
    );
  }
  await Promise.all(work);
}

function composites(jobs: readonly OpenJob[]): OpenJob[][] {
  const result: OpenJob[][] = [];
  let bytes = Infinity;
  for (const job of jobs) {
    const length = lengthOf(job);
    const last = result.at(-1);
    if (last && last.length < COMPOSITE_JOBS && bytes + length <= COMPOSITE_BYTES) {
      last.push(job);
      bytes += length;
    } else {
      result.push([job]);
      bytes = length;
    }
  }
  return result;
}

async function hashTogether(jobs: readonly OpenJob[], setting: SmallSetting): Promise<void> {
  const bytes = await readTogether(jobs);
  let offset = 0;
  await Promise.all(
    jobs.map(async (job) => {
      const start = offset;
      offset += lengthOf(job);
      const own = bytes?.subarray(start, offset);
      setting.onOutcome(await outcomeOf(job, async () => setting.digestOf(own ?? (await readAlone(job)))));
    }),
  );
}

/** All bytes one after another, or undefined if some of them cannot be read. */
async function readTogether(jobs: readonly OpenJob[]): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (jobs.length === 1) return undefined;
  try {
    const bytes = await new Blob(jobs.map(rangeOf)).arrayBuffer();
    const length = jobs.reduce((sum, job) => sum + lengthOf(job), 0);
    return bytes.byteLength === length ? new Uint8Array(bytes) : undefined;
  } catch {
    return undefined;
  }
}

async function readAlone(job: OpenJob): Promise<Uint8Array<ArrayBuffer>> {
  const range = rangeOf(job);
  const bytes = new Uint8Array(range.size);
  let offset = 0;
  for await (const chunk of readChunks(range)) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}
