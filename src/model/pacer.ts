/** How long one task may keep the page from painting, in milliseconds: less than a frame of 60 Hz. */
const SLICE = 10;

/**
 * Makes a function to await inside a long loop: it resolves at once while the slice of time lasts, and after a task of
 * its own when it is used up, so that the page can paint and answer. Callers that share a pacer share its slices.
 *
 * @param slice - milliseconds
 */
export function pacer(slice = SLICE): () => Promise<void> {
  let end = performance.now() + slice;
  let pause: Promise<void> | undefined;
  return async () => {
    if (performance.now() < end) return;
    await (pause ??= nextTask().then(() => {
      pause = undefined;
      end = performance.now() + slice;
    }));
  };
}

/**
 * Resolves in a task of its own, after which the page may have painted. A message and not a timer: timers of hidden tabs
 * are throttled to one a second.
 */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
