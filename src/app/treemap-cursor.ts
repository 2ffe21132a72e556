import type { Box } from './treemap.ts';

/** How much further a box to the side counts than one straight ahead. */
const ASIDE = 3;

const AHEAD = new Map<string, readonly [x: number, y: number]>([
  ['ArrowRight', [1, 0]],
  ['ArrowLeft', [-1, 0]],
  ['ArrowDown', [0, 1]],
  ['ArrowUp', [0, -1]],
]);

/**
 * Where a key moves the cursor to from the box of this index: an arrow to the nearest in its direction, Page Down and
 * Page Up to the next and the one before, so that each can be come to, Home and End to the first and last. Undefined for
 * other keys.
 */
export function moveCursor(boxes: readonly Box[], from: number, key: string): number | undefined {
  const start = boxes[from];
  if (!start) return undefined;
  if (key === 'Home') return 0;
  if (key === 'End') return boxes.length - 1;
  if (key === 'PageDown') return Math.min(from + 1, boxes.length - 1);
  if (key === 'PageUp') return Math.max(from - 1, 0);
  const direction = AHEAD.get(key);
  if (!direction) return undefined;
  const [dx, dy] = direction;
  let [nearest, least] = [from, Infinity];
  for (const [index, box] of boxes.entries()) {
    const [x, y] = [
      middle(box.x, box.width, start.x, start.width),
      middle(box.y, box.height, start.y, start.height),
    ];
    const ahead = x.between * dx + y.between * dy;
    if (index === from || ahead <= 0) continue;
    const [along, aside] = dx === 0 ? [y, x] : [x, y];
    const distance = along.gap + ASIDE * aside.gap + Math.abs(aside.between) / 100 + ahead / 1000;
    if (distance < least) [nearest, least] = [index, distance];
  }
  return nearest;
}

/** From one stretch to another: between their middles, signed, and between their nearest ends, 0 where they overlap. */
function middle(
  to: number,
  toLength: number,
  from: number,
  fromLength: number,
): { between: number; gap: number } {
  const between = to + toLength / 2 - (from + fromLength / 2);
  return { between, gap: Math.max(0, Math.abs(between) - (toLength + fromLength) / 2) };
}
