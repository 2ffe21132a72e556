import { ERROR_CODES, type Problem } from '../../src/oms/error.ts';
import type { Bytes } from '../support/bytes.ts';

/** What became of one input; a complaint is a finding. */
export type Outcome = 'accepted' | 'refused' | { readonly complaint: string };

/** One place where hostile input comes in. */
export interface Target {
  readonly name: string;
  /** Which edits fit the input, besides those of plain bytes. */
  readonly form: 'json' | 'der' | 'text';
  readonly seeds: readonly Bytes[];
  /** Must not throw: that is a finding of its own. */
  readonly run: (input: Bytes) => Outcome;
}

/** A complaint as an {@link Outcome}. */
export function complain(complaint: string): Outcome {
  return { complaint };
}

/** Details are cut to 500 characters and an ellipsis. */
const MAX_DETAIL = 501;

/** Holds a refusal to what all must be: a known code that is not `unexpected`, in words, with a bounded detail. */
export function refusal({ code, detail = '', message, next }: Problem): Outcome {
  if (code === 'unexpected') return complain(`an unexpected failure: ${detail}`);
  if (!ERROR_CODES.includes(code)) return complain(`a code that does not exist: ${code}`);
  if (message === '' || next === '') return complain(`no words for ${code}`);
  if (detail.length > MAX_DETAIL) return complain(`a detail of ${detail.length} characters for ${code}`);
  return 'refused';
}

/** The first complaint, else `accepted` if any of them is. */
export function joined(outcomes: readonly Outcome[]): Outcome {
  const complaint = outcomes.find((outcome) => typeof outcome === 'object');
  return complaint ?? (outcomes.includes('accepted') ? 'accepted' : 'refused');
}
