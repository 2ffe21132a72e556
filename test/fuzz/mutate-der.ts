import { bigEndian, type Bytes, concat } from '../support/bytes.ts';
import { oid } from '../support/der.ts';
import { mutateBytes } from './mutate-bytes.ts';
import type { Random } from './random.ts';

/** An element of a DER structure: a list where it holds others, also inside an OCTET STRING, else its content. */
interface Element {
  tag: number;
  content: Element[] | Bytes;
  /** Length octets in place of the right ones. */
  length?: Bytes;
}

const OCTET_STRING = 0x04;
const MAX_DEPTH = 40;

/** Reads DER without a care for what it means; undefined if the lengths do not fit. */
function read(bytes: Bytes, depth = 0): Element[] | undefined {
  const elements: Element[] = [];
  for (let at = 0; at < bytes.length;) {
    const tag = bytes[at] ?? 0;
    let length = bytes[at + 1] ?? 0x80;
    let start = at + 2;
    if (length >= 0x80) {
      const octets = length & 0x7f;
      if (octets === 0 || octets > 3) return undefined;
      length = bytes.slice(start, start + octets).reduce((sum, byte) => sum * 256 + byte, 0);
      start += octets;
    }
    at = start + length;
    if (at > bytes.length) return undefined;
    const content = bytes.slice(start, at);
    const holds = ((tag & 0x20) !== 0 || tag === OCTET_STRING) && length > 0 && depth < MAX_DEPTH;
    elements.push({ tag, content: (holds ? read(content, depth + 1) : undefined) ?? content });
  }
  return elements;
}

function write({ tag, content, length }: Element): Bytes {
  const body = Array.isArray(content) ? concat(...content.map(write)) : content;
  return concat(Uint8Array.of(tag), length ?? lengthOctets(body.length), body);
}

function lengthOctets(length: number): Bytes {
  if (length < 0x80) return Uint8Array.of(length);
  const octets = length < 2 ** 8 ? 1 : length < 2 ** 16 ? 2 : 3;
  return concat(Uint8Array.of(0x80 | octets), bigEndian(length, octets));
}

function all(elements: readonly Element[]): Element[] {
  return elements.flatMap((element) => [
    element,
    ...(Array.isArray(element.content) ? all(element.content) : []),
  ]);
}

const TAGS = [
  0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x0c, 0x13, 0x16, 0x17, 0x18, 0x1e, 0x30, 0x31, 0x80, 0x82, 0x86, 0xa0,
  0xa3, 0x24, 0x1f,
];
const LENGTHS = [
  [0x80],
  [0x00],
  [0x7f],
  [0x81, 0x01],
  [0x82, 0x00, 0x10],
  [0x84, 0xff, 0xff, 0xff, 0xff],
  [0x86, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
  [0x89, 1, 1, 1, 1, 1, 1, 1, 1, 1],
].map((octets) => Uint8Array.from(octets));
/** Key usage, names, constraints, policies, purposes, issuers and SCTs of Fulcio, curves, algorithms. */
const OIDS = [
  ...['2.5.29.15', '2.5.29.17', '2.5.29.19', '2.5.29.30', '2.5.29.32', '2.5.29.37', '2.5.29.37.0'],
  ...['1.3.6.1.5.5.7.3.3', '1.3.6.1.4.1.57264.1.1', '1.3.6.1.4.1.57264.1.7', '1.3.6.1.4.1.57264.1.8'],
  ...['1.3.6.1.4.1.11129.2.4.2', '1.2.840.10045.2.1', '1.2.840.10045.3.1.7', '1.3.132.0.34', '1.3.101.112'],
  ...['1.2.840.113549.1.1.10', '1.2.840.113549.1.1.11', '1.2.840.10045.4.3.2', '1.2.840.113549.1.9.1'],
].map((dotted) => oid(dotted).slice(2));

type Edit = (element: Element, random: Random, others: readonly Element[]) => void;

const EDITS: readonly Edit[] = [
  (element, random) => {
    element.tag = random.pick(TAGS);
  },
  (element, random) => {
    element.length = random.pick(LENGTHS);
  },
  (element, random, others) => {
    const other = random.pick(others);
    element.tag = other.tag;
    element.content = other.content;
  },
  (element, random) => {
    if (!Array.isArray(element.content) || element.content.length === 0) return;
    element.content.splice(random.below(element.content.length), 1);
  },
  (element, random) => {
    if (!Array.isArray(element.content) || element.content.length === 0) return;
    const child = random.pick(element.content);
    const times = random.once(10) && element.content.length < 100 ? 1 + random.below(3000) : 1;
    element.content.push(...Array.from({ length: times }, () => child));
  },
  (element) => {
    if (Array.isArray(element.content)) element.content.reverse();
  },
  (element, random) => {
    const inner = { ...element };
    const wrapped = Array.from({ length: 1 + random.below(random.once(4) ? 200 : 4) }).reduce<Element>(
      (content) => ({ tag: random.pick([0x30, 0x30, 0x04, 0xa0]), content: [content] }),
      inner,
    );
    element.tag = wrapped.tag;
    element.content = wrapped.content;
  },
  (element, random) => {
    element.content = new Uint8Array(random.pick([0, 1, 8, 21, 65, 4000, 60_000])).fill(
      random.pick([0, 0x41, 0x81, 0xff]),
    );
  },
  (element, random) => {
    element.tag = 0x06;
    element.content = random.pick(OIDS);
  },
  (element, random) => {
    if (Array.isArray(element.content)) return;
    element.content = mutateBytes(element.content, random, Uint8Array.of(0, 0xff));
  },
];

/** One edit that knows DER: a tag, a length, an object identifier, a part taken away, repeated, nested or grown. */
export function mutateDer(bytes: Bytes, random: Random, other: Bytes): Bytes {
  const tree = read(bytes);
  if (tree === undefined || tree.length === 0) return mutateBytes(bytes, random, other);
  // From another tree, so that no part comes to hold itself.
  const others = all(read(random.once(2) ? other : bytes) ?? []);
  random.pick(EDITS)(
    random.pick(all(tree)),
    random,
    others.length > 0 ? others : [{ tag: 0x05, content: new Uint8Array() }],
  );
  return concat(...tree.map(write));
}
