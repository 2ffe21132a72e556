import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { Refusal } from '../oms/error.ts';
import { malformed } from './fields.ts';

/** Longest link that is written or read, in characters. */
export const MAX_LINK = 16 * 1024;

/** Longest fragment that is looked at: one that programs on its way wrote in percent escapes, twice. */
const MAX_MANGLED = 5 * MAX_LINK;
/** How often programs on its way may have escaped a link. */
const MAX_ESCAPED = 4;

const CHECKSUM_LENGTH = 8;

/** Puts a body into the frame `v1:LENGTH:BODY:CHECKSUM`, which tells whether it arrived whole. */
export function frame(body: string): string {
  return `v1:${body.length}:${body}:${checksum(body)}`;
}

/**
 * Takes a body out of its frame. A body holds no `%`, so whatever percent escapes there are came on the way.
 * @throws {Refusal} `link-malformed`, `link-version`, `link-truncated`, `link-damaged`, `link-too-large`
 */
export function unframe(fragment: string): string {
  if (fragment.length > MAX_MANGLED) throw new Refusal('link-too-large', `${fragment.length} characters`);
  const link = unescaped(fragment);
  const [head, version, length] = /^v(\d{1,6})(?::(?:(\d{1,9}):)?)?/.exec(link) ?? [];
  if (version !== undefined && version !== '1') throw new Refusal('link-version', `version ${version}`);
  if (/^v(?:1(?::\d{0,9})?)?$/.test(link)) throw new Refusal('link-truncated');
  if (head === undefined || length === undefined) throw malformed('no verification link');
  const framed = link.slice(head.length);
  const expected = Number(length) + 1 + CHECKSUM_LENGTH;
  if (expected > MAX_LINK) throw new Refusal('link-too-large', `${length} characters`);
  if (framed.length < expected)
    throw new Refusal('link-truncated', `${framed.length} of ${expected} characters`);
  const body = framed.slice(0, Number(length));
  if (link !== frame(body)) throw new Refusal('link-damaged');
  return body;
}

function unescaped(fragment: string): string {
  let text = fragment;
  for (let round = 0; round < MAX_ESCAPED && text.includes('%'); round++) {
    text = text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
  }
  // The start of an escape that was cut off.
  return text.replace(/%[0-9a-f]?$/i, '');
}

/** Finds accidents, not forgers: a link is somebody’s claim anyway. */
function checksum(body: string): string {
  return bytesToHex(sha256(utf8ToBytes(body))).slice(0, CHECKSUM_LENGTH);
}
