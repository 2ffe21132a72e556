import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { CASES, type Case } from './case.ts';

/** What one run of the bench does. */
export interface Options {
  /** Print JSON and nothing else. */
  readonly json: boolean;
  /** A quarter of the bytes and fewer rounds. */
  readonly quick: boolean;
  /** In the order in which they are measured. */
  readonly cases: readonly Case[];
  /** An absolute path: a folder for the data, which stays there; a temporary one if absent. */
  readonly data?: string;
}

/**
 * Reads the arguments of `npm run bench`.
 *
 * @throws Error if an option or a case is unknown.
 */
export function parseOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      json: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      only: { type: 'string' },
      data: { type: 'string' },
    },
  });
  const { json, quick, only, data } = values;
  return {
    json,
    quick,
    cases: only === undefined ? CASES : chosen(only.split(',')),
    ...(data !== undefined && { data: resolve(data) }),
  };
}

function chosen(names: readonly string[]): readonly Case[] {
  const known = CASES.map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Error(`No case is named “${unknown}”. Cases: ${known.join(', ')}`);
  return CASES.filter(({ name }) => names.includes(name));
}
