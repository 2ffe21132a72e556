import { ancestry } from './paths.ts';

/** Who says that a path is not part of the model. */
export type IgnoredBy = 'convention' | 'signer' | 'person' | 'bundle';

/** A rule that covers a path and everything below it. */
export interface IgnoreRule {
  readonly by: IgnoredBy;
  /** Canonical: relative, no leading `./`, no trailing `/`. */
  readonly path: string;
}

/** Left out of every model, at its top level only, even where the signer recorded other paths (OMS §6.3). */
const CONVENTION = ['.git', '.gitignore', '.gitattributes', '.github'];

/** The rules of one check, ready to be asked. */
export interface IgnoreRules {
  /** The rule that covers `path`, if one does: the outermost; of two for one path the person's before the signer's. */
  readonly covering: (path: string) => IgnoreRule | undefined;
  /** True if the person's own list covers `path`. */
  readonly byPerson: (path: string) => boolean;
  /** Entries that can match nothing, as they were given. */
  readonly useless: readonly string[];
}

/**
 * Compiles the rules that excuse unsigned files. They never excuse a signed one: the caller looks up and hashes every
 * signed file whatever covers it.
 *
 * @param recorded `ignore_paths` of the statement
 * @param personal the person's own list
 * @param bundlePath the bundle's path in the model, if it lies there
 */
export function ignoreRules(
  recorded: readonly string[],
  personal: readonly string[],
  bundlePath: string | undefined,
): IgnoreRules {
  const lists = [
    ['convention', CONVENTION],
    ['signer', recorded],
    ['person', personal],
  ] as const;
  const rules = new Map<string, IgnoreRule>();
  const useless: string[] = [];
  for (const [by, entries] of lists) {
    for (const entry of entries) {
      const path = canonical(entry);
      if (path === undefined) useless.push(entry);
      else rules.set(path, { by, path });
    }
  }
  const covering = (path: string): IgnoreRule | undefined => {
    if (path === bundlePath) return { by: 'bundle', path };
    for (const ancestor of ancestry(path)) {
      const rule = rules.get(ancestor);
      if (rule) return rule;
    }
    return undefined;
  };
  const own = new Set(personal.map(canonical));
  // Asked of every signed file, and nearly nobody has a list.
  const byPerson = (path: string): boolean =>
    own.size > 0 && [...ancestry(path)].some((ancestor) => own.has(ancestor));
  return { covering, byPerson, useless };
}

/** Drops a leading `./` and a trailing `/`; undefined if nothing under the model's root can match the rest. */
function canonical(entry: string): string | undefined {
  const parts = entry.split('/');
  // Counted and not shifted off one by one: a signer may repeat `./` as often as a bundle has room for.
  let [first, end] = [0, parts.length];
  while (end - first > 1 && parts[first] === '.') first++;
  while (end - first > 1 && parts[end - 1] === '') end--;
  const kept = parts.slice(first, end);
  return kept.some((part) => part === '' || part === '.' || part === '..') ? undefined : kept.join('/');
}
