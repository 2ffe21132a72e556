/** What a file that was opened takes of the browser's memory until garbage is collected, in bytes: its `File` and its handle. */
const WEIGHT = 20 * 1024;

/** Files that are counted together: what they weigh is enough for Chromium to collect garbage. */
const LOT = 4096;

let files = 0;

/**
 * Tells the engine how many files were opened. Chromium 156 keeps what belongs to a file until it collects garbage, and does
 * not count that when it decides whether to: 50,000 small files took 1.5 GB. A buffer is counted, and takes no memory as
 * long as nobody writes to it.
 */
export function weigh(opened: number): void {
  files += opened;
  if (files < LOT) return;
  files = 0;
  try {
    // Not by `new`, which the build drops where nobody uses the buffer.
    Reflect.construct(ArrayBuffer, [LOT * WEIGHT]);
  } catch {
    // Where there is no room for it garbage is collected anyway.
  }
}
