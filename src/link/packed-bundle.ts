import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { base64 } from '@scure/base';
import { parseBundle } from '../oms/bundle.ts';
import { Refusal, unwrap } from '../oms/error.ts';
import { malformed } from './fields.ts';
import { MAX_LINK } from './frame.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** Largest bundle in a link, in bytes: honest ones shrink to a half or a third, a hostile one could fill the memory. */
const MAX_BUNDLE = 256 * 1024;

/** Longest line of lengths, in bytes. */
const MAX_LINE = 14;

/**
 * Makes a bundle small enough for a link: its payload out of base64, which hides from compression what repeats in it, and
 * the whole compressed (raw deflate, RFC 1951).
 *
 * @throws {Refusal} `link-too-large`, or the problem of a bundle that cannot be read
 */
export async function packBundle(bundle: Uint8Array): Promise<Bytes> {
  if (bundle.length > MAX_BUNDLE) throw new Refusal('link-too-large', `a bundle of ${bundle.length} bytes`);
  return through(new CompressionStream('deflate-raw'), foldBundle(bundle), MAX_LINK);
}

/**
 * The bundle that was packed, byte for byte.
 * @throws {Refusal} `link-malformed`, `link-too-large`
 */
export async function unpackBundle(packed: Bytes): Promise<Bytes> {
  return unfoldBundle(await through(new DecompressionStream('deflate-raw'), packed, MAX_BUNDLE + MAX_LINE));
}

/**
 * A line with two lengths in bytes, what stands before the payload, the payload out of base64, and what stands behind it.
 * @throws {Refusal} of a bundle that cannot be read
 */
export function foldBundle(bundle: Uint8Array): Bytes {
  const { payload } = unwrap(parseBundle(bundle)).envelope;
  const text = new TextDecoder().decode(bundle);
  const encoded = base64.encode(payload);
  const at = text.indexOf(encoded);
  // Base64 may stand in JSON with escapes, `\/` for one: then it stays as it is.
  const [head, body, tail] =
    at < 0 ? [text, new Uint8Array(), ''] : [text.slice(0, at), payload, text.slice(at + encoded.length)];
  const before = utf8ToBytes(head);
  return concatBytes(utf8ToBytes(`${before.length} ${body.length}\n`), before, body, utf8ToBytes(tail));
}

/**
 * The inverse of {@link foldBundle}.
 * @throws {Refusal} `link-malformed`
 */
export function unfoldBundle(folded: Uint8Array): Bytes {
  const start = String.fromCharCode(...folded.subarray(0, MAX_LINE));
  const [line, before, payload] = /^(\d{1,6}) (\d{1,6})\n/.exec(start) ?? [];
  if (line === undefined) throw malformed('the bundle');
  const at = line.length + Number(before);
  const end = at + Number(payload);
  if (end > folded.length) throw malformed('the bundle');
  const encoded = utf8ToBytes(base64.encode(folded.subarray(at, end)));
  return concatBytes(folded.subarray(line.length, at), encoded, folded.subarray(end));
}

/** @throws {Refusal} `link-too-large` as soon as there is more than `limit`, `link-malformed` for what cannot be unpacked */
async function through(
  stream: CompressionStream | DecompressionStream,
  bytes: Bytes,
  limit: number,
): Promise<Bytes> {
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw malformed('the packed bundle');
    });
    if (done) return concatBytes(...chunks);
    length += value.length;
    if (length > limit) {
      await reader.cancel();
      throw new Refusal('link-too-large', `a bundle of more than ${limit} bytes`);
    }
    chunks.push(value);
  }
}
