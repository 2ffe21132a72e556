import { SERVICE_WORKER } from '../pwa/policy.ts';
import { SINGLE_FILE } from './edition.ts';

declare global {
  /** Trusted Types, as far as this page uses them; browsers of before 2026 may lack them. */
  var trustedTypes:
    | {
        createPolicy(name: string, rules: { createScriptURL(address: string): string | null }): unknown;
      }
    | undefined;
}

/** Addresses that workers of ours were started from. */
const own = new Set<string>();
const stubs = new Map<string, string>();

/**
 * Starts a worker of ours, under the policy of this page. A worker that is loaded from an address of the host has the policy
 * that its response brings, which is none on a host that sends no headers; one that is made here has that of its maker.
 *
 * @param script - the worker’s address, imported with `?worker&url`
 */
export function startWorker(script: string, name: string): Worker {
  // In one file it is made here already, and Chromium 156 starts no module of a page that was opened as a file.
  const address = SINGLE_FILE ? script : stubOf(script);
  own.add(address);
  return new Worker(address, { type: SINGLE_FILE ? 'classic' : 'module', name });
}

/** Lets this page start the scripts above and its service worker, and none besides, where the browser knows Trusted Types. */
export function startOnlyOwnScripts(): void {
  const serviceWorker = new URL(SERVICE_WORKER, document.baseURI).href;
  globalThis.trustedTypes?.createPolicy('default', {
    createScriptURL: (address) =>
      own.has(address) || (!SINGLE_FILE && new URL(address, document.baseURI).href === serviceWorker)
        ? address
        : null,
  });
}

function stubOf(script: string): string {
  let stub = stubs.get(script);
  if (stub === undefined) {
    const source = `import ${JSON.stringify(new URL(script, document.baseURI).href)};`;
    stub = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
    stubs.set(script, stub);
  }
  return stub;
}
