import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { problemOf, Refusal, type Result } from '../oms/error.ts';
import type { TufAnchor } from './tuf-anchor.ts';
import { KEPT_VERSION, type KeptFiles, type KeptMetadata, type KeptRoot } from './tuf-kept.ts';
import { BEFORE_ALL, TufMetadata, type TufVersions } from './tuf-metadata.ts';
import type { TufSource } from './tuf-source.ts';

/** Roots that one refresh follows; the public-good instance had sixteen in five years. */
const MAX_ROTATIONS = 32;

/** Longest timestamp that is read, in bytes, as the reference clients have it; the public-good one has 450. */
const MAX_TIMESTAMP = 16 * 1024;
/** Longest of the other files, in bytes; the public-good ones have up to seven thousand. */
const MAX_FILE = 512 * 1024;

/** A trusted root that the keys of its TUF repository signed. Plain data. */
export interface SignedTrustRoot {
  /** JSON. That it is genuine does not say that this version of Assay can read it. */
  readonly bytes: Uint8Array;
  readonly origin: 'kept' | 'fetched';
  readonly versions: TufVersions;
  /** When it was fetched, milliseconds since 1970, by this computer’s clock. */
  readonly asOf: number;
  /**
   * Until when the repository vouches for it, milliseconds since 1970. Later than that another one may count, and the
   * repository was not asked.
   */
  readonly currentUntil: number;
}

/** What came of a refresh. Plain data. */
export interface Refreshed {
  /**
   * Problems: `tuf-network`, `tuf-size`, `tuf-malformed`, `tuf-signature`, `tuf-expired`, `tuf-rollback`, `tuf-hash`,
   * `tuf-target`.
   */
  readonly result: Result<SignedTrustRoot>;
  /** To be kept, also after a failure: a root that was followed takes back the keys of those before it. */
  readonly kept: KeptMetadata;
}

/**
 * Asks a TUF repository for its current trusted root (TUF specification §5). Nothing is taken but what a chain of keys
 * from the anchor on signed, that has not expired, and that is no older than what is kept.
 *
 * @param now milliseconds since 1970
 */
export async function fetchTrustRoot(
  anchor: TufAnchor,
  kept: KeptMetadata | undefined,
  source: TufSource,
  now: number,
): Promise<Refreshed> {
  const roots: KeptRoot[] = [];
  const before = kept?.files;
  const keep = (files: KeptFiles | undefined): KeptMetadata => ({
    version: KEPT_VERSION,
    roots,
    ...(files && { files }),
  });
  try {
    const metadata = new TufMetadata(anchor.root);
    const add = (bytes: Uint8Array): void => {
      metadata.addRoot(bytes);
      roots.push({ version: metadata.rootVersion, bytes });
    };
    try {
      rootsAfter(metadata, kept).forEach(add);
    } catch {
      // What was kept is damaged, or somebody else’s: the repository has the roots from here on.
    }
    await followRoots(metadata, source, add);
    const files = await fetchFiles(metadata, source, now, before);
    const next = { ...files, fetchedAt: now, beside: fingerprint(anchor) };
    return { result: { ok: true, value: signedRoot(metadata, next, 'fetched', now) }, kept: keep(next) };
  } catch (thrown) {
    return { result: { ok: false, problem: problemOf(thrown) }, kept: keep(before) };
  }
}

/**
 * Verifies from the anchor what was kept; undefined where any of it does not hold. Offline it counts after it has
 * expired, too, though it is then not known to be current: {@link SignedTrustRoot.currentUntil}.
 *
 * What was kept beside another embedded trusted root may be older than the one that is embedded now, so it does not
 * count until the next refresh.
 *
 * @param now milliseconds since 1970
 */
export function recallTrustRoot(
  anchor: TufAnchor,
  kept: KeptMetadata,
  now: number,
): SignedTrustRoot | undefined {
  const { files } = kept;
  if (files?.beside !== fingerprint(anchor)) return undefined;
  try {
    const metadata = new TufMetadata(anchor.root);
    for (const bytes of rootsAfter(metadata, kept)) metadata.addRoot(bytes);
    metadata.setTimestamp(files.timestamp, BEFORE_ALL);
    metadata.setSnapshot(files.snapshot, BEFORE_ALL);
    metadata.setTargets(files.targets, BEFORE_ALL);
    metadata.checkTarget(files.trustedRoot);
    return signedRoot(metadata, files, 'kept', now);
  } catch {
    return undefined;
  }
}

/** The roots that were kept, without those that the embedded one has overtaken. */
function rootsAfter({ rootVersion }: TufMetadata, kept: KeptMetadata | undefined): Uint8Array[] {
  return (kept?.roots ?? []).filter(({ version }) => version > rootVersion).map(({ bytes }) => bytes);
}

async function followRoots(
  metadata: TufMetadata,
  source: TufSource,
  add: (bytes: Uint8Array) => void,
): Promise<void> {
  for (let count = 0; count < MAX_ROTATIONS; count++) {
    const bytes = await source(`${metadata.rootVersion + 1}.root.json`, MAX_FILE).catch(noneThere);
    if (!bytes) return;
    add(bytes);
  }
}

/**
 * That a file does not exist may reach a page as nothing but a failed connection: the answer lacks the header that lets
 * it be read. Who withholds a root in this way does not gain much: timestamps expire within days, roots within months.
 */
function noneThere(thrown: unknown): undefined {
  if (thrown instanceof Refusal && thrown.problem.code === 'tuf-network') return undefined;
  throw thrown;
}

async function fetchFiles(
  metadata: TufMetadata,
  source: TufSource,
  now: number,
  before: KeptFiles | undefined,
): Promise<Pick<KeptFiles, 'timestamp' | 'snapshot' | 'targets' | 'trustedRoot'>> {
  const fetched = await source('timestamp.json', MAX_TIMESTAMP);
  const timestamp = metadata.setTimestamp(fetched, now, before?.timestamp);
  const snapshot = await source(`${metadata.snapshotVersion}.snapshot.json`, MAX_FILE);
  metadata.setSnapshot(snapshot, now, before?.snapshot);
  const targets = await source(`${metadata.targetsVersion}.targets.json`, MAX_FILE);
  metadata.setTargets(targets, now);
  const trustedRoot = await source(metadata.targetPath, MAX_FILE);
  metadata.checkTarget(trustedRoot);
  return { timestamp, snapshot, targets, trustedRoot };
}

function signedRoot(
  metadata: TufMetadata,
  { trustedRoot, fetchedAt }: KeptFiles,
  origin: SignedTrustRoot['origin'],
  now: number,
): SignedTrustRoot {
  const { currentUntil, versions } = metadata;
  // When it was fetched is the only thing that nobody signed: it cannot have been later than either of these.
  const asOf = Math.min(fetchedAt, currentUntil, now);
  return { bytes: trustedRoot, origin, versions, asOf, currentUntil };
}

function fingerprint({ trustedRoot }: TufAnchor): string {
  return bytesToHex(sha256(trustedRoot));
}
