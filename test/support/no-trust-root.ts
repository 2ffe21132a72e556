/** In place of a trust root, for bundles that hold nothing which one could vouch for: proves that none is loaded. */
export function noTrustRoot(): never {
  throw new Error('a trust root was loaded for a bundle without timestamps');
}
