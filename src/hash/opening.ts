import type { FileLocator } from './job.ts';
import type { OpenJob, WorkerJob } from './worker-interface.ts';

/** A batch whose files are open, as far as they can be. */
export interface OpenBatch {
  readonly open: readonly OpenJob[];
  /** Ids of the jobs whose files do not lie there as their locators say, or not for a worker. */
  readonly unopened: readonly number[];
}

/** Opens the files of a batch, each once. Never rejects. */
export async function openBatch(jobs: readonly WorkerJob[]): Promise<OpenBatch> {
  const files = new Map(
    await Promise.all(
      Array.from(new Set(jobs.map(({ file }) => file)), async (file) => [file, await opened(file)] as const),
    ),
  );
  const open: OpenJob[] = [];
  const unopened: number[] = [];
  for (const job of jobs) {
    const file = files.get(job.file);
    if (file) open.push({ ...job, file });
    else unopened.push(job.id);
  }
  return { open, unopened };
}

async function opened(file: File | FileLocator): Promise<File | undefined> {
  if (file instanceof File) return file;
  const { folder, name, size, lastModified } = file;
  try {
    const found = await (await folder.getFileHandle(name)).getFile();
    return found.size === size && found.lastModified === lastModified ? found : undefined;
  } catch {
    // The page opens it once more and finds out why.
    return undefined;
  }
}
