import type { Dropped } from '../model/drop.ts';
import { sniffFile } from '../model/sniff.ts';
import { type Problem, problem } from '../oms/error.ts';
import { hasBundleName } from '../oms/paths.ts';
import { arrivalIn } from '../pwa/share-target.ts';
import { SharedFile } from '../pwa/shared-file.ts';
import { viewIn } from '../pwa/view.ts';
import type { Journey } from './journey.svelte.ts';

/** What the system hands over to an installed page (Chromium 102 and newer). */
interface LaunchQueue {
  setConsumer(consume: (launch: { readonly files: readonly FileSystemHandle[] }) => void): void;
}

declare global {
  interface Window {
    readonly launchQueue?: LaunchQueue;
  }
}

/**
 * Takes what the page was opened with: a file that the system or another program handed over, or a view that a shortcut
 * leads to. Like a link, all of it is somebody’s word: of files only a bundle is taken, never a key or a root.
 */
export function takeArrivals(journey: Journey): void {
  const query = new URLSearchParams(location.search);
  const arrival = arrivalIn(query);
  const view = viewIn(query);
  // A reload must not ask for it once more.
  if (arrival ?? view) history.replaceState(history.state, '', location.pathname + location.hash);
  if (arrival === 'too-large' || arrival === 'nothing') {
    const refused = problem(arrival === 'nothing' ? 'handed-over' : 'bundle-too-large');
    void journey.session.open(() => Promise.resolve(refused));
  }
  if (arrival === 'file') void journey.session.open(takeShared);
  if (view === 'trust') journey.visitTrust();
  if (view === 'samples')
    document.querySelector<HTMLElement>('[aria-labelledby=samples-title] button')?.focus();

  window.launchQueue?.setConsumer(({ files: [handle] }) => {
    if (handle instanceof FileSystemFileHandle)
      void journey.session.open(async () => onlyBundle(await handle.getFile()));
  });
}

async function takeShared(): Promise<Dropped | Problem | null> {
  const file = await new SharedFile(new URL('./', location.href).href).take();
  return file ? onlyBundle(file) : null;
}

async function onlyBundle(file: File): Promise<Dropped | Problem> {
  const kind = await sniffFile(file);
  // What is only named like a bundle: let the parser say what is wrong.
  if (kind !== 'bundle' && !(kind === 'other' && hasBundleName(file.name)))
    return problem('handed-over', file.name);
  return { folders: [], files: [file], unreadable: [] };
}
