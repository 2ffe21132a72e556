import { transfer, wrap } from 'comlink';
import trustWorker from '../../workers/trust.worker.ts?worker&url';
import { type ErrorCode, problem, type Result } from '../oms/error.ts';
import type { SignedTrustRoot } from '../trust/tuf.ts';
import type { TufService } from '../trust/tuf-service.ts';
import { SINGLE_FILE } from './edition.ts';
import { startWorker } from './own-scripts.ts';
import { ownsOrigin } from './persistence.ts';
import { openTufStore, type TufStore } from './tuf-store.ts';

/** Milliseconds after which a refresh is given up. */
const PATIENCE = 60_000;

/** True if this page can ask for a newer trust root: a page in one file has no document beside it that may. */
export function canRefresh({ protocol }: Pick<Location, 'protocol'>): boolean {
  return !SINGLE_FILE && /^https?:$/.test(protocol);
}

/**
 * Asks Sigstore’s TUF repository for the current trusted root, and keeps what was signed. Call it when the page is idle
 * and {@link canRefresh}; no check waits for it. Whatever goes wrong, the root that was used so far still counts.
 *
 * Problems: those of `fetchTrustRoot`, `tuf-network` also where nothing answers, and `worker-crashed`.
 */
export async function refreshTrustRoot(): Promise<Result<SignedTrustRoot>> {
  if (!navigator.onLine) return failed('tuf-network', 'this computer is offline');
  const store = openStore();
  const kept = await store?.find();
  const frame = document.createElement('iframe');
  try {
    return await withWorker(async (service) => {
      const port = await openRealm(frame);
      const refreshed = await service.refresh(transfer(port, [port]), kept, Date.now());
      await store?.save(refreshed.kept);
      return refreshed.result;
    });
  } finally {
    frame.remove();
  }
}

/**
 * The trusted root that was kept by the last refresh, verified again; undefined if there is none, or it does not count:
 * then the embedded one does.
 */
export async function keptTrustRoot(): Promise<SignedTrustRoot | undefined> {
  const kept = await openStore()?.find();
  if (!kept) return undefined;
  const recalled = await withWorker(async (service) => ({
    ok: true,
    value: await service.recall(kept, Date.now()),
  }));
  return recalled.ok ? recalled.value : undefined;
}

/** Forgets what was kept: the embedded trust root counts again. */
export async function forgetTrustRoot(): Promise<void> {
  await openStore()?.forget();
}

function openStore(): TufStore | undefined {
  return ownsOrigin(location) ? openTufStore() : undefined;
}

/** Loads the document that may connect, without an origin, and gives the port to ask it on. */
function openRealm(frame: HTMLIFrameElement): Promise<MessagePort> {
  const { port1, port2 } = new MessageChannel();
  frame.hidden = true;
  // A service worker takes its origin away by a header. Of a frame that has none already it would not hear, and so could not
  // send the other headers that the frame needs within a page that it served.
  const served = 'serviceWorker' in navigator && navigator.serviceWorker.controller !== null;
  if (!served) frame.sandbox.add('allow-scripts');
  frame.src = 'tuf.html';
  const opened = new Promise<MessagePort>((resolve) => {
    frame.addEventListener('load', () => {
      // A document without an origin cannot be named as the one that is meant; what is sent is nothing but the port.
      frame.contentWindow?.postMessage(undefined, '*', [port2]);
      resolve(port1);
    });
  });
  document.body.append(frame);
  return opened;
}

/** Does `work` with a worker of its own, which ends with it, or after {@link PATIENCE}. */
async function withWorker<T>(work: (service: TufService) => Promise<Result<T>>): Promise<Result<T>> {
  const worker = startWorker(trustWorker, 'trust');
  let giveUp: (result: Result<T>) => void = () => undefined;
  const givenUp = new Promise<Result<T>>((resolve) => {
    giveUp = resolve;
  });
  worker.addEventListener('error', ({ message }) => {
    giveUp(failed('worker-crashed', message));
  });
  const timer = setTimeout(() => {
    giveUp(failed('tuf-network', `no answer in ${PATIENCE / 1000} seconds`));
  }, PATIENCE);
  try {
    return await Promise.race([work(wrap<TufService>(worker)), givenUp]);
  } finally {
    clearTimeout(timer);
    worker.terminate();
  }
}

function failed(code: ErrorCode, detail: string): Result<never> {
  return { ok: false, problem: problem(code, detail) };
}
