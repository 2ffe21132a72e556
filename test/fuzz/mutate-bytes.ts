import { type Bytes, concat } from '../support/bytes.ts';
import type { Random } from './random.ts';

/** No input grows beyond it, in bytes: time and memory are judged per input. */
export const MAX_INPUT_BYTES = 256 * 1024;

/** Bytes that parsers treat in a way of their own: ends of ranges, DER tags and lengths, JSON’s own characters. */
const TELLING = [0x00, 0x01, 0x7f, 0x80, 0x81, 0x84, 0xff, 0x30, 0x31, 0x04, 0x22, 0x2c, 0x5b, 0x5c, 0x7b];

type Edit = (bytes: Bytes, at: number, random: Random, other: Bytes) => Bytes;

function repeat(part: Bytes, times: number): Bytes {
  return Uint8Array.from({ length: part.length * times }, (_, i) => part[i % part.length] ?? 0);
}

const EDITS: readonly Edit[] = [
  (bytes, at, random) => bytes.map((byte, i) => (i === at ? byte ^ (1 << random.below(8)) : byte)),
  (bytes, at, random) => bytes.map((byte, i) => (i === at ? random.pick(TELLING) : byte)),
  (bytes, at) => bytes.slice(0, at),
  (bytes, at) => bytes.slice(at),
  (bytes, at, random) => concat(bytes.subarray(0, at), bytes.subarray(at + 1 + random.below(64))),
  (bytes, at, random) => concat(bytes.subarray(0, at), Uint8Array.of(random.below(256)), bytes.subarray(at)),
  (bytes, at, random) => {
    const part = bytes.subarray(at, at + 1 + random.below(64));
    const times = random.once(20) ? random.below(MAX_INPUT_BYTES / part.length) : 1 + random.below(8);
    return concat(bytes.subarray(0, at), repeat(part, times), bytes.subarray(at));
  },
  (bytes, at, random, other) => {
    const from = random.below(other.length + 1);
    return concat(bytes.subarray(0, at), other.subarray(from, from + random.below(400)), bytes.subarray(at));
  },
  (bytes, at, random, other) => concat(bytes.subarray(0, at), other.subarray(random.below(other.length + 1))),
];

/** One edit that knows nothing of the format: a flip, a cut, a repetition, a splice with `other`. */
export function mutateBytes(bytes: Bytes, random: Random, other: Bytes): Bytes {
  if (bytes.length === 0) return other.slice();
  return random.pick(EDITS)(bytes, random.below(bytes.length), random, other).slice(0, MAX_INPUT_BYTES);
}
