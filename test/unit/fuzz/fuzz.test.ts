import { beforeAll, describe, expect, it } from 'vitest';
import { type Corpus, createCorpus } from '../../fuzz/corpus.ts';
import { fuzz } from '../../fuzz/fuzz.ts';
import { checkProperties } from '../../fuzz/properties.ts';
import { complain, refusal, type Target } from '../../fuzz/target.ts';
import { targetsFor } from '../../fuzz/targets.ts';
import { problem } from '../../../src/oms/error.ts';
import { utf8 } from '../../support/bytes.ts';

/** A short slice of `npm run fuzz`, whose time limit is left to that: here machines are busy with other tests. */
describe('fuzzing', () => {
  let corpus: Corpus;
  beforeAll(async () => {
    corpus = await createCorpus();
  }, 60_000);

  it('finds that every target takes its seeds for what they are', { timeout: 60_000 }, () => {
    // Without that it would only ever test the first line of each parser.
    for (const { name, run, seeds } of targetsFor(corpus)) {
      const outcomes = seeds.map(run);
      expect(outcomes.filter((outcome) => typeof outcome === 'object')).toEqual([]);
      expect(outcomes, name).toContain('accepted');
    }
  });

  it('finds nothing in mutants of the seeds', { timeout: 60_000 }, () => {
    const targets = targetsFor(corpus);
    const { counts, findings } = fuzz(targets, {
      seed: 20260302,
      limit: Infinity,
      goOn: (round) => round < 50,
    });
    expect(findings.map(({ complaint, target }) => `${target}: ${complaint}`)).toEqual([]);
    for (const { accepted, refused } of counts.values()) expect(accepted + refused).toBe(50);
    // Mutants are neither all noise nor all harmless.
    const total = [...counts.values()];
    expect(total.reduce((sum, { accepted }) => sum + accepted, 0)).toBeGreaterThan(50);
    expect(total.reduce((sum, { refused }) => sum + refused, 0)).toBeGreaterThan(50);
  });

  it('finds that the properties hold', { timeout: 60_000 }, () => {
    expect(checkProperties(20260302, 100)).toEqual([]);
  });
});

describe('the fuzzer', () => {
  const look = (run: Target['run']): string[] =>
    fuzz([{ name: 'it', form: 'json', seeds: [utf8('{"a":[1,2]}')], run }], {
      seed: 1,
      limit: Infinity,
      goOn: (round) => round < 200,
    }).findings.map(({ complaint }) => complaint.split('\n')[0] ?? '');

  it('reports what is thrown, once', () => {
    const thrower = (): never => {
      throw new TypeError('boom');
    };
    expect(look(thrower)).toEqual(['thrown: TypeError: boom']);
  });

  it('reports a complaint that only some mutants bring about', () => {
    expect(look((input) => (input.length > 100 ? complain('long') : 'refused'))).toEqual(['long']);
  });

  it('makes the same mutants of the same seed', () => {
    const seen = (): string[] => {
      const texts: string[] = [];
      look((input) => {
        texts.push(new TextDecoder().decode(input));
        return 'refused';
      });
      return texts;
    };
    expect(seen()).toEqual(seen());
    expect(new Set(seen()).size).toBeGreaterThan(50);
  });

  it('takes a refusal only with a code that says something', () => {
    expect(refusal(problem('pem-missing'))).toBe('refused');
    expect(refusal(problem('unexpected', 'TypeError'))).toEqual(complain('an unexpected failure: TypeError'));
    expect(refusal({ ...problem('pem-missing'), detail: 'x'.repeat(502) })).toMatchObject({
      complaint: expect.stringContaining('502') as string,
    });
  });
});
