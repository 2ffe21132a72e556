import { type Outcome, OUTCOMES } from '../oms/compare.ts';

/** The columns of the table of files, each of which it can be sorted by. */
export type FileColumn = 'path' | 'result' | 'size';

/** How the table is sorted. Ascending results are problems first. */
export interface FileOrder {
  readonly by: FileColumn;
  readonly descending: boolean;
}

/** A file or a folder: of a folder `outcome` is the worst in it, and `size` of all of it. */
interface Listed {
  readonly path: string;
  readonly outcome: Outcome;
  /** Bytes; absent for what is not there or could not be read. */
  readonly size?: number;
}

/** The order of a verdict that nobody has sorted. */
export const PROBLEMS_FIRST: FileOrder = { by: 'result', descending: false };

/** The order after a press on the head of a column: the other way round, or by that column, large sizes first. */
export function nextOrder(order: FileOrder, by: FileColumn): FileOrder {
  return { by, descending: order.by === by ? !order.descending : by === 'size' };
}

/** Compares by the order, and by path (UTF-16 order, as reports list them) what it leaves equal; without a size comes last. */
export function compareBy({ by, descending }: FileOrder): (a: Listed, b: Listed) => number {
  const way = descending ? -1 : 1;
  switch (by) {
    case 'path':
      return (a, b) => way * byPath(a, b);
    case 'result':
      return (a, b) => way * (OUTCOMES.indexOf(a.outcome) - OUTCOMES.indexOf(b.outcome)) || byPath(a, b);
    case 'size':
      return (a, b) => {
        if (a.size === undefined || b.size === undefined)
          return Number(a.size === undefined) - Number(b.size === undefined) || byPath(a, b);
        return way * (a.size - b.size) || byPath(a, b);
      };
  }
}

function byPath(a: Listed, b: Listed): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}
