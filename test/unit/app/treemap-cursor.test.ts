import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Box, layTreemap } from '../../../src/app/treemap.ts';
import { moveCursor } from '../../../src/app/treemap-cursor.ts';

/** 0 1 over 2 3, the last of them split in two. */
const BOXES = [
  { x: 0, y: 0, width: 10, height: 10 },
  { x: 10, y: 0, width: 10, height: 10 },
  { x: 0, y: 10, width: 10, height: 10 },
  { x: 10, y: 10, width: 10, height: 4 },
  { x: 10, y: 14, width: 10, height: 6 },
];

const AHEAD: Readonly<Record<string, (to: Point, from: Point) => boolean>> = {
  ArrowLeft: ([to], [from]) => to < from,
  ArrowRight: ([to], [from]) => to > from,
  ArrowUp: ([, to], [, from]) => to < from,
  ArrowDown: ([, to], [, from]) => to > from,
};

describe('moveCursor', () => {
  it.each([
    [0, 'ArrowRight', 1],
    [1, 'ArrowLeft', 0],
    [1, 'ArrowDown', 3],
    [3, 'ArrowDown', 4],
    [4, 'ArrowUp', 3],
    [2, 'ArrowRight', 4],
    [2, 'ArrowUp', 0],
    [3, 'Home', 0],
    [0, 'End', 4],
  ])('from %d by %s to %d', (from, key, to) => {
    expect(moveCursor(BOXES, from, key)).toBe(to);
  });

  it('stays at the edge, and knows no other keys', () => {
    expect(moveCursor(BOXES, 0, 'ArrowLeft')).toBe(0);
    expect(moveCursor(BOXES, 4, 'ArrowDown')).toBe(4);
    expect(moveCursor(BOXES, 0, 'Tab')).toBeUndefined();
    expect(moveCursor(BOXES, 0, 'toString')).toBeUndefined();
    expect(moveCursor([], 0, 'ArrowRight')).toBeUndefined();
  });

  it('goes by arrows to what lies in their direction, and stays only where nothing does', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { minLength: 1, maxLength: 60 }), fc.nat(), (sizes, start) => {
        const files = sizes.map((size, index) => ({ path: `${index % 3}/${index}`, size }));
        const boxes = layTreemap(files, 700, 350).tiles;
        const from = start % boxes.length;
        for (const [arrow, ahead] of Object.entries(AHEAD)) {
          const lying = boxes.filter((box) => ahead(middleOf(box), middleOf(boxes[from] ?? expect.fail())));
          const to = boxes[moveCursor(boxes, from, arrow) ?? expect.fail()] ?? expect.fail();
          expect(lying.length === 0 ? boxes[from] === to : lying.includes(to)).toBe(true);
        }
      }),
    );
  });

  it('comes to all by Page Down, and back by Page Up', () => {
    const way = (from: number, key: string): number[] =>
      BOXES.map(() => (from = moveCursor(BOXES, from, key) ?? expect.fail()));
    expect(way(0, 'PageDown')).toEqual([1, 2, 3, 4, 4]);
    expect(way(4, 'PageUp')).toEqual([3, 2, 1, 0, 0]);
  });
});

type Point = readonly [x: number, y: number];

function middleOf({ x, y, width, height }: Box): Point {
  return [x + width / 2, y + height / 2];
}
