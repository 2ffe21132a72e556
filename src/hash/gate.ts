/** Stands open, or is closed by a promise that resolves when it opens. */
export class Gate {
  #open: (() => void) | undefined;
  closed: Promise<void> | undefined;

  close(): void {
    this.closed ??= new Promise((resolve) => {
      this.#open = resolve;
    });
  }

  open(): void {
    this.#open?.();
    this.closed = undefined;
  }
}
