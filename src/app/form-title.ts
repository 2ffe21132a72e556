import { messages } from '../messages/index.ts';
import type { Method } from '../oms/bundle.ts';

/** What the expectation form asks for, by the method of the bundle that is on the page. */
export function formTitle(method: Method = 'sigstore'): string {
  return messages.formTitle[method];
}
