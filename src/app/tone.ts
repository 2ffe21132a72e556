import type { State, Verdict } from '../verify/verdict.ts';

/** How a verdict is shown: its state, but that a verdict over a part must not look like one over all. */
export type Tone = State | 'partial';

/** The word for each tone. */
export const TONE_WORDS: Readonly<Record<Tone, string>> = {
  verified: 'Verified',
  partial: 'Verified in part',
  unconfirmed: 'Not confirmed',
  failed: 'Do not use',
  incomplete: 'Not finished',
};

/** The tone of a verdict. */
export function toneOf({ code, state }: Verdict): Tone {
  return code === 'verified-partial' ? 'partial' : state;
}
