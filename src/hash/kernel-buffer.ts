/** Bytes of a lane's buffer: some reads of a file, and four of them still in a processor's cache. */
export const CAPACITY = 1024 * 1024;

/** A queue of bytes in one piece of memory: filled at its end, taken from its start. */
export class KernelBuffer {
  readonly #bytes: Uint8Array<ArrayBuffer>;
  #start = 0;
  #end = 0;

  constructor(bytes: Uint8Array<ArrayBuffer>) {
    this.#bytes = bytes;
  }

  /** Where in its memory the first byte lies. */
  get address(): number {
    return this.#bytes.byteOffset + this.#start;
  }

  get length(): number {
    return this.#end - this.#start;
  }

  /** The bytes that it holds; a view. */
  get bytes(): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(this.#start, this.#end);
  }

  /** What is free behind them; a view. */
  get room(): Uint8Array<ArrayBuffer> {
    // No byte is moved more than once for each that was taken: a lane that waits for others keeps what it has where it is.
    if (this.#start >= this.length) {
      this.#bytes.copyWithin(0, this.#start, this.#end);
      this.#end = this.length;
      this.#start = 0;
    }
    return this.#bytes.subarray(this.#end);
  }

  clear(): void {
    this.#start = 0;
    this.#end = 0;
  }

  /** @throws RangeError if there is no room for so many */
  fill(bytes: number): void {
    if (!(bytes >= 0 && bytes <= this.#bytes.length - this.#end))
      throw new RangeError(`no room for ${bytes} bytes`);
    this.#end += bytes;
  }

  take(bytes: number): void {
    this.#start += bytes;
  }
}
