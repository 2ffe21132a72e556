import { describe, expect, it } from 'vitest';
import { Refusal } from '../../../src/oms/error.ts';
import { root } from '../../../src/oms/field.ts';
import { parseJson } from '../../../src/oms/json.ts';
import { checkEntryTypes } from '../../../src/oms/log-entry.ts';
import { utf8 } from '../../support/bytes.ts';

const ENTRY = {
  logIndex: '123',
  logId: { keyId: 'AA==' },
  kindVersion: { kind: 'dsse', version: '0.0.1' },
  integratedTime: '1700000000',
  inclusionPromise: { signedEntryTimestamp: 'AA==' },
  inclusionProof: {
    logIndex: '7',
    rootHash: 'AA==',
    treeSize: '9',
    hashes: ['AA=='],
    checkpoint: { envelope: 'text' },
  },
  canonicalizedBody: 'AA==',
};

/** The code of an entry in which the value at a path is another. */
function codeWith(path: string, value: unknown): string | undefined {
  const names = path.split('.');
  const set = (object: unknown, [name = '', ...rest]: readonly string[]): unknown => ({
    ...(object as object),
    [name]: rest.length === 0 ? value : set((object as Record<string, unknown>)[name], rest),
  });
  try {
    checkEntryTypes(root(parseJson(utf8(JSON.stringify(set(ENTRY, names)))), 'bundle-malformed'));
    return undefined;
  } catch (thrown) {
    if (thrown instanceof Refusal) return thrown.problem.code;
    throw thrown;
  }
}

const TEXTS = [
  'kindVersion.kind',
  'kindVersion.version',
  'logId.keyId',
  'inclusionPromise.signedEntryTimestamp',
  'inclusionProof.rootHash',
  'inclusionProof.checkpoint.envelope',
  'canonicalizedBody',
];
const NUMBERS = ['logIndex', 'integratedTime', 'inclusionProof.logIndex', 'inclusionProof.treeSize'];

describe('the fields of a log entry', () => {
  it.each(NUMBERS)('%s is a whole number, as text or as such', (path) => {
    for (const good of ['0', '1', '10', '9'.repeat(19), 0, 1, 2 ** 53 - 1, null])
      expect(codeWith(path, good), String(good)).toBeUndefined();
    for (const bad of ['', '01', '-1', '1.0', '1e3', ' 1', '1 ', '1\n', 'x1', '1x', '9'.repeat(20), '0x1'])
      expect(codeWith(path, bad), bad).toBe('bundle-malformed');
    for (const bad of [-1, 1.5, 2 ** 53, true, ['1'], { a: 1 }])
      expect(codeWith(path, bad), JSON.stringify(bad)).toBe('bundle-malformed');
  });

  it.each(TEXTS)('%s is text', (path) => {
    for (const good of ['', 'anything', null]) expect(codeWith(path, good)).toBeUndefined();
    for (const bad of [1, true, ['text'], {}])
      expect(codeWith(path, bad), JSON.stringify(bad)).toBe('bundle-malformed');
  });

  it('hashes are a list of texts', () => {
    for (const good of [[], ['AA=='], null]) expect(codeWith('inclusionProof.hashes', good)).toBeUndefined();
    for (const bad of ['AA==', [1], [['AA==']], {}])
      expect(codeWith('inclusionProof.hashes', bad)).toBe('bundle-malformed');
  });

  it.each(['logId', 'kindVersion', 'inclusionPromise', 'inclusionProof', 'inclusionProof.checkpoint'])(
    '%s is an object, or absent',
    (path) => {
      expect(codeWith(path, null)).toBeUndefined();
      for (const bad of ['', 1, [], true]) expect(codeWith(path, bad)).toBe('bundle-malformed');
    },
  );
});
