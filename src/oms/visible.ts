/** Control, format (bidi among them), surrogate, private-use, unassigned, ignorable and separator characters, the blank of Braille: nothing that shows as itself. */
export const INVISIBLE = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|[^\S ]/gu;

/** True if every character shows as itself. */
export function isVisible(text: string): boolean {
  return text.search(INVISIBLE) === -1;
}
