import { afterEach, describe, expect, it, vi } from 'vitest';
import { commands } from 'vitest/browser';
import { canRefresh, keptTrustRoot, refreshTrustRoot } from '../../../src/app/tuf-realm.ts';
import { base64, utf8 } from '../../support/bytes.ts';
import { findShared } from '../../support/shared.ts';

const TIMESTAMP = 'timestamp.json';
const timestamp = await findShared('sigstore/tuf-repository/metadata/timestamp.json');

/** The code of what comes of a refresh while the repository holds these files; null is never answered. */
async function refresh(files: Readonly<Record<string, Uint8Array | null>>): Promise<string> {
  await commands.standInForRepository(
    Object.fromEntries(Object.entries(files).map(([path, bytes]) => [path, bytes && base64(bytes)])),
  );
  const result = await refreshTrustRoot();
  return result.ok ? 'refreshed' : result.problem.code;
}

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('refreshTrustRoot', () => {
  it('takes what cannot be had for no root that is newer, and for no answer', async () => {
    expect(await refresh({})).toBe('tuf-network');
  });

  it('brings what the repository says before Sigstore’s keys', async () => {
    expect(await refresh({ [TIMESTAMP]: utf8('{}') })).toBe('tuf-malformed');
    expect(await refresh({ [TIMESTAMP]: new Uint8Array(16 * 1024 + 1) })).toBe('tuf-size');
  });

  it.skipIf(!timestamp)('finds a timestamp of last summer genuine, but expired', async () => {
    expect(await refresh({ [TIMESTAMP]: timestamp ?? new Uint8Array() })).toBe('tuf-expired');
  });

  it('loads the document that may connect without an origin, and takes it away again', async () => {
    const frames: HTMLIFrameElement[] = [];
    const append = vi.spyOn(document.body, 'append').mockImplementation((...nodes) => {
      for (const node of nodes) if (node instanceof HTMLIFrameElement) frames.push(node);
      append.mockRestore();
      document.body.append(...nodes);
    });
    await refresh({});
    expect(frames.map((frame) => [frame.sandbox.value, frame.isConnected])).toEqual([
      ['allow-scripts', false],
    ]);
  });

  it('gives up where no answer comes', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    let code: string | undefined;
    void refresh({ [TIMESTAMP]: null }).then((found) => {
      code = found;
    });
    while (code === undefined) await vi.advanceTimersByTimeAsync(1000);
    expect(code).toBe('tuf-network');
    expect(document.querySelector('iframe')).toBeNull();
  });

  it('does not try while the computer is offline', async () => {
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
    const append = vi.spyOn(document.body, 'append');
    expect(await refresh({})).toBe('tuf-network');
    expect(append).not.toHaveBeenCalled();
  });
});

describe('keptTrustRoot', () => {
  it('is nothing before a refresh has succeeded', async () => {
    expect(await keptTrustRoot()).toBeUndefined();
  });
});

describe('the document that may connect', () => {
  it('may do so with one host, and nothing else', async () => {
    const html = await (await fetch('/tuf.html')).text();
    const policy = new DOMParser()
      .parseFromString(html, 'text/html')
      .querySelector('meta[http-equiv="Content-Security-Policy"]')
      ?.getAttribute('content');
    expect(policy?.replace(/sha256-[^']+/, 'HASH').split('; ')).toEqual([
      "default-src 'none'",
      "script-src 'HASH'",
      'connect-src https://tuf-repo-cdn.sigstore.dev',
      "base-uri 'none'",
      "form-action 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ]);
  });
});

describe('canRefresh', () => {
  it.each([
    ['https:', true],
    ['http:', true],
    ['file:', false],
  ])('%s: %s', (protocol, expected) => {
    expect(canRefresh({ protocol })).toBe(expected);
  });
});
