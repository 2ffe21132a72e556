import type { Method } from '../oms/bundle.ts';

/** What the expectation form asks for, by the method of the bundle that is on the page. */
export function formTitle(method: Method | undefined): string {
  switch (method) {
    case 'key':
      return 'Give the publisher’s public key';
    case 'certificate':
      return 'Give the root certificate';
    default:
      return 'Say whom you expect';
  }
}
