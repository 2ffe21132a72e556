import { messages } from '../messages/index.ts';
import type { Drift } from '../model/snapshot.ts';

/** What a quick look found. It read no file, so it is no check. */
export interface Look {
  readonly drift: Drift;
  /** True where the last check may have seen names that the browser hides from a quick look. */
  readonly hidden: boolean;
}

/** The lists of a drift, in the order in which they are told. */
export const DRIFTS = ['changed', 'added', 'gone', 'unreadable'] as const satisfies (keyof Drift)[];

/** What a quick look found, in a sentence; `files` is how many there are now. */
export function driftSentence(drift: Drift, files: number): string {
  const { counted, none, some } = messages.folders.drift;
  const lists = DRIFTS.filter((kind) => drift[kind].length > 0);
  if (lists.length === 0) return none(files);
  return some(lists.map((kind) => counted[kind](drift[kind].length)));
}
