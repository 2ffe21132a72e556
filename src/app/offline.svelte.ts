import { SERVICE_WORKER } from '../pwa/policy.ts';
import { cachesOf } from '../pwa/precache.ts';
import { ask, changesSince } from '../pwa/update.ts';
import { ownsOrigin } from './persistence.ts';
import { VERSION } from './version.ts';

/** A newer version of the page. */
interface Update {
  readonly version: string;
  readonly changes: readonly string[];
}

/**
 * The page as this browser keeps it for use without a network, and its newer versions. Where others share the host nothing is
 * kept unless the person says so.
 */
export class Offline {
  readonly #scope: string;
  /** Whether the page keeps itself, without being told to. */
  readonly automatic = ownsOrigin(location);
  #state = $state<'none' | 'fetching' | 'ready' | 'failed'>('none');
  #update = $state.raw<Update>();
  #busy = $state(false);
  #replaced = $state(false);
  #registration: ServiceWorkerRegistration | undefined;
  /** Whether this tab asked the new version to take over. */
  #applying = false;

  /** @param scope address of the page’s folder */
  constructor(scope: string) {
    this.#scope = scope;
  }

  get state(): 'none' | 'fetching' | 'ready' | 'failed' {
    return this.#state;
  }

  /** The version that is ready to take over. */
  get update(): Update | undefined {
    return this.#update;
  }

  /** Whether a check kept it from doing so when it was asked to. */
  get busy(): boolean {
    return this.#busy;
  }

  /** Whether it has taken over by way of another tab: this page is the older version. */
  get replaced(): boolean {
    return this.#replaced;
  }

  /** Keeps the page, or finds that it is kept. */
  async begin(): Promise<void> {
    let controlled = navigator.serviceWorker.controller !== null;
    navigator.serviceWorker.addEventListener('controllerchange', () => {
      if (this.#applying) location.reload();
      // The first one takes nothing over.
      else this.#replaced = controlled;
      controlled = true;
    });
    if (this.automatic) {
      await this.keep();
      return;
    }
    const found = await navigator.serviceWorker.getRegistration().catch(() => undefined);
    // Others on the host may have one for all of it.
    if (found?.scope === this.#scope) await this.keep();
  }

  /** Keeps the page for use without a network. */
  async keep(): Promise<void> {
    this.#state = 'fetching';
    try {
      const registration = await navigator.serviceWorker.register(SERVICE_WORKER, { updateViaCache: 'none' });
      this.#registration = registration;
      registration.addEventListener('updatefound', () => {
        this.#follow(registration);
      });
      this.#follow(registration);
      this.#state = (await isServed(registration)) ? 'ready' : 'failed';
    } catch {
      this.#state = 'failed';
    }
  }

  /** Keeps it no longer. */
  async drop(): Promise<void> {
    await this.#registration?.unregister();
    const names = await caches.keys();
    const own = names.filter((name) => name.startsWith(cachesOf(this.#scope)));
    await Promise.all(own.map((name) => caches.delete(name)));
    this.#state = 'none';
  }

  /**
   * Loads the page anew in the version that is ready, unless a check is under way.
   *
   * @param checking whether one is in this tab; the others are asked
   */
  async apply(checking: boolean): Promise<void> {
    const waiting = this.#registration?.waiting;
    this.#busy = checking;
    if (checking) return;
    if (!waiting) {
      // It took over by way of another tab.
      location.reload();
      return;
    }
    // Before it answers: it may take over sooner than the answer comes.
    this.#applying = true;
    this.#busy = (await ask(waiting, 'apply')) === 'busy';
    this.#applying = !this.#busy;
  }

  #follow(registration: ServiceWorkerRegistration): void {
    registration.installing?.addEventListener('statechange', () => void this.#offer(registration));
    void this.#offer(registration);
  }

  async #offer({ active, waiting }: ServiceWorkerRegistration): Promise<void> {
    if (!active || !waiting) return;
    const release = await ask(waiting, 'release');
    this.#update = { version: release.version, changes: changesSince(VERSION, release) };
  }
}

/** Waits until a worker serves the page; false if none could be installed. */
async function isServed({ active, installing, waiting }: ServiceWorkerRegistration): Promise<boolean> {
  const worker = active ?? waiting ?? installing;
  if (!worker) return false;
  await new Promise<void>((resolve) => {
    const look = (): void => {
      if (worker.state === 'activated' || worker.state === 'redundant') resolve();
    };
    worker.addEventListener('statechange', look);
    look();
  });
  return worker.state === 'activated';
}
