import { MAX_BUNDLE_BYTES } from '../oms/bundle-size.ts';
import { hasBundleName } from '../oms/paths.ts';
import { concurrently } from './concurrently.ts';
import { BUNDLE_MEDIA_TYPE, outline } from './scan.ts';
import type { ModelFile, ModelTree } from './tree.ts';

/** What {@link findBundles} found. Looks only: whether a bundle is well formed is the parser's to say. */
export interface BundleSearch {
  /** Files that look like a whole bundle with a DSSE envelope. Several: the person chooses. */
  readonly found: readonly ModelFile[];
  /** Files that begin as a bundle and are none: cut off, or of another kind. */
  readonly broken: readonly ModelFile[];
  /** Files that are only named like a bundle: empty, unreadable, another tool's signature. */
  readonly suspects: readonly ModelFile[];
}

/** Candidates lie in the root or in a hidden folder in it, as in `.kaggle/signing.json`. */
const PLACE = /^(?:\.[^/]+\/)?[^/]+$/;

/** The field that tells a bundle of a model from one of a single file's digest. */
const ENVELOPE = '"dsseEnvelope"';

/** Files read at once. */
const AT_ONCE = 16;

/**
 * Finds the bundles in a model by content. Files with a usual name are looked at first; only if none of them is a
 * bundle, every other file that could be one. Never rejects.
 *
 * @param namedOnly - leaves out those others: opening all files takes as long as hashing them where they are small
 */
export async function findBundles(tree: ModelTree, namedOnly = false): Promise<BundleSearch> {
  const candidates = tree.files.filter(({ path }) => PLACE.test(path));
  const named = await look(candidates.filter(({ path }) => hasBundleName(path)));
  const suspects = named.other;
  if (named.whole.length > 0 || namedOnly) return { found: named.whole, broken: named.partial, suspects };
  const rest = await look(candidates.filter(({ path }) => !hasBundleName(path)));
  return { found: rest.whole, broken: [...named.partial, ...rest.partial], suspects };
}

type Look = 'whole' | 'partial' | 'other';

async function look(files: readonly ModelFile[]): Promise<Record<Look, readonly ModelFile[]>> {
  const looks = new Map<ModelFile, Look>();
  await concurrently(files, AT_ONCE, async (file) => {
    looks.set(file, await lookAt(file));
  });
  const of = (kind: Look): readonly ModelFile[] => files.filter((file) => looks.get(file) === kind);
  return { whole: of('whole'), partial: of('partial'), other: of('other') };
}

async function lookAt({ size, open }: ModelFile): Promise<Look> {
  if (size === 0 || size > MAX_BUNDLE_BYTES) return 'other';
  try {
    const file = await open();
    if (!file.ok) return 'other';
    const json = await outline(file.value, [BUNDLE_MEDIA_TYPE, ENVELOPE]);
    if (!json?.marks.has(BUNDLE_MEDIA_TYPE)) return 'other';
    return json.closed && json.marks.has(ENVELOPE) ? 'whole' : 'partial';
  } catch {
    return 'other';
  }
}
