import { mount, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import '../../../src/app/style.css';
import FileTable from '../../../src/app/FileTable.svelte';
import type { Finding } from '../../../src/oms/compare.ts';
import { findingOf } from '../../support/finding.ts';

const MANY = 50_000;
/** Far more than fit on the screen, and far fewer than there are. */
const BOUND = 120;

const name = (index: number): string => `part-${String(index).padStart(5, '0')}.bin`;
const matches = (number: number): Finding[] =>
  Array.from({ length: number }, (_, index) => findingOf('match', name(index)));

let view: ReturnType<typeof mount> | undefined;

function show(findings: readonly Finding[]): void {
  const target = document.createElement('main');
  target.style.width = '700px';
  document.body.append(target);
  view = mount(FileTable, {
    target,
    props: { findings, manifest: undefined, proof: 'open', onignore: () => undefined },
  });
}

const rows = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('tr[data-outcome]')];
const list = (): HTMLElement =>
  document.querySelector<HTMLElement>('[aria-label="List of files"]') ?? expect.fail();
const places = (): number[] => rows().map((row) => Number(row.getAttribute('aria-rowindex')));

/** The rows that can be seen, which stand below one another without a gap. */
function inSight(): HTMLElement[] {
  const { top, bottom } = list().getBoundingClientRect();
  const seen = rows().filter((row) => {
    const box = row.getBoundingClientRect();
    return box.bottom > top && box.top < bottom;
  });
  for (const [index, row] of seen.entries()) {
    const before = seen[index - 1]?.getBoundingClientRect().bottom;
    if (before !== undefined) expect(row.getBoundingClientRect().top).toBeCloseTo(before, 0);
  }
  return seen;
}

function expectInSight(text: string): void {
  expect(inSight().some((row) => row.textContent.includes(text))).toBe(true);
}

const shows = (text: string): Promise<void> =>
  vi.waitFor(
    () => {
      expectInSight(text);
    },
    { timeout: 10_000 },
  );

/** Presses a key, and again as a person would: Chromium drops one that comes while another one’s scrolling comes to rest. */
const scrollsBy = (key: string, text: string): Promise<void> =>
  vi.waitFor(
    async () => {
      await userEvent.keyboard(key);
      await vi.waitFor(
        () => {
          expectInSight(text);
        },
        { timeout: 2000 },
      );
    },
    { timeout: 10_000 },
  );

beforeEach(async () => {
  await page.viewport(1000, 800);
});

afterEach(async () => {
  if (view) await unmount(view);
  document.querySelector('main')?.remove();
});

describe('FileTable', () => {
  it('makes few of many rows, and tells how many there are', async () => {
    show(matches(MANY));
    await shows(name(0));
    expect(rows().length).toBeLessThan(BOUND);
    expect(document.querySelector('table')).toHaveAttribute('aria-rowcount', String(MANY + 1));
    expect(places().slice(0, 3)).toEqual([2, 3, 4]);
  });

  it('is scrolled by keyboard to its end and back', async () => {
    show(matches(MANY));
    // Until the window is loaded there are only the first rows, and the end of those.
    await vi.waitFor(() => {
      expect(rows().length).toBeLessThan(BOUND);
    });
    await shows(name(0));
    list().focus();
    await scrollsBy('{End}', name(MANY - 1));
    expect(places().at(-1)).toBe(MANY + 1);
    expect(rows().length).toBeLessThan(BOUND);
    await scrollsBy('{Home}', name(0));
  });

  it('leaves no gaps between rows of different heights', async () => {
    show(
      Array.from({ length: 3000 }, (_, index) =>
        findingOf(index % 3 === 0 ? 'mismatch' : 'match', name(index)),
      ),
    );
    await shows(name(0));
    for (const top of [0, 700, 40_000, 41_000, 39_000]) {
      list().scrollTop = top;
      await vi.waitFor(() => {
        const seen = inSight();
        expect(seen.length).toBeGreaterThan(3);
        const [first, last] = [seen[0]?.getBoundingClientRect(), seen.at(-1)?.getBoundingClientRect()];
        const box = list().getBoundingClientRect();
        expect(first?.top).toBeLessThan(box.top + 60);
        expect(last?.bottom).toBeGreaterThan(box.bottom - 2);
      });
    }
  });

  it('is walked through by Tab, row by row, past what was made at first', async () => {
    show(Array.from({ length: 500 }, (_, index) => findingOf('extra', name(index))));
    await page.getByRole('button', { name: `Ignore ${name(0)}`, exact: true }).click();
    for (let index = 1; index <= 90; index++) {
      await userEvent.tab();
      expect(document.activeElement).toHaveAttribute('aria-label', `Ignore ${name(index)}`);
    }
    expect(rows().length).toBeLessThan(BOUND);
  });

  it('keeps the row that holds the focus when it is scrolled away', async () => {
    show(Array.from({ length: 500 }, (_, index) => findingOf('extra', name(index))));
    await page.getByRole('button', { name: `Ignore ${name(0)}`, exact: true }).click();
    list().scrollTop = 9000;
    await vi.waitFor(() => {
      expect(places()[1]).toBeGreaterThan(100);
    });
    expect(document.activeElement).toHaveAttribute('aria-label', `Ignore ${name(0)}`);
    expect(places()[0]).toBe(2);
    expect(inSight().length).toBeGreaterThan(3);
  });

  it('can be skipped', async () => {
    show(matches(300));
    await shows(name(0));
    const skip = page.getByRole('button', { name: 'Skip the list' }).element();
    if (skip instanceof HTMLElement) skip.focus();
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByText('End of the list')).toHaveFocus();
  });

  it('is printed whole, up to a bound that it names', async () => {
    show(matches(MANY));
    await shows(name(0));
    dispatchEvent(new Event('beforeprint'));
    // What is printed is taken right after the event.
    expect(rows()).toHaveLength(5000);
    expect(document.querySelector('section > p:last-child')).toHaveTextContent(
      '45,000 more files are not printed; the saved report names all.',
    );
    expect(document.querySelector('table')).not.toHaveAttribute('aria-rowcount');
    dispatchEvent(new Event('afterprint'));
    await shows(name(0));
    expect(rows().length).toBeLessThan(BOUND);
  });

  it('makes all rows of a few hundred files, and scrolls with the page', () => {
    show(matches(200));
    expect(rows()).toHaveLength(200);
    expect(document.querySelector('[aria-label="List of files"]')).toBeNull();
  });
});
