/** The event by which a browser offers to install the page (Chromium only). */
interface InstallOffer extends Event {
  prompt(): Promise<unknown>;
}

/** The browser’s offer to install the page. It comes early, and only once. */
export class Installation {
  #offer = $state.raw<InstallOffer>();

  constructor() {
    addEventListener('beforeinstallprompt', (event) => {
      if (isOffer(event)) this.#offer = event;
    });
    addEventListener('appinstalled', () => {
      this.#offer = undefined;
    });
  }

  /** Whether the person may install it now. */
  get offered(): boolean {
    return this.#offer !== undefined;
  }

  /** Asks the person in the browser’s own dialog; an offer is good for one time. */
  async install(): Promise<void> {
    const offer = this.#offer;
    this.#offer = undefined;
    await offer?.prompt();
  }
}

function isOffer(event: Event): event is InstallOffer {
  return 'prompt' in event && typeof event.prompt === 'function';
}
