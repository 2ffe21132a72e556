import { Refusal } from './error.ts';
import { asArray, asBoolean, asCount, asString, type Field, member, present } from './field.ts';
import { checkName, compareCodePoints, SINGLE_FILE } from './paths.ts';
import type { UnknownField } from './unknown.ts';

/** A hash algorithm as `hash_type` names it. */
export type Algorithm = 'sha256' | 'blake2b' | 'blake3';

/** Digest lengths in bytes; `blake2b` is BLAKE2b-512, as the reference writes it. */
const DIGEST_BYTES: Readonly<Record<Algorithm, number>> = { sha256: 32, blake2b: 64, blake3: 32 };

/** One signed byte range, end exclusive. */
export interface Shard {
  readonly start: number;
  readonly end: number;
  /** Lower-case hex. */
  readonly digest: string;
}

/** The shards of one file in order: they cover it from 0 without a gap. */
export type Shards = readonly [Shard, ...Shard[]];

/** One signed file: whole, or in shards. */
export type SignedFile =
  | { readonly path: string; readonly digest: string; readonly shards?: never }
  | { readonly path: string; readonly shards: Shards; readonly digest?: never };

/** What was signed, from the statement (OMS §5, §6). Plain data. */
export interface Manifest {
  /** The predicate's version as its type names it: `0.1`, `1.0`, or a newer `1.x`. */
  readonly version: string;
  /** The subject's name: chosen by the signer, informational. */
  readonly subject: string;
  readonly algorithm: Algorithm;
  readonly method: 'files' | 'shards';
  readonly files: readonly SignedFile[];
  /** Paths that the signer left out, as recorded. */
  readonly ignorePaths: readonly string[];
  /** SHA-256 over all digests in their recorded order, lower-case hex; absent in v0.1. */
  readonly rootDigest?: string;
  readonly allowSymlinks: boolean;
  /** False if the resources are not in code point order: a note, not an error. */
  readonly sorted: boolean;
  /** Fields that this version does not know. */
  readonly unknown: readonly UnknownField[];
}

/** The part of a {@link Manifest} that the predicate holds, with the digests in their recorded order. */
export interface Predicate extends Omit<Manifest, 'version' | 'subject' | 'rootDigest' | 'unknown'> {
  readonly digests: readonly string[];
}

/** Reads the predicate of a v1 statement (OMS §5.2, §6). @throws {Refusal} with the code of what is wrong */
export function readPredicate(predicate: Field): Predicate {
  const serialization = member(predicate, 'serialization');
  const method = oneOf(asString(member(serialization, 'method')), ['files', 'shards'], 'method-unknown');
  const algorithm = readAlgorithm(asString(member(serialization, 'hash_type')));
  const shardSize = readShardSize(member(serialization, 'shard_size'), method);
  const ignorePaths = member(serialization, 'ignore_paths');
  const allowSymlinks = member(serialization, 'allow_symlinks');

  const resources = asArray(member(predicate, 'resources'));
  if (resources.length === 0) throw new Refusal('manifest-empty');
  // The reference writes the longer name for shards; a name of another size would be another way to cut the file.
  const names = shardSize === undefined ? [algorithm] : [algorithm, `${algorithm}-sharded-${shardSize}`];
  const named = resources.map((resource) => {
    const named = asString(member(resource, 'algorithm'));
    if (!names.includes(named)) throw new Refusal('algorithm-differs', `${named} in place of ${algorithm}`);
    return {
      name: asString(member(resource, 'name')),
      digest: readDigest(asString(member(resource, 'digest')), algorithm),
    };
  });

  return {
    algorithm,
    method,
    files: shardSize === undefined ? wholeFiles(named) : shardedFiles(named, shardSize),
    ignorePaths: present(ignorePaths) ? asArray(ignorePaths).map(asString) : [],
    allowSymlinks: present(allowSymlinks) && asBoolean(allowSymlinks),
    sorted: isSorted(named),
    digests: named.map(({ digest }) => digest),
  };
}

/** A resource before its name is read. */
export interface Named {
  readonly name: string;
  /** Lower-case hex, already checked. */
  readonly digest: string;
}

/** Files of the `files` method: each name is a path. @throws {Refusal} `name-*` */
export function wholeFiles(resources: readonly Named[]): SignedFile[] {
  const seen = new Set<string>();
  return resources.map(({ name, digest }) => {
    checkPath(name, resources.length === 1);
    if (seen.has(name)) throw new Refusal('name-duplicate', name);
    seen.add(name);
    return { path: name, digest };
  });
}

/** Holds a digest to the lower-case hex of its algorithm. @throws {Refusal} `digest-alphabet`, `digest-length` */
export function readDigest(digest: string, algorithm: Algorithm): string {
  if (!/^[0-9a-f]*$/.test(digest)) throw new Refusal('digest-alphabet', digest);
  if (digest.length !== 2 * DIGEST_BYTES[algorithm]) throw new Refusal('digest-length', digest);
  return digest;
}

/** Files of the `shards` method: names are `path:start:end`, grouped by path. @throws {Refusal} `shard-*`, `name-*` */
function shardedFiles(resources: readonly Named[], shardSize: number): SignedFile[] {
  const byPath = new Map<string, Shard[]>();
  for (const { name, digest } of resources) {
    const { path, start, end } = readShardName(name);
    const shards = byPath.get(path);
    if (shards) shards.push({ start, end, digest });
    else byPath.set(path, [{ start, end, digest }]);
  }
  return [...byPath].map(([path, shards]) => {
    checkPath(path, byPath.size === 1);
    return { path, shards: contiguous(path, shards, shardSize) };
  });
}

/** The suffix is the last two decimals, because a path may hold colons itself. */
function readShardName(name: string): { path: string; start: number; end: number } {
  const parts = /^(.*):(0|[1-9][0-9]*):(0|[1-9][0-9]*)$/su.exec(name);
  if (!parts) throw new Refusal('shard-name', name);
  const [path, start, end] = [parts[1] ?? '', Number(parts[2]), Number(parts[3])];
  if (!Number.isSafeInteger(end) || start >= end) throw new Refusal('shard-name', name);
  return { path, start, end };
}

function contiguous(path: string, shards: readonly Shard[], shardSize: number): Shards {
  const sorted = shards.toSorted((a, b) => a.start - b.start);
  sorted.forEach(({ start, end }, index) => {
    const wanted = index * shardSize;
    const name = `${path}:${start}:${end}`;
    if (start < wanted)
      throw new Refusal(start === sorted[index - 1]?.start ? 'name-duplicate' : 'shard-overlap', name);
    if (start > wanted) throw new Refusal('shard-gap', name);
    if (end > wanted + shardSize) throw new Refusal('shard-overlap', `${name} is longer than the shard size`);
    if (end < wanted + shardSize && index < sorted.length - 1) throw new Refusal('shard-gap', name);
  });
  return sorted as [Shard, ...Shard[]];
}

function checkPath(path: string, alone: boolean): void {
  // The reference writes `.` for a model that is a single file.
  if (path === SINGLE_FILE && alone) return;
  checkName(path);
}

function readAlgorithm(name: string): Algorithm {
  return oneOf(name, ['sha256', 'blake2b', 'blake3'], 'algorithm-unknown');
}

function readShardSize(field: Field, method: 'files' | 'shards'): number | undefined {
  if (method === 'files') {
    if (present(field)) throw new Refusal('shard-size', 'given for whole files');
    return undefined;
  }
  if (!present(field)) throw new Refusal('shard-size', 'absent');
  const size = asCount(field);
  if (size === 0) throw new Refusal('shard-size', '0');
  return size;
}

function oneOf<T extends string>(
  value: string,
  known: readonly T[],
  code: 'method-unknown' | 'algorithm-unknown',
): T {
  const found = known.find((name) => name === value);
  if (found === undefined) throw new Refusal(code, value);
  return found;
}

/** True if the names stand in the order that the specification gives. */
export function isSorted(resources: readonly Named[]): boolean {
  return resources.every(({ name }, index) => compareCodePoints(resources[index - 1]?.name ?? '', name) <= 0);
}
