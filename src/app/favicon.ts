import type { Tone } from './tone.ts';

/** Shows in the tab what the page is at: nothing in particular, reading, or the tone of its verdict. */
export function showIcon(state: 'idle' | 'running' | Tone): void {
  const link = document.querySelector<HTMLLinkElement>('link[rel=icon]');
  if (link) link.href = state === 'idle' ? 'icon.svg' : `icon-${state}.svg`;
}
