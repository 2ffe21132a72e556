import {
  defaultRangeExtractor,
  elementScroll,
  observeElementOffset,
  observeElementRect,
  type Range,
  type VirtualItem,
  Virtualizer,
  type VirtualizerOptions,
} from '@tanstack/virtual-core';
import type { FileRow } from './file-rows.ts';

/** Height of a row before any is measured, in CSS pixels. */
const ROW_HEIGHT = 38;

/** Rows that are made ahead on both sides, so that the next stop of the keyboard is always there. */
const AHEAD = 10;

/** A stretch of a table: a row that is made, or the height of those before it that are not. */
export interface Stretch {
  /** Of the row in the whole table. */
  readonly index: number;
  /** CSS pixels between the row before this one and this one. */
  readonly gap: number;
}

/** Which rows of a long table are made: those in sight of the element that scrolls it, which `scroller` is attached to. */
export class FileWindow {
  #stretches = $state.raw<readonly Stretch[]>([]);
  #rest = $state(0);
  #rows: readonly FileRow[] = [];
  #scroller: HTMLElement | null = null;
  /** The row that holds the focus. It is kept when it scrolls away: the focus would be lost with it. */
  #focused: number | undefined;
  /** Height of the lowest row so far, as most are: a good guess, or scrolling would jump where it is put right. */
  #usual = Infinity;
  readonly #virtualizer: Virtualizer<HTMLElement, HTMLElement>;

  constructor() {
    this.#virtualizer = new Virtualizer(this.#options());
  }

  /** The rows that are made, in order. */
  get stretches(): readonly Stretch[] {
    return this.#stretches;
  }

  /** CSS pixels of all rows below the last one that is made. */
  get rest(): number {
    return this.#rest;
  }

  /** Takes other rows, measured anew where they were not shown before. */
  show(rows: readonly FileRow[]): void {
    this.#rows = rows;
    this.#virtualizer.setOptions(this.#options());
    this.#update();
  }

  /** Scrolls to the first row. */
  toTop(): void {
    this.#scroller?.scrollTo({ top: 0 });
  }

  /** Watches the element that scrolls, until it is let go. */
  readonly scroller = (node: HTMLElement): (() => void) => {
    this.#scroller = node;
    const end = this.#virtualizer._didMount();
    this.#virtualizer._willUpdate();
    this.#update();
    const enter = ({ target }: FocusEvent): void => {
      const row = target instanceof Element ? target.closest<HTMLElement>('[data-index]') : null;
      this.#focused = row ? Number(row.dataset.index) : undefined;
    };
    const leave = (): void => {
      this.#focused = undefined;
    };
    node.addEventListener('focusin', enter);
    node.addEventListener('focusout', leave);
    return () => {
      node.removeEventListener('focusin', enter);
      node.removeEventListener('focusout', leave);
      this.#scroller = null;
      end();
    };
  };

  /** Measures a row, which has its index as `data-index`, now and whenever its height changes. */
  readonly row = (node: HTMLElement): (() => void) => {
    this.#virtualizer.measureElement(node);
    const { height } = node.getBoundingClientRect();
    if (height < this.#usual) {
      this.#usual = height;
      this.show(this.#rows);
    }
    return () => {
      // Lets go of all rows that are no longer in the document.
      this.#virtualizer.measureElement(null);
    };
  };

  #options(): VirtualizerOptions<HTMLElement, HTMLElement> {
    const rows = this.#rows;
    return {
      count: rows.length,
      overscan: AHEAD,
      getScrollElement: () => this.#scroller,
      // By its path, so that its height is known when it comes to stand elsewhere.
      getItemKey: (index) => rows[index]?.folder?.path ?? rows[index]?.finding?.path ?? index,
      estimateSize: () => (this.#usual === Infinity ? ROW_HEIGHT : this.#usual),
      measureElement: (node) => node.getBoundingClientRect().height,
      rangeExtractor: (range) => this.#indexes(range),
      observeElementRect,
      observeElementOffset,
      scrollToFn: elementScroll,
      onChange: () => {
        this.#update();
      },
    };
  }

  #indexes(range: Range): number[] {
    const indexes = defaultRangeExtractor(range);
    const kept = this.#focused;
    if (kept === undefined || kept >= range.count || indexes.includes(kept)) return indexes;
    return [...indexes, kept].sort((a, b) => a - b);
  }

  #update(): void {
    const items: readonly VirtualItem[] = this.#virtualizer.getVirtualItems();
    this.#stretches = items.map(({ index, start }, at) => ({
      index,
      gap: start - (items[at - 1]?.end ?? 0),
    }));
    this.#rest = this.#virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0);
  }
}
