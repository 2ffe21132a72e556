import type { HashJob, Opening } from '../hash/job.ts';
import type { HashPool } from '../hash/pool.ts';
import { concurrently } from '../model/concurrently.ts';
import type { ModelFile, ModelTree } from '../model/tree.ts';
import type { Finding } from '../oms/compare.ts';
import type { Manifest, SignedFile } from '../oms/manifest.ts';

/** What the bytes of a file that differs tell of why: a Git LFS pointer, or line ends that are not the signed ones. */
export type Trace = 'git-lfs-pointer' | 'line-endings';

/** How a pointer begins; it has less than 1,024 bytes (https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md). */
// eslint-disable-next-line no-restricted-syntax -- read by programs
const POINTER = 'version https://git-lfs.github.com/spec/v1\n';
const POINTER_SIZE = 1024;
/** Files of that size that are looked into, and how many at once: the verdict waits for it. */
const MAX_POINTERS = 2000;
const AT_ONCE = 16;

/** Largest file whose line ends are changed to compare it again, and most for all together, in bytes: it happens in memory. */
const MAX_TEXT = 16 * 1024 * 1024;
const MAX_TEXT_BYTES = 32 * 1024 * 1024;
const MAX_TEXTS = 500;
/** A file with a zero among its first bytes is no text: Git's own rule (`buffer_is_binary`). */
const TEXT_HEAD = 8000;

/** A file that differs, and what was signed under its name. */
interface Differing {
  readonly file: ModelFile;
  readonly signed: SignedFile;
}

/**
 * Looks into the files that differ for what their bytes tell of why. Never rejects: what cannot be read tells nothing.
 *
 * @returns by path
 */
export async function findTraces(
  tree: ModelTree,
  manifest: Manifest,
  findings: readonly Finding[],
  pool: HashPool,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Trace>> {
  const differing = differingFiles(tree, manifest, findings);
  const traces = new Map<string, Trace>();
  const small = differing.filter(({ file }) => file.size < POINTER_SIZE).slice(0, MAX_POINTERS);
  await concurrently(small, AT_ONCE, async ({ file }) => {
    const text = new TextDecoder().decode(await bytesOf(file));
    if (text.startsWith(POINTER)) traces.set(file.path, 'git-lfs-pointer');
  });
  const others = differing.filter(({ file }) => !traces.has(file.path));
  for (const path of await otherLineEndings(others, manifest, pool, signal)) traces.set(path, 'line-endings');
  return traces;
}

function differingFiles(tree: ModelTree, manifest: Manifest, findings: readonly Finding[]): Differing[] {
  const mismatches = findings.filter(({ outcome }) => outcome === 'mismatch');
  if (mismatches.length === 0) return [];
  const files = new Map(tree.files.map((file) => [file.path, file]));
  const signedFiles = new Map(manifest.files.map((signed) => [signed.path, signed]));
  // A model that is one file may be signed under another name than the file has.
  const sole = manifest.files.length === 1 ? manifest.files[0] : undefined;
  return mismatches.flatMap(({ path }) => {
    const [file, signed] = [files.get(path), signedFiles.get(path) ?? sole];
    return file && signed ? [{ file, signed }] : [];
  });
}

/** The paths of those that are what was signed once their lines end as they may have then. */
async function otherLineEndings(
  differing: readonly Differing[],
  { algorithm }: Manifest,
  pool: HashPool,
  signal: AbortSignal,
): Promise<string[]> {
  const jobs: HashJob[] = [];
  const wanted: { readonly version: Version; readonly digest: string }[] = [];
  let room = MAX_TEXT_BYTES;
  // The smallest: so the room is enough for the most of them.
  const smallest = differing.toSorted((a, b) => a.file.size - b.file.size).slice(0, MAX_TEXTS);
  for (const { file, signed } of smallest) {
    room -= file.size;
    if (file.size > MAX_TEXT || room < 0) break;
    for (const bytes of versionsOf(await bytesOf(file))) {
      const parts = signed.shards ?? [{ start: 0, end: bytes.length, digest: signed.digest }];
      if (parts.at(-1)?.end !== bytes.length) continue;
      const copy = new File([bytes], file.path);
      const open = (): Promise<Opening> => Promise.resolve({ ok: true, value: copy });
      const version: Version = { path: file.path, left: parts.length };
      for (const { start, end, digest } of parts) {
        jobs.push({ id: jobs.length, open, start, end });
        wanted.push({ version, digest });
      }
    }
  }
  if (jobs.length === 0) return [];
  const found: string[] = [];
  try {
    await pool.hash(jobs, algorithm, {
      signal,
      onOutcome: (outcome) => {
        const { digest, version } = wanted[outcome.id] ?? {};
        if (!version || !outcome.ok || outcome.digest !== digest) return;
        version.left -= 1;
        if (version.left === 0) found.push(version.path);
      },
    });
  } catch {
    // Called off, or no worker to be had: then nothing more is known.
  }
  return found;
}

/** A file with other line ends. */
interface Version {
  readonly path: string;
  /** Parts that are not yet known to be as signed. */
  left: number;
}

const [LF, CR] = [0x0a, 0x0d];

/** A text with all its lines ended by LF, and by CR LF, where that changes it. */
function versionsOf(bytes: Uint8Array): Uint8Array<ArrayBuffer>[] {
  if (bytes.subarray(0, TEXT_HEAD).includes(0)) return [];
  const withLf = new Uint8Array(bytes.length);
  const withCrLf = new Uint8Array(2 * bytes.length);
  let [short, long] = [0, 0];
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === CR && bytes[at + 1] === LF) continue;
    if (byte === LF) withCrLf[long++] = CR;
    withLf[short++] = byte;
    withCrLf[long++] = byte;
  }
  return [withLf.subarray(0, short), withCrLf.subarray(0, long)].filter(
    ({ length }) => length !== bytes.length,
  );
}

/** No bytes where they cannot be read. */
async function bytesOf({ open }: ModelFile): Promise<Uint8Array> {
  try {
    const file = await open();
    return new Uint8Array(file.ok ? await file.value.arrayBuffer() : []);
  } catch {
    return new Uint8Array();
  }
}
