import { describe, expect, it } from 'vitest';
import { version } from '../../../package.json';
import { changes } from '../../../src/messages/changes.ts';
import { changesSince } from '../../../src/pwa/update.ts';

const RELEASE = {
  version: '3.0.0',
  changes: [
    { version: '3.0.0', what: ['c', 'd'] },
    { version: '2.0.0', what: ['b'] },
    { version: '1.0.0', what: ['a'] },
  ],
};

describe('changesSince', () => {
  it.each([
    ['3.0.0', []],
    ['2.0.0', ['c', 'd']],
    ['1.0.0', ['c', 'd', 'b']],
    ['0.9.0, which it no longer knows', ['c', 'd', 'b', 'a']],
  ])('tells a page of version %s what came after it', (from, what) => {
    expect(changesSince(from, RELEASE)).toEqual(what);
  });
});

it('the newest change is that of these sources, and each says something', () => {
  expect(changes[0]?.version).toBe(version);
  expect(new Set(changes.map((change) => change.version)).size).toBe(changes.length);
  for (const { what } of changes) expect(what.join('')).not.toBe('');
});
