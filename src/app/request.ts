/** A request of the page. */
export interface PageRequest {
  readonly purpose: 'own' | 'trust-root' | 'elsewhere';
  readonly host: string;
}

/**
 * What a request was for; undefined if it went over no network.
 *
 * @param name as the browser’s list of resources has it: an address, but Firefox calls the page itself `document`
 * @param page address of the page
 */
export function requestOf(name: string, page: string): PageRequest | undefined {
  const { host, origin, pathname, protocol } = new URL(name, page);
  // What the page made itself, and the page in one file.
  if (/^(?:blob|data|file):$/.test(protocol)) return undefined;
  if (origin !== new URL(page).origin) return { purpose: 'elsewhere', host };
  // That document asks for the rest, where the page cannot see it.
  return { purpose: pathname.endsWith('/tuf.html') ? 'trust-root' : 'own', host };
}
