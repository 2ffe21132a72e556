import { describe, expect, it, vi } from 'vitest';
import { loadBundle } from '../../../src/link-realm/load.ts';
import { endless } from '../../support/tuf-mirror.ts';

const ADDRESS = new URL('https://models.example/model.sig');

/** Stands in for the network. */
function answering(body: ConstructorParameters<typeof Response>[0], status = 200, url = ADDRESS.href) {
  const response = new Response(body, { status });
  Object.defineProperty(response, 'url', { value: url });
  return vi.fn(() => Promise.resolve(response));
}

describe('loading a link’s bundle', () => {
  it('brings the bytes, and says which host answered in the end', async () => {
    const fetch = answering('{}', 200, 'https://files.example/1');
    expect(await loadBundle(ADDRESS, fetch)).toEqual({
      ok: true,
      bytes: new TextEncoder().encode('{}'),
      host: 'files.example',
    });
    expect(fetch).toHaveBeenCalledExactlyOnceWith(ADDRESS, {
      cache: 'no-store',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
    });
  });

  it('says what the host answered', async () => {
    expect(await loadBundle(ADDRESS, answering('gone', 404))).toEqual({
      ok: false,
      reason: 'status',
      status: 404,
    });
  });

  it('says that no answer may be read, for whichever reason', async () => {
    const fetch = vi.fn(() => Promise.reject(new TypeError('Failed to fetch')));
    expect(await loadBundle(ADDRESS, fetch)).toEqual({ ok: false, reason: 'refused' });
  });

  it('stops at what is larger than any bundle', async () => {
    expect(await loadBundle(ADDRESS, answering(endless()))).toEqual({ ok: false, reason: 'too-large' });
  });
});
