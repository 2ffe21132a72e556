import type { ModelTree } from './tree.ts';

/** A folder of `tree`, by its path in it, as a model of its own; what lies outside of it is left out. */
export function subtree(tree: ModelTree, folder: string): ModelTree {
  const { relist } = tree;
  const below = (path: string): string | undefined => pathBelow(folder, path);
  const inside = <T extends { readonly path: string }>(entries: readonly T[]): T[] =>
    entries.flatMap((entry) => {
      const path = below(entry.path);
      return path === undefined ? [] : [{ ...entry, path }];
    });
  return {
    name: `${tree.name}/${folder}`,
    kind: 'folder',
    via: tree.via,
    files: inside(tree.files),
    // What ended the listing of the whole folder may have kept files of this one back.
    unreadable: [...tree.unreadable.filter(({ path }) => path === '.'), ...inside(tree.unreadable)],
    duplicates: tree.duplicates.flatMap((path) => below(path) ?? []),
    linkCache: false,
    within: tree,
    ...(relist && { relist: async (watch) => subtree(await relist(watch), folder) }),
  };
}

/** The path from `folder` on, `.` for the folder itself; `undefined` for what does not lie in it. */
export function pathBelow(folder: string, path: string): string | undefined {
  if (path === folder) return '.';
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : undefined;
}
