import { createBLAKE2b, createBLAKE3, createSHA256, type IHasher } from 'hash-wasm';
import type { HashAlgorithm } from './job.ts';
import type { Kernel, Segment } from './kernel.ts';

const HASHERS: Readonly<Record<HashAlgorithm, () => Promise<IHasher>>> = {
  sha256: createSHA256,
  // 512 bits is BLAKE2b's own length (RFC 7693 §2.1) and what OMS calls `blake2b`.
  blake2b: () => createBLAKE2b(512),
  blake3: () => createBLAKE3(),
};

/** Each has a WebAssembly memory, of which a page can have about a hundred; more lanes would not be faster. */
const LANES = 2;
const CAPACITY = 1024 * 1024;

/** One lane: a hasher, and the bytes that it has not taken. */
interface Lane {
  readonly hasher: IHasher;
  readonly buffer: Uint8Array<ArrayBuffer>;
  filled: number;
}

/** A kernel of `hash-wasm`, which needs no SIMD: its lanes go one after another. Rejects where there is no WebAssembly. */
export async function createFallbackKernel(algorithm: HashAlgorithm): Promise<Kernel> {
  const lanes = await Promise.all(
    Array.from({ length: LANES }, async (): Promise<Lane> => {
      const hasher = await HASHERS[algorithm]();
      return { hasher, buffer: new Uint8Array(CAPACITY), filled: 0 };
    }),
  );
  return new FallbackKernel(lanes);
}

class FallbackKernel implements Kernel {
  readonly #lanes: readonly Lane[];

  constructor(lanes: readonly Lane[]) {
    this.#lanes = lanes;
  }

  get lanes(): number {
    return this.#lanes.length;
  }

  begin(number: number, segment?: Segment): void {
    if (segment) throw new Error('hash-wasm has no segments');
    const lane = this.#lane(number);
    lane.hasher.init();
    lane.filled = 0;
  }

  room(number: number): Uint8Array<ArrayBuffer> {
    const { buffer, filled } = this.#lane(number);
    return buffer.subarray(filled);
  }

  fill(number: number, bytes: number): void {
    this.#lane(number).filled += bytes;
  }

  waiting(number: number): number {
    return this.#lane(number).filled;
  }

  advance(lanes: readonly number[]): number {
    const length = Math.min(...lanes.map((number) => this.waiting(number)));
    for (const number of lanes) this.#take(this.#lane(number), length);
    return length;
  }

  end(number: number): Uint8Array<ArrayBuffer> {
    const lane = this.#lane(number);
    this.#take(lane, lane.filled);
    return Uint8Array.from(lane.hasher.digest('binary'));
  }

  save(number: number): Uint8Array<ArrayBuffer> {
    const lane = this.#lane(number);
    this.#take(lane, lane.filled);
    return Uint8Array.from(lane.hasher.save());
  }

  load(number: number, state: Uint8Array): void {
    const lane = this.#lane(number);
    lane.hasher.init();
    lane.hasher.load(state);
    lane.filled = 0;
  }

  #take(lane: Lane, length: number): void {
    lane.hasher.update(lane.buffer.subarray(0, length));
    lane.buffer.copyWithin(0, length, lane.filled);
    lane.filled -= length;
  }

  #lane(number: number): Lane {
    const lane = this.#lanes[number];
    if (!lane) throw new RangeError(`there is no lane ${number}`);
    return lane;
  }
}
