import { TreeBuilder } from './tree-builder.ts';
import type { ModelTree } from './tree.ts';

/** The tree of a model that is a single file. It cannot be listed again; reading tells whether the file has changed. */
export function fileTree(file: File): ModelTree {
  const tree = new TreeBuilder();
  if (tree.admit(file.name, [file.name])) tree.add(file.name, file, () => Promise.resolve(file));
  return tree.build({ name: file.name, kind: 'file', via: 'input' });
}
