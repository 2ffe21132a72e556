/** What a version brought, for those who use the page. */
export interface Change {
  readonly version: string;
  readonly what: readonly string[];
}

/** Newest first; the first is the version of these sources. Whoever releases a version adds it here. */
export const changes: readonly Change[] = [
  {
    version: '0.1.0',
    what: [
      'Checks models that are signed with Sigstore, a key or a certificate.',
      'Works without a network, and can be installed.',
    ],
  },
];
