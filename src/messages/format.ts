/** The language and region by whose ways numbers and dates are written and nouns counted: that of the words in `en.ts`. */
const LOCALE = 'en-GB';

const NUMBER = new Intl.NumberFormat(LOCALE);
const TENTHS = new Intl.NumberFormat(LOCALE, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const PERCENT = new Intl.NumberFormat(LOCALE, { style: 'percent', maximumFractionDigits: 1 });
const PLURAL = new Intl.PluralRules(LOCALE);
const LIST = new Intl.ListFormat(LOCALE, { type: 'conjunction' });

const DAY = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'long', timeZone: 'UTC' });
const MOMENT = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'long', timeStyle: 'long', timeZone: 'UTC' });

const BYTES = new Intl.NumberFormat(LOCALE, {
  style: 'unit',
  unit: 'byte',
  unitDisplay: 'long',
  maximumFractionDigits: 0,
});
/** By powers of a thousand, from the first. */
const LARGER = ['kilobyte', 'megabyte', 'gigabyte', 'terabyte', 'petabyte'].map(
  (unit) =>
    new Intl.NumberFormat(LOCALE, {
      style: 'unit',
      unit,
      unitDisplay: 'short',
      minimumFractionDigits: 1,
      maximumFractionDigits: 1,
    }),
);

/** A whole number: `2,000`. */
export function number(value: number | bigint): string {
  return NUMBER.format(value);
}

/** A number to one decimal place: `1.5`. */
export function tenths(value: number): string {
  return TENTHS.format(value);
}

/** A share from 0 to 1: `66.1%`. */
export function percent(share: number): string {
  return PERCENT.format(share);
}

/** A share from 0 to 1 in whole percent, never more than there is: `66%`. */
export function wholePercent(share: number): string {
  return percent(Math.floor(share * 100) / 100);
}

/** The forms of a word, by the plural categories of the language (CLDR); `other` stands in for those left out. */
export type Plural = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string };

/** The form of a word that a number asks for. */
export function plural(value: number, forms: Plural): string {
  return forms[PLURAL.select(value)] ?? forms.other;
}

/** A count with its noun, in a language of two forms: `1 file`, `2,000 files`. One of more forms uses {@link plural}. */
export function count(value: number, one: string, other = `${one}s`): string {
  return `${number(value)} ${plural(value, { one, other })}`;
}

/** Words as a list within a sentence: `a, b and c`. */
export function list(words: Iterable<string>): string {
  return LIST.format(words);
}

/** A size for people, in decimal units: `3.9 GB`. */
export function bytes(size: number): string {
  const power = size < 1000 ? 0 : Math.min(Math.floor(Math.log10(size) / 3), LARGER.length);
  return (LARGER[power - 1] ?? BYTES).format(size / 1000 ** power);
}

/** The words for a duration that is told coarsely, each for a whole number of its unit but for the hours. */
export interface DurationWords {
  /** Less than ten seconds. */
  readonly fewSeconds: string;
  seconds(seconds: number): string;
  minutes(minutes: number): string;
  hours(hours: number): string;
}

/** A duration for people, coarse on purpose so that it does not jump; `seconds` of it. */
export function coarse(seconds: number, words: DurationWords): string {
  if (seconds < 10) return words.fewSeconds;
  if (seconds < 60) return words.seconds(Math.ceil(seconds / 10) * 10);
  if (seconds < 3600) return words.minutes(Math.ceil(seconds / 60));
  return words.hours(seconds / 3600);
}

/** A day in UTC, such as `3 October 2025`; `time` in milliseconds since 1970. */
export function day(time: number): string {
  return DAY.format(time);
}

/** A point in time, to the second, in UTC: `3 October 2025 at 13:04:55 UTC`; `time` in milliseconds since 1970. */
export function moment(time: number): string {
  return MOMENT.format(time);
}
