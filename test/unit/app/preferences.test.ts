import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPreferences } from '../../../src/app/preferences.svelte.ts';

const NONE = { scheme: 'system', workers: undefined, keepsReports: true, refreshesTrust: true };

describe('readPreferences', () => {
  it.each([
    [null, NONE],
    ['', NONE],
    ['{"scheme":"dark","workers":3}', { ...NONE, scheme: 'dark', workers: 3 }],
    ['{"scheme":"light"}', { ...NONE, scheme: 'light' }],
    ['{"scheme":"pink","workers":8}', { ...NONE, workers: 8 }],
    ['{"workers":0}', NONE],
    ['{"workers":9}', NONE],
    ['{"workers":1.5}', NONE],
    ['{"workers":"2"}', NONE],
    ['{"keepsReports":false}', { ...NONE, keepsReports: false }],
    ['{"keepsReports":0}', NONE],
    ['{"refreshesTrust":false}', { ...NONE, refreshesTrust: false }],
    ['[1]', NONE],
  ])('%s', (text, preferences) => {
    expect(readPreferences(text)).toEqual(preferences);
  });

  it('takes whatever else is there for nothing', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const { scheme, workers } = readPreferences(text);
        expect(['system', 'light', 'dark']).toContain(scheme);
        expect(workers === undefined || (workers >= 1 && workers <= 8)).toBe(true);
      }),
    );
  });
});
