import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import type { Plugin } from 'vite';

/** The name of the list of sums in a folder that was built. */
export const SUMS = 'SHA256SUMS';

/** SHA-256 of bytes, or of a text in UTF-8. */
export function sha256(content: string | Uint8Array, encoding: 'hex' | 'base64' = 'hex'): string {
  return createHash('sha256').update(content).digest(encoding);
}

/** Lines as `sha256sum` writes and checks them, sorted by name. */
export function sumLines(files: ReadonlyMap<string, string | Uint8Array>): string {
  return [...files]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, content]) => `${sha256(content)}  ${name}\n`)
    .join('');
}

/** The files of a folder and of those in it, by their `/`-separated paths. */
export async function filesIn(folder: string): Promise<Map<string, Buffer>> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = found.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  return new Map(
    await Promise.all(
      paths.map(async (path) => [relative(folder, path).replaceAll(sep, '/'), await readFile(path)] as const),
    ),
  );
}

/** Writes the sums of all that was built beside it. Stands last: other plugins write when all is built, too. */
export function writeSums(): Plugin {
  let folder = '';
  let written = false;
  return {
    name: 'assay:sums',
    apply: 'build',
    configResolved({ root, build }) {
      folder = resolve(root, build.outDir);
    },
    writeBundle() {
      written = true;
    },
    closeBundle: {
      order: 'post',
      sequential: true,
      async handler() {
        // It is also called when the build failed.
        if (written) await writeFile(join(folder, SUMS), sumLines(await filesIn(folder)));
      },
    },
  };
}
