import { problem, type Result } from '../oms/error.ts';
import type { FileStat } from './entry.ts';
import { openProblem } from './open-problem.ts';
import type { ModelFile } from './tree.ts';

/**
 * What is kept of a file that was listed: not the `File`, which takes 8 KB of a browser's memory, but the way to open it.
 *
 * @param open - gives the file as it is at each call; rejects with the browser's `DOMException`
 */
export function listedFile(
  path: string,
  { size, lastModified }: FileStat,
  open: () => Promise<File>,
  folder?: FileSystemDirectoryHandle,
): ModelFile {
  return { path, size, lastModified, open: () => openAsListed(path, size, lastModified, open), folder };
}

async function openAsListed(
  path: string,
  size: number,
  lastModified: number,
  open: () => Promise<File>,
): Promise<Result<File>> {
  try {
    const file = await open();
    return file.size === size && file.lastModified === lastModified
      ? { ok: true, value: file }
      : { ok: false, problem: problem('file-changed', path) };
  } catch (error) {
    return { ok: false, problem: openProblem(error, 'file') };
  }
}
