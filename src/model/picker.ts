import { problem, problemOf, type Result } from '../oms/error.ts';
import { handleEntry } from './entry.ts';
import { listFolder } from './listing.ts';
import type { ListingWatch } from './listing-watch.ts';
import type { ModelTree } from './tree.ts';

/** Whether this browser can pick a folder by handle (Chromium); the others have `<input webkitdirectory>`. */
export function canPickFolder(): boolean {
  return 'showDirectoryPicker' in globalThis;
}

/** Whether this browser can choose a folder in any way. Phones learned it late: Chrome 132, Safari 18.4, Firefox 142. */
export function canChooseFolder(): boolean {
  return canPickFolder() || 'webkitdirectory' in HTMLInputElement.prototype;
}

/**
 * Lets the person choose a folder and lists it; needs a click. `null` if the person closed the dialog, or the watch
 * called the listing off. Problems: `permission-refused`, `browser-unsupported`.
 */
export async function pickFolder(watch?: ListingWatch): Promise<Result<ModelTree> | null> {
  if (!canPickFolder()) return { ok: false, problem: problem('browser-unsupported', 'showDirectoryPicker') };
  try {
    const handle = await showDirectoryPicker({ id: 'model', mode: 'read' });
    return { ok: true, value: await listHandle(handle, watch) };
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    if (name === 'AbortError') return null;
    const refused = name === 'SecurityError' || name === 'NotAllowedError';
    return { ok: false, problem: refused ? problem('permission-refused', name) : problemOf(error) };
  }
}

/** Lists a folder by its handle, picked or stored. Rejects only if the watch calls it off. */
export function listHandle(handle: FileSystemDirectoryHandle, watch?: ListingWatch): Promise<ModelTree> {
  return listFolder(handleEntry(handle), 'picker', handle, watch);
}
