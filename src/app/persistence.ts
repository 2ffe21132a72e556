/**
 * True if no other page shares this page's origin: it lies at the root of a host of its own. Under a path of a shared
 * host, such as `https://host.example/assay/`, pages of other people could read what is kept, and plant digests in it.
 */
export function ownsOrigin({ pathname, protocol }: Pick<Location, 'pathname' | 'protocol'>): boolean {
  return /^https?:$/.test(protocol) && /^\/(?:index\.html)?$/.test(pathname);
}
