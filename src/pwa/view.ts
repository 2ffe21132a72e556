/** What the installed page’s shortcuts lead to. */
export const VIEWS = ['samples', 'trust'] as const;

const PARAMETER = 'show';

/** The address of a view, relative to the page’s folder. */
export function viewAddress(view: (typeof VIEWS)[number]): string {
  return `./?${PARAMETER}=${view}`;
}

/** The view that the query of an address names; undefined for any other query. */
export function viewIn(query: URLSearchParams): (typeof VIEWS)[number] | undefined {
  return VIEWS.find((view) => view === query.get(PARAMETER));
}
