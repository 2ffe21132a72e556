import { type Bytes, utf8 } from '../support/bytes.ts';
import { mutateBytes } from './mutate-bytes.ts';
import { mutateDer } from './mutate-der.ts';
import { mutateJson } from './mutate-json.ts';
import { mutateText } from './mutate-text.ts';
import { Random } from './random.ts';
import { complain, type Outcome, type Target } from './target.ts';

/** An input on which a target broke its promise. */
export interface Finding {
  readonly target: string;
  readonly complaint: string;
  readonly input: Bytes;
}

/** What happened to one target’s inputs. */
export interface Count {
  accepted: number;
  refused: number;
  /** The longest that one input took, in milliseconds. */
  slowest: number;
}

/** How long to go on, and from where. */
export interface FuzzOptions {
  readonly seed: number;
  /** Asked before each round, which gives every target one input. */
  readonly goOn: (round: number) => boolean;
  /** Most that one input may take, in milliseconds. */
  readonly limit: number;
}

/** No mutant is larger, in bytes. */
const MAX_MUTANT_BYTES = 1024 * 1024;
/** Mutants that a target accepted, to start from again. */
const MAX_SURVIVORS = 64;

/** Gives every target mutants of its seeds, and of those mutants that it accepted. Findings of one kind count once. */
export function fuzz(
  targets: readonly Target[],
  { goOn, limit, seed }: FuzzOptions,
): { findings: readonly Finding[]; counts: ReadonlyMap<string, Count> } {
  const random = new Random(seed);
  const findings = new Map<string, Finding>();
  const counts = new Map(
    targets.map(({ name }): [string, Count] => [name, { accepted: 0, refused: 0, slowest: 0 }]),
  );
  const survivors = new Map(targets.map(({ name }): [string, Bytes[]] => [name, []]));
  for (let round = 0; goOn(round); round++) {
    for (const target of targets) {
      const count = counts.get(target.name);
      const pool = survivors.get(target.name);
      if (count === undefined || pool === undefined) continue;
      const input = mutant(target, pool, random);
      const { milliseconds, outcome } = timed(target, input, limit);
      count.slowest = Math.max(count.slowest, milliseconds);
      if (typeof outcome === 'object') {
        const kind = `${target.name} ${outcome.complaint.slice(0, 60)}`;
        if (!findings.has(kind)) findings.set(kind, { target: target.name, input, ...outcome });
      } else {
        count[outcome]++;
        if (outcome === 'accepted')
          pool[pool.length < MAX_SURVIVORS ? pool.length : random.below(pool.length)] = input;
      }
    }
  }
  return { findings: [...findings.values()], counts };
}

function mutant({ form, seeds }: Target, survivors: readonly Bytes[], random: Random): Bytes {
  let bytes = random.pick(survivors.length > 0 && random.once(4) ? survivors : seeds);
  for (let edits = 1 + random.below(3); edits > 0; edits--) {
    const other = random.pick(seeds);
    bytes = random.once(6) ? mutateBytes(bytes, random, other) : mutateForm(form, bytes, random, other);
    if (bytes.length > MAX_MUTANT_BYTES) bytes = bytes.slice(0, MAX_MUTANT_BYTES);
  }
  return bytes;
}

function mutateForm(form: Target['form'], bytes: Bytes, random: Random, other: Bytes): Bytes {
  switch (form) {
    case 'json':
      return mutateJson(bytes, random, other);
    case 'der':
      return mutateDer(bytes, random, other);
    case 'text':
      return utf8(mutateText(new TextDecoder().decode(bytes), random));
  }
}

function timed(target: Target, input: Bytes, limit: number): { milliseconds: number; outcome: Outcome } {
  const once = (): { milliseconds: number; outcome: Outcome } => {
    const began = performance.now();
    const outcome = guarded(target, input);
    return { milliseconds: performance.now() - began, outcome };
  };
  const first = once();
  if (first.milliseconds <= limit) return first;
  // A machine that is busy elsewhere is slow once, a bad input always.
  const milliseconds = Math.min(first.milliseconds, once().milliseconds, once().milliseconds);
  return milliseconds <= limit
    ? { ...first, milliseconds }
    : { milliseconds, outcome: complain(`slow: ${Math.round(milliseconds)} ms for ${input.length} bytes`) };
}

function guarded({ run }: Target, input: Bytes): Outcome {
  try {
    return run(input);
  } catch (thrown) {
    return complain(`thrown: ${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}`);
  }
}
