import { loaded } from './loaded.ts';

/**
 * Loads the views that come after the start. They are no part of the first load, but must be there when a check ends,
 * whatever became of the host by then; and soon, so that the focus goes from one view to the next.
 */
export async function loadLaterViews() {
  await loaded();
  const [checking, verdict, inspection] = await Promise.all([
    import('./Checking.svelte'),
    import('./VerdictView.svelte'),
    import('./Inspection.svelte'),
  ]);
  return { Checking: checking.default, VerdictView: verdict.default, Inspection: inspection.default };
}
