import { commands } from 'vitest/browser';
import { type Bytes, fromBase64 } from './bytes.ts';

/** The names in a folder of the shared test data, for tests in a browser; none where the data is absent. */
export async function listShared(folder: string): Promise<string[]> {
  return commands.listShared(folder);
}

/** A file of the shared test data, or undefined. */
export async function findShared(path: string): Promise<Bytes | undefined> {
  const content = await commands.readShared(path);
  return content === null ? undefined : fromBase64(content);
}

/** A file of the shared test data that must be there. */
export async function readShared(path: string): Promise<Bytes> {
  const content = await findShared(path);
  if (content === undefined) throw new Error(`${path} is missing from the shared test data`);
  return content;
}

/** A text file of the shared test data, or undefined. */
export async function findSharedText(path: string): Promise<string | undefined> {
  const content = await findShared(path);
  return content && new TextDecoder().decode(content);
}
