import type { Bytes } from './bytes.ts';
import type { Files } from './oms.ts';

let folders = 0;

/** A new folder in the origin's private file system, with these files in it; its handle works like a picked one's. */
export async function opfsFolder(files: Files): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  folders += 1;
  const folder = await root.getDirectoryHandle(`model-${folders}`, { create: true });
  for await (const name of folder.keys()) await folder.removeEntry(name, { recursive: true });
  for (const [path, bytes] of Object.entries(files)) await writeFile(folder, path, bytes);
  return folder;
}

/** Writes a file, with the folders above it. */
export async function writeFile(
  folder: FileSystemDirectoryHandle,
  path: string,
  bytes: Bytes,
): Promise<void> {
  const names = path.split('/');
  const name = names.pop() ?? '';
  let parent = folder;
  for (const above of names) parent = await parent.getDirectoryHandle(above, { create: true });
  const handle = await parent.getFileHandle(name, { create: true });
  const stream = await handle.createWritable();
  await stream.write(bytes);
  await stream.close();
}
