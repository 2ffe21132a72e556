import { MAX_BUNDLE_BYTES } from '../oms/bundle-size.ts';
import { readAtMost } from '../trust-realm/serve.ts';

/** What came of loading a bundle. */
export type Loaded =
  | {
      readonly ok: true;
      readonly bytes: Uint8Array<ArrayBuffer>;
      /** The host that answered in the end. */
      readonly host: string;
    }
  | {
      readonly ok: false;
      /** `refused`: no answer, or none that another site may read; browsers do not say which. */
      readonly reason: 'refused' | 'status' | 'too-large';
      /** The status of the answer. */
      readonly status?: number;
    };

/** Loads a file of at most a bundle’s size, without telling the host anything but its address. */
export async function loadBundle(address: URL, fetch: typeof globalThis.fetch): Promise<Loaded> {
  try {
    const response = await fetch(address, {
      cache: 'no-store',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
    });
    if (!response.ok || !response.body) return { ok: false, reason: 'status', status: response.status };
    const bytes = await readAtMost(response.body, MAX_BUNDLE_BYTES);
    if (!bytes) return { ok: false, reason: 'too-large' };
    return { ok: true, bytes, host: new URL(response.url).host };
  } catch {
    return { ok: false, reason: 'refused' };
  }
}
