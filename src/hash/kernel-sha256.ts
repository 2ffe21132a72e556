import { instantiate, type Lane } from './kernel-wasm.ts';
import { type Kernel, LANES } from './kernel.ts';

/** What `workers/kernels/sha256.ts` exports; all but `blocks` are addresses. */
interface Exports {
  readonly one: (state: number, from: number, blocks: number) => void;
  // prettier-ignore
  readonly four: (
    stateA: number, stateB: number, stateC: number, stateD: number,
    fromA: number, fromB: number, fromC: number, fromD: number,
    blocks: number,
  ) => void;
  // prettier-ignore
  readonly five: (
    stateA: number, stateB: number, stateC: number, stateD: number, stateE: number,
    fromA: number, fromB: number, fromC: number, fromD: number, fromE: number,
    blocks: number,
  ) => void;
}

/** FIPS 180-4 §5.3.3. */
const INITIAL = [
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
] as const;

const BLOCK = 64;

/** Bytes of the message's length, with which its last block ends. */
const LENGTH = 8;

const from = ({ buffer }: Lane): number => buffer.address;

/** Makes the SHA-256 kernel: from three on lanes go side by side. */
export function createSha256(module: WebAssembly.Module): Promise<Kernel> {
  return instantiate(module, LANES.sha256, ({ one, four, five }: Exports, memory) => ({
    mark: 0x41_53_32_01,
    block: BLOCK,
    holdsLast: false,
    state: 32,
    start({ state }, segment) {
      if (segment) throw new Error('SHA-256 has no segments');
      INITIAL.forEach((word, index) => {
        memory.setUint32(state + 4 * index, word, true);
      });
    },
    advance(lanes, blocks) {
      const [a, b, c, d, e] = lanes;
      if (a && b && c && d && e) {
        // prettier-ignore
        five(
          a.state, b.state, c.state, d.state, e.state,
          from(a), from(b), from(c), from(d), from(e),
          blocks,
        );
      } else if (a && b && c) {
        // Where there is no fourth, the third goes twice, with the same result.
        const last = d ?? c;
        four(a.state, b.state, c.state, last.state, from(a), from(b), from(c), from(last), blocks);
      } else {
        for (const lane of lanes) one(lane.state, from(lane), blocks);
      }
    },
    finish({ state, buffer, hashed }) {
      const { address, length } = buffer;
      const blocks = length + 1 + LENGTH > BLOCK ? 2 : 1;
      const padding = new Uint8Array(memory.buffer, address + length, blocks * BLOCK - length).fill(0);
      padding[0] = 0x80;
      memory.setBigUint64(address + blocks * BLOCK - LENGTH, BigInt(hashed + length) * 8n);
      one(state, address, blocks);
      const digest = new DataView(new ArrayBuffer(32));
      for (let at = 0; at < 32; at += 4) digest.setUint32(at, memory.getUint32(state + at, true));
      return new Uint8Array(digest.buffer);
    },
  }));
}
