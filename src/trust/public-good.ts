import { base64 } from '@scure/base';
import seeds from '@sigstore/tuf/seeds.json';

/**
 * The trusted root of the public-good Sigstore instance, as JSON. It comes with `@sigstore/tuf`, whose maintainers keep
 * it current: updating that dependency updates the root.
 */
export function publicGoodRoot(): Uint8Array {
  return base64.decode(seeds['https://tuf-repo-cdn.sigstore.dev'].targets['trusted_root.json']);
}
