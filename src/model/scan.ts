/** Stands in every Sigstore bundle. Without the first half of the media type, whose slash JSON may escape. */
export const BUNDLE_MEDIA_TYPE = 'vnd.dev.sigstore.bundle';

/** Bytes read at once: reads below 1 MiB cost more than they save. */
const SLICE = 1024 * 1024;

/** How far from either end of a file its edge is looked for, in bytes. */
const EDGE = 64 * 1024;

/** Which of `needles` (ASCII) stands first in the bytes, or none. Reads in slices and stops at the first. */
export async function findFirst<T extends string>(blob: Blob, needles: readonly T[]): Promise<T | undefined> {
  // What a needle may have in the slice before.
  const overlap = Math.max(...needles.map((needle) => needle.length)) - 1;
  let before = '';
  for (let offset = 0; offset < blob.size; offset += SLICE) {
    const text = before + (await asciiText(blob.slice(offset, offset + SLICE)));
    const places = needles
      .map((needle) => ({ needle, at: text.indexOf(needle) }))
      .filter(({ at }) => at >= 0);
    if (places.length > 0) return places.reduce((a, b) => (b.at < a.at ? b : a)).needle;
    before = text.slice(-overlap);
  }
  return undefined;
}

/**
 * The first and the last character that is not blank, of a text's first and last 64 KiB; empty where all is blank. A
 * byte order mark counts as blank, so that the parser gets the file and can name the fault.
 */
export async function ends(blob: Blob): Promise<{ readonly first: string; readonly last: string }> {
  const head = await asciiText(blob.slice(0, EDGE));
  const tail = await asciiText(blob.slice(-EDGE));
  return {
    first: head
      .replace(/^\xef\xbb\xbf/, '')
      .trimStart()
      .charAt(0),
    last: tail.trimEnd().slice(-1),
  };
}

/** The bytes as text of one character a byte, of which only the ASCII ones mean something. */
export async function asciiText(blob: Blob): Promise<string> {
  return new TextDecoder('latin1').decode(await blob.arrayBuffer());
}
