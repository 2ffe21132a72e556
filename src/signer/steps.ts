import { problemOf } from '../oms/error.ts';
import type { Check, CheckId } from './check.ts';
import type { SignatureResult } from './result.ts';

/** What a step that did not fail has found; it passed unless it says another status. */
export interface Finding<T> {
  readonly value: T;
  readonly status?: Check['status'];
  /** One short clause. */
  readonly detail?: string;
}

/** Runs one step of a signature check and records its outcome; what `work` throws is recorded as a failure and thrown on. */
export type Step = <T>(id: CheckId, work: () => Finding<T>) => T;

/** A signature that holds, without the record of how that was found. */
export type Held = Omit<Extract<SignatureResult, { ok: true }>, 'ok' | 'checks'>;

/**
 * Runs a signature check step by step. Its result lists all of `ids` in their order, those that were not reached as
 * skipped; whatever is thrown makes it a failure.
 */
export function runSteps(ids: readonly CheckId[], work: (step: Step) => Held): SignatureResult {
  const done = new Map<CheckId, Check>();
  const step: Step = (id, run) => {
    try {
      const { value, status = 'pass', detail } = run();
      done.set(id, { id, status, ...(detail !== undefined && { detail }) });
      return value;
    } catch (thrown) {
      const { message, detail = message } = problemOf(thrown);
      done.set(id, { id, status: 'fail', detail });
      throw thrown;
    }
  };
  const checks = (): Check[] =>
    ids.map((id) => done.get(id) ?? { id, status: 'skipped', detail: 'not reached' });
  try {
    return { ok: true, ...work(step), checks: checks() };
  } catch (thrown) {
    return { ok: false, problem: problemOf(thrown), checks: checks() };
  }
}
