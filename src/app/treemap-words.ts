import { messages } from '../messages/index.ts';
import type { Text } from '../messages/text.ts';
import type { Finding } from '../oms/compare.ts';
import { type Proof, tallyOf, wordFor } from './outcome-words.ts';
import type { Tile } from './treemap.ts';
import { type Fills, STATES } from './treemap-fill.ts';
import { setApart, type TileState, type TreemapFile } from './treemap-file.ts';

const WORDS = messages.map;

/** The name of a tile: that of its file below its folder, hostile text, or how many files of what kind it holds. */
export function nameOfTile({ files, folder }: Tile): string {
  const [first, ...others] = files;
  const outcome = setApart(first);
  if (others.length === 0) return folder === '' ? first.path : first.path.slice(folder.length + 1);
  return outcome ? tallyOf(outcome, files.length, 'open') : WORDS.smallFiles(files.length);
}

/** How many files of a map are in a state: `3 to read`. */
export function tallyOfState(state: TileState, number: number, proof: Proof): string {
  return state === 'waiting' ? WORDS.toRead(number) : tallyOf(state, number, proof);
}

/** What there is to say of a tile: which files, how large, and how they are. */
export function tellTile(index: number, tile: Tile, fills: Fills, proof: Proof): Text {
  const [first, ...others] = tile.files;
  const size =
    setApart(first) === 'missing' ? undefined : tile.files.reduce((sum, file) => sum + file.size, 0);
  if (others.length === 0) return WORDS.file(first.path, size, stateOf(first, fills, proof));
  const where = WORDS.within(nameOfTile(tile), tile.folder);
  if (setApart(first)) return WORDS.group(where, size, []);
  const counts = fills.countsOf(index);
  const tallies = STATES.flatMap((state) => {
    const number = counts.get(state) ?? 0;
    return number === 0 ? [] : [tallyOfState(state, number, proof)];
  });
  return [...WORDS.group(where, size, tallies), ...firstProblem(tile.files, fills)];
}

/** The digests that are known of a tile's file, with what each is. Lower-case hex. */
export function digestsOf(
  { files }: Tile,
  fills: Fills,
): readonly { readonly what: string; readonly digest: string }[] {
  const [file, ...others] = files;
  if (others.length > 0) return [];
  const finding: Finding | undefined = fills.findingOf(file);
  if (finding?.outcome === 'mismatch') {
    return [
      { what: WORDS.signed, digest: finding.expected },
      { what: WORDS.found, digest: finding.actual },
    ];
  }
  return file.digest === undefined ? [] : [{ what: WORDS.signed, digest: file.digest }];
}

function stateOf(file: TreemapFile, fills: Fills, proof: Proof): string {
  const finding = fills.findingOf(file);
  if (finding) return wordFor(finding, proof);
  const share = fills.shareOf(file);
  return share > 0 ? WORDS.read(share) : WORDS.waits;
}

function firstProblem(files: readonly TreemapFile[], fills: Fills): Text {
  for (const file of files) {
    const outcome = fills.findingOf(file)?.outcome;
    if (outcome === 'mismatch' || outcome === 'unreadable') return WORDS.firstWrong(file.path);
  }
  return [];
}
