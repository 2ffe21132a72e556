import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keepAwake } from '../../../src/app/awake.ts';

/** Screens that are held now. */
let screens: number;
let visibility: DocumentVisibilityState;

const request = (): Promise<{ release: () => Promise<void> }> => {
  screens += 1;
  let held = true;
  const release = (): Promise<void> => {
    if (held) screens -= 1;
    held = false;
    return Promise.resolve();
  };
  return Promise.resolve({ release });
};

function see(state: DocumentVisibilityState): void {
  visibility = state;
  document.dispatchEvent(new Event('visibilitychange'));
}

const lockIsHeld = async (): Promise<boolean> =>
  ((await navigator.locks.query()).held ?? []).some(({ name }) => name === 'assay-awake');

beforeEach(() => {
  [screens, visibility] = [0, 'visible'];
  vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => visibility);
  vi.stubGlobal('navigator', { locks: navigator.locks, wakeLock: { request } });
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe('keepAwake', () => {
  it('holds a lock and the screen until it ends', async () => {
    const end = keepAwake();
    await vi.waitFor(async () => {
      expect([await lockIsHeld(), screens]).toEqual([true, 1]);
    });
    end();
    await vi.waitFor(async () => {
      expect([await lockIsHeld(), screens]).toEqual([false, 0]);
    });
  });

  it('asks for the screen again whenever the page is seen, until it ends', async () => {
    visibility = 'hidden';
    const end = keepAwake();
    await vi.waitFor(async () => {
      expect(await lockIsHeld()).toBe(true);
    });
    expect(screens).toBe(0);
    see('visible');
    expect(screens).toBe(1);
    end();
    see('visible');
    await vi.waitFor(() => {
      expect(screens).toBe(0);
    });
  });

  it('lets go of a screen that it was given too late', async () => {
    keepAwake()();
    await vi.waitFor(async () => {
      expect([await lockIsHeld(), screens]).toEqual([false, 0]);
    });
  });

  it.each([
    ['refuses', { wakeLock: { request: () => Promise.reject(new DOMException('no', 'NotAllowedError')) } }],
    ['has none of it', {}],
  ])('goes on where the browser %s', async (_what, browser) => {
    const failed = vi.fn();
    addEventListener('unhandledrejection', failed);
    vi.stubGlobal('navigator', browser);
    keepAwake()();
    await new Promise((resolve) => setTimeout(resolve, 20));
    removeEventListener('unhandledrejection', failed);
    expect(failed).not.toHaveBeenCalled();
  });
});
