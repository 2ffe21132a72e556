import type { Dropped } from './drop.ts';
import { TreeBuilder } from './tree-builder.ts';

/**
 * Reads the files of an `<input type="file">`. With `webkitdirectory` each carries its path from the chosen folder on;
 * without, they are loose. Such a list cannot be listed again, and does not tell an empty folder from none.
 */
export function readInput(chosen: Iterable<File>): Dropped {
  const trees = new Map<string, TreeBuilder>();
  const files: File[] = [];
  for (const file of chosen) {
    const [root = '', ...names] = file.webkitRelativePath.split('/');
    if (names.length === 0) {
      files.push(file);
      continue;
    }
    const tree = trees.get(root) ?? new TreeBuilder();
    trees.set(root, tree);
    const path = names.join('/');
    if (tree.admit(path, names)) tree.add(path, file, () => Promise.resolve(file));
  }
  const folders = [...trees].map(([name, tree]) => tree.build({ name, kind: 'folder', via: 'input' }));
  return { folders, files, unreadable: [] };
}
