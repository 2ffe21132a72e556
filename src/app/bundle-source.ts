import type { ModelFile, ModelTree } from '../model/tree.ts';
import { MAX_BUNDLE_BYTES } from '../oms/bundle-size.ts';
import { type Problem, problem } from '../oms/error.ts';
import type { Subject } from '../verify/run.ts';
import type { FolderCheck } from './remembered-folder.ts';

/** A bundle's bytes and where they came from. */
export type BundleSource = Subject['bundle'];

/** Reads a bundle: a file of the model, or one from elsewhere. */
export async function readBundle(source: File | ModelFile): Promise<BundleSource | Problem> {
  const inModel = 'path' in source;
  const name = inModel ? source.path : source.name;
  if (source.size > MAX_BUNDLE_BYTES) return problem('bundle-too-large', name);
  try {
    const file = inModel ? await source.open() : { ok: true as const, value: source };
    if (!file.ok) return problem('bundle-unreadable', name);
    const bytes = new Uint8Array(await file.value.arrayBuffer());
    return { name, bytes, ...(inModel && { path: name }) };
  } catch {
    return problem('bundle-unreadable', name);
  }
}

/** Reads a bundle that was given beside the model, where it may lie as well: then that file is the bundle, not an extra one. */
export async function locateBundle(file: File, tree: ModelTree | undefined): Promise<BundleSource | Problem> {
  const source = await readBundle(file);
  if ('code' in source) return source;
  for (const candidate of tree?.files ?? []) {
    if (candidate.size !== source.bytes.length) continue;
    const other = await readBundle(candidate);
    if ('bytes' in other && other.bytes.every((byte, index) => byte === source.bytes[index])) return other;
  }
  return source;
}

/** Reads the bundle of an earlier check of the same folder again; undefined if it no longer lies there. */
export async function bundleAgain(
  bundle: FolderCheck['bundle'],
  tree: ModelTree,
): Promise<BundleSource | Problem | undefined> {
  if ('bytes' in bundle) return locateBundle(new File([Uint8Array.from(bundle.bytes)], bundle.name), tree);
  const file = tree.files.find(({ path }) => path === bundle.path);
  return file && readBundle(file);
}
