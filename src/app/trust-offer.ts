import { sniffFile } from '../model/sniff.ts';
import { type Problem, problem, type Result } from '../oms/error.ts';
import type { KeptTrust } from '../trust/kept.ts';
import { type KeptAnchor, nameFrom } from '../trust/kept-anchor.ts';
import { MAX_TRUST_FILE_BYTES, readTrust } from '../trust/kept-file.ts';
import { startSigner } from './signer-worker.ts';

/** What somebody’s files hold that can be kept, and what is wrong with the others. */
export interface TrustOffer {
  readonly anchors: readonly KeptAnchor[];
  /** Of an export, which is looked at alone. */
  readonly trust?: KeptTrust;
  readonly problems: readonly Problem[];
}

/** How an export begins. */
const EXPORT_START = /^\s*\{\s*"type"\s*:\s*"assay-trust"/;

/** Bytes in which an export has said what it is. */
const EXPORT_HEAD = 128;

/** Nothing at all. */
export const NOTHING_OFFERED: TrustOffer = { anchors: [], problems: [] };

/**
 * Reads what was dropped, chosen or pasted: an export, or trusted roots, keys and certificates, each by its content.
 *
 * Problems: those of a trusted root and of PEM texts, `trust-file-malformed`, `trust-file-version`.
 */
export async function readOffer(files: readonly File[]): Promise<TrustOffer> {
  const read = await Promise.all(files.map(readFile));
  const trust = read.find((each) => each.trust)?.trust;
  return {
    anchors: read.flatMap(({ anchors }) => anchors),
    problems: read.flatMap(({ problems }) => problems),
    ...(trust && { trust }),
  };
}

async function readFile(file: File): Promise<TrustOffer> {
  // By its content it would be a trusted root, if it holds one.
  const kind = EXPORT_START.test(await file.slice(0, EXPORT_HEAD).text()) ? 'other' : await sniffFile(file);
  const name = nameFrom(file.name);
  switch (kind) {
    case 'trust-root':
      return anchorOf({ kind, name, text: await file.text() });
    case 'public-key':
      return anchorOf({ kind: 'key', name, text: await file.text() });
    case 'certificate':
      return anchorOf({ kind: 'authority', name, text: await file.text() });
    case 'private-key':
      return refused(name, problem('key-private'));
    default: {
      // A byte too many says that it is too large, however large it is.
      const bytes = await file.slice(0, MAX_TRUST_FILE_BYTES + 1).arrayBuffer();
      const trust = readTrust(new Uint8Array(bytes));
      return trust.ok ? { anchors: [], problems: [], trust: trust.value } : refused(name, trust.problem);
    }
  }
}

/** Nothing is kept that is of no use: somebody would rely on it. */
async function anchorOf(anchor: KeptAnchor): Promise<TrustOffer> {
  const { kind, name, text } = anchor;
  const signer = startSigner();
  try {
    const found: Result<unknown> =
      kind === 'trust-root'
        ? await signer.inspectTrustRoot({ kind: 'imported', name, json: text, origin: 'file' })
        : await signer.inspectPem(text);
    return found.ok ? { anchors: [anchor], problems: [] } : refused(name, found.problem);
  } finally {
    signer.dispose();
  }
}

/** One of several files: it has to be said which. */
function refused(name: string, { code, detail }: Problem): TrustOffer {
  return { anchors: [], problems: [problem(code, detail === undefined ? name : `${name}: ${detail}`)] };
}
