import { bytesToHex } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { createKernel } from '../../../src/hash/create-kernel.ts';
import type { HashAlgorithm } from '../../../src/hash/job.ts';
import { compileKernel } from '../../../src/hash/kernels.ts';
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

/** A module as a worker gets it. */
function post(module: WebAssembly.Module | undefined): Promise<unknown> {
  const script = URL.createObjectURL(new Blob(['onmessage = ({ data }) => { postMessage(data); };']));
  const worker = new Worker(script);
  return new Promise((resolve) => {
    worker.onmessage = ({ data }) => {
      worker.terminate();
      URL.revokeObjectURL(script);
      resolve(data);
    };
    worker.postMessage(module);
  });
}

describe.each(ALGORITHMS)('kernel of %s', (algorithm) => {
  const reference = REFERENCES[algorithm];

  it('hashes messages that begin, grow and end in any order', async () => {
    const kernel = await createKernel(algorithm, modules.get(algorithm));
    fc.assert(
      fc.property(messages, steps, (inputs, plan) => {
        for (const { message, digest } of interleave(kernel, inputs, plan))
          expect(bytesToHex(digest)).toBe(bytesToHex(reference(message)));
      }),
      { numRuns: 15 },
    );
  }, 60_000);

  // Functions are compiled anew after some calls: what comes out must not change.
  it('hashes the same after many calls', async () => {
    const kernel = await createKernel(algorithm, modules.get(algorithm));
    const digest = bytesToHex(reference(NOISE));
    for (let turn = 0; turn < 12; turn += 1) {
      const lane = turn % kernel.lanes;
      kernel.begin(lane);
      expect(bytesToHex(finish(kernel, lane, NOISE))).toBe(digest);
    }
  });

  it('is a module that can be posted, and goes on elsewhere from a saved state', async () => {
    const posted = await post(modules.get(algorithm));
    if (!(posted instanceof WebAssembly.Module)) throw new Error('no module came back');
    const [here, there] = [
      await createKernel(algorithm, modules.get(algorithm)),
      await createKernel(algorithm, posted),
    ];
    here.begin(0);
    feed(here, 0, NOISE.subarray(0, 1_234_567));
    there.load(1, here.save(0));
    expect(bytesToHex(finish(there, 1, NOISE.subarray(1_234_567)))).toBe(bytesToHex(reference(NOISE)));
  });
});
