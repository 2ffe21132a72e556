/**
 * A sentence of our own words with hostile ones in it. A quote is anything that a bundle, a file name or a certificate
 * says: a page isolates and escapes it, a plain text form escapes it.
 */
export type Text = readonly (string | { readonly quote: string })[];

/** Hostile text, to stand in a sentence of {@link text}. */
export function quote(hostile: string): Text {
  return [{ quote: hostile }];
}

/** A template of a sentence in which quotes stand: `` text`Uses ${quote(name)}.` ``. Strings put into it are our own words. */
export function text(words: TemplateStringsArray, ...parts: readonly (string | Text)[]): Text {
  return words.flatMap((own, index) => [own, parts[index] ?? ''].flat()).filter((part) => part !== '');
}
