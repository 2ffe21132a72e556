import type { TileState } from './treemap-file.ts';

/** The colours of a map: custom properties of its canvas, which resolves them for the theme. */
export const TOKENS = [
  '--ink',
  '--raised',
  '--line',
  '--edge',
  '--quiet',
  '--read',
  '--read-wash',
  '--failed',
  '--failed-wash',
  '--unconfirmed',
  '--unconfirmed-wash',
  '--incomplete-wash',
] as const;
export type Token = (typeof TOKENS)[number];

/** Each token's colour as the browser computes it. */
export type Palette = ReadonlyMap<Token, string>;

/**
 * What a tile of one state looks like. No two that mean something else differ in colour alone. All that is wrong is in
 * the colour of a failure, each in a tone of its own: full, washed out, or empty.
 */
export interface Look {
  readonly ink: Token;
  readonly wash: Token;
  /** Drawn in ink on the wash; only a solid tile is wash all over without a pattern. */
  readonly pattern: 'empty' | 'solid' | 'hatch' | 'dots' | 'bars' | 'scratches';
  readonly edge: 'solid' | 'dashed';
}

export const LOOKS: Readonly<Record<TileState, Look>> = {
  waiting: { ink: '--edge', wash: '--raised', pattern: 'empty', edge: 'solid' },
  match: { ink: '--read', wash: '--read-wash', pattern: 'solid', edge: 'solid' },
  mismatch: { ink: '--raised', wash: '--failed', pattern: 'hatch', edge: 'solid' },
  missing: { ink: '--failed', wash: '--raised', pattern: 'empty', edge: 'dashed' },
  extra: { ink: '--failed', wash: '--failed-wash', pattern: 'dots', edge: 'solid' },
  unreadable: { ink: '--unconfirmed', wash: '--unconfirmed-wash', pattern: 'bars', edge: 'solid' },
  'not-covered': { ink: '--quiet', wash: '--incomplete-wash', pattern: 'scratches', edge: 'dashed' },
  ignored: { ink: '--quiet', wash: '--incomplete-wash', pattern: 'scratches', edge: 'solid' },
};

/** What a map is drawn with. */
export interface Theme {
  readonly palette: Palette;
  /** Screen pixels to a CSS pixel. */
  readonly ratio: number;
  /** `size` in CSS pixels. */
  readonly font: { readonly family: string; readonly size: number };
}

/** Reads what holds for an element now. Changes its inline colour for a moment. */
export function readTheme(element: HTMLElement, ratio: number): Theme {
  const style = getComputedStyle(element);
  const font = { family: style.fontFamily, size: parseFloat(style.fontSize) };
  const palette = new Map<Token, string>();
  for (const token of TOKENS) {
    element.style.color = `var(${token})`;
    palette.set(token, style.color);
  }
  element.style.color = '';
  return { palette, ratio, font };
}
