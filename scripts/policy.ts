import { isRealm } from './realm.ts';

/** What the page may do: run its own scripts, and connect to nothing itself. */
export const PAGE_POLICY = [
  "default-src 'none'",
  // Hashing and nothing else is compiled from WebAssembly.
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'none'",
  // A document that may connect; it stands in a frame of its own and knows of no file (`src/trust-realm/`).
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

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
  ].join('; ');
}

/** What a host sends with the page and its scripts, workers included, which the policy in the page does not reach. */
export const PAGE_POLICY_HEADER = `${PAGE_POLICY}; frame-ancestors 'none'`;

const DENIED = [
  ...['camera', 'display-capture', 'geolocation', 'hid', 'microphone', 'midi', 'payment'],
  ...['publickey-credentials-get', 'serial', 'usb'],
];

/** What a host sends with every file. */
export const HEADERS: Readonly<Record<string, string>> = {
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': DENIED.map((feature) => `${feature}=()`).join(', '),
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/** How long files may be kept whose names change with their content: those in `assets/`. */
export const ASSET_CACHE = 'public, max-age=31536000, immutable';

/** How long all others may be kept: they are asked for anew each time, so that nobody is left with an old page. */
export const PAGE_CACHE = 'no-cache';

/** All that a host sends with a file of the site beside its content. */
export function headersFor(path: string): Readonly<Record<string, string>> {
  return {
    ...HEADERS,
    'Cache-Control': path.includes('/assets/') ? ASSET_CACHE : PAGE_CACHE,
    // Its own stands in the document.
    ...(!isRealm(path) && { 'Content-Security-Policy': PAGE_POLICY_HEADER }),
  };
}
