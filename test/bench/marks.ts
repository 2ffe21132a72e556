/** A sight of the progress bar. */
export interface Sight {
  /** Milliseconds, `performance.now()` of the page. */
  readonly time: number;
  /** 0 to 1. */
  readonly share: number;
}

/** What a page showed from the drop to its verdict. Times are milliseconds, `performance.now()` of the page. */
export interface Marks {
  readonly drop: number;
  /** When the files were listed and the check began; absent if the page does not say. */
  readonly listed?: number;
  /** The first and the last sight of progress above zero; absent if the page was too fast to show any. */
  readonly first?: Sight;
  readonly last?: Sight;
  readonly verdict: number;
  /** The `data-state` of the verdict, or the `data-code` of an error in its place; `silent` if neither came. */
  readonly state: string;
  /** All that the verdict says. */
  readonly text: string;
}

/**
 * Watches the page for a drop and its verdict. Runs in the page, by what a person sees there. Functions in it have no
 * names: tsx wraps those that have one with a helper, which the page does not know.
 *
 * @param limit milliseconds to wait at most.
 */
export function watch(limit: number): Promise<Marks> {
  return new Promise((resolve) => {
    let drop = NaN;
    let listed: number | undefined;
    let first: Sight | undefined;
    let last: Sight | undefined;
    setTimeout(() => {
      resolve({ drop, verdict: performance.now(), state: 'silent', text: document.body.innerText });
    }, limit);
    addEventListener(
      'drop',
      () => {
        drop = performance.now();
      },
      { capture: true, once: true },
    );
    new MutationObserver((_, observer) => {
      const time = performance.now();
      if (document.querySelector('[aria-label=Checking]')) listed ??= time;
      const bar = document.querySelector('progress');
      const share = bar ? bar.value / bar.max : 0;
      if (share > 0) {
        first ??= { time, share };
        if (share !== last?.share) last = { time, share };
      }
      const end = document.querySelector('[aria-label=Verdict], [role=alert][data-code]');
      if (!(end instanceof HTMLElement)) return;
      observer.disconnect();
      const { state, code = '' } = end.dataset;
      const text = end.textContent;
      resolve({
        drop,
        ...(listed !== undefined && { listed }),
        ...(first && { first }),
        ...(last && { last }),
        verdict: time,
        state: state ?? code,
        text,
      });
    }).observe(document, { subtree: true, childList: true, attributes: true });
  });
}
