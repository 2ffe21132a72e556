import { instantiate } from './kernel-wasm.ts';
import { type Kernel, LANES, SEGMENT_STEP } from './kernel.ts';

/** What `workers/kernels/blake3.ts` exports; states and what to hash are addresses. */
interface Exports {
  readonly advance: (state: number, from: number, subtrees: number, before: number) => void;
  readonly finish: (state: number, from: number, bytes: number, before: number) => void;
}

/** Bytes of the subtrees that are hashed at once. */
const SUBTREE = SEGMENT_STEP * 1024;

/** Where in a state its parts lie: chunks before the segment, the flag of its root, chaining values. */
const ROOT_AT = 8;
const STACK_AT = 16;

const VALUE = 32;

/** Chaining values that wait at once: one for each doubling of a subtree up to 2⁵³ bytes. */
const STACK = 40;

/** Flag of the node whose value is the digest (BLAKE3, table 3). */
const ROOT = 8;

/** Makes the BLAKE3 kernel, with 32 bytes of output: lanes go one by one, each with four chunks side by side. */
export function createBlake3(module: WebAssembly.Module): Promise<Kernel> {
  return instantiate(module, LANES.blake3, ({ advance, finish }: Exports, memory) => ({
    mark: 0x41_42_33_01,
    block: SUBTREE,
    holdsLast: true,
    state: STACK_AT + STACK * VALUE,
    start({ state }, segment) {
      const { firstChunk = 0 } = segment ?? {};
      if (firstChunk % SEGMENT_STEP !== 0) throw new RangeError(`no segment begins at chunk ${firstChunk}`);
      memory.setFloat64(state, firstChunk, true);
      memory.setUint32(state + ROOT_AT, segment ? 0 : ROOT, true);
    },
    advance(lanes, subtrees) {
      for (const { state, buffer, hashed } of lanes)
        advance(state, buffer.address, subtrees, hashed / SUBTREE);
    },
    finish({ state, buffer, hashed }) {
      finish(state, buffer.address, buffer.length, hashed / SUBTREE);
      return new Uint8Array(memory.buffer, state + STACK_AT, VALUE).slice();
    },
  }));
}
