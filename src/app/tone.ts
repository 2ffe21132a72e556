import { messages } from '../messages/index.ts';
import type { State } from '../verify/verdict.ts';

/** How a verdict is shown: its state, but that a verdict over a part must not look like one over all. */
export type Tone = State | 'partial';

/** The word for each tone. */
export const TONE_WORDS: Readonly<Record<Tone, string>> = messages.tones;

/** The tone of a verdict. */
export function toneOf({ code, state }: { readonly code: string; readonly state: State }): Tone {
  return code === 'verified-partial' ? 'partial' : state;
}
