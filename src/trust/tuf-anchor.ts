import { base64 } from '@scure/base';
import seeds from '@sigstore/tuf/seeds.json';
import { publicGoodRoot } from './public-good.ts';

/** Where trust in a TUF repository starts: what was embedded when the page was built. */
export interface TufAnchor {
  /** Root metadata; it may have expired since. */
  readonly root: Uint8Array;
  /** The trusted root of the same day, as JSON. */
  readonly trustedRoot: Uint8Array;
}

/** The anchor of the public-good Sigstore instance; see {@link publicGoodRoot}. */
export function publicGoodAnchor(): TufAnchor {
  return {
    root: base64.decode(seeds['https://tuf-repo-cdn.sigstore.dev']['root.json']),
    trustedRoot: publicGoodRoot(),
  };
}
