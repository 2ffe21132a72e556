import { attempt, type ErrorCode, problem, Refusal, type Result } from '../oms/error.ts';

/**
 * Reads one layer of a bundle for display. Whatever is thrown becomes the reason why there is nothing to show; what is
 * no refusal of ours, such as an error of a library that met hostile bytes, gets the code of the layer.
 */
export function layer<T>(code: ErrorCode, read: () => T): Result<T> {
  const result = attempt(read);
  if (result.ok || result.problem.code !== 'unexpected') return result;
  return { ok: false, problem: problem(code, result.problem.detail) };
}

/** Longest text of a layer that goes to a page, in UTF-16 units. */
const MOST_CHARACTERS = 4096;

/** Hostile text cut to what a page can bear. */
export function clip(text: string): string {
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
}

/** Times that a date can hold (ECMA-262 §21.4.1.1), in milliseconds on either side of 1970. */
const LATEST = 8.64e15;

/**
 * A time that a page can show, in milliseconds since 1970.
 * @throws {Refusal} `bundle-malformed` for one that no calendar has
 */
export function momentOf(time: number): number {
  if (!(Math.abs(time) <= LATEST)) throw new Refusal('bundle-malformed', `a time of ${time} ms`);
  return time;
}
