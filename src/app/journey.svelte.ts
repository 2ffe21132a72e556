import { tick } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import { openCheckpoints } from './checkpoints.ts';
import { PastReports } from './past-reports.svelte.ts';
import { ownsOrigin } from './persistence.ts';
import { Preferences } from './preferences.svelte.ts';
import { Session } from './session.svelte.ts';

/** How long an unfinished check is kept, in milliseconds: a week. */
const KEEP_FOR = 7 * 24 * 60 * 60 * 1000;

/**
 * A person's way through the page: one session at each place of the browser's history, in memory only. Before a session
 * that has something to show stands an empty one, the start: Back leads there and Forward to what it was, and a check
 * goes on meanwhile.
 */
export class Journey {
  readonly preferences = new Preferences();
  /** Absent where other pages could read it. */
  readonly past = ownsOrigin(location) ? new PastReports() : undefined;
  readonly #checkpoints = ownsOrigin(location) ? openCheckpoints() : undefined;
  readonly #sessions = new SvelteMap<number, Session>();
  /** Sessions that have left the start. */
  readonly #settled = new WeakSet<Session>();
  /** Where the page stood when a session was left, in CSS pixels. */
  readonly #scrolled = new WeakMap<Session, number>();
  #place = $state(placeOf(history.state) ?? 0);
  #session = $state.raw(this.#empty());
  #moved = $state(false);

  constructor() {
    this.#sessions.set(this.#place, this.#session);
    history.replaceState({ place: this.#place }, '');
    // The browser would move the page before the view stands there.
    history.scrollRestoration = 'manual';
    void this.#checkpoints?.forgetOlderThan(Date.now() - KEEP_FOR);
  }

  /** The one that is shown. */
  get session(): Session {
    return this.#session;
  }

  /** The one that Forward leads to, if the person came back from it. */
  get left(): Session | undefined {
    const next = this.#sessions.get(this.#place + 1);
    return next && this.#settled.has(next) ? next : undefined;
  }

  /** The one whose check is under way, shown or not. */
  get running(): Session | undefined {
    return [...this.#sessions.values()].find(({ stage }) => stage.at === 'checking');
  }

  /** True once the person went back or forward: from then on a view takes the focus when it comes. */
  get moved(): boolean {
    return this.#moved;
  }

  /** The session that is shown has left the start: from now on Back leads to an empty one, and Forward nowhere. */
  settle(): void {
    const session = this.#session;
    if (this.#settled.has(session)) return;
    this.#settled.add(session);
    for (const [place, other] of this.#sessions) {
      if (place <= this.#place) continue;
      other.end();
      this.#sessions.delete(place);
    }
    this.#sessions.set(this.#place, this.#empty());
    this.#place += 1;
    this.#sessions.set(this.#place, session);
    history.pushState({ place: this.#place }, '');
  }

  /** Shows what stands at the place that the browser went to. */
  async arrive(state: unknown): Promise<void> {
    const place = placeOf(state);
    if (place === undefined || place === this.#place) return;
    this.#scrolled.set(this.#session, scrollY);
    this.#place = place;
    this.#session = this.#sessions.get(place) ?? this.#empty();
    this.#sessions.set(place, this.#session);
    this.#moved = true;
    await tick();
    const top = this.#scrolled.get(this.#session) ?? 0;
    // After the heading took the focus, wherever that moved the page.
    requestAnimationFrame(() => {
      scrollTo({ top, behavior: 'instant' });
    });
  }

  /** Forgets all that the browser keeps for this page. */
  async forgetEverything(): Promise<void> {
    this.preferences.forget();
    await this.past?.forgetAll();
    await this.#checkpoints?.forgetOlderThan(Infinity);
  }

  #empty(): Session {
    return new Session({
      preferences: this.preferences,
      past: this.past,
      checkpoints: this.#checkpoints,
      leave() {
        history.back();
      },
    });
  }
}

/** The place in a state of the browser's history, which may be anybody's. */
function placeOf(state: unknown): number | undefined {
  return typeof state === 'object' && state !== null && 'place' in state && typeof state.place === 'number'
    ? state.place
    : undefined;
}
