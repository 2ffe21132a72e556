import { instantiate } from './kernel-wasm.ts';
import { type Kernel, LANES } from './kernel.ts';

/** What `workers/kernels/blake2b.ts` exports; states and what to hash are addresses. */
interface Exports {
  readonly one: (state: number, from: number, blocks: number, count: number, last: boolean) => void;
  // prettier-ignore
  readonly two: (
    stateA: number, stateB: number, fromA: number, fromB: number, blocks: number, countA: number, countB: number,
  ) => void;
}

/** RFC 7693 §2.6, the first with the parameters (§2.5) of a digest of 64 bytes without a key. */
const INITIAL = [
  0x6a09e667f3bcc908n ^ 0x01010040n,
  0xbb67ae8584caa73bn,
  0x3c6ef372fe94f82bn,
  0xa54ff53a5f1d36f1n,
  0x510e527fade682d1n,
  0x9b05688c2b3e6c1fn,
  0x1f83d9abfb41bd6bn,
  0x5be0cd19137e2179n,
] as const;

const BLOCK = 128;
const DIGEST = 64;

/** Makes the BLAKE2b-512 kernel: lanes go by twos. */
export function createBlake2b(module: WebAssembly.Module): Promise<Kernel> {
  return instantiate(module, LANES.blake2b, ({ one, two }: Exports, memory) => ({
    mark: 0x41_42_32_01,
    block: BLOCK,
    holdsLast: true,
    state: DIGEST,
    start({ state }, segment) {
      if (segment) throw new Error('BLAKE2b has no segments');
      INITIAL.forEach((word, index) => {
        memory.setBigUint64(state + 8 * index, word, true);
      });
    },
    advance(lanes, blocks) {
      for (let index = 0; index < lanes.length; index += 2) {
        const [a, b] = lanes.slice(index);
        if (!a) continue;
        const count = a.hashed + BLOCK;
        if (b) two(a.state, b.state, a.buffer.address, b.buffer.address, blocks, count, b.hashed + BLOCK);
        else one(a.state, a.buffer.address, blocks, count, false);
      }
    },
    finish({ state, buffer, hashed }) {
      const { address, length } = buffer;
      new Uint8Array(memory.buffer, address + length, BLOCK - length).fill(0);
      one(state, address, 1, hashed + length, true);
      return new Uint8Array(memory.buffer, state, DIGEST).slice();
    },
  }));
}
