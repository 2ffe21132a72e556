import { messages } from '../messages/index.ts';

/**
 * Every way in which Assay says no, as one closed list of codes, each with a sentence for a person and the next step: a
 * new one is a new entry of `errors` in `src/messages/en.ts`. Errors are values: they cross worker boundaries as plain
 * objects and end up in the report unchanged. A code is never renamed once released.
 */
export type ErrorCode = keyof typeof messages.errors;

/** Every error code, for tests and documentation. */
export const ERROR_CODES = Object.keys(messages.errors) as readonly ErrorCode[];

/** An error as a value. Plain data: it may cross a worker boundary and stand in a report. */
export interface Problem {
  readonly code: ErrorCode;
  /** One sentence that a person understands. */
  readonly message: string;
  /** One sentence: what to do next. */
  readonly next: string;
  /** The exact place or value, for those who look: hostile text, so escape it before showing it. */
  readonly detail?: string;
}

/** Either a value or the reason why there is none. */
export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };

/** Details are made of hostile text, which may be as long as a bundle. In UTF-16 units. */
const MAX_DETAIL_LENGTH = 500;

/** Makes a {@link Problem} of a code; `detail` says where or what. */
export function problem(code: ErrorCode, detail?: string): Problem {
  if (detail === undefined) return { code, ...messages.errors[code] };
  const shown = detail.length > MAX_DETAIL_LENGTH ? `${detail.slice(0, MAX_DETAIL_LENGTH)}…` : detail;
  return { code, ...messages.errors[code], detail: shown };
}

/** Thrown inside a module to leave a deep parse; {@link attempt} turns it into a {@link Result} at the module's edge. */
export class Refusal extends Error {
  readonly problem: Problem;

  constructor(code: ErrorCode, detail?: string) {
    super(detail === undefined ? code : `${code}: ${detail}`);
    this.name = 'Refusal';
    this.problem = problem(code, detail);
  }
}

/** Runs `work`; a {@link Refusal} becomes its problem, anything else thrown becomes `unexpected`. */
export function attempt<T>(work: () => T): Result<T> {
  try {
    return { ok: true, value: work() };
  } catch (thrown) {
    return { ok: false, problem: problemOf(thrown) };
  }
}

/** The value of a {@link Result}; @throws {Refusal} of its problem. The inverse of {@link attempt}. */
export function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Refusal(result.problem.code, result.problem.detail);
}

/** The {@link Problem} in whatever was thrown. */
export function problemOf(thrown: unknown): Problem {
  if (thrown instanceof Refusal) return thrown.problem;
  return problem(
    'unexpected',
    thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown),
  );
}
