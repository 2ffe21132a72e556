import type { Journey } from './journey.svelte.ts';
import { ownsOrigin } from './persistence.ts';

/** Milliseconds for which the page must have been left alone. */
const QUIET = 30_000;

/** A root that was fetched less than so many milliseconds ago is new enough: a day. */
const FRESH = 24 * 60 * 60 * 1000;

/** What shows that somebody is using the page. */
const SIGNS = ['pointerdown', 'keydown', 'dragenter', 'visibilitychange'] as const;

/**
 * Looks once for a newer trust root, when nobody uses the page and no check is under way. What goes wrong is told on the
 * view of what the page trusts, and nowhere else.
 *
 * @returns the way to call it off
 */
export function refreshWhenIdle(journey: Journey): () => void {
  // Elsewhere nothing that was fetched could be kept.
  if (!ownsOrigin(location)) return () => undefined;
  let timer = setTimeout(look, QUIET);
  const wait = (): void => {
    clearTimeout(timer);
    timer = setTimeout(look, QUIET);
  };
  const stop = (): void => {
    clearTimeout(timer);
    for (const sign of SIGNS) document.removeEventListener(sign, wait);
  };
  for (const sign of SIGNS) document.addEventListener(sign, wait);
  return stop;

  function look(): void {
    if (document.hidden || journey.running || !navigator.onLine || !journey.preferences.refreshesTrust) {
      wait();
      return;
    }
    stop();
    void refreshOld(journey);
  }
}

async function refreshOld({ publicGood }: Journey): Promise<void> {
  await publicGood.recall();
  if (Date.now() - (publicGood.signed?.asOf ?? 0) > FRESH) await publicGood.refresh();
}
