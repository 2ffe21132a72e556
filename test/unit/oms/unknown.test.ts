import { describe, expect, it } from 'vitest';
import { unknownInBundle, unknownInStatement } from '../../../src/oms/unknown.ts';
import { parseStatement } from '../../../src/oms/statement.ts';
import { parseJson } from '../../../src/oms/json.ts';
import { utf8 } from '../../support/bytes.ts';
import { legacyStatementFor, statementFor } from '../../support/oms.ts';

const json = (value: unknown) => parseJson(utf8(JSON.stringify(value)));
const FILES = { 'a.txt': utf8('a'), 'b.txt': utf8('b') };

describe('fields of a statement', () => {
  it.each([
    ['files', statementFor(FILES)],
    ['shards', statementFor(FILES, { method: 'shards', shardSize: 1, ignorePaths: ['x'] })],
    ['v0.2.0', legacyStatementFor(FILES)],
  ])('are all known in what the reference writes (%s)', (_what, statement) => {
    expect(unknownInStatement(json(statement))).toEqual([]);
  });

  it('are named by their place, once for a list, with the first value', () => {
    const statement = statementFor(FILES);
    const { predicate } = statement;
    const odd = {
      ...statement,
      note: { by: 'someone' },
      predicate: {
        ...predicate,
        resources: predicate.resources.map((resource, size) => ({ ...resource, size })),
        serialization: { ...predicate.serialization, toString: null },
      },
    };
    expect(unknownInStatement(json(odd))).toEqual([
      { where: 'predicate.resources[].size', value: '0' },
      { where: 'predicate.serialization.toString', value: 'null' },
      { where: 'note', value: '{"by":"someone"}' },
    ]);
  });

  it('come with the manifest and change nothing else in it', () => {
    const statement = statementFor(FILES);
    const plain = parseStatement(utf8(JSON.stringify(statement)));
    const odd = parseStatement(utf8(JSON.stringify({ ...statement, extra: [1] })));
    if (!plain.ok || !odd.ok) throw new Error('a statement was refused');
    expect(odd.value).toEqual({ ...plain.value, unknown: [{ where: 'extra', value: '[1]' }] });
  });

  it('are bounded in number and length', () => {
    const many = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`field${i}`, 'x'.repeat(1000)]));
    const unknown = unknownInStatement(json(many));
    expect(unknown).toHaveLength(32);
    for (const { value } of unknown) expect(value.length).toBeLessThanOrEqual(201);
  });
});

describe('fields of a bundle', () => {
  it('are found at every level, and not where a value is of another type', () => {
    const bundle = {
      mediaType: { not: 'looked into' },
      verificationMaterial: { tlogEntries: [{ logIndex: '1', inclusionProof: { extra: true } }], more: 1 },
      dsseEnvelope: [{ payload: '' }],
    };
    expect(unknownInBundle(json(bundle))).toEqual([
      { where: 'verificationMaterial.tlogEntries[].inclusionProof.extra', value: 'true' },
      { where: 'verificationMaterial.more', value: '1' },
    ]);
  });
});
