/**
 * What every file of the site is served with: by a host, as far as it can, and by the service worker, which serves the page
 * from its second load on. Pure texts, so that the build, the tests and the worker share them.
 */

/** Names and values of HTTP headers. */
export type HeaderValues = Readonly<Record<string, string>>;

/** The documents beside the page that may connect where the page may not. Their policies stand in them. */
export const REALMS = ['tuf.html', 'bundle.html'] as const;

/** The service worker. */
export const SERVICE_WORKER = 'sw.js';

const TRUSTED_TYPES = "require-trusted-types-for 'script'";

/** No text is turned into code or markup, and nobody makes a rule that says otherwise. */
export const NO_TEXT_AS_CODE = [TRUSTED_TYPES, "trusted-types 'none'"];

/** The same, but for the addresses of scripts that `src/app/own-scripts.ts` lets through. */
const ONLY_OWN_SCRIPTS = [TRUSTED_TYPES, 'trusted-types default'];

/** What the page may do: run its own scripts, and connect to nothing itself. */
export const PAGE_POLICY = [
  "default-src 'none'",
  // Hashing and nothing else is compiled from WebAssembly.
  "script-src 'self' 'wasm-unsafe-eval'",
  // Workers start from an address that the page makes, since those are under this policy on every host.
  "worker-src 'self' blob:",
  "style-src 'self'",
  "img-src 'self'",
  "manifest-src 'self'",
  "connect-src 'none'",
  // A document that may connect; it stands in a frame of its own and knows of no file (`src/trust-realm/`).
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  ...ONLY_OWN_SCRIPTS,
].join('; ');

/**
 * What the page says of itself when it starts, since only then is known where it lies: of this host, only its own files. The
 * stricter of the two policies counts.
 *
 * @param address - address of the page
 */
export function narrowedPolicy(address: string): string {
  const own = (path: string): string =>
    // Both end a source or a policy.
    new URL(path, address).href.replaceAll(';', '%3B').replaceAll(',', '%2C');
  // What the service worker answers has its address in Firefox 153, where that is compared.
  const kept = (path: string): string => `${own(path)} ${own(SERVICE_WORKER)}`;
  return [
    `script-src ${kept('assets/')} 'wasm-unsafe-eval'`,
    // What a worker imports counts as its script.
    `worker-src ${kept('assets/')} blob:`,
    `style-src ${kept('assets/')}`,
    `frame-src ${kept('tuf.html')}`,
  ].join('; ');
}

/**
 * What the page in one file may do: run the script and apply the styles that stand in it, and load nothing. Its workers are
 * made of that script, so they inherit this.
 *
 * @param script - SHA-256 of the script, in base64
 * @param style - SHA-256 of the styles, in base64
 */
export function singleFilePolicy(script: string, style: string): string {
  return [
    "default-src 'none'",
    `script-src 'sha256-${script}' 'wasm-unsafe-eval'`,
    'worker-src blob:',
    `style-src 'sha256-${style}'`,
    'img-src data:',
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    ...ONLY_OWN_SCRIPTS,
  ].join('; ');
}

/** The service worker sees no file of the person’s, and fetches the site’s own. */
const SERVICE_WORKER_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "connect-src 'self'",
  ...NO_TEXT_AS_CODE,
].join('; ');

/** Where it is known (Chromium 152 and newer), it also ends WebRTC, navigation to other hosts and hints to connect. */
const OWN_HOST_ONLY = '(response-origin)';

const DENIED = [
  ...['camera', 'display-capture', 'geolocation', 'hid', 'microphone', 'midi', 'payment'],
  ...['publickey-credentials-get', 'serial', 'usb'],
];

/** What comes with every file. */
export const HEADERS: HeaderValues = {
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': DENIED.map((feature) => `${feature}=()`).join(', '),
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/** What comes with the page and its scripts, and with all that has no headers of its own. */
export const PAGE_HEADERS: HeaderValues = {
  'Content-Security-Policy': `${PAGE_POLICY}; frame-ancestors 'none'`,
  'Connection-Allowlist': OWN_HOST_ONLY,
  'Cross-Origin-Opener-Policy': 'same-origin',
};

/** What comes in place of these with files of these names. */
export const HEADERS_OF: Readonly<Record<string, HeaderValues>> = {
  // Without an origin, whoever frames it: so nobody reaches into it and has it connect.
  'tuf.html': { 'Content-Security-Policy': 'sandbox allow-scripts' },
  // Whoever opens it gets no hold of it: it may connect to any host.
  'bundle.html': { 'Cross-Origin-Opener-Policy': 'noopener-allow-popups' },
  [SERVICE_WORKER]: {
    'Content-Security-Policy': SERVICE_WORKER_POLICY,
    'Connection-Allowlist': OWN_HOST_ONLY,
  },
};

/** How long files may be kept whose names change with their content: those in `assets/`. */
export const ASSET_CACHE = 'public, max-age=31536000, immutable';

/** How long all others may be kept: they are asked for anew each time, so that nobody is left with an old page. */
export const PAGE_CACHE = 'no-cache';

/**
 * All that comes with a file of the site beside its content.
 *
 * @param address - its address or path; what stands behind `?` or `#` does not count
 */
export function headersFor(address: string): HeaderValues {
  const [path = ''] = address.split(/[?#]/);
  return {
    ...HEADERS,
    'Cache-Control': path.includes('/assets/') ? ASSET_CACHE : PAGE_CACHE,
    ...(HEADERS_OF[path.slice(path.lastIndexOf('/') + 1)] ?? PAGE_HEADERS),
  };
}
