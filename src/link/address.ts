/**
 * Where a bundle lies, by a link: an https address without credentials or fragment, spelled as the parser spells it, so
 * that `0x7f.1` cannot hide which host is meant. Undefined for any other text.
 */
export function bundleAddress(text: string): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.href !== text || url.protocol !== 'https:' || text.includes('#')) return undefined;
  return url.username === '' && url.password === '' ? url : undefined;
}
