/** Where other programs post what is shared with the installed page, relative to it; only the service worker answers there. */
export const SHARE_TARGET = './share';

/** The fields of what is posted. */
export const SHARE_FIELDS = {
  /** Programs put an address into any of these. */
  texts: ['title', 'text', 'url'],
  file: 'bundle',
} as const;

/** What became of what was shared: a file that waits for the page, one larger than any bundle, or nothing that it takes. */
export const ARRIVALS = ['file', 'too-large', 'nothing'] as const;

const PARAMETER = 'shared';

/** The address that the page is opened by then, relative to its folder. */
export function arrivalAddress(arrival: (typeof ARRIVALS)[number]): string {
  return `./?${PARAMETER}=${arrival}`;
}

/** What the query of an address says of it; undefined for any other query. */
export function arrivalIn(query: URLSearchParams): (typeof ARRIVALS)[number] | undefined {
  return ARRIVALS.find((arrival) => arrival === query.get(PARAMETER));
}
