import type { Json } from '../oms/json.ts';
import type { UnknownField } from '../oms/unknown.ts';
import { clip } from './describe-layer.ts';

/** A JSON document for display, cut to a bounded size. Plain data. */
export type JsonTree =
  /** `length` is that of the whole text, in UTF-16 units; `text` may be less of it. */
  | { readonly kind: 'text'; readonly text: string; readonly length: number }
  /** A number, `true`, `false` or `null`. */
  | { readonly kind: 'plain'; readonly text: string }
  /** `size` counts all items, of which `items` may be the first ones only. */
  | { readonly kind: 'list'; readonly items: readonly JsonTree[]; readonly size: number }
  | { readonly kind: 'object'; readonly members: readonly JsonMember[]; readonly size: number };

/** One member of an object. */
export interface JsonMember {
  readonly name: string;
  readonly value: JsonTree;
  /** The format does not define it. */
  readonly unknown: boolean;
}

/** Items or members that are taken of one list or object. */
const MOST_ITEMS = 1000;
/** Values that are taken of one document. */
const MOST_VALUES = 20_000;

/** Cuts a parsed document to a tree for display; `unknown` names the fields to mark. */
export function describeJson(document: Json, unknown: readonly UnknownField[] = []): JsonTree {
  const marked = new Set(unknown.map(({ where }) => where));
  let left = MOST_VALUES;

  const treeOf = (value: Json, where: string): JsonTree => {
    left--;
    if (typeof value === 'string') return { kind: 'text', text: clip(value), length: value.length };
    if (typeof value !== 'object' || value === null) return { kind: 'plain', text: String(value) };
    if (isList(value)) {
      const items: JsonTree[] = [];
      for (const item of value.slice(0, MOST_ITEMS)) if (left > 0) items.push(treeOf(item, `${where}[]`));
      return { kind: 'list', items, size: value.length };
    }
    const entries = Object.entries(value);
    const members: JsonMember[] = [];
    for (const [name, inner = null] of entries.slice(0, MOST_ITEMS)) {
      if (left <= 0) break;
      const path = where === '' ? name : `${where}.${name}`;
      members.push({ name: clip(name), value: treeOf(inner, path), unknown: marked.has(path) });
    }
    return { kind: 'object', members, size: entries.length };
  };
  return treeOf(document, '');
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
