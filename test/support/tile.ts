import type { Finding } from '../../src/oms/compare.ts';
import type { Tile } from '../../src/app/treemap.ts';
import type { TreemapFile } from '../../src/app/treemap-file.ts';

/** A tile of these files, of no place in particular. */
export function tileOf(first: TreemapFile, ...others: readonly TreemapFile[]): Tile {
  return { x: 0, y: 0, width: 1, height: 1, folder: '', files: [first, ...others] };
}

/** What a reading finds out about a file. */
export function found(outcome: 'match' | 'mismatch', path: string, size: number): Finding {
  return outcome === 'match'
    ? { outcome, path, size }
    : { outcome, path, size, expected: 'e0', actual: 'f0' };
}
