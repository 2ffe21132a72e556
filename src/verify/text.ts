/**
 * A sentence of our own words with hostile ones in it. A quote is anything that a bundle, a file name or a certificate
 * says: a page isolates and escapes it, a plain text form escapes it.
 */
export type Text = readonly (string | { readonly quote: string })[];

const DATE = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
const TIME = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });
const NUMBER = new Intl.NumberFormat('en-GB');

/** A day in UTC, such as `3 October 2025`; `time` in milliseconds since 1970. */
export function day(time: number): string {
  return DATE.format(time);
}

/** The time of day here, such as `13:04:55`; `time` in milliseconds since 1970. */
export function clock(time: number): string {
  return TIME.format(time);
}

/** A count with its noun: `1 file`, `2,000 files`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${NUMBER.format(number)} ${number === 1 ? one : many}`;
}
