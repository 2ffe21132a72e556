import { base64 as coder } from '@scure/base';
import { base64, type Bytes, utf8 } from '../support/bytes.ts';
import { mutateBytes } from './mutate-bytes.ts';
import { mutateDer } from './mutate-der.ts';
import { mutateText } from './mutate-text.ts';
import type { Random } from './random.ts';

/** A JSON value that may say what no JSON.stringify writes: a key twice, a key in escapes, any text as a number. */
type Node =
  | { kind: 'object'; members: { key: string; value: Node }[] }
  | { kind: 'array'; items: Node[] }
  | { kind: 'string'; text: string }
  /** As it is written: a number, `true`, `null`, or what no grammar allows. */
  | { kind: 'raw'; text: string };

function nodeOf(value: unknown): Node {
  if (typeof value === 'string') return { kind: 'string', text: value };
  if (Array.isArray(value)) return { kind: 'array', items: value.map(nodeOf) };
  if (typeof value !== 'object' || value === null) return { kind: 'raw', text: JSON.stringify(value) };
  const members = Object.entries(value).map(([key, item]) => ({
    key: JSON.stringify(key),
    value: nodeOf(item),
  }));
  return { kind: 'object', members };
}

function write(node: Node): string {
  switch (node.kind) {
    case 'object':
      return `{${node.members.map(({ key, value }) => `${key}:${write(value)}`).join(',')}}`;
    case 'array':
      return `[${node.items.map(write).join(',')}]`;
    case 'string':
      return JSON.stringify(node.text);
    case 'raw':
      return node.text;
  }
}

/** A place in the tree: what stands there, and how to put something else there. */
interface Slot {
  readonly node: Node;
  readonly put: (node: Node) => void;
}

function slots(slot: Slot): Slot[] {
  const { node } = slot;
  const inner: Slot[] =
    node.kind === 'object'
      ? node.members.map((member) => ({ node: member.value, put: (value) => (member.value = value) }))
      : node.kind === 'array'
        ? node.items.map((item, i) => ({ node: item, put: (value) => (node.items[i] = value) }))
        : [];
  return [slot, ...inner.flatMap(slots)];
}

const RAW = [
  ...[
    'null',
    'true',
    'false',
    '0',
    '-0',
    '1',
    '-1',
    '0.5',
    '1e999',
    '1E400',
    '9007199254740993',
    '4294967296',
  ],
  ...['""', '[]', '{}', '[[]]', '[null]', '{"":0}', '"0"', '"\\ud800"', '"\\u0000"', '01', 'NaN', ''],
  ...['18446744073709551616', '"9223372036854775807"', '"-1"', '"1e3"', '"0x10"', '" 1"'],
];

type Edit = (slot: Slot, random: Random, others: readonly Slot[]) => void;

const EDITS: readonly Edit[] = [
  ({ put }, random) => {
    put({ kind: 'raw', text: random.pick(RAW) });
  },
  ({ put }, random, others) => {
    put(random.pick(others).node);
  },
  ({ node }, random) => {
    if (node.kind === 'object') node.members.splice(random.below(node.members.length + 1), 1);
    if (node.kind === 'array') node.items.splice(random.below(node.items.length + 1), 1);
  },
  ({ node }, random, others) => {
    if (node.kind !== 'object' || node.members.length === 0) return;
    const { key, value } = random.pick(node.members);
    const twin = random.once(2) ? value : random.pick(others).node;
    node.members.push({ key: random.once(2) ? key : escaped(key), value: twin });
  },
  ({ node }, random) => {
    if (node.kind !== 'object' || node.members.length === 0) return;
    const member = random.pick(node.members);
    member.key = random.once(2) ? escaped(member.key) : JSON.stringify(mutateText(member.key, random));
  },
  ({ node }, random, others) => {
    if (node.kind === 'object') node.members.push({ key: '"__proto__"', value: random.pick(others).node });
    if (node.kind !== 'array' || node.items.length === 0) return;
    const item = random.pick(node.items);
    node.items.push(
      ...Array.from({ length: random.once(5) ? random.below(2000) : 1 + random.below(40) }, () => item),
    );
  },
  ({ node }) => {
    if (node.kind === 'array') node.items.reverse();
    if (node.kind === 'object') node.members.reverse();
  },
  ({ node, put }, random) => {
    const depth = random.pick([1, 2, 63, 64, 65, 1000]);
    put(
      random.once(2)
        ? { kind: 'raw', text: '['.repeat(depth) + write(node) + ']'.repeat(depth) }
        : { kind: 'raw', text: '{"a":'.repeat(depth) + write(node) + '}'.repeat(depth) },
    );
  },
  ({ node, put }) => {
    if (node.kind === 'string') put({ kind: 'raw', text: node.text });
    if (node.kind === 'raw') put({ kind: 'string', text: node.text });
  },
  changeText,
  changeText,
  changeText,
  changeInside,
  changeInside,
  changeInside,
  changeInside,
  changeInside,
  changeInside,
];

function escaped(key: string): string {
  return `"${Array.from(key.slice(1, -1), (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')}"`;
}

function changeText({ node }: Slot, random: Random): void {
  if (node.kind === 'string') node.text = mutateText(node.text, random);
}

/** Changes what a base64 text holds: JSON, DER, PEM or anything. */
function changeInside({ node }: Slot, random: Random, others: readonly Slot[]): void {
  const bytes = decoded(node);
  if (bytes === undefined || node.kind !== 'string') return;
  const other = others.map((slot) => decoded(slot.node)).filter((each) => each !== undefined);
  node.text = base64(mutateInside(bytes, random, other.length > 0 ? random.pick(other) : bytes));
}

function decoded(node: Node): Bytes | undefined {
  if (node.kind !== 'string' || !/^[A-Za-z0-9+/]{8,}={0,2}$/.test(node.text)) return undefined;
  try {
    return Uint8Array.from(coder.decode(node.text));
  } catch {
    return undefined;
  }
}

function mutateInside(bytes: Bytes, random: Random, other: Bytes): Bytes {
  if (random.once(5)) return mutateBytes(bytes, random, other);
  if (bytes[0] === 0x7b) return mutateJson(bytes, random, other);
  if (bytes[0] === 0x2d) return utf8(mutateText(new TextDecoder().decode(bytes), random));
  return mutateDer(bytes, random, other);
}

function parse(bytes: Bytes): Node | undefined {
  try {
    return nodeOf(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return undefined;
  }
}

/**
 * One edit that knows JSON: keys twice, values of another kind, deep nesting, texts that are huge or odd, and changes
 * inside what a base64 text holds. What is no JSON is taken for bytes.
 */
export function mutateJson(bytes: Bytes, random: Random, other: Bytes): Bytes {
  let tree = parse(bytes);
  if (tree === undefined) return mutateBytes(bytes, random, other);
  const top: Slot = { node: tree, put: (node) => (tree = node) };
  const places = slots(top);
  // A fresh parse, so that no part comes to hold itself.
  const source = parse(random.once(2) ? other : bytes) ?? parse(bytes);
  const others = source === undefined ? places.slice(0, 0) : slots({ node: source, put: () => undefined });
  // Half of the edits go where the text is: most places of a document are small numbers and short words.
  const deep = places.filter(({ node }) => node.kind === 'string' && node.text.length > 8);
  const place = random.pick(deep.length > 0 && random.once(2) ? deep : places);
  random.pick(EDITS)(place, random, others);
  return utf8(write(tree));
}
