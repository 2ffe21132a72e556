/**
 * What a service worker sees, as far as ours uses it: TypeScript’s own types of it (`lib.webworker`) cannot stand beside those
 * of a page.
 */
export interface ServiceWorkerScope {
  readonly clients: {
    claim(): Promise<void>;
    /** The tabs that the worker serves. */
    matchAll(options: { type: 'window' }): Promise<readonly unknown[]>;
  };
  readonly location: URL;
  readonly navigator: Pick<Navigator, 'locks'>;
  readonly registration: Pick<ServiceWorkerRegistration, 'scope'>;
  addEventListener<K extends keyof Events>(type: K, listener: (event: Events[K]) => void): void;
  skipWaiting(): Promise<void>;
}

interface LastingEvent {
  /** Keeps the worker alive until then. */
  waitUntil(work: Promise<unknown>): void;
}

interface Events {
  readonly install: LastingEvent;
  readonly activate: LastingEvent;
  readonly fetch: LastingEvent & {
    readonly request: Request;
    respondWith(response: Promise<Response>): void;
  };
  readonly message: LastingEvent & MessageEvent<unknown>;
}
