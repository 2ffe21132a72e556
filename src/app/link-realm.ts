import { bytesToHex } from '@noble/hashes/utils.js';
import type { BundleMessage, Receipt } from '../link-realm/message.ts';
import { MAX_BUNDLE_BYTES } from '../oms/bundle-size.ts';
import { SINGLE_FILE } from './edition.ts';

/** True if a tab can load a bundle for this page: a page in one file has no document beside it that may. */
export function canLoadBundle({ protocol }: Pick<Location, 'protocol'>): boolean {
  return !SINGLE_FILE && /^https?:$/.test(protocol);
}

/** A name for a channel that nobody can guess. */
export function newChannel(): string {
  return bytesToHex(crypto.getRandomValues(new Uint8Array(16)));
}

/** The document that loads the bundle at an address and hands it over on a channel of that name. */
export function loaderAddress(address: string, channel: string): string {
  return `bundle.html#${new URLSearchParams({ channel, address })}`;
}

/**
 * Waits for the bundle that a tab hands over; returns the way to stop that. The channel’s name is known to that tab alone,
 * and whoever else might guess it could send no more than somebody’s bundle.
 */
export function awaitBundle(channel: string, take: (bytes: Uint8Array<ArrayBuffer>) => void): () => void {
  const loader = new BroadcastChannel(channel);
  loader.onmessage = ({ data }: MessageEvent<BundleMessage>) => {
    if (!(data instanceof Uint8Array) || data.length > MAX_BUNDLE_BYTES) return;
    const receipt: Receipt = 'received';
    loader.postMessage(receipt);
    take(data);
  };
  return () => {
    loader.close();
  };
}
