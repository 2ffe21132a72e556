import { bytes } from '../messages/format.ts';
import { messages } from '../messages/index.ts';
import { escapeText } from '../report/text.ts';
import type { Box, FolderBox, Tile } from './treemap.ts';
import type { Fill } from './treemap-fill.ts';
import type { TileState } from './treemap-file.ts';
import { type Look, LOOKS, type Theme, type Token } from './treemap-look.ts';
import { nameOfTile } from './treemap-words.ts';

/** Space between two tiles, in CSS pixels. */
const GAP = 1.5;

/** The narrowest strip that a mark gets, and the side of a pattern, in CSS pixels. */
const LEAST_MARK = 6;
const PATTERN = 6;

/** A tile that is narrower is drawn more softly, in CSS pixels. */
const SMALL = 11;

/** The longest name that is measured, in UTF-16 units: no tile is wide enough for more. */
const LONGEST_NAME = 120;

/** A line of a label; `width` in CSS pixels. */
interface Line {
  readonly text: string;
  readonly width: number;
}

/** Draws a map on a canvas whose pixels are those of the screen. */
export class Painter {
  readonly #context: CanvasRenderingContext2D;
  readonly #theme: Theme;
  readonly #patterns = new Map<Look, CanvasPattern | null>();
  /** What each tile was drawn by. */
  readonly #drawn = new WeakMap<Tile, string>();
  readonly #labels = new WeakMap<Tile, readonly Line[]>();

  constructor(context: CanvasRenderingContext2D, theme: Theme) {
    this.#context = context;
    this.#theme = theme;
  }

  /** Makes the canvas of this size in CSS pixels, and empty. */
  begin(width: number, height: number): void {
    const { canvas } = this.#context;
    canvas.width = Math.round(width * this.#theme.ratio);
    canvas.height = Math.round(height * this.#theme.ratio);
  }

  /** Draws the frame of a folder, without what is in it. */
  folder(folder: FolderBox): void {
    const { x, y, width, height } = this.#snap(folder);
    this.#stroke({ x, y, width, height }, '--line', 1, []);
    if (folder.header === 0) return;
    const size = this.#theme.font.size;
    const name = this.#fit(folder.name, folder.width - 10, 600);
    this.#write(name, folder.x + 5, folder.y + (folder.header - size) / 2 + 1, '--quiet', 600);
  }

  /** Draws one tile over what was there, if it would look different. */
  tile(tile: Tile, { share, active, marks }: Fill): void {
    const box = this.#snap(tile);
    // Full is what is read to the end, and nothing less.
    const level = share === 1 ? box.height : Math.min(Math.round(box.height * share), box.height - 1);
    const drawn = JSON.stringify([level, active, marks]);
    if (this.#drawn.get(tile) === drawn) return;
    this.#drawn.set(tile, drawn);
    this.#context.clearRect(box.x, box.y, box.width, box.height);
    const [mark] = marks;
    if (mark?.share === 1) {
      this.#look(box, mark.state);
    } else {
      this.#look(box, level === box.height ? 'match' : 'waiting');
      if (level > 0 && level < box.height) {
        this.#rect({ ...box, y: box.y + box.height - level, height: level }, '--read-wash');
        this.#stroke(box, '--edge', 1, []);
      }
      if (active) {
        const line = this.#px(2);
        const y = Math.max(box.y, box.y + box.height - Math.max(level, line));
        this.#rect({ ...box, y, height: line }, '--read');
      }
      this.#marks(box, marks);
    }
    this.#label(tile, marks.length > 0);
  }

  /** Makes the canvas of this size in CSS pixels, all in the look of a state. */
  swatch(state: TileState, size: { readonly width: number; readonly height: number }): void {
    this.begin(size.width, size.height);
    const { width, height } = this.#context.canvas;
    this.#look({ x: 0, y: 0, width, height }, state);
  }

  /** Strips at the right for files that are not like the rest of their tile. */
  #marks(box: Box, marks: Fill['marks']): void {
    let right = box.x + box.width;
    for (const { state, share } of marks) {
      const width = Math.min(Math.max(Math.round(box.width * share), this.#px(LEAST_MARK)), right - box.x);
      right -= width;
      if (width > 0) this.#look({ ...box, x: right, width }, state);
    }
  }

  #look(box: Box, state: TileState): void {
    const look = LOOKS[state];
    this.#rect(box, look.wash);
    const pattern = this.#pattern(look);
    if (pattern) {
      this.#context.fillStyle = pattern;
      this.#context.fillRect(box.x, box.y, box.width, box.height);
    }
    const thick = state === 'mismatch' || state === 'extra' || state === 'missing' ? 1.5 : 1;
    // Of a pattern that is left open the edge is in the colour around it.
    const edge = look.ink === '--raised' ? look.wash : look.ink;
    this.#stroke(box, edge, thick, look.edge === 'dashed' ? [3, 2] : []);
  }

  #rect({ x, y, width, height }: Box, token: Token): void {
    this.#context.fillStyle = this.#colour(token);
    this.#context.fillRect(x, y, width, height);
  }

  /** An edge inside a box. */
  #stroke({ x, y, width, height }: Box, token: Token, thickness: number, dashes: readonly number[]): void {
    const line = Math.min(this.#px(thickness), width, height);
    const context = this.#context;
    context.strokeStyle = this.#colour(token);
    context.lineWidth = line;
    context.setLineDash(dashes.map((dash) => dash * this.#theme.ratio));
    // Where there are many, what is well must not be loud.
    if ((token === '--edge' || token === '--read') && Math.min(width, height) < this.#px(SMALL)) {
      context.globalAlpha = 0.5;
    }
    context.strokeRect(x + line / 2, y + line / 2, width - line, height - line);
    context.globalAlpha = 1;
  }

  #pattern(look: Look): CanvasPattern | null {
    const known = this.#patterns.get(look);
    if (known !== undefined) return known;
    const made = this.#makePattern(look);
    this.#patterns.set(look, made);
    return made;
  }

  #makePattern({ pattern, ink }: Look): CanvasPattern | null {
    if (pattern === 'empty' || pattern === 'solid') return null;
    const side = this.#px(PATTERN);
    const piece = new OffscreenCanvas(side, side);
    const context = piece.getContext('2d');
    if (!context) return null;
    context.strokeStyle = this.#colour(ink);
    context.fillStyle = this.#colour(ink);
    context.lineWidth = side / (pattern === 'scratches' ? 8 : 4);
    context.beginPath();
    if (pattern === 'dots') {
      context.arc(side / 2, side / 2, side / 4, 0, 2 * Math.PI);
      context.fill();
      return this.#context.createPattern(piece, 'repeat');
    }
    if (pattern === 'bars') {
      context.moveTo(side / 2, 0);
      context.lineTo(side / 2, side);
    } else {
      // Three lines, so that the corners of neighbours join.
      const slope = pattern === 'hatch' ? 1 : -1;
      for (const shift of [-side, 0, side]) {
        context.moveTo(shift - side, slope > 0 ? 2 * side : -side);
        context.lineTo(shift + 2 * side, slope > 0 ? -side : 2 * side);
      }
    }
    context.stroke();
    return this.#context.createPattern(piece, 'repeat');
  }

  /** The name and the size, where there is room for them. */
  #label(tile: Tile, marked: boolean): void {
    const lines = this.#labels.get(tile) ?? this.#makeLabel(tile);
    this.#labels.set(tile, lines);
    const height = this.#lineHeight;
    for (const [index, { text, width }] of lines.entries()) {
      const [x, y] = [tile.x + 5, tile.y + 5 + index * height];
      // A pattern would run through the letters.
      if (marked)
        this.#rect(this.#pixels({ x: x - 2, y: y - 2, width: width + 4, height: height + 1 }), '--raised');
      this.#write(text, x, y, '--ink', 400);
    }
  }

  #makeLabel(tile: Tile): readonly Line[] {
    const [room, height] = [tile.width - 10, this.#lineHeight];
    if (room < this.#theme.font.size * 3 || tile.height < height + 6) return [];
    const line = (text: string): Line => ({ text, width: this.#widthOf(text, 400) });
    const name = nameOfTile(tile);
    // A name may be cut, a number must not.
    const fitted =
      tile.files.length === 1
        ? line(this.#fit(name, room, 400))
        : [name, messages.map.files(tile.files.length)].map(line).find(({ width }) => width <= room);
    if (!fitted || fitted.text === '') return [];
    const total = tile.files.reduce((sum, file) => sum + file.size, 0);
    const size = line(bytes(total));
    const both = total > 0 && size.width <= room && tile.height >= 2 * height + 8;
    return both ? [fitted, size] : [fitted];
  }

  #write(text: string, x: number, y: number, token: Token, weight: number): void {
    const context = this.#context;
    this.#setFont(weight);
    context.textBaseline = 'top';
    context.direction = 'ltr';
    context.fillStyle = this.#colour(token);
    context.fillText(text, Math.round(x * this.#theme.ratio), Math.round(y * this.#theme.ratio));
  }

  /** A name cut in its middle to this many CSS pixels; the ends tell names of a series apart. Empty if nothing of it fits. */
  #fit(name: string, room: number, weight: number): string {
    const whole = escapeText(name.slice(0, LONGEST_NAME));
    if (name.length <= LONGEST_NAME && this.#widthOf(whole, weight) <= room) return whole;
    let [least, most] = [0, whole.length];
    const cut = (kept: number): string =>
      `${whole.slice(0, Math.floor(kept / 2))}…${whole.slice(whole.length - Math.ceil(kept / 2))}`;
    while (least < most) {
      const middle = Math.ceil((least + most) / 2);
      if (this.#widthOf(cut(middle), weight) <= room) least = middle;
      else most = middle - 1;
    }
    return least < 5 ? '' : cut(least);
  }

  get #lineHeight(): number {
    return this.#theme.font.size * 1.3;
  }

  #widthOf(text: string, weight: number): number {
    this.#setFont(weight);
    return this.#context.measureText(text).width / this.#theme.ratio;
  }

  #setFont(weight: number): void {
    const { family, size } = this.#theme.font;
    this.#context.font = `${weight} ${size * this.#theme.ratio}px ${family}`;
  }

  #colour(token: Token): string {
    return this.#theme.palette.get(token) ?? '';
  }

  #px(length: number): number {
    return Math.max(1, Math.round(length * this.#theme.ratio));
  }

  #pixels({ x, y, width, height }: Box): Box {
    const [left, top] = [Math.round(x * this.#theme.ratio), Math.round(y * this.#theme.ratio)];
    const [right, bottom] = [
      Math.round((x + width) * this.#theme.ratio),
      Math.round((y + height) * this.#theme.ratio),
    ];
    return { x: left, y: top, width: right - left, height: bottom - top };
  }

  /** A box without the gap to its neighbours, which the smallest do without. */
  #snap(box: Box): Box {
    const { x, y, width, height } = this.#pixels(box);
    const gap = this.#px(GAP);
    return {
      x,
      y,
      width: width > 3 * gap ? width - gap : Math.max(1, width),
      height: height > 3 * gap ? height - gap : Math.max(1, height),
    };
  }
}
