import { messages } from '../messages/index.ts';
import type { Method } from '../oms/bundle.ts';
import type { Given } from './given.svelte.ts';

/** What the expectation form asks for, by the method of the bundle that is on the page and what was given for it. */
export function formTitle(method: Method, { publicKey, roots }: Given): string {
  const titles = messages.formTitle;
  if (method === 'key' && publicKey) return titles.otherKey;
  return method === 'certificate' && roots.length > 0 ? titles.otherRoots : titles[method];
}
