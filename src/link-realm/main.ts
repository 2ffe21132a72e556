// The script of `bundle.html`: a document of its own that may connect to any host, once the person clicked on its name. It
// knows of no file, and hands over nothing but the bundle.
import { bundleAddress } from '../link/address.ts';
import { loadBundle } from './load.ts';
import type { BundleMessage } from './message.ts';

/** Milliseconds that the page may take to say that it has the bundle. */
const PATIENCE = 3000;

const parameters = new URLSearchParams(location.hash.slice(1));
const address = bundleAddress(parameters.get('address') ?? '');

/** Shows the parts of the document that belong to a state, and no others. */
function show(state: string): void {
  for (const part of document.querySelectorAll<HTMLElement>('[data-in]')) {
    part.hidden = part.dataset.in?.split(' ').includes(state) !== true;
  }
}

function fill(name: string, text: string): void {
  for (const place of document.querySelectorAll(`[data-fill=${name}]`)) place.textContent = text;
}

async function load(from: URL): Promise<void> {
  show('loading');
  const loaded = await loadBundle(from, (...request) => fetch(...request));
  if (!loaded.ok) {
    fill('status', String(loaded.status));
    show(loaded.reason);
    return;
  }
  fill('final-host', loaded.host);
  const save = document.querySelector<HTMLAnchorElement>('[data-save]');
  if (save) {
    save.href = URL.createObjectURL(new Blob([loaded.bytes]));
    save.download = from.pathname.split('/').at(-1) ?? '';
  }
  show((await handOver(loaded.bytes)) ? 'done' : 'alone');
}

/** Gives the bundle to the page that asked for it; true if it answered, which it does when it took it. */
function handOver(bytes: BundleMessage): Promise<boolean> {
  const page = new BroadcastChannel(parameters.get('channel') ?? '');
  page.postMessage(bytes);
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, PATIENCE, false);
    page.onmessage = () => {
      clearTimeout(timer);
      resolve(true);
    };
  });
}

// Within another site’s frame a click may be meant for something else.
if (address && top === window) {
  fill('host', address.host);
  fill('address', address.href);
  for (const way of document.querySelectorAll<HTMLAnchorElement>('[data-way-out]')) way.href = address.href;
  document.querySelector('[data-load]')?.addEventListener('click', () => void load(address));
  show('asks');
} else {
  show('invalid');
}
