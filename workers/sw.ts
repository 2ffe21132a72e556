/**
 * The service worker: keeps all files of the page, hands them out with the headers that belong to them, takes what other
 * programs share, and makes way for a newer version when it is told to. It sees no file of a model and connects to the
 * page’s own host only. It stays readable in the build, for those who look.
 */
import { version } from '../package.json';
import { changes } from '../src/messages/changes.ts';
import { fragmentIn } from '../src/pwa/fragment.ts';
import { headersFor } from '../src/pwa/policy.ts';
import { type ListedFile, Precache } from '../src/pwa/precache.ts';
import { arrivalAddress, SHARE_FIELDS, SHARE_TARGET } from '../src/pwa/share-target.ts';
import { SharedFile } from '../src/pwa/shared-file.ts';
import { type Answers, CHECK_LOCK, type Question, type Release } from '../src/pwa/update.ts';
import type { ServiceWorkerScope } from './service-worker-scope.ts';

declare const self: ServiceWorkerScope & {
  /** The build puts the list here. */
  readonly __WB_MANIFEST: readonly ListedFile[];
};

const RELEASE: Release = { version, changes };
const { scope } = self.registration;
const precache = new Precache(self.__WB_MANIFEST, scope);

self.addEventListener('install', (event) => {
  event.waitUntil(precache.fill());
});

self.addEventListener('activate', (event) => {
  event.waitUntil(takeOver());
});

self.addEventListener('fetch', (event) => {
  const { mode, method, url } = event.request;
  const address = new URL(url);
  // What other hosts are asked for is the business of the document that asks, and of its policy.
  if (address.origin !== self.location.origin) return;
  if (method === 'POST' && address.href === new URL(SHARE_TARGET, scope).href)
    event.respondWith(takeShared(event.request));
  if (method !== 'GET') return;
  event.respondWith(answer(event.request, address));
  if (mode === 'navigate') event.waitUntil(tidy(0));
});

self.addEventListener('message', (event) => {
  const answered = event.data === ('apply' satisfies Question) ? apply() : Promise.resolve(RELEASE);
  event.waitUntil(
    answered.then((answer) => {
      event.ports[0]?.postMessage(answer);
    }),
  );
});

/** From the first visit on, so that the page works without a network before it is loaded anew. */
async function takeOver(): Promise<void> {
  await self.clients.claim();
  // The tab that asked for this version is loaded anew.
  await tidy(1);
}

/** Forgets earlier builds where no more than so many tabs are open, none of which needs them. */
async function tidy(tabs: number): Promise<void> {
  const open = await self.clients.matchAll({ type: 'window' });
  if (open.length <= tabs) await precache.dropOld();
}

async function answer(request: Request, address: URL): Promise<Response> {
  const response = (await precache.find(address)) ?? (await fetch(request));
  // A redirect must be passed on as it is.
  if (response.type === 'opaqueredirect') return response;
  const { body, status, statusText } = response;
  const type = response.headers.get('Content-Type');
  const headers = { ...headersFor(address.href), ...(type !== null && { 'Content-Type': type }) };
  return new Response(body, { headers, status, statusText });
}

/** Opens the page on what another program shared. */
async function takeShared(request: Request): Promise<Response> {
  const opened = new URL(await arrivalOf(await request.formData()), scope);
  return Response.redirect(opened.href, 303);
}

/** A file waits for the page to take it; a link is opened as if it had been clicked. */
async function arrivalOf(data: FormData): Promise<string> {
  const file = data.get(SHARE_FIELDS.file);
  if (file instanceof File && file.size > 0)
    return arrivalAddress((await new SharedFile(scope).keep(file)) ? 'file' : 'too-large');
  const texts = SHARE_FIELDS.texts.map((field) => data.get(field));
  const fragment = fragmentIn(texts.filter((text) => typeof text === 'string').join(' '));
  return fragment === undefined ? arrivalAddress('nothing') : `./#${fragment}`;
}

/** Takes over unless a check is under way, in whichever tab. */
function apply(): Promise<Answers['apply']> {
  return self.navigator.locks.request(CHECK_LOCK, { ifAvailable: true }, async (lock) => {
    if (!lock) return 'busy';
    await self.skipWaiting();
    return 'applied';
  });
}
