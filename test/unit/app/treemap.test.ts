import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Box, layTreemap, type Tile, tileAt } from '../../../src/app/treemap.ts';
import type { TreemapFile } from '../../../src/app/treemap-file.ts';

const [WIDTH, HEIGHT] = [720, 360];

const name = fc.stringMatching(/^[a-e]{1,2}$/);
const path = fc.array(name, { minLength: 1, maxLength: 9 }).map((names) => names.join('/'));
const size = fc.oneof(
  fc.nat(5),
  fc.nat(10_000),
  fc.double({ min: 1, max: 1e12, noNaN: true }).map(Math.floor),
);
const file: fc.Arbitrary<TreemapFile> = fc.oneof(
  fc.record({ path, size }),
  path.map((path) => ({ path, size: 0, finding: { outcome: 'missing', path } as const })),
  fc.record({ path, size }).map((entry) => ({ ...entry, finding: { outcome: 'extra', ...entry } as const })),
);
const model = fc.uniqueArray(file, { selector: ({ path }) => path, minLength: 1, maxLength: 120 });

const many = (number: number, folder = '', size = 1): TreemapFile[] =>
  Array.from({ length: number }, (_, index) => ({ path: `${folder}${index}`, size }));
const areaOf = ({ width, height }: Box): number => width * height;
const bytesOf = ({ files }: Tile): number => files.reduce((sum, { size }) => sum + size, 0);
const holds = (outer: Box, inner: Box): boolean =>
  inner.x >= outer.x - 1e-6 &&
  inner.y >= outer.y - 1e-6 &&
  inner.x + inner.width <= outer.x + outer.width + 1e-6 &&
  inner.y + inner.height <= outer.y + outer.height + 1e-6;
const overlap = (a: Box, b: Box): boolean =>
  Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x) > 1e-6 &&
  Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y) > 1e-6;

describe('layTreemap', () => {
  it('shows every file once, each with room of its own, within the map and its folder', () => {
    fc.assert(
      fc.property(model, (files) => {
        const { tiles, folders } = layTreemap(files, WIDTH, HEIGHT);
        const shown = tiles.flatMap((tile) => tile.files.map(({ path }) => path));
        expect(shown.toSorted()).toEqual(files.map(({ path }) => path).toSorted());
        for (const [index, tile] of tiles.entries()) {
          expect(areaOf(tile)).toBeGreaterThan(0);
          expect(holds({ x: 0, y: 0, width: WIDTH, height: HEIGHT }, tile)).toBe(true);
          expect(tiles.slice(index + 1).some((other) => overlap(tile, other))).toBe(false);
          for (const frame of folders) {
            const within = `${tile.folder}/`.startsWith(`${frame.path}/`);
            expect(within ? holds(frame, tile) : !overlap(frame, tile)).toBe(true);
          }
          expect(
            tile.files.every(({ path }) => tile.folder === '' || path.startsWith(`${tile.folder}/`)),
          ).toBe(true);
        }
      }),
    );
  });

  it('gives the files of a folder areas by their bytes', () => {
    const size = fc.integer({ min: 1_000_000, max: 5_000_000 });
    fc.assert(
      fc.property(fc.array(size, { minLength: 2, maxLength: 60 }), fc.nat(5), (sizes, tiny) => {
        const files = sizes.map((size, index) => ({ path: `sub/${index}`, size }));
        const { tiles } = layTreemap([...files, ...many(tiny, 'sub/tiny')], WIDTH, HEIGHT);
        const large = tiles.filter((tile) => bytesOf(tile) > 1);
        const scale = areaOf(large[0] ?? expect.fail()) / bytesOf(large[0] ?? expect.fail());
        for (const tile of large) expect(areaOf(tile) / bytesOf(tile) / scale).toBeCloseTo(1, 5);
      }),
    );
  });

  it('never gives the larger of two files of a folder less room', () => {
    fc.assert(
      fc.property(model, (files) => {
        const alone = layTreemap(files, WIDTH, HEIGHT).tiles.filter(({ files }) => files.length === 1);
        for (const a of alone) {
          for (const b of alone) {
            if (a.folder !== b.folder || bytesOf(a) <= bytesOf(b)) continue;
            expect(areaOf(a)).toBeGreaterThanOrEqual(areaOf(b) - 1e-6);
          }
        }
      }),
    );
  });

  it('does not move when files are read, and in no order of them', () => {
    fc.assert(
      fc.property(model, fc.integer(), (files, seed) => {
        const settled = files.map((file): TreemapFile => {
          if (file.finding) return file;
          const { path, size } = file;
          return { path, size, finding: { outcome: 'mismatch', path, size, expected: 'a', actual: 'b' } };
        });
        const boxes = (given: readonly TreemapFile[]): unknown =>
          layTreemap(given, WIDTH, HEIGHT)
            .tiles.map(({ files, ...box }) => ({ ...box, paths: files.map(({ path }) => path).toSorted() }))
            .toSorted((a, b) => ((a.paths[0] ?? '') < (b.paths[0] ?? '') ? -1 : 1));
        const shuffled = settled.toSorted((a, b) => order(a, seed) - order(b, seed));
        expect(boxes(shuffled)).toEqual(boxes(files));
      }),
    );
  });

  it('lets thousands of small files of a folder share a tile, by what they are', () => {
    const missing = Array.from({ length: 20 }, (_, index): TreemapFile => {
      const path = `sub/gone${index}`;
      return { path, size: 0, finding: { outcome: 'missing', path } };
    });
    const files = [{ path: 'sub/large', size: 1e9 }, ...many(1204, 'sub/', 10), ...missing];
    const { tiles } = layTreemap(files, WIDTH, HEIGHT);
    expect(tiles.map(({ files }) => files.length).toSorted((a, b) => a - b)).toEqual([1, 20, 1204]);
    for (const tile of tiles) expect(areaOf(tile)).toBeGreaterThan(190);
  });

  it('gives small files a tile by their folder, where it has room for that but not for a frame', () => {
    const files = Array.from({ length: 300 }, (_, index) => many(300, `${index}/sub/`)).flat();
    const { tiles, folders } = layTreemap(files, WIDTH, HEIGHT);
    expect(folders).toEqual([]);
    expect(tiles).toHaveLength(300);
    for (const { folder, files } of tiles) {
      expect(folder).toMatch(/^\d+$/);
      expect(files).toHaveLength(300);
    }
  });

  it('shows more files than a call can have arguments', () => {
    const files = [...many(300_000, 'a/'), { path: 'large', size: 1e12 }];
    const { tiles } = layTreemap(files, WIDTH, HEIGHT);
    expect(tiles.map(({ files }) => files.length).toSorted()).toEqual([1, 300_000]);
  });

  it('keeps a few small files apart, large enough to be seen', () => {
    const files = [{ path: 'large', size: 1e12 }, { path: 'empty', size: 0 }, ...many(5)];
    const { tiles } = layTreemap(files, WIDTH, HEIGHT);
    expect(tiles).toHaveLength(7);
    for (const { width, height } of tiles) expect(Math.min(width, height)).toBeGreaterThan(6);
  });

  it('leaves three quarters to the large, however many small folders and files there are', () => {
    const folders = Array.from({ length: 60 }, (_, index) => `${index}/`);
    const files = folders.flatMap((folder) => [{ path: `${folder}large`, size: 1e6 }, ...many(11, folder)]);
    const { tiles } = layTreemap(files, WIDTH, HEIGHT);
    const large = tiles.filter((tile) => bytesOf(tile) === 1e6);
    const small = tiles.filter((tile) => bytesOf(tile) < 1e6);
    const sum = (tiles: readonly Tile[]): number => tiles.reduce((sum, tile) => sum + areaOf(tile), 0);
    expect(sum(small)).toBeLessThan(sum(large) / 2.9);
  });

  it('names folders by their whole way where each holds only the next', () => {
    const files = [
      { path: 'a/b/c/one', size: 5 },
      { path: 'a/b/c/two', size: 5 },
      { path: 'top', size: 10 },
    ];
    const { folders } = layTreemap(files, WIDTH, HEIGHT);
    expect(folders).toMatchObject([{ path: 'a/b/c', name: 'a/b/c', header: 17 }]);
  });

  it('stands hostile names: folders without end, a folder named like a file, names of objects', () => {
    const deep = `${'x/'.repeat(100_000)}y`;
    const paths = [deep, 'a', 'a/b', '__proto__', '__proto__/constructor', 'toString', '/', '//'];
    const files = paths.map((path) => ({ path, size: 5 }));
    const { tiles } = layTreemap(files, WIDTH, HEIGHT);
    expect(tiles.flatMap(({ files }) => files.map(({ path }) => path)).toSorted()).toEqual(paths.toSorted());
  });

  it.each([
    [0, 100],
    [100, 0],
    [NaN, 100],
  ])('shows nothing on a map of %s by %s', (width, height) => {
    expect(layTreemap(many(3), width, height)).toEqual({ tiles: [], folders: [] });
  });

  it('shows nothing of no files', () => {
    expect(layTreemap([], WIDTH, HEIGHT)).toEqual({ tiles: [], folders: [] });
  });
});

describe('tileAt', () => {
  it('finds the tile under a point, and none beside the map', () => {
    const { tiles } = layTreemap(many(50), WIDTH, HEIGHT);
    for (const [index, { x, y, width, height }] of tiles.entries()) {
      expect(tileAt(tiles, x + width / 2, y + height / 2)).toBe(index);
    }
    expect(tileAt(tiles, -1, 5)).toBeUndefined();
    expect(tileAt(tiles, WIDTH + 1, 5)).toBeUndefined();
  });
});

/** A number that shuffles files, the same for the same file and seed. */
function order({ path }: TreemapFile, seed: number): number {
  let hash = seed;
  for (const unit of path) hash = (hash * 31 + unit.charCodeAt(0)) | 0;
  return hash;
}
