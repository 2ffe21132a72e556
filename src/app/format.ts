const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB'];
const WHOLE = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });
const TENTHS = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** A size for people, in decimal units: `3.9 GB`. */
export function bytes(size: number): string {
  const power = size < 1000 ? 0 : Math.min(Math.floor(Math.log10(size) / 3), UNITS.length - 1);
  const number = power === 0 ? WHOLE : TENTHS;
  return `${number.format(size / 1000 ** power)} ${size === 1 ? 'byte' : (UNITS[power] ?? '')}`;
}

/** A duration for people, coarse on purpose so that it does not jump: `about 2 min`; `seconds` of it. */
export function duration(seconds: number): string {
  if (seconds < 10) return 'a few seconds';
  if (seconds < 60) return `about ${Math.ceil(seconds / 10) * 10} s`;
  if (seconds < 3600) return `about ${Math.ceil(seconds / 60)} min`;
  return `about ${(seconds / 3600).toFixed(1)} h`;
}

const MOMENT = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'medium', timeZone: 'UTC' });

/** A point in time, to the second, in UTC; `time` in milliseconds since 1970. */
export function moment(time: number): string {
  return `${MOMENT.format(time)} UTC`;
}
