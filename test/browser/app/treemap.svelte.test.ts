import { mount, unmount } from 'svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import '../../../src/app/style.css';
import { layTreemap, type Tile } from '../../../src/app/treemap.ts';
import type { TreemapFile } from '../../../src/app/treemap-file.ts';
import Treemap from '../../../src/app/Treemap.svelte';
import type { Finding } from '../../../src/oms/compare.ts';
import type { ReadingProgress } from '../../../src/verify/reading.ts';
import { found } from '../../support/tile.ts';

const problem = { code: 'file-changed', message: '', next: '' } as const;
const rule = { path: 'i', by: 'person' } as const;

/** One file in each state. */
const FILES: readonly TreemapFile[] = [
  { path: 'waiting', size: 100 },
  ...[
    found('match', 'match', 100),
    found('mismatch', 'mismatch', 100),
    { outcome: 'missing', path: 'missing' } as const,
    { outcome: 'extra', path: 'extra', size: 100 } as const,
    { outcome: 'unreadable', path: 'unreadable', problem } as const,
    { outcome: 'ignored', path: 'ignored', size: 100, rule } as const,
    { outcome: 'not-covered', path: 'not-covered', size: 0 } as const,
  ].map((finding: Finding) => ({ path: finding.path, size: 100, finding })),
];

let target: HTMLElement | undefined;
let view: ReturnType<typeof mount> | undefined;

/** Puts a map on the page; returns the way to move its progress on. */
function show(files: readonly TreemapFile[]): (next: ReadingProgress) => void {
  let progress = $state.raw<ReadingProgress>();
  target = document.createElement('main');
  target.style.width = '700px';
  document.body.append(target);
  view = mount(Treemap, {
    target,
    props: {
      files,
      proof: 'open',
      get progress() {
        return progress;
      },
    },
  });
  return (next) => {
    progress = next;
  };
}

const moment = (news: Pick<ReadingProgress, 'reading' | 'settled'>): ReadingProgress => ({
  bytesDone: 0,
  bytesTotal: 0,
  jobsDone: 0,
  jobsTotal: 0,
  current: [],
  ...news,
});

const map = (): HTMLCanvasElement => document.querySelector('canvas') ?? expect.fail();
const tilesOf = (files: readonly TreemapFile[]): readonly Tile[] =>
  layTreemap(files, map().clientWidth, map().clientHeight).tiles;

/** The colours of a square of pixels, from its top left corner in CSS pixels. */
function pixels(x: number, y: number, side: number): string {
  const context = map().getContext('2d') ?? expect.fail();
  const ratio = devicePixelRatio;
  const size = Math.ceil(side * ratio);
  return context.getImageData(Math.round(x * ratio), Math.round(y * ratio), size, size).data.join();
}

/** The bottom right corner of a tile: its pattern and its edge, where no name stands. */
const corner = ({ x, y, width, height }: Tile): string => pixels(x + width - 16, y + height - 16, 15);

const drawn = (): Promise<void> =>
  vi.waitFor(() => {
    expect(document.querySelectorAll('.legend li').length).toBeGreaterThan(0);
  });

afterEach(async () => {
  vi.restoreAllMocks();
  if (view) await unmount(view);
  target?.remove();
  scrollTo(0, 0);
});

describe('Treemap', () => {
  it('draws every state in another way', async () => {
    show(FILES);
    await drawn();
    const tiles = tilesOf(FILES);
    expect(new Set(tiles.map(corner)).size).toBe(8);
    // The samples of the legend are of one size, so that only the looks can differ.
    const samples = Array.from(document.querySelectorAll<HTMLCanvasElement>('.legend canvas'), (sample) =>
      sample.toDataURL(),
    );
    expect(samples).toHaveLength(8);
    expect(new Set(samples).size).toBe(8);
  });

  it('fills a tile from below by what is read of it, and names what comes of it', async () => {
    const file = { path: 'weights', size: 100 };
    const tell = show([file, { path: 'other', size: 100 }]);
    await drawn();
    const tile = tilesOf([file, { path: 'other', size: 100 }])[1] ?? expect.fail();
    expect(tile.files).toEqual([file]);
    const at = (share: number): string => pixels(tile.x + tile.width / 2, tile.y + tile.height * share, 1);
    const [empty, legend] = [at(0.7), document.querySelector('.legend') ?? expect.fail()];
    expect(at(0.4)).toBe(empty);
    tell(moment({ reading: [{ path: 'weights', bytes: 50 }], settled: [] }));
    await vi.waitFor(() => {
      expect(at(0.7)).not.toBe(empty);
    });
    expect(at(0.4)).toBe(empty);
    const full = at(0.7);
    expect(legend).toHaveTextContent('2 files to read');
    tell(moment({ reading: [], settled: [found('match', 'weights', 100)] }));
    await vi.waitFor(() => {
      expect(at(0.4)).toBe(full);
    });
    expect(legend).toHaveTextContent(/1 matches\s+1 file to read/);
  });

  it('draws only what is new, and nothing while it is off the screen', async () => {
    const files = Array.from({ length: 400 }, (_, index) => ({ path: String(index), size: 100 }));
    const tell = show(files);
    await drawn();
    const filled = vi.spyOn(CanvasRenderingContext2D.prototype, 'clearRect');
    const frame = (): Promise<unknown> =>
      new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    tell(moment({ reading: [{ path: '7', bytes: 50 }], settled: [] }));
    await frame();
    expect(filled).toHaveBeenCalledTimes(1);
    if (target) target.style.marginTop = '5000px';
    await vi.waitFor(async () => {
      filled.mockClear();
      tell(moment({ reading: [{ path: '7', bytes: 70 + Math.random() }], settled: [] }));
      await frame();
      expect(filled).not.toHaveBeenCalled();
    });
    // What came meanwhile is seen at once.
    tell(moment({ reading: [], settled: files.map(({ path }) => found('match', path, 100)) }));
    await frame();
    expect(filled).not.toHaveBeenCalled();
    scrollTo(0, 5000);
    await vi.waitFor(() => {
      expect(filled).toHaveBeenCalledTimes(400);
    });
  });

  it('tells by keyboard which file is where, its name made safe, as one stop for the keyboard', async () => {
    const files = [
      { path: `a${String.fromCodePoint(0x202e)}b`, size: 1000, digest: 'e0' },
      { path: 'c', size: 500 },
    ];
    show(files);
    await drawn();
    await userEvent.tab();
    const box = page.getByRole('listbox', { name: 'Map of the files' });
    await expect.element(box).toHaveFocus();
    const option = page.getByRole('option');
    const active = (): string | undefined =>
      document.getElementById(box.element().getAttribute('aria-activedescendant') ?? '')?.textContent.trim();
    await expect.element(option).toHaveTextContent('a\\u202eb, 1.0 kB, waits to be read');
    expect(active()).toBe('a\\u202eb, 1.0 kB, waits to be read');
    await expect.element(page.getByText('signed e0')).toBeVisible();
    await userEvent.keyboard('{ArrowRight}');
    await expect.element(option).toHaveTextContent('c, 500 bytes, waits to be read');
    expect(active()).toBe('c, 500 bytes, waits to be read');
    expect(option.element()).toHaveAttribute('aria-posinset', '2');
    await userEvent.keyboard('{Home}');
    expect(active()).toMatch(/^a/);
    await userEvent.tab();
    await expect.element(box).not.toHaveFocus();
    await expect.element(page.getByText('signed e0')).not.toBeInTheDocument();
  });

  it('tells by the pointer which file is where', async () => {
    const files = [
      { path: 'a', size: 1000 },
      { path: 'c', size: 500 },
    ];
    show(files);
    await drawn();
    const { x, y, width, height } = tilesOf(files)[1] ?? expect.fail();
    const box = page.getByRole('listbox');
    await box.hover({ position: { x: x + width / 2, y: y + height / 2 } });
    await expect.element(page.getByText('c, 500 bytes, waits to be read').last()).toBeVisible();
    await box.click({ position: { x: x + width / 2, y: y + height / 2 } });
    await expect.element(page.getByRole('option')).toHaveTextContent('c, 500 bytes');
  });
});
