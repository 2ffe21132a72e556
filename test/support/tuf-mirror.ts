import { serve } from '../../src/trust-realm/serve.ts';
import { fetchTrustRoot, type Refreshed } from '../../src/trust/tuf.ts';
import type { TufAnchor } from '../../src/trust/tuf-anchor.ts';
import type { KeptMetadata } from '../../src/trust/tuf-kept.ts';
import { sourceOver } from '../../src/trust/tuf-source.ts';
import type { Bytes } from './bytes.ts';

/** What a mirror gives for a path; nothing where it has no such file. */
export type Mirror = (path: string) => Bytes | ReadableStream<Uint8Array> | undefined;

/** The `fetch` of a page that sees this mirror: a file that is not there is a failed connection, for want of a header. */
export function fetchFrom(mirror: Mirror): typeof fetch {
  return (address) => {
    const path = new URL(address instanceof Request ? address.url : address).pathname.slice(1);
    const found = mirror(path);
    return found ? Promise.resolve(new Response(found)) : Promise.reject(new TypeError('Failed to fetch'));
  };
}

/** A body that never ends. */
export function endless(): ReadableStream<Uint8Array> {
  return new ReadableStream({
    pull(controller) {
      controller.enqueue(new Uint8Array(4096).fill(0x20));
    },
  });
}

/** Refreshes over both halves of the realm: the one that connects and the one that verifies. */
export async function refreshFrom(
  mirror: Mirror,
  anchor: TufAnchor,
  kept: KeptMetadata | undefined,
  now: number,
): Promise<Refreshed> {
  const { port1, port2 } = new MessageChannel();
  serve(port2, fetchFrom(mirror));
  try {
    return await fetchTrustRoot(anchor, kept, sourceOver(port1), now);
  } finally {
    port1.close();
  }
}
