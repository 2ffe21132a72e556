/**
 * Does `work` for every seed and for every item that `work` adds, at most `limit` at once and the newest first, so that
 * a tree is walked depth first. Rejects as soon as one `work` does.
 */
export function concurrently<T extends object>(
  seeds: readonly T[],
  limit: number,
  work: (item: T, add: (item: T) => void) => Promise<void>,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const waiting = [...seeds];
    let running = 0;
    const add = (item: T): void => {
      waiting.push(item);
      start();
    };
    const finish = (): void => {
      running -= 1;
      start();
    };
    const start = (): void => {
      while (running < limit) {
        const item = waiting.pop();
        if (item === undefined) break;
        running += 1;
        work(item, add).then(finish, reject);
      }
      if (running === 0) resolve();
    };
    start();
  });
}
