import { blake2b } from '@noble/hashes/blake2.js';
import { blake3 } from '@noble/hashes/blake3.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { joinSegments } from '../../../src/hash/blake3-tree.ts';
import { createKernel } from '../../../src/hash/create-kernel.ts';
import type { HashAlgorithm } from '../../../src/hash/job.ts';
import type { Kernel } from '../../../src/hash/kernel.ts';
import { compileKernel } from '../../../src/hash/kernels.ts';
import { compile } from '../../../scripts/kernels.ts';
import { concat, flip, utf8 } from '../../support/bytes.ts';
import {
  ALGORITHMS,
  feed,
  finish,
  interleave,
  messages,
  NOISE,
  REFERENCES,
  steps,
} from '../../support/kernel.ts';

const modules = new Map<HashAlgorithm, WebAssembly.Module | undefined>();

// Compiling takes seconds.
beforeAll(async () => {
  for (const algorithm of ALGORITHMS) modules.set(algorithm, await compileKernel(algorithm));
}, 120_000);

async function make(algorithm: HashAlgorithm): Promise<Kernel> {
  const module = modules.get(algorithm);
  if (!module) throw new Error('this Node has no SIMD');
  return createKernel(algorithm, module);
}

/** A saved state that claims so many hashed bytes. */
function withCount(state: Uint8Array, hashed: number): Uint8Array {
  const changed = state.slice();
  new DataView(changed.buffer).setFloat64(4, hashed);
  return changed;
}

const LENGTHS = [
  ...Array.from({ length: 258 }, (_, length) => length),
  ...[512, 1024, 2048, 3072, 4096, 5120, 8192, 16_384, 32_768, 49_152, 65_536, 81_920, 1_048_576].flatMap(
    (edge) => [edge - 1, edge, edge + 1],
  ),
];

describe.each(ALGORITHMS)('kernel of %s', (algorithm) => {
  const reference = REFERENCES[algorithm];

  it('hashes messages of every length alike in every lane', async () => {
    const kernel = await make(algorithm);
    const lanes = Array.from({ length: kernel.lanes }, (_, lane) => lane);
    for (const length of LENGTHS) {
      const inputs = lanes.map((lane) => NOISE.subarray(lane * 1000, lane * 1000 + length));
      for (const lane of lanes) {
        kernel.begin(lane);
        feed(kernel, lane, inputs[lane] ?? NOISE);
      }
      kernel.advance(lanes);
      for (const lane of lanes)
        expect(bytesToHex(kernel.end(lane)), `${length} bytes in lane ${lane}`).toBe(
          bytesToHex(reference(inputs[lane] ?? NOISE)),
        );
    }
  });

  it('hashes messages that begin, grow and end in any order', async () => {
    const kernel = await make(algorithm);
    fc.assert(
      fc.property(messages, steps, (inputs, plan) => {
        for (const { message, digest } of interleave(kernel, inputs, plan))
          expect(bytesToHex(digest)).toBe(bytesToHex(reference(message)));
      }),
      { numRuns: 25 },
    );
  }, 60_000);

  it('goes on from a saved state at any byte, in another kernel and lane', async () => {
    const [kernel, other] = [await make(algorithm), await make(algorithm)];
    const message = NOISE.subarray(0, 300);
    const digest = bytesToHex(reference(message));
    for (let at = 0; at <= message.length; at += 1) {
      kernel.begin(0);
      feed(kernel, 0, message.subarray(0, at));
      other.load(3, kernel.save(0));
      expect(bytesToHex(finish(other, 3, message.subarray(at))), `saved at ${at}`).toBe(digest);
      expect(bytesToHex(finish(kernel, 0, message.subarray(at))), `went on at ${at}`).toBe(digest);
    }
  });

  it('goes on from a saved state in a long message', async () => {
    const kernel = await make(algorithm);
    const position = fc.nat(1_000_000);
    fc.assert(
      fc.property(position, position, (a, b) => {
        const message = NOISE.subarray(0, Math.max(a, b));
        const at = Math.min(a, b);
        kernel.begin(1);
        feed(kernel, 1, message.subarray(0, at));
        const saved = kernel.save(1);
        kernel.load(2, saved);
        expect(bytesToHex(finish(kernel, 2, message.subarray(at)))).toBe(bytesToHex(reference(message)));
        // What has no tail of a buffer in it is small enough to be kept for every file.
        expect(saved.length).toBeLessThan(20_000);
      }),
      { numRuns: 15 },
    );
  }, 60_000);

  it('refuses states that are not its own, and keeps what is in the lane', async () => {
    const kernel = await make(algorithm);
    const others = await Promise.all([
      ...ALGORITHMS.filter((name) => name !== algorithm).map(make),
      createKernel(algorithm, undefined),
    ]);
    kernel.begin(0);
    feed(kernel, 0, NOISE.subarray(0, 50_000));
    const saved = kernel.save(0);
    const foreign = others.map((other) => {
      other.begin(0);
      return other.save(0);
    });
    for (const state of [
      ...foreign,
      new Uint8Array(),
      saved.subarray(0, 11),
      saved.subarray(0, 40),
      flip(saved, 0),
      flip(saved, 3),
      concat(saved, NOISE.subarray(0, 20_000)),
      withCount(saved, -16_384),
      withCount(saved, 16_385),
      withCount(saved, 2 ** 60),
      withCount(saved, NaN),
    ])
      expect(() => {
        kernel.load(0, state);
      }).toThrow(/state/);
    expect(bytesToHex(kernel.end(0))).toBe(bytesToHex(reference(NOISE.subarray(0, 50_000))));
  });

  it('has room wherever nothing waits, and takes no more than its room', async () => {
    const kernel = await make(algorithm);
    fc.assert(
      fc.property(fc.array(fc.nat(1_100_000), { minLength: 1, maxLength: 12 }), (lengths) => {
        kernel.begin(0);
        kernel.begin(1);
        for (const length of lengths) {
          kernel.fill(0, Math.min(length, kernel.room(0).length));
          kernel.fill(1, Math.min(length >> 3, kernel.room(1).length));
          kernel.advance([0, 1]);
          for (const lane of [0, 1])
            expect(kernel.waiting(lane) + kernel.room(lane).length, 'what waits or fits').toBeGreaterThan(0);
        }
        expect(() => {
          kernel.fill(0, kernel.room(0).length + 1);
        }).toThrow(RangeError);
      }),
      { numRuns: 30 },
    );
  });

  it('hashes nothing where no lane is named', async () => {
    expect((await make(algorithm)).advance([])).toBe(0);
  });

  it('compiles to the same bytes again', async () => {
    expect(bytesToHex(await compile(algorithm))).toBe(bytesToHex(await compile(algorithm)));
  }, 60_000);
});

describe('kernel', () => {
  it('is undefined where it cannot be compiled', async () => {
    const refuse = vi
      .spyOn(WebAssembly, 'compile')
      .mockRejectedValue(new WebAssembly.CompileError('no SIMD'));
    // As on a page that was just opened: what was compiled is kept.
    vi.resetModules();
    const kernels = await import('../../../src/hash/kernels.ts');
    expect(await kernels.compileKernel('sha256')).toBeUndefined();
    refuse.mockRestore();
  });

  it('is compiled once', async () => {
    expect(await compileKernel('sha256')).toBe(modules.get('sha256'));
  });

  it.each([
    // FIPS 180-4 examples; RFC 7693 appendix A; BLAKE3 test_vectors.json, whose inputs count up to 250 and begin again.
    ['sha256', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    [
      'blake2b',
      'ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d17d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923',
    ],
  ] as const)('of %s gives the published digest of abc', async (algorithm, digest) => {
    const kernel = await make(algorithm);
    kernel.begin(0);
    expect(bytesToHex(finish(kernel, 0, utf8('abc')))).toBe(digest);
  });

  it.each([
    [0, 'af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262'],
    [1, '2d3adedff11b61f14c886e35afa036736dcd87a74d27b5c1510225d0f592e213'],
    [1024, '42214739f095a406f3fc83deb889744ac00df831c10daa55189b5d121c855af7'],
    [1025, 'd00278ae47eb27b34faecf67b4fe263f82d5412916c1ffd97c8cb7fb814b8444'],
    [102_400, 'bc3e3d41a1146b069abffad3c0d44860cf664390afce4d9661f7902e7943e085'],
  ])('of blake3 gives the published digest of %i bytes', async (length, digest) => {
    const kernel = await make('blake3');
    kernel.begin(0);
    const input = Uint8Array.from({ length }, (_, index) => index % 251);
    expect(bytesToHex(finish(kernel, 0, input))).toBe(digest);
  });

  it('agrees with OpenSSL', async () => {
    for (const [algorithm, name] of [
      ['sha256', 'sha256'],
      ['blake2b', 'blake2b512'],
    ] as const) {
      const kernel = await make(algorithm);
      kernel.begin(0);
      expect(bytesToHex(finish(kernel, 0, NOISE, [99_991]))).toBe(
        createHash(name).update(NOISE).digest('hex'),
      );
    }
  });

  it('has segments for blake3 only, and where subtrees begin', async () => {
    for (const algorithm of ['sha256', 'blake2b'] as const) {
      const kernel = await make(algorithm);
      expect(() => {
        kernel.begin(0, { firstChunk: 0 });
      }).toThrow('no segments');
    }
    const kernel = await make('blake3');
    expect(() => {
      kernel.begin(0, { firstChunk: 8 });
    }).toThrow(RangeError);
  });

  it('hashes segments of a message that join to its digest', async () => {
    const kernel = await make('blake3');
    const doublings = fc.integer({ min: 0, max: 6 });
    fc.assert(
      fc.property(
        doublings,
        fc.integer({ min: 2, max: 30 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (power, count, part) => {
          const size = 16_384 * 2 ** power;
          const length = Math.min((count - 1) * size + Math.ceil(part * (size - 1)) + 1, NOISE.length);
          if (length <= size) return;
          const values: Uint8Array[] = [];
          for (let at = 0, lane = 0; at < length; at += size, lane = (lane + 1) % 4) {
            const segment = NOISE.subarray(at, Math.min(at + size, length));
            const half = segment.length >> 1;
            kernel.begin(lane, { firstChunk: at / 1024 });
            feed(kernel, lane, segment.subarray(0, half));
            // Saved, it is still a segment.
            kernel.load(lane, kernel.save(lane));
            values.push(finish(kernel, lane, segment.subarray(half)));
          }
          expect(bytesToHex(joinSegments(values))).toBe(bytesToHex(blake3(NOISE.subarray(0, length))));
        },
      ),
      { numRuns: 25 },
    );
  }, 60_000);
});

describe('lengths beyond 4 GiB', () => {
  const head = NOISE.subarray(0, 16_384);
  const tail = NOISE.subarray(16_384, 16_384 + 777);

  // The lengths of both are set to what they would be further on: the same bytes must give the same digest.
  it.each([
    ['sha256', () => sha256.create()],
    ['blake2b', () => blake2b.create()],
  ] as const)('are counted by the kernel of %s', async (algorithm, create) => {
    const kernel = await make(algorithm);
    const lanes = [0, 1, 2, 3];
    for (const hashed of [2 ** 29 - 256, 2 ** 32 - 256, 2 ** 32, 2 ** 40 + 2 ** 33 + 128, 2 ** 52]) {
      const reference = create().update(head);
      Object.assign(reference, { length: head.length + hashed });
      const digest = bytesToHex(reference.update(tail).digest());
      kernel.begin(0);
      feed(kernel, 0, head);
      const state = kernel.save(0);
      const before = new DataView(state.buffer).getFloat64(4);
      for (const lane of lanes) kernel.load(lane, withCount(state, before + hashed));
      for (const lane of lanes) feed(kernel, lane, tail);
      kernel.advance(lanes.slice(1));
      for (const lane of lanes) expect(bytesToHex(kernel.end(lane)), `${hashed} bytes more`).toBe(digest);
    }
  });

  it('are counted by the kernel of blake3', async () => {
    const kernel = await make('blake3');
    for (const firstChunk of [2 ** 32 - 16, 2 ** 32, 2 ** 41 + 2 ** 32 + 16]) {
      const reference = blake3.create();
      Object.assign(reference, { chunksDone: firstChunk });
      reference.update(head).update(tail);
      // The tail is in the chunk that is not done; what is done is the subtree of the head.
      const [value] = Reflect.get(reference, 'stack') as Uint32Array[];
      kernel.begin(0, { firstChunk });
      expect(bytesToHex(finish(kernel, 0, head))).toBe(
        bytesToHex(new Uint8Array(Uint32Array.from(value ?? []).buffer)),
      );
    }
  });
});
