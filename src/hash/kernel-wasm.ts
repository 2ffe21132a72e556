import { CAPACITY, KernelBuffer } from './kernel-buffer.ts';
import type { Kernel, Segment } from './kernel.ts';

/** A lane, as the code of an algorithm sees it. Addresses are in the kernel's memory. */
export interface Lane {
  readonly state: number;
  readonly buffer: KernelBuffer;
  /** Bytes of the message that are hashed. */
  hashed: number;
}

/** What differs between algorithms: one in WebAssembly, with what stands around it. */
export interface Algorithm {
  /** Tells its saved states from all others, in four bytes; another one if their form ever changes. */
  readonly mark: number;
  /** Bytes that are hashed at once. */
  readonly block: number;
  /** Whether the last block is hashed unlike the others, and so must wait for the end even if it is full. */
  readonly holdsLast: boolean;
  /** Bytes of a state, at most {@link STATE}. */
  readonly state: number;
  start(lane: Lane, segment?: Segment): void;
  /** Hashes so many blocks from the buffers of these lanes. */
  advance(lanes: readonly Lane[], blocks: number): void;
  /** Hashes the rest of the message, which is no longer than a block, and gives the result. */
  finish(lane: Lane): Uint8Array<ArrayBuffer>;
}

/** Bytes kept for a lane's state, and behind its buffer for kernels that read or pad past the end. */
const STATE = 4096;
const MARGIN = 4096;
const PAGE = 64 * 1024;

/** Bytes of a lane hashed in one call: functions are optimised between calls, never within the first. */
const CALL = 64 * 1024;

/** What stands before the state in what `save` gives: the mark, and the bytes hashed. */
const HEAD = 12;

/**
 * Makes a kernel of a compiled module.
 *
 * @param lanes - how many messages it hashes at once
 * @param algorithm - makes the algorithm of what the module exports and of its memory. It says itself what is exported,
 * which nothing can tell TypeScript.
 */
export async function instantiate(
  module: WebAssembly.Module,
  lanes: number,
  algorithm: (exports: never, memory: DataView<ArrayBuffer>) => Algorithm,
): Promise<Kernel> {
  const { exports } = await WebAssembly.instantiate(module);
  const { memory } = exports;
  if (!(memory instanceof WebAssembly.Memory)) throw new Error('the kernel has no memory');
  const size = STATE + CAPACITY + MARGIN;
  // Behind the tables of the kernel itself.
  const start = memory.grow(Math.ceil((lanes * size) / PAGE)) * PAGE;
  const places = Array.from({ length: lanes }, (_, number): Lane => {
    const state = start + number * size;
    return {
      state,
      buffer: new KernelBuffer(new Uint8Array(memory.buffer, state + STATE, CAPACITY)),
      hashed: 0,
    };
  });
  const view = new DataView(memory.buffer);
  return new WasmKernel(places, view, algorithm(exports as never, view));
}

class WasmKernel implements Kernel {
  readonly #lanes: readonly Lane[];
  readonly #memory: DataView<ArrayBuffer>;
  readonly #algorithm: Algorithm;

  constructor(lanes: readonly Lane[], memory: DataView<ArrayBuffer>, algorithm: Algorithm) {
    this.#lanes = lanes;
    this.#memory = memory;
    this.#algorithm = algorithm;
  }

  get lanes(): number {
    return this.#lanes.length;
  }

  begin(number: number, segment?: Segment): void {
    const lane = this.#lane(number);
    lane.buffer.clear();
    lane.hashed = 0;
    this.#algorithm.start(lane, segment);
  }

  room(number: number): Uint8Array<ArrayBuffer> {
    return this.#lane(number).buffer.room;
  }

  fill(number: number, bytes: number): void {
    this.#lane(number).buffer.fill(bytes);
  }

  waiting(number: number): number {
    return this.#waiting(this.#lane(number));
  }

  advance(numbers: readonly number[]): number {
    const lanes = numbers.map((number) => this.#lane(number));
    const bytes = lanes.length === 0 ? 0 : Math.min(...lanes.map((lane) => this.#waiting(lane)));
    for (let left = bytes; left > 0; left -= CALL) {
      const part = Math.min(left, CALL);
      this.#algorithm.advance(lanes, part / this.#algorithm.block);
      for (const lane of lanes) {
        lane.buffer.take(part);
        lane.hashed += part;
      }
    }
    return bytes;
  }

  end(number: number): Uint8Array<ArrayBuffer> {
    this.advance([number]);
    return this.#algorithm.finish(this.#lane(number));
  }

  save(number: number): Uint8Array<ArrayBuffer> {
    this.advance([number]);
    const { state, buffer, hashed } = this.#lane(number);
    const { mark, state: length } = this.#algorithm;
    const saved = new Uint8Array(HEAD + length + buffer.length);
    const head = new DataView(saved.buffer);
    head.setUint32(0, mark);
    head.setFloat64(4, hashed);
    saved.set(new Uint8Array(this.#memory.buffer, state, length), HEAD);
    saved.set(buffer.bytes, HEAD + length);
    return saved;
  }

  load(number: number, saved: Uint8Array): void {
    const { mark, block, holdsLast, state: length } = this.#algorithm;
    const rest = saved.length - HEAD - length;
    const head = new DataView(saved.buffer, saved.byteOffset, saved.byteLength);
    if (rest < 0 || head.getUint32(0) !== mark) throw new Error('a state that this kernel did not save');
    const hashed = head.getFloat64(4);
    const held = holdsLast ? 1 : 0;
    const whole = Number.isSafeInteger(hashed) && hashed >= 0 && hashed % block === 0;
    if (!whole || rest < (hashed > 0 ? held : 0) || rest >= block + held)
      throw new Error('a state that is spoiled');
    const lane = this.#lane(number);
    new Uint8Array(this.#memory.buffer, lane.state, length).set(saved.subarray(HEAD, HEAD + length));
    lane.hashed = hashed;
    lane.buffer.clear();
    lane.buffer.room.set(saved.subarray(HEAD + length));
    lane.buffer.fill(rest);
  }

  #waiting({ buffer }: Lane): number {
    const { block, holdsLast } = this.#algorithm;
    const bytes = holdsLast ? Math.max(buffer.length - 1, 0) : buffer.length;
    return bytes - (bytes % block);
  }

  #lane(number: number): Lane {
    const lane = this.#lanes[number];
    if (!lane) throw new RangeError(`there is no lane ${number}`);
    return lane;
  }
}
