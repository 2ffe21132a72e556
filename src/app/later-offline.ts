import { SINGLE_FILE } from './edition.ts';
import { loaded } from './loaded.ts';

/** Milliseconds after which a page that was loaded has nothing better to do. */
const REST = 1000;

/**
 * Has the page keep itself for use without a network, and loads the views of that, once the page has nothing better to do,
 * since it fetches the whole site. Undefined where there is no service worker: only a build has one beside it.
 */
export async function loadOffline() {
  if (!import.meta.env.PROD || SINGLE_FILE || !('serviceWorker' in navigator)) return undefined;
  await loaded();
  await new Promise((resolve) => setTimeout(resolve, REST));
  const [{ Offline }, kept, update] = await Promise.all([
    import('./offline.svelte.ts'),
    import('./OfflineView.svelte'),
    import('./UpdateNotice.svelte'),
  ]);
  const offline = new Offline(new URL('./', location.href).href);
  void offline.begin();
  return { offline, OfflineView: kept.default, UpdateNotice: update.default };
}
