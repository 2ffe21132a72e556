import { tick } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import { openCheckpoints } from './checkpoints.ts';
import { Folders } from './folders.svelte.ts';
import { Kept } from './kept.svelte.ts';
import type { OpenedLink } from './opened-link.svelte.ts';
import { PastReports } from './past-reports.svelte.ts';
import { ownsOrigin } from './persistence.ts';
import { Preferences } from './preferences.svelte.ts';
import { PublicGood } from './public-good.svelte.ts';
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
  /** Absent where other pages could add to it. */
  readonly kept = ownsOrigin(location) ? new Kept() : undefined;
  /** Absent where other pages could add to it, and have their own files checked in place of the person’s. */
  readonly folders = ownsOrigin(location) ? new Folders() : undefined;
  readonly publicGood = new PublicGood();
  readonly #checkpoints = ownsOrigin(location) ? openCheckpoints() : undefined;
  readonly #sessions = new SvelteMap<number, Session>();
  /** Sessions that have left the start. */
  readonly #settled = new WeakSet<Session>();
  /** Where the page stood when a session was left, in CSS pixels. */
  readonly #scrolled = new WeakMap<Session, number>();
  #place = $state(placeOf(history.state) ?? 0);
  readonly #viewsReady: Promise<unknown>;
  #session: Session;
  #moved = $state(false);

  /** `viewsReady` settles when what comes after the start can be shown. */
  constructor(viewsReady: Promise<unknown>) {
    this.#viewsReady = viewsReady;
    this.#session = $state.raw(this.#empty());
    this.#sessions.set(this.#place, this.#session);
    history.replaceState({ place: this.#place }, '');
    this.#session.openLink(location.hash);
    // The browser would move the page before the view stands there.
    history.scrollRestoration = 'manual';
    void this.#checkpoints?.forgetOlderThan(Date.now() - KEEP_FOR);
    void this.kept?.load();
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
    this.#forgetFrom(this.#place + 1);
    this.#sessions.set(this.#place, this.#empty(session.openedBy));
    this.#place += 1;
    this.#sessions.set(this.#place, session);
    history.pushState({ place: this.#place }, '');
  }

  /**
   * Shows what the page trusts, at a place of its own: Back leads to where the person was, and Forward to what it led to
   * before.
   */
  visitTrust(): void {
    if (this.#session.stage.at === 'trust') return;
    const onward: Session[] = [];
    for (const [place, session] of this.#sessions) {
      if (place <= this.#place) continue;
      this.#sessions.delete(place);
      if (session.stage.at !== 'trust') onward.push(session);
    }
    const trust = this.#empty();
    trust.showTrust();
    for (const [index, session] of [trust, ...onward].entries()) {
      const place = this.#place + 1 + index;
      this.#sessions.set(place, session);
      history.pushState({ place }, '');
    }
    if (onward.length > 0) history.go(-onward.length);
    else void this.arrive(history.state);
  }

  /** The person does not want the link to count by which the page was opened. */
  async dropLink(): Promise<void> {
    history.replaceState({ place: this.#place }, '', location.pathname + location.search);
    await this.#session.dropLink();
  }

  /** Shows what stands at the place that the browser went to. */
  async arrive(state: unknown): Promise<void> {
    const place = placeOf(state);
    if (place === this.#place) return;
    this.#scrolled.set(this.#session, scrollY);
    if (place === undefined) this.#follow();
    else this.#goTo(place);
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
    await this.kept?.forgetAll();
    await this.folders?.forgetAll();
    await this.publicGood.forget();
  }

  #goTo(place: number): void {
    const known = this.#sessions.get(place);
    this.#place = place;
    this.#session = known ?? this.#empty();
    this.#sessions.set(place, this.#session);
    if (!known) this.#session.openLink(location.hash);
  }

  /** Somebody followed a link: the browser made a place for it behind the one that is shown. */
  #follow(): void {
    const before = this.#session;
    this.#forgetFrom(this.#place + 1);
    // What the person said already goes along: a link must not take its place.
    if (before.stage.at === 'start') this.#sessions.set(this.#place, this.#empty(before.openedBy));
    else this.#session = this.#empty();
    this.#place += 1;
    this.#sessions.set(this.#place, this.#session);
    history.replaceState({ place: this.#place }, '');
    this.#session.openLink(location.hash);
  }

  /** Ends what stands at that place and behind it: the browser no longer leads there. */
  #forgetFrom(first: number): void {
    for (const [place, session] of this.#sessions) {
      if (place < first) continue;
      session.end();
      this.#sessions.delete(place);
    }
  }

  #empty(link?: OpenedLink): Session {
    return new Session(
      {
        preferences: this.preferences,
        past: this.past,
        checkpoints: this.#checkpoints,
        kept: this.kept,
        folders: this.folders,
        publicGood: this.publicGood,
        viewsReady: this.#viewsReady,
        leave() {
          history.back();
        },
      },
      link,
    );
  }
}

/** The place in a state of the browser's history, which may be anybody's. */
function placeOf(state: unknown): number | undefined {
  return typeof state === 'object' && state !== null && 'place' in state && typeof state.place === 'number'
    ? state.place
    : undefined;
}
