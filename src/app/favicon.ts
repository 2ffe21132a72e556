import failed from './icons/failed.svg';
import incomplete from './icons/incomplete.svg';
import partial from './icons/partial.svg';
import running from './icons/running.svg';
import unconfirmed from './icons/unconfirmed.svg';
import verified from './icons/verified.svg';
import type { Tone } from './tone.ts';

const link = document.querySelector<HTMLLinkElement>('link[rel=icon]');

/** The address of each icon; `idle` is the one that the page came with. */
export const ICONS: Readonly<Record<'idle' | 'running' | Tone, string>> = {
  idle: link?.href ?? '',
  running,
  verified,
  partial,
  unconfirmed,
  failed,
  incomplete,
};

/** Shows in the tab what the page is at: nothing in particular, reading, or the tone of its verdict. */
export function showIcon(state: keyof typeof ICONS): void {
  if (link) link.href = ICONS[state];
}
