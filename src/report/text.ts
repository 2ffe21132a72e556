import type { Text } from '../messages/text.ts';
import { INVISIBLE } from '../oms/visible.ts';

/** Spaces that a page would drop or join. */
const LOOSE_SPACE = /^ | $|(?<= ) /g;

/**
 * Hostile text made safe to show: every character that is invisible or changes the direction of others becomes an
 * escape such as `\u202e`, and a backslash doubles so that an escape cannot be imitated.
 */
export function escapeText(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replace(LOOSE_SPACE, '\\u0020')
    .replace(INVISIBLE, (character) =>
      character.length > 1 || (character.codePointAt(0) ?? 0) > 0xffff
        ? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`
        : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
}

/** True if {@link escapeText} changes it: a name that is not what it looks like. */
export function looksOdd(text: string): boolean {
  return escapeText(text) !== text;
}

/** A sentence as plain text, its quotes escaped. */
export function plainText(text: Text): string {
  return text.map((part) => (typeof part === 'string' ? part : escapeText(part.quote))).join('');
}
