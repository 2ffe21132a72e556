/** The scheme of links that the installed page opens, wherever they are clicked (`protocol_handlers` in its manifest). */
export const SCHEME = 'web+oms';

/** How the scheme may stand in an address that a system or a program escaped. */
const WRITTEN_SCHEME = /^#web(?:\+|%2b)oms(?::|%3a)/i;

/**
 * Takes the scheme off the fragment of an address by which a link of that scheme was opened; any other stays as it is.
 *
 * @param hash with its `#`, or empty
 */
export function withoutScheme(hash: string): string {
  return hash.replace(WRITTEN_SCHEME, '#');
}

/**
 * Finds the first verification link in a text that somebody shared, and gives its fragment without the `#`; undefined if
 * there is none. On whichever host a link lies, it says the same here.
 */
export function fragmentIn(text: string): string | undefined {
  const [, found] = /(?:#|web\+oms:)(v\d{1,6}(?::|%3a)\S*)/i.exec(text) ?? [];
  // What ends a sentence or closes a bracket around an address; a link ends with a digit or a letter.
  return found?.replace(/[^0-9a-z]+$/i, '');
}
