/** Weight of the newest second against all before: low, so that the time left does not jump. */
const WEIGHT = 0.25;

/** A steady rate out of a growing count. */
export class Rate {
  #last: { readonly time: number; readonly count: number } | undefined;
  #rate = 0;

  /** Takes the count at a time in milliseconds; returns the rate a second. */
  add(time: number, count: number): number {
    this.#last ??= { time, count };
    const seconds = (time - this.#last.time) / 1000;
    if (seconds >= 0.5) {
      const now = (count - this.#last.count) / seconds;
      const weight = 1 - (1 - WEIGHT) ** seconds;
      this.#rate = this.#rate === 0 ? now : this.#rate + weight * (now - this.#rate);
      this.#last = { time, count };
    }
    return this.#rate;
  }

  /** The count rests: the time until the next `add` does not count. Returns the rate before. */
  rest(): number {
    this.#last = undefined;
    return this.#rate;
  }
}

/** How far an estimate may be off before it is followed, as a share of itself. */
const SLACK = 0.15;

/** A time left that counts down by the clock, and follows the estimates only where they are clearly others. */
export class TimeLeft {
  #end: number | undefined;

  /** Takes an estimate at a time in milliseconds; both it and what is returned are seconds. */
  add(time: number, estimate: number): number {
    const left = this.#end === undefined ? Infinity : (this.#end - time) / 1000;
    if (Math.abs(left - estimate) <= SLACK * estimate) return left;
    this.#end = time + estimate * 1000;
    return estimate;
  }

  /** Time goes by that does not count: the next estimate holds. */
  rest(): void {
    this.#end = undefined;
  }
}
