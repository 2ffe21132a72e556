import { base64 } from '@scure/base';
import type { HashAlgorithm } from './job.ts';

/** The kernels as base64, each a chunk of its own: the page may fetch nothing. */
const KERNELS: Readonly<Record<HashAlgorithm, () => Promise<{ readonly default: string }>>> = {
  sha256: () => import('virtual:kernels/sha256'),
  blake2b: () => import('virtual:kernels/blake2b'),
  blake3: () => import('virtual:kernels/blake3'),
};

/** Compiles a kernel, once for all the workers that it is posted to; gives undefined where there is no SIMD. */
export async function compileKernel(algorithm: HashAlgorithm): Promise<WebAssembly.Module | undefined> {
  const kernel = await KERNELS[algorithm]();
  try {
    return await WebAssembly.compile(Uint8Array.from(base64.decode(kernel.default)));
  } catch {
    return undefined;
  }
}
