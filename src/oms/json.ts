import { Refusal } from './error.ts';

/** A JSON value as the strict parser gives it. Objects are maps without a prototype, so no key is special. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

/** Honest bundles nest about ten deep. */
const MAX_DEPTH = 64;
/** Values in one document: each file needs four. Bounds memory, which the size in bytes does not. */
const MAX_VALUES = 4_000_000;

/** All but the quote, the backslash and control characters (RFC 8259 §7). */
const PLAIN = /[ !#-[\]-\uffff]*/y;
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const LONE_SURROGATE = /\p{Surrogate}/u;
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/**
 * Parses JSON (RFC 8259) so that no two readers can disagree about it: fatal UTF-8, no byte order mark, no duplicate
 * keys (compared after unescaping), no lone surrogates, bounded depth and number of values.
 *
 * `JSON.parse` lets the last of two equal keys win, other parsers the first: a signed text could then say one thing
 * to the library that checks it and another to us.
 *
 * @throws {Refusal} `json-encoding`, `json-bom`, `json-invalid`, `json-truncated`, `json-duplicate-key`,
 *   `json-surrogate`, `json-too-deep`, `bundle-too-many`
 */
export function parseJson(bytes: Uint8Array): Json {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) throw new Refusal('json-bom');
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Refusal('json-encoding');
  }
  return new Parser(text).document();
}

class Parser {
  readonly #text: string;
  #at = 0;
  #values = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): Json {
    const value = this.#value(0);
    this.#space();
    if (this.#at < this.#text.length) throw this.#invalid();
    return value;
  }

  #value(depth: number): Json {
    if (depth > MAX_DEPTH) throw new Refusal('json-too-deep', `deeper than ${MAX_DEPTH}`);
    if (++this.#values > MAX_VALUES)
      throw new Refusal('bundle-too-many', `more than ${MAX_VALUES} JSON values`);
    this.#space();
    switch (this.#text[this.#at]) {
      case '{':
        return this.#object(depth);
      case '[':
        return this.#array(depth);
      case '"':
        return this.#string();
      case 't':
        return this.#literal('true', true);
      case 'f':
        return this.#literal('false', false);
      case 'n':
        return this.#literal('null', null);
      default:
        return this.#number();
    }
  }

  #object(depth: number): JsonObject {
    const object = Object.create(null) as Record<string, Json>;
    this.#at++;
    this.#space();
    if (this.#take('}')) return object;
    do {
      this.#space();
      if (this.#text[this.#at] !== '"') throw this.#invalid();
      const key = this.#string();
      if (key in object) throw new Refusal('json-duplicate-key', key);
      this.#space();
      this.#expect(':');
      object[key] = this.#value(depth + 1);
      this.#space();
    } while (this.#take(','));
    this.#expect('}');
    return object;
  }

  #array(depth: number): Json[] {
    const array: Json[] = [];
    this.#at++;
    this.#space();
    if (this.#take(']')) return array;
    do {
      array.push(this.#value(depth + 1));
      this.#space();
    } while (this.#take(','));
    this.#expect(']');
    return array;
  }

  #string(): string {
    this.#at++;
    let string = this.#match(PLAIN);
    let escaped = false;
    for (;;) {
      const next = this.#text[this.#at];
      if (next === '"') break;
      if (next !== '\\') throw this.#invalid();
      string += this.#escape() + this.#match(PLAIN);
      escaped = true;
    }
    this.#at++;
    // Fatal UTF-8 lets no surrogate in; only escapes can.
    if (escaped && LONE_SURROGATE.test(string)) throw new Refusal('json-surrogate');
    return string;
  }

  #escape(): string {
    const kind = this.#text[this.#at + 1];
    if (kind === 'u') {
      const hex = this.#text.slice(this.#at + 2, this.#at + 6);
      if (!/^[0-9a-fA-F]{4}$/.test(hex)) {
        if (/^[0-9a-fA-F]*$/.test(hex)) this.#at += 2 + hex.length;
        throw this.#invalid();
      }
      this.#at += 6;
      return String.fromCharCode(Number.parseInt(hex, 16));
    }
    const character = kind === undefined ? undefined : ESCAPES[kind];
    if (character === undefined) {
      this.#at++;
      throw this.#invalid();
    }
    this.#at += 2;
    return character;
  }

  #number(): number {
    const digits = this.#match(NUMBER);
    if (digits === '') throw this.#invalid();
    return Number(digits);
  }

  #literal<T extends Json>(word: string, value: T): T {
    for (const letter of word) this.#expect(letter);
    return value;
  }

  #space(): void {
    for (;;) {
      const next = this.#text.charCodeAt(this.#at);
      if (next !== 0x20 && next !== 0x0a && next !== 0x0d && next !== 0x09) return;
      this.#at++;
    }
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0] ?? '';
    this.#at += found.length;
    return found;
  }

  #take(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  #expect(character: string): void {
    if (!this.#take(character)) throw this.#invalid();
  }

  #invalid(): Refusal {
    const end = this.#at >= this.#text.length;
    return new Refusal(end ? 'json-truncated' : 'json-invalid', `at character ${this.#at}`);
  }
}
