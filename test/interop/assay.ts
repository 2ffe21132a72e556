import { openAsBlob } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { createKernel } from '../../src/hash/create-kernel.ts';
import { Lanes } from '../../src/hash/lanes.ts';
import { outcomeOf, rangeOf } from '../../src/hash/outcome.ts';
import type { FileEntry, FolderEntry } from '../../src/model/entry.ts';
import { fileTree } from '../../src/model/file-tree.ts';
import { listFolder } from '../../src/model/listing.ts';
import type { ModelTree } from '../../src/model/tree.ts';
import { type Bundle, parseBundle } from '../../src/oms/bundle.ts';
import { inspectBundle } from '../../src/signer/claim.ts';
import type { Expectation } from '../../src/signer/expectation.ts';
import { checkSignature } from '../../src/signer/signature.ts';
import { verifyModel } from '../../src/verify/run.ts';
import { DEFAULT_SETTINGS } from '../../src/verify/settings.ts';
import type { SignerPort } from '../../src/verify/signer-port.ts';
import type { Verdict } from '../../src/verify/verdict.ts';
import { pathInside } from '../conformance/request.ts';
import { poolOf } from '../support/hash-pool.ts';

/** What is verified, as the page is given it. Paths are absolute, ignored ones relative to the model. */
export interface Check {
  readonly model: string;
  readonly bundle: string;
  readonly expectation: Expectation;
  readonly ignorePaths: readonly string[];
  readonly ignoreUnsigned: boolean;
}

/** Verifies a model by the product's own core, in this process: the page without its screen and its workers. */
export async function verify(check: Check): Promise<Verdict> {
  const { model, bundle, expectation, ignorePaths, ignoreUnsigned } = check;
  const path = pathInside(model, bundle);
  const subject = {
    tree: await treeOf(model),
    bundle: { name: basename(bundle), bytes: await readFile(bundle), ...(path !== undefined && { path }) },
    unseen: [],
  };
  const run = verifyModel(subject, { signer: inProcessSigner(), hash, now: () => Date.now() });
  // As the reference does.
  const settings = { ...DEFAULT_SETTINGS, judgeAt: 'issuance' as const };
  return (await run.judge({ ...settings, expectation, ignorePaths, ignoreUnsigned })).verdict;
}

async function treeOf(path: string): Promise<ModelTree> {
  return (await stat(path)).isFile() ? fileTree(await open(path)) : listFolder(folderEntry(path), 'picker');
}

function folderEntry(path: string): FolderEntry {
  return {
    kind: 'folder',
    name: basename(path),
    entries: async function* (): AsyncIterable<FolderEntry | FileEntry> {
      for (const child of await readdir(path, { withFileTypes: true })) {
        const inside = join(path, child.name);
        if (child.isDirectory()) yield folderEntry(inside);
        else if (child.isFile()) yield fileEntry(child.name, () => open(inside));
      }
    },
  };
}

function fileEntry(name: string, open: () => Promise<File>): FileEntry {
  return { kind: 'file', name, stat: open, open };
}

async function open(path: string): Promise<File> {
  const { mtimeMs } = await stat(path);
  return new File([await openAsBlob(path)], basename(path), { lastModified: mtimeMs });
}

function inProcessSigner(): SignerPort {
  let opened: Bundle | undefined;
  return {
    open(bytes) {
      const bundle = parseBundle(bytes);
      if (!bundle.ok) return Promise.resolve(bundle);
      opened = bundle.value;
      return Promise.resolve(inspectBundle(opened));
    },
    check(options) {
      if (!opened) throw new Error('no bundle is open');
      const noTrustRoot = (): never => {
        throw new Error('no bundle here is of the method sigstore');
      };
      return Promise.resolve(checkSignature(opened, options, noTrustRoot));
    },
  };
}

const hash = poolOf(async (jobs, algorithm, { onOutcome }) => {
  const lanes = new Lanes(await createKernel(algorithm, undefined));
  for (const { open, ...range } of jobs) {
    const opened = await open();
    if (!opened.ok) {
      onOutcome({ id: range.id, ...opened });
      continue;
    }
    const job = { ...range, file: opened.value };
    const read = async function* (): AsyncGenerator<Uint8Array> {
      yield new Uint8Array(await rangeOf(job).arrayBuffer());
    };
    onOutcome(await outcomeOf(job, () => lanes.hash(job, read, () => undefined)));
  }
});
