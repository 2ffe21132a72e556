import asc from 'assemblyscript/asc';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const SOURCES = new URL('../workers/kernels/', import.meta.url);

/** How modules name a kernel, and how Vite does once it is resolved. */
const NAME = /^virtual:kernels\/(\w+)$/;
const ID = /^\0virtual:kernels\/(\w+)$/;

/** Optimised, with the SIMD that every browser has, and the least of runtimes: a kernel allocates nothing. */
const OPTIONS = ['-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd'];

/**
 * Compiles `workers/kernels/NAME.ts` to WebAssembly; the same source gives the same bytes. What the compiler has to say
 * goes to the standard error.
 *
 * @throws Error if it does not compile
 */
export async function compile(name: string): Promise<Uint8Array> {
  const file = `${name}.ts`;
  const written: Uint8Array[] = [];
  const { error } = await asc.main([file, '--outFile', `${name}.wasm`, ...OPTIONS], {
    // Where it looks for an import it tries several names.
    readFile: (wanted) => readFile(new URL(wanted, SOURCES), 'utf8').catch(() => null),
    writeFile: (_file, contents) => {
      if (typeof contents !== 'string') written.push(contents);
    },
    listFiles: () => [],
  });
  const [binary] = written;
  if (error || !binary) throw new Error(`${file} does not compile`, { cause: error });
  return binary;
}

const compiled = new Map<string, Promise<Uint8Array>>();

/**
 * Serves `virtual:kernels/NAME`: the kernel as a string of base64, since the page may fetch nothing. Compiled once in a
 * process, which takes seconds.
 */
export function kernels(): Plugin {
  return {
    name: 'assay:kernels',
    resolveId: { filter: { id: NAME }, handler: (source) => `\0${source}` },
    load: {
      filter: { id: ID },
      async handler(id) {
        const name = ID.exec(id)?.[1] ?? '';
        this.addWatchFile(fileURLToPath(new URL(`${name}.ts`, SOURCES)));
        const binary = compiled.get(name) ?? compile(name);
        compiled.set(name, binary);
        return `export default '${Buffer.from(await binary).toString('base64')}';`;
      },
    },
  };
}
