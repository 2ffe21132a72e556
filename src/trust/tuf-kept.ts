/** The form of {@link KeptMetadata}; whatever has another one is passed over. */
export const KEPT_VERSION = 1;

/** Root metadata as it was signed, with the version that it claims. */
export interface KeptRoot {
  readonly version: number;
  readonly bytes: Uint8Array;
}

/** The signed files of one refresh, and the trusted root that they vouch for. */
export interface KeptFiles {
  readonly timestamp: Uint8Array;
  readonly snapshot: Uint8Array;
  readonly targets: Uint8Array;
  readonly trustedRoot: Uint8Array;
  /** Milliseconds since 1970, by this computer’s clock. */
  readonly fetchedAt: number;
  /** SHA-256 of the trusted root that was embedded at the time, lower-case hex. */
  readonly beside: string;
}

/**
 * What is kept of a TUF repository: what its keys signed, as it was signed, so that it can be verified again. Nothing
 * here is trusted because it was kept. Plain data.
 */
export interface KeptMetadata {
  readonly version: typeof KEPT_VERSION;
  /** The roots that follow the embedded one, in their order. */
  readonly roots: readonly KeptRoot[];
  /** Absent before the first refresh that succeeded. */
  readonly files?: KeptFiles;
}

/** Reads what a store holds, which may be of another version, damaged or somebody else’s; undefined if it is of another form. */
export function readKept(value: unknown): KeptMetadata | undefined {
  if (!isRecord(value) || value.version !== KEPT_VERSION || !Array.isArray(value.roots)) return undefined;
  const roots = value.roots.map(readRoot).filter((root) => root !== undefined);
  if (roots.length < value.roots.length) return undefined;
  if (value.files === undefined) return { version: KEPT_VERSION, roots };
  const files = readFiles(value.files);
  return files && { version: KEPT_VERSION, roots, files };
}

function readRoot(value: unknown): KeptRoot | undefined {
  if (!isRecord(value)) return undefined;
  const { version, bytes } = value;
  return typeof version === 'number' && bytes instanceof Uint8Array ? { version, bytes } : undefined;
}

function readFiles(value: unknown): KeptFiles | undefined {
  if (!isRecord(value)) return undefined;
  const { timestamp, snapshot, targets, trustedRoot, fetchedAt, beside } = value;
  if (!(timestamp instanceof Uint8Array && snapshot instanceof Uint8Array)) return undefined;
  if (!(targets instanceof Uint8Array && trustedRoot instanceof Uint8Array)) return undefined;
  if (!Number.isSafeInteger(fetchedAt) || typeof fetchedAt !== 'number') return undefined;
  if (typeof beside !== 'string') return undefined;
  return { timestamp, snapshot, targets, trustedRoot, fetchedAt, beside };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
