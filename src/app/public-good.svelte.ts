import { type Problem, problemOf } from '../oms/error.ts';
import type { TrustRootSource } from '../signer/result.ts';
import type { SignedTrustRoot } from '../trust/tuf.ts';

/** How long a check waits for the root that was kept, in milliseconds: it is there at once, or something is wrong. */
const PATIENCE = 3000;

/** The public-good trust root: the embedded one, or a newer one that Sigstore’s keys signed. */
export class PublicGood {
  #signed = $state.raw<SignedTrustRoot>();
  #problem = $state.raw<Problem>();
  #busy = $state(false);
  #recalled: Promise<void> | undefined;

  /** The newer one, if there is one. */
  get signed(): SignedTrustRoot | undefined {
    return this.#signed;
  }

  /** Why the last refresh failed; undefined where it did not. */
  get problem(): Problem | undefined {
    return this.#problem;
  }

  get busy(): boolean {
    return this.#busy;
  }

  /** The newest root that is here now. */
  get newest(): TrustRootSource {
    const signed = this.#signed;
    if (!signed) return { kind: 'public-good' };
    const { asOf, bytes } = signed;
    return { kind: 'public-good', refreshed: { json: new TextDecoder().decode(bytes), asOf } };
  }

  /** The newest root, for a check: waits for the one that was kept, and for no network. */
  async source(): Promise<TrustRootSource> {
    const tooLate = new Promise((resolve) => setTimeout(resolve, PATIENCE));
    await Promise.race([this.recall(), tooLate]);
    return this.newest;
  }

  /** Reads the root that was kept, once. */
  recall(): Promise<void> {
    this.#recalled ??= this.#recall();
    return this.#recalled;
  }

  /** Asks for a newer root. Whatever goes wrong, the root that was used so far still counts. */
  async refresh(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    try {
      const { refreshTrustRoot } = await import('./tuf-realm.ts');
      const refreshed = await refreshTrustRoot();
      if (refreshed.ok) this.#signed = refreshed.value;
      this.#problem = refreshed.ok ? undefined : refreshed.problem;
    } catch (thrown) {
      this.#problem = problemOf(thrown);
    } finally {
      this.#busy = false;
    }
  }

  /** Goes back to the embedded root. */
  async forget(): Promise<void> {
    const { forgetTrustRoot } = await import('./tuf-realm.ts');
    await forgetTrustRoot();
    this.#signed = undefined;
    this.#problem = undefined;
  }

  async #recall(): Promise<void> {
    try {
      const { keptTrustRoot } = await import('./tuf-realm.ts');
      this.#signed ??= await keptTrustRoot();
    } catch {
      // Without it the embedded one counts.
    }
  }
}
