import { type Problem, problem } from '../oms/error.ts';
import { hasBundleName } from '../oms/paths.ts';
import type { Dropped } from '../model/drop.ts';
import { fileTree } from '../model/file-tree.ts';
import { type FileKind, sniffFile } from '../model/sniff.ts';
import type { ModelTree } from '../model/tree.ts';

/** What the files that a person gave at once are for. */
export interface Roles {
  readonly tree?: ModelTree;
  readonly bundle?: File;
  readonly publicKey?: File;
  readonly roots: readonly File[];
  readonly trustRoot?: File;
  /** Given alone: beside anything else it is a file like others. */
  readonly report?: File;
}

/** Tells what each dropped thing is for: by content, then by name, then by what is left. */
export async function assignRoles({ folders, files, unreadable }: Dropped): Promise<Roles | Problem> {
  if (folders.length > 1) return problem('model-several', folders.map(({ name }) => name).join(', '));
  const [hidden] = unreadable;
  if (hidden) return { ...hidden.problem, detail: hidden.path };

  const kinds = await Promise.all(files.map(async (file) => ({ file, kind: await sniffFile(file) })));
  const of = (kind: FileKind): File[] => kinds.filter((each) => each.kind === kind).map(({ file }) => file);
  if (of('private-key').length > 0) return problem('key-private', of('private-key')[0]?.name);

  const [folder] = folders;
  const [report] = of('report');
  if (report && files.length === 1 && !folder) return { report, roots: [] };

  const bundles = of('bundle');
  // A report may itself have been signed; beside a folder it is of no use, since that is checked anew.
  const others = [...of('other'), ...of('archive'), ...(folder ? [] : of('report'))];
  if (bundles.length === 0) {
    // What lies beside a folder and is nothing else can only be meant as its bundle: let the parser say what is wrong.
    const index = others.findIndex(({ name }) => hasBundleName(name) || folder !== undefined);
    bundles.push(...(index === -1 ? [] : others.splice(index, 1)));
  }
  if (bundles.length > 1) return problem('bundle-ambiguous', bundles.map(({ name }) => name).join(', '));
  if (of('public-key').length > 1) return problem('pem-several');
  if (others.length + folders.length > 1)
    return problem('model-several', others.map(({ name }) => name).join(', '));
  const [sole] = others;
  if (sole && bundles.length === 0 && of('archive').includes(sole))
    return problem('model-archive', sole.name);

  const tree = folder ?? (sole && fileTree(sole));
  const [bundle] = bundles;
  const [publicKey] = of('public-key');
  const [trustRoot] = of('trust-root');
  return {
    ...(tree && { tree }),
    ...(bundle && { bundle }),
    ...(publicKey && { publicKey }),
    ...(trustRoot && { trustRoot }),
    roots: of('certificate'),
  };
}
