/** Stands in every Sigstore bundle. Without the first half of the media type, whose slash JSON may escape. */
export const BUNDLE_MEDIA_TYPE = 'vnd.dev.sigstore.bundle';

/** Bytes read first: most files show there that they are no JSON object. */
const HEAD = 64 * 1024;

/** Bytes read at once after that. */
const SLICE = 1024 * 1024;

/** What a JSON object looks like from outside. */
export interface Outline<T extends string> {
  /** Which of the marks stand in it. */
  readonly marks: ReadonlySet<T>;
  /** Whether it ends as an object does; a file that was cut off rarely does. */
  readonly closed: boolean;
}

/**
 * Looks for `marks` (ASCII) in a file that begins as a JSON object; `undefined` if it begins in another way, or with
 * 64 KiB of blanks. A byte order mark is passed over, so that the parser gets the file and can name the fault.
 * Rejects if the file cannot be read.
 */
export async function outline<T extends string>(
  blob: Blob,
  marks: readonly T[],
): Promise<Outline<T> | undefined> {
  const found = new Set<T>();
  // What a mark may have in the slice before.
  const overlap = Math.max(...marks.map((mark) => mark.length));
  let text = await asciiText(blob.size <= HEAD ? blob : blob.slice(0, HEAD));
  if (!/^(?:\xef\xbb\xbf)?\s*\{/.test(text)) return undefined;
  for (let offset = HEAD; ; offset += SLICE) {
    for (const mark of marks) if (text.includes(mark)) found.add(mark);
    if (offset >= blob.size) return { marks: found, closed: text.trimEnd().endsWith('}') };
    text = text.slice(-overlap) + (await asciiText(blob.slice(offset, offset + SLICE)));
  }
}

/** The bytes as text of one character a byte, of which only the ASCII ones mean something. */
export async function asciiText(blob: Blob): Promise<string> {
  return new TextDecoder('latin1').decode(await blob.arrayBuffer());
}
