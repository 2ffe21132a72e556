import { createFallbackKernel } from './fallback-kernel.ts';
import type { HashAlgorithm } from './job.ts';
import { createBlake2b } from './kernel-blake2b.ts';
import { createBlake3 } from './kernel-blake3.ts';
import { createSha256 } from './kernel-sha256.ts';
import type { Kernel } from './kernel.ts';

const KERNELS: Readonly<Record<HashAlgorithm, (module: WebAssembly.Module) => Promise<Kernel>>> = {
  sha256: createSha256,
  blake2b: createBlake2b,
  blake3: createBlake3,
};

/** Makes a worker's kernel of the compiled module; of `hash-wasm` without one. */
export function createKernel(
  algorithm: HashAlgorithm,
  module: WebAssembly.Module | undefined,
): Promise<Kernel> {
  return module ? KERNELS[algorithm](module) : createFallbackKernel(algorithm);
}
