import { hierarchy, type HierarchyNode, type HierarchyRectangularNode, treemap } from 'd3-hierarchy';
import type { Outcome } from '../oms/compare.ts';
import { setApart, type TreemapFile } from './treemap-file.ts';

/** A rectangle in CSS pixels from the map's top left corner. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A part of the map: one file, or small files of one folder. */
export interface Tile extends Box {
  readonly files: readonly [TreemapFile, ...TreemapFile[]];
  /** The folder that all of them are in, empty for the model itself: hostile text. */
  readonly folder: string;
}

/** The frame around the tiles of a folder. */
export interface FolderBox extends Box {
  /** Relative to the model: hostile text. */
  readonly path: string;
  /** Its path below the folder that is drawn around it. */
  readonly name: string;
  /** Height of the strip for the name; 0 where there is no room for one. */
  readonly header: number;
}

/** A map of files: tiles and folders, larger ones first. */
export interface Treemap {
  readonly tiles: readonly Tile[];
  readonly folders: readonly FolderBox[];
}

/** Folders within folders that get a frame; what lies deeper stands in the last of them. Bounds the work for hostile names. */
const DEPTH = 6;

/** The smallest area at which a folder gets a frame, in square pixels; its small files get a tile of their own below that. */
const LEAST_FOLDER = 1600;

/** The area below which files of a folder share a tile, if they are more than a few, in square pixels. */
const LEAST_FILE = 30;
const FEW = 12;

/**
 * The area that every tile has however small its files, in square pixels, and the breadth of the strip that those of a
 * folder can fill beside its large files: less would be hairs. All of them take no more than this share of the map.
 */
const LEAST_TILE = 24 * 24;
const LEAST_STRIP = 24;
const LEAST_SHARE = 0.25;

/** Space around the tiles of a folder, and for its name, in pixels. */
const MARGIN = 3;
const HEADER = 17;

/**
 * Lays out files in a map of this many CSS pixels: squarified, area by bytes within a folder. Depends on names, sizes and
 * whether there is something to read, not on how far the reading is, so that nothing moves in a check.
 */
export function layTreemap(files: readonly TreemapFile[], width: number, height: number): Treemap {
  const area = width * height;
  if (!(area > 0) || files.length === 0) return { tiles: [], folders: [] };
  const root = gather(files);
  const shape = frame(root, root.size > 0 ? area / root.size : 0);
  const places = hierarchy<Part>(shape, ({ parts }) => parts);
  const least = leastAreas(places, area);
  places.sum((part) => (part.parts ? 0 : Math.max(part.area, least.get(part) ?? 0)));
  places.sort((a, b) => (b.value ?? 0) - (a.value ?? 0));
  const laid = treemap<Part>()
    .size([width, height])
    .paddingTop((node) => headerOf(node) || marginOf(node))
    .paddingRight(marginOf)
    .paddingBottom(marginOf)
    .paddingLeft(marginOf)(places);
  return {
    tiles: laid.leaves().flatMap((node) => {
      const [first, ...others] = node.data.files;
      return first ? [{ ...boxOf(node), files: [first, ...others] as const, folder: node.data.path }] : [];
    }),
    folders: laid
      .descendants()
      .filter((node) => node.children && node.depth > 0)
      .map((node) => ({
        ...boxOf(node),
        path: node.data.path,
        name: node.data.name,
        header: headerOf(node),
      })),
  };
}

/** The tile at a point, in CSS pixels from the map's top left corner. */
export function tileAt(tiles: readonly Tile[], x: number, y: number): number | undefined {
  const index = tiles.findIndex(
    (tile) => x >= tile.x && x < tile.x + tile.width && y >= tile.y && y < tile.y + tile.height,
  );
  return index < 0 ? undefined : index;
}

/** The files below one folder, in folders. */
interface Folder {
  readonly name: string;
  readonly path: string;
  readonly folders: Map<string, Folder>;
  readonly files: TreemapFile[];
  /** Bytes of everything below. */
  size: number;
}

/** A folder with a frame, or what becomes a tile. */
interface Part {
  /** Tells it from the others of its folder, the same in every layout of the model. */
  readonly key: string;
  readonly name: string;
  readonly path: string;
  /** What it would take by its bytes alone, in square pixels. */
  readonly area: number;
  readonly files: readonly TreemapFile[];
  readonly parts?: readonly Part[];
}

function gather(files: readonly TreemapFile[]): Folder {
  const folder = (name: string, path: string): Folder => ({
    name,
    path,
    folders: new Map(),
    files: [],
    size: 0,
  });
  const root = folder('', '');
  let parent: string | undefined;
  let at = root;
  for (const file of files) {
    const directory = file.path.slice(0, file.path.lastIndexOf('/') + 1);
    // Most files lie beside the one before.
    if (directory !== parent) {
      parent = directory;
      at = root;
      for (const name of directory.split('/', DEPTH + 1).slice(0, -1)) {
        const path = at === root ? name : `${at.path}/${name}`;
        const below = at.folders.get(name) ?? folder(name, path);
        at.folders.set(name, below);
        at = below;
      }
    }
    at.files.push(file);
  }
  addUp(root);
  return root;
}

function addUp(folder: Folder): number {
  folder.size = folder.files.reduce((sum, { size }) => sum + size, 0);
  for (const below of folder.folders.values()) folder.size += addUp(below);
  return folder.size;
}

/** What of a folder is drawn, `scale` square pixels a byte. */
function frame(folder: Folder, scale: number): Part {
  const { name, path, size } = folder;
  const parts: Part[] = [];
  const loose = [...folder.files];
  const isSmall = (file: TreemapFile): boolean => file.size * scale < LEAST_FILE;
  const leaf = (key: string, files: readonly TreemapFile[], at = path): Part => {
    const bytes = files.reduce((sum, file) => sum + file.size, 0);
    return { key, name, path: at, area: bytes * scale, files };
  };
  for (const below of folder.folders.values()) {
    const area = below.size * scale;
    if (area >= LEAST_FOLDER) {
      parts.push(frame(below, scale));
      continue;
    }
    const files = allFiles(below);
    const alike = files.filter((file) => isSmall(file) && !setApart(file));
    const together = area >= LEAST_TILE && alike.length > FEW;
    if (together) parts.push(leaf(`${below.path}/`, alike, below.path));
    for (const file of files) if (!together || !isSmall(file) || setApart(file)) loose.push(file);
  }
  const [only] = parts;
  // A folder that holds one folder and nothing else needs no frame of its own.
  if (only?.parts && parts.length === 1 && loose.length === 0 && path !== '') {
    return { ...only, name: `${name}/${only.name}` };
  }
  // What may share a tile is the same from the first name compared to the last byte read.
  const small = new Map<Outcome | undefined, TreemapFile[]>();
  for (const file of loose) {
    if (!isSmall(file)) parts.push(leaf(file.path, [file]));
    else {
      const alike = small.get(setApart(file)) ?? [];
      alike.push(file);
      small.set(setApart(file), alike);
    }
  }
  for (const [outcome, files] of small) {
    if (files.length > FEW) parts.push(leaf(`${path}/ ${outcome ?? ''}`, files));
    else for (const file of files) parts.push(leaf(file.path, [file]));
  }
  // What is of one size stands by its name, whatever has become of it.
  parts.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return { key: path, name, path, area: size * scale, files: [], parts };
}

/** The least area of each tile, in square pixels. */
function leastAreas(root: HierarchyNode<Part>, area: number): Map<Part, number> {
  const least = new Map<Part, number>();
  let sum = 0;
  root.each(({ data: { parts = [], area } }) => {
    const leaves = parts.filter((part) => !part.parts);
    const large = leaves.filter((part) => part.area >= LEAST_TILE);
    const small = leaves.length - large.length;
    if (small === 0) return;
    // What is small stays smaller than what is not.
    const most = large.reduce((least, part) => Math.min(least, part.area / 2), Infinity);
    const each = Math.max(LEAST_TILE, Math.min((LEAST_STRIP * Math.sqrt(area)) / small, most));
    for (const leaf of leaves) least.set(leaf, each);
    sum += small * each;
  });
  const shrink = Math.min(1, (area * LEAST_SHARE) / sum);
  return new Map(Array.from(least, ([leaf, each]) => [leaf, each * shrink]));
}

function allFiles(folder: Folder): TreemapFile[] {
  return [...folder.files, ...[...folder.folders.values()].flatMap((below) => allFiles(below))];
}

type Place = HierarchyRectangularNode<Part>;

function boxOf({ x0, x1, y0, y1 }: Place): Box {
  return { x: x0, y: y0, width: x1 - x0, height: y1 - y0 };
}

function headerOf(node: Place): number {
  const { width, height } = boxOf(node);
  return node.depth > 0 && node.children && width > 64 && height > 48 ? HEADER : 0;
}

function marginOf(node: Place): number {
  const { width, height } = boxOf(node);
  return node.depth > 0 && Math.min(width, height) > 8 * MARGIN ? MARGIN : 0;
}
