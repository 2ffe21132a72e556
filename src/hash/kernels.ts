import { base64 } from '@scure/base';
import type { HashAlgorithm } from './job.ts';

/** The kernels as base64, each a chunk of its own: the page may fetch nothing. */
const KERNELS: Readonly<Record<HashAlgorithm, () => Promise<{ readonly default: string }>>> = {
  sha256: () => import('virtual:kernels/sha256'),
  blake2b: () => import('virtual:kernels/blake2b'),
  blake3: () => import('virtual:kernels/blake3'),
};

const compiled = new Map<HashAlgorithm, Promise<WebAssembly.Module | undefined>>();

/** Compiles a kernel, once for all the workers that it is posted to; gives undefined where there is no SIMD. */
export function compileKernel(algorithm: HashAlgorithm): Promise<WebAssembly.Module | undefined> {
  const known = compiled.get(algorithm);
  if (known) return known;
  const module = compile(algorithm);
  compiled.set(algorithm, module);
  // A chunk that could not be loaded may be there the next time.
  module.catch(() => compiled.delete(algorithm));
  return module;
}

async function compile(algorithm: HashAlgorithm): Promise<WebAssembly.Module | undefined> {
  const kernel = await KERNELS[algorithm]();
  try {
    return await WebAssembly.compile(Uint8Array.from(base64.decode(kernel.default)));
  } catch {
    return undefined;
  }
}
