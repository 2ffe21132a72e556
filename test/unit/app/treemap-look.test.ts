import { describe, expect, it } from 'vitest';
import { STATES } from '../../../src/app/treemap-fill.ts';
import { LOOKS } from '../../../src/app/treemap-look.ts';

describe('LOOKS', () => {
  it('tells every two states apart without colour', () => {
    const shapes = STATES.map((state) => `${LOOKS[state].pattern} ${LOOKS[state].edge}`);
    expect(shapes).toHaveLength(8);
    expect(new Set(shapes).size).toBe(shapes.length);
  });

  it('gives what is wrong the colour of a failure, and nothing else', () => {
    const wrong = STATES.filter((state) => [LOOKS[state].ink, LOOKS[state].wash].includes('--failed'));
    expect(wrong).toEqual(['mismatch', 'missing', 'extra']);
  });
});
