/** A few numbered places, each held by one at a time. */
export class Slots {
  readonly #free: number[];
  readonly #waiting: ((slot: number) => void)[] = [];

  constructor(count: number) {
    this.#free = Array.from({ length: count }, (_, slot) => slot);
  }

  /** Takes a place, the lowest that is free; waits for one in order of asking. */
  reserve(): number | Promise<number> {
    return (
      this.#free.shift() ??
      new Promise((resolve) => {
        this.#waiting.push(resolve);
      })
    );
  }

  release(slot: number): void {
    const next = this.#waiting.shift();
    if (next) next(slot);
    else this.#free.push(slot);
  }
}
