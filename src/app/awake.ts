import { CHECK_LOCK } from '../pwa/update.ts';

/**
 * Keeps the browser from freezing the page while it works in a hidden tab, and the screen from going dark while it is
 * seen, as far as the browser can and will. Returns the way to end that.
 */
export function keepAwake(): () => void {
  const end = new AbortController();
  void holdLock(end.signal);
  void holdScreen(end.signal);
  return () => {
    end.abort();
  };
}

/** Chromium freezes a busy hidden page after five minutes unless it holds a lock, whichever. No newer page takes over meanwhile. */
async function holdLock(end: AbortSignal): Promise<void> {
  if (!('locks' in navigator)) return;
  const held = new Promise<void>((resolve) => {
    end.addEventListener('abort', () => {
      resolve();
    });
  });
  await navigator.locks.request(CHECK_LOCK, { mode: 'shared' }, () => held).catch(() => undefined);
}

/** The browser lets go of the screen whenever the page is hidden, so it is asked again when the page is seen. */
async function holdScreen(end: AbortSignal): Promise<void> {
  if (!('wakeLock' in navigator)) return;
  const ask = async (): Promise<void> => {
    if (document.visibilityState !== 'visible') return;
    const screen = await navigator.wakeLock.request('screen').catch(() => undefined);
    const release = (): void => {
      void screen?.release();
    };
    if (end.aborted) release();
    else end.addEventListener('abort', release);
  };
  document.addEventListener('visibilitychange', () => void ask(), { signal: end });
  await ask();
}
