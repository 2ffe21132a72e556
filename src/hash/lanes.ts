import type { SavedHash } from './job.ts';
import type { Kernel } from './kernel.ts';
import { Slots } from './slots.ts';
import type { WorkerJob } from './worker-interface.ts';

/** Bytes that every lane should have before they are hashed together: fewer calls, and still in the processor's cache. */
const STEP = 128 * 1024;

/** Milliseconds that full lanes wait for one whose file is slow, before they go on without it. */
const PATIENCE = 20;

interface Lane {
  readonly job: WorkerJob;
  readonly number: number;
  /** Bytes of the job that are in the lane or hashed. */
  done: number;
  /** True once all bytes are in the lane. */
  drained: boolean;
  /** Called when the lane was advanced. */
  wake: () => void;
}

/**
 * Hashes several streams of bytes in step: a kernel with SIMD takes four of them at once in little more time than one.
 * Each lane is filled at the pace of its own file, and all advance as soon as each has enough.
 */
export class Lanes {
  readonly #kernel: Kernel;
  readonly #slots: Slots;
  readonly #active = new Set<Lane>();
  #ticking = false;

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
    this.#slots = new Slots(kernel.lanes);
  }

  /**
   * Hashes the bytes of a job in the next lane that is free.
   *
   * @param read - gives the bytes from an offset within the job; a chunk need only hold until the next is asked for
   * @param onDone - told how many bytes are in
   * @returns the raw digest; rejects with what `read` throws
   */
  async hash(
    job: WorkerJob,
    read: (from: number) => AsyncIterable<Uint8Array>,
    onDone: (bytes: number) => void,
  ): Promise<Uint8Array> {
    const lane = { job, number: await this.#slots.reserve(), done: 0, drained: false, wake: () => undefined };
    try {
      this.#begin(lane);
      // Not sooner: until then the lane holds the message before this one.
      this.#active.add(lane);
      for await (const chunk of read(lane.done)) {
        await this.#fill(lane, chunk);
        onDone(lane.done);
      }
      lane.drained = true;
      this.#advance();
      while (this.#kernel.waiting(lane.number) > 0) await this.#advanced(lane);
      return this.#kernel.end(lane.number);
    } finally {
      this.#leave(lane);
    }
  }

  /** Hashes bytes that fit into a lane's buffer, at once. Waits only for a lane. */
  async hashShort(bytes: Uint8Array): Promise<Uint8Array> {
    const number = await this.#slots.reserve();
    try {
      this.#kernel.begin(number);
      this.#kernel.room(number).set(bytes);
      this.#kernel.fill(number, bytes.byteLength);
      return this.#kernel.end(number);
    } finally {
      this.#slots.release(number);
    }
  }

  /** The states of the jobs that are being hashed. */
  save(): SavedHash[] {
    return [...this.#active].map(({ job, number, done, wake }) => {
      const state = this.#kernel.save(number);
      // Saving hashes what waits, so the next advance may pass the lane over.
      wake();
      return { id: job.id, done, state };
    });
  }

  #begin(lane: Lane): void {
    const { job, number } = lane;
    if (job.resume) {
      try {
        this.#kernel.load(number, job.resume.state);
        lane.done = job.resume.done;
        return;
      } catch {
        // Saved by another version, or spoiled: the job starts over.
      }
    }
    this.#kernel.begin(number, job.segment);
  }

  async #fill(lane: Lane, chunk: Uint8Array): Promise<void> {
    for (let offset = 0; offset < chunk.byteLength;) {
      const room = this.#kernel.room(lane.number);
      if (room.byteLength === 0) {
        await this.#advanced(lane);
        continue;
      }
      const part = chunk.subarray(offset, offset + room.byteLength);
      room.set(part);
      this.#kernel.fill(lane.number, part.byteLength);
      offset += part.byteLength;
      lane.done += part.byteLength;
      this.#advance();
    }
  }

  /** Hashes as long as all lanes have enough. */
  #advance(): void {
    while (this.#active.size > 0) {
      for (const lane of this.#active) if (!this.#isReady(lane)) return;
      if (!this.#advanceThose([...this.#active])) return;
    }
  }

  #isReady({ number, drained }: Lane): boolean {
    return drained || this.#kernel.waiting(number) >= STEP;
  }

  /** Hashes what the lanes have in common; false if none of them has anything. */
  #advanceThose(lanes: readonly Lane[]): boolean {
    const some = lanes.filter(({ number }) => this.#kernel.waiting(number) > 0);
    if (some.length === 0) return false;
    this.#kernel.advance(some.map(({ number }) => number));
    for (const lane of some) lane.wake();
    return true;
  }

  /** Resolves when the lane was advanced; if another keeps it waiting for too long, it goes on without that one. */
  #advanced(lane: Lane): Promise<void> {
    if (!this.#ticking) {
      this.#ticking = true;
      setTimeout(() => {
        this.#ticking = false;
        this.#advanceThose([...this.#active]);
      }, PATIENCE);
    }
    return new Promise((resolve) => {
      lane.wake = resolve;
    });
  }

  #leave(lane: Lane): void {
    this.#active.delete(lane);
    this.#slots.release(lane.number);
    // The others may have waited for this one.
    this.#advance();
  }
}
