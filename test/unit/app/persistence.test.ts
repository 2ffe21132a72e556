import { describe, expect, it } from 'vitest';
import { ownsOrigin } from '../../../src/app/persistence.ts';

describe('ownsOrigin', () => {
  it.each([
    ['https://assay.example/', true],
    ['https://assay.example/index.html?a#b', true],
    ['http://localhost:4173/', true],
    ['https://people.example/assay/', false],
    ['https://people.example/assay/index.html', false],
    ['https://people.example/other.html', false],
    ['file:///', false],
    ['file:///home/me/dist/index.html', false],
  ])('%s: %s', (address, owns) => {
    expect(ownsOrigin(new URL(address))).toBe(owns);
  });
});
