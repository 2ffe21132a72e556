import { MAX_INPUT_BYTES } from './mutate-bytes.ts';
import type { Random } from './random.ts';

/** What paths, names and lines of PEM are made of, and characters that are not what they look like. */
const ODD = [
  ...[
    '/',
    '//',
    './',
    '../',
    '.',
    '..',
    ':',
    ':0:1',
    ':1:0',
    '\\',
    '%2f',
    '*',
    '~',
    'C:\\',
    '.git',
    'CON',
    '',
  ],
  ...['\0', '\n', '\r', '\t', ' ', '\u00a0', '\u2028', '\u202e', '\u200b', '\ufeff', '\ufffd', '\uffff'],
  ...['\ud800', '\udc00', '😀', '\u{e0041}', 'e\u0301', 'é', 'İ', 'ﬃ', '\ufdfa', 'Å', 'ǅ', '\u3164'],
  ...['"', "'", '{', '}', '<b>', '=', '-----BEGIN ', '-----', '__proto__', 'constructor', '0', '-1', '1e999'],
];

type Edit = (text: string, at: number, random: Random) => string;

const EDITS: readonly Edit[] = [
  (text, at, random) => text.slice(0, at) + random.pick(ODD) + text.slice(at),
  (text, at, random) => text.slice(0, at) + random.pick(ODD) + text.slice(at + 1),
  (text, at, random) => text.slice(0, at) + text.slice(at + 1 + random.below(20)),
  (text, at, random) => {
    const part = text.slice(at, at + 1 + random.below(20)) || random.pick(ODD) || 'a';
    return text.slice(0, at) + part.repeat(1 + random.below(5)) + text.slice(at);
  },
  (text, at, random) => {
    const part = random.once(2) ? text.slice(at, at + 1 + random.below(4)) || 'a' : random.pick(ODD) || 'a';
    return text.slice(0, at) + part.repeat(random.below(MAX_INPUT_BYTES / part.length)) + text.slice(at);
  },
  (_text, _at, random) => random.pick(ODD),
  (text) => text.split('').reverse().join(''),
  (text) => text.toUpperCase(),
];

/** One edit of a text: odd characters, something repeated a little or very often, a part taken away. */
export function mutateText(text: string, random: Random): string {
  return random
    .pick(EDITS)(text, random.below(text.length + 1), random)
    .slice(0, MAX_INPUT_BYTES);
}
