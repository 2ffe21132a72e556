import { base64 } from '@scure/base';
import seeds from '@sigstore/tuf/seeds.json';

/**
 * When Sigstore last vouched for the embedded root at the least, milliseconds since 1970: the day on which the TUF root
 * beside it in `@sigstore/tuf` was signed, which is its expiry less its period of validity.
 */
export const PUBLIC_GOOD_AS_OF = Date.UTC(2026, 9, 7);

/**
 * The trusted root of the public-good Sigstore instance, as JSON. It comes with `@sigstore/tuf`, whose maintainers keep
 * it current: updating that dependency updates the root.
 */
export function publicGoodRoot(): Uint8Array {
  return base64.decode(seeds['https://tuf-repo-cdn.sigstore.dev'].targets['trusted_root.json']);
}
