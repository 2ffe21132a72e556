type Keys = Pick<KeyboardEvent, 'altKey' | 'code' | 'ctrlKey' | 'key' | 'metaKey' | 'repeat' | 'shiftKey'>;

/**
 * The letter of an Alt shortcut, in lower case; undefined for any other key. A single letter would act by mistake,
 * above all where somebody speaks to the computer. What Alt makes of the letter (“π” on a Mac) does not count.
 */
export function altLetter(event: Keys): string | undefined {
  if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.repeat) return undefined;
  if (/^[a-z]$/i.test(event.key)) return event.key.toLowerCase();
  return /^Key([A-Z])$/.exec(event.code)?.[1]?.toLowerCase();
}
