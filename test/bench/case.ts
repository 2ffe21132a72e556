import type { Algorithm } from '../../src/oms/manifest.ts';

/** Files of one size in one folder. */
export interface FileSet {
  readonly count: number;
  /** Bytes of each. */
  readonly size: number;
}

/** How the digests of a set are listed. */
export interface Listing {
  readonly algorithm: Algorithm;
  /** Bytes in a shard; whole files if absent. */
  readonly shardSize?: number;
}

/** One thing to measure. */
export interface Case {
  readonly name: string;
  readonly set: FileSet;
  readonly listing: Listing;
  /** Assay, or a page of the usual design, which hashes and verifies nothing. */
  readonly page: 'assay' | 'usual';
}

/** Decimal, as disks and `MB/s` are counted. */
const [KB, MB, GB] = [1e3, 1e6, 1e9];

const ONE_LARGE: FileSet = { count: 1, size: 4 * GB };
const FOUR_LARGE: FileSet = { count: 4, size: GB };
const SHA256: Listing = { algorithm: 'sha256' };

/** Every case, in the order in which they are measured. */
export const CASES: readonly Case[] = [
  { name: '1x4GB', set: ONE_LARGE, listing: SHA256, page: 'assay' },
  { name: 'shards', set: ONE_LARGE, listing: { ...SHA256, shardSize: 64 * MB }, page: 'assay' },
  { name: 'blake3', set: ONE_LARGE, listing: { algorithm: 'blake3' }, page: 'assay' },
  { name: '4x1GB', set: FOUR_LARGE, listing: SHA256, page: 'assay' },
  { name: 'usual', set: FOUR_LARGE, listing: SHA256, page: 'usual' },
  { name: 'blake2b', set: FOUR_LARGE, listing: { algorithm: 'blake2b' }, page: 'assay' },
  { name: '30x100MB', set: { count: 30, size: 100 * MB }, listing: SHA256, page: 'assay' },
  { name: '2000x20KB', set: { count: 2000, size: 20 * KB }, listing: SHA256, page: 'assay' },
  // Its peak memory beside that of `4x1GB` tells whether memory grows with the files.
  { name: 'memory', set: { count: 4, size: 64 * MB }, listing: SHA256, page: 'assay' },
];

/** Bytes of all files. */
export function bytesOf({ count, size }: FileSet): number {
  return count * size;
}

/** The case on a quarter of its bytes. What is small stays as it is: fixed costs would be all that is left. */
export function quickened(whole: Case): Case {
  if (bytesOf(whole.set) < GB) return whole;
  return { ...whole, set: { ...whole.set, size: whole.set.size / 4 } };
}

/** The set's name, as in `30x100MB`. */
export function nameOf({ count, size }: FileSet): string {
  if (size >= GB) return `${count}x${size / GB}GB`;
  return size >= MB ? `${count}x${size / MB}MB` : `${count}x${size / KB}KB`;
}

/** The listing's name, as in `sha256-64MB`. */
export function listingName({ algorithm, shardSize }: Listing): string {
  return shardSize === undefined ? algorithm : `${algorithm}-${shardSize / MB}MB`;
}
