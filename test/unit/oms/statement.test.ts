import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Manifest } from '../../../src/oms/manifest.ts';
import { parseStatement } from '../../../src/oms/statement.ts';
import { utf8 } from '../../support/bytes.ts';
import { legacyStatementFor, statementFor, type StatementJson } from '../../support/oms.ts';

const FILES = { 'config.json': utf8('{}'), 'weights/model.bin': utf8('0123456789abcdef') };

/** Sums up the resources again, so that a test reaches the rule it is about. */
function summed(statement: StatementJson): StatementJson {
  const { resources } = (statement as Partial<StatementJson>).predicate ?? {};
  if (!Array.isArray(resources)) return statement;
  const digests = resources.map(({ digest }) =>
    /^([0-9a-f]{2})*$/.test(digest) ? hexToBytes(digest) : utf8(''),
  );
  const [subject] = statement.subject;
  if (subject) subject.digest.sha256 = bytesToHex(sha256(concatBytes(...digests)));
  return statement;
}

function codeOf(json: unknown): string {
  const result = parseStatement(utf8(JSON.stringify(json)));
  return result.ok ? 'ok' : result.problem.code;
}

function read(json: unknown): Manifest {
  const result = parseStatement(utf8(JSON.stringify(json)));
  if (!result.ok) throw new Error(`${result.problem.code} ${result.problem.detail ?? ''}`);
  return result.value;
}

/** The code of a statement in which one thing was changed, its root digest fitting. */
function changed(
  change: (statement: StatementJson) => void,
  options?: Parameters<typeof statementFor>[1],
): string {
  const statement = statementFor(FILES, options);
  change(statement);
  return codeOf(summed(statement));
}

const rename = (name: string) => (statement: StatementJson) => {
  const [first] = statement.predicate.resources;
  if (first) first.name = name;
};
const redigest = (digest: string) => (statement: StatementJson) => {
  const [first] = statement.predicate.resources;
  if (first) first.digest = digest;
};

describe('statement', () => {
  it('reads whole files in their recorded order', () => {
    const manifest = read(statementFor(FILES, { ignorePaths: ['a'], subject: 'tmp.x' }));
    expect(manifest).toMatchObject({
      version: '1.0',
      subject: 'tmp.x',
      method: 'files',
      algorithm: 'sha256',
      sorted: true,
      unknown: [],
      ignorePaths: ['a'],
    });
    expect(manifest.files.map(({ path }) => path)).toEqual(['config.json', 'weights/model.bin']);
  });

  it.each(['a:1:2', 'a\nb'])('reads shards, whatever is in the path: %j', (path) => {
    const manifest = read(statementFor({ [path]: utf8('0123456789') }, { method: 'shards', shardSize: 4 }));
    expect(manifest.files).toMatchObject([
      {
        path,
        shards: [
          { start: 0, end: 4 },
          { start: 4, end: 8 },
          { start: 8, end: 10 },
        ],
      },
    ]);
  });

  it.each(['sha256', 'blake2b', 'blake3'] as const)('reads %s digests', (algorithm) => {
    expect(read(statementFor(FILES, { algorithm })).algorithm).toBe(algorithm);
  });

  it('reads the first format, in which the files are the subjects', () => {
    expect(read(legacyStatementFor(FILES))).toMatchObject({
      version: '0.1',
      method: 'files',
      ignorePaths: [],
      allowSymlinks: false,
      files: [{ path: 'config.json' }, { path: 'weights/model.bin' }],
    });
  });

  it('takes what is not recorded for nothing', () => {
    expect(read(statementFor(FILES))).toMatchObject({ ignorePaths: [], allowSymlinks: false });
  });

  it('reads a newer minor version and says so', () => {
    expect(read(statementFor(FILES, { version: '1.7' })).version).toBe('1.7');
  });

  it('notes another order than by code point, without refusing it', () => {
    const statement = statementFor(FILES);
    statement.predicate.resources.reverse();
    expect(read(summed(statement)).sorted).toBe(false);
  });

  it('accepts “.” where the model is a single file, whole or in shards', () => {
    expect(read(statementFor({ '.': utf8('abc') })).files).toMatchObject([{ path: '.' }]);
    expect(read(statementFor({ '.': utf8('abc') }, { method: 'shards', shardSize: 2 })).files).toMatchObject([
      { path: '.' },
    ]);
    expect(codeOf(statementFor({ '.': utf8('abc'), b: utf8('') }))).toBe('name-component');
    expect(codeOf(statementFor({ '.': utf8('abc'), b: utf8('b') }, { method: 'shards', shardSize: 2 }))).toBe(
      'name-component',
    );
  });

  it('accepts the name that the reference gives to the algorithm of shards, with the size by which they are cut', () => {
    const named = (algorithm: string, options: Parameters<typeof statementFor>[1]): StatementJson => {
      const statement = statementFor({ a: utf8('abcd') }, options);
      for (const resource of statement.predicate.resources) resource.algorithm = algorithm;
      return statement;
    };
    const shards = { method: 'shards', shardSize: 2 } as const;
    expect(read(named('sha256-sharded-2', shards))).toMatchObject({ algorithm: 'sha256', method: 'shards' });
    expect(codeOf(named('sha256-sharded-3', shards))).toBe('algorithm-differs');
    expect(codeOf(named('blake2b-sharded-2', shards))).toBe('algorithm-differs');
    expect(codeOf(named('sha256-sharded-2', {}))).toBe('algorithm-differs');
  });

  it.each<[string, string, (statement: StatementJson) => void]>([
    [
      'statement-type',
      'another statement type',
      (s) => {
        s._type = 'https://in-toto.io/Statement/v0.1';
      },
    ],
    [
      'subject-missing',
      'no subject',
      (s) => {
        s.subject = [];
      },
    ],
    [
      'subject-missing',
      'a subject without a name',
      (s) => {
        s.subject = s.subject.map((subject) => ({ ...subject, name: '' }));
      },
    ],
    [
      'subject-several',
      'two subjects',
      (s) => {
        s.subject = [...s.subject, ...s.subject];
      },
    ],
    [
      'predicate-type',
      'another predicate type',
      (s) => {
        s.predicateType = 'https://slsa.dev/provenance/v1';
      },
    ],
    [
      'predicate-type',
      'another major version',
      (s) => {
        s.predicateType = 'https://model_signing/signature/v2.0';
      },
    ],
    [
      'predicate-type',
      'junk behind the version',
      (s) => {
        s.predicateType += '/';
      },
    ],
    [
      'predicate-type',
      'junk before the type',
      (s) => {
        s.predicateType = `https://example.org/${s.predicateType}`;
      },
    ],
    ...['1.01', '1.', '1', '11.0'].map((version): [string, string, (statement: StatementJson) => void] => [
      'predicate-type',
      `the version ${version}`,
      (s) => {
        s.predicateType = `https://model_signing/signature/v${version}`;
      },
    ]),
    [
      'predicate-missing',
      'no predicate',
      (s) => {
        delete (s as Partial<StatementJson>).predicate;
      },
    ],
    [
      'manifest-malformed',
      'resources that are no list',
      (s) => {
        s.predicate.resources = {} as [];
      },
    ],
    [
      'manifest-malformed',
      'no serialization',
      (s) => {
        delete (s.predicate as Partial<StatementJson['predicate']>).serialization;
      },
    ],
    [
      'method-unknown',
      'an unknown method',
      (s) => {
        s.predicate.serialization.method = 'tar';
      },
    ],
    [
      'algorithm-unknown',
      'an unknown algorithm',
      (s) => {
        s.predicate.serialization.hash_type = 'md5';
      },
    ],
    [
      'algorithm-differs',
      'a resource of another algorithm',
      (s) => {
        s.predicate.resources.forEach((r) => {
          r.algorithm = 'blake3';
        });
      },
    ],
    [
      'shard-size',
      'a shard size for whole files',
      (s) => {
        s.predicate.serialization.shard_size = 7;
      },
    ],
    ['name-empty', 'an empty name', rename('')],
    ['name-absolute', 'an absolute name', rename('/etc/passwd')],
    ['name-component', 'a name with “..”', rename('a/../../b')],
    ['name-component', 'a name with “.”', rename('./a')],
    ['name-component', 'a name with an empty part', rename('a//b')],
    ['name-component', 'a name that ends in a slash', rename('a/')],
    ['name-nul', 'a name with NUL', rename('a\0b')],
    ['name-duplicate', 'one name twice', rename('weights/model.bin')],
    ['digest-length', 'a short digest', redigest('abcd')],
    ['digest-length', 'a digest of another algorithm', redigest('a'.repeat(128))],
    ['digest-alphabet', 'capital letters', redigest('A'.repeat(64))],
    ['digest-alphabet', 'other letters', redigest('z'.repeat(64))],
  ])('%s: refuses %s', (code, _name, change) => {
    expect(changed(change)).toBe(code);
  });

  it('manifest-empty: refuses an empty list', () => {
    expect(codeOf(statementFor({}))).toBe('manifest-empty');
  });

  it('root-digest: refuses another root digest', () => {
    const statement = statementFor(FILES);
    const [subject] = statement.subject;
    if (subject) subject.digest.sha256 = 'ab'.repeat(32);
    expect(codeOf(statement)).toBe('root-digest');
  });

  it('root-digest: refuses a changed digest, and an order changed after signing', () => {
    const statement = statementFor(FILES);
    redigest('ab'.repeat(32))(statement);
    expect(codeOf(statement)).toBe('root-digest');
    const reversed = statementFor(FILES);
    reversed.predicate.resources.reverse();
    expect(codeOf(reversed)).toBe('root-digest');
  });

  it.each<[string, string[]]>([
    ['shard-gap', ['a:0:4', 'a:8:10']],
    ['shard-gap', ['a:4:8']],
    ['shard-gap', ['a:0:3', 'a:4:8']],
    ['shard-overlap', ['a:0:4', 'a:2:6']],
    ['shard-overlap', ['a:0:5']],
    ['name-duplicate', ['a:0:4', 'a:0:4']],
    ['shard-name', ['a']],
    ['shard-name', ['a:0']],
    ['shard-name', ['a:4:4']],
    ['shard-name', ['a:4:2']],
    ['shard-name', ['a:00:4']],
    ['shard-name', ['a:0:+4']],
    ['shard-name', ['a:0:4x']],
    ['shard-name', ['a:0:4\n']],
    ['shard-name', ['a:0:9007199254740993']],
    ['name-empty', [':0:4']],
    ['name-component', ['../a:0:4']],
  ])('%s: refuses shards %j', (code, names) => {
    const statement = statementFor({ a: utf8('0123456789') }, { method: 'shards', shardSize: 4 });
    statement.predicate.resources = names.map((name) => ({
      name,
      algorithm: 'sha256',
      digest: 'ab'.repeat(32),
    }));
    expect(codeOf(summed(statement))).toBe(code);
  });

  it('shard-size: refuses shards of no size', () => {
    expect(
      changed(
        (s) => {
          delete s.predicate.serialization.shard_size;
        },
        { method: 'shards' },
      ),
    ).toBe('shard-size');
    expect(
      changed(
        (s) => {
          s.predicate.serialization.shard_size = 0;
        },
        { method: 'shards' },
      ),
    ).toBe('shard-size');
  });

  it('covers every byte of any file by its shards, in any recorded order', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 1, max: 50 }),
        fc.nat(),
        (size, shardSize, seed) => {
          const statement = statementFor({ f: new Uint8Array(size) }, { method: 'shards', shardSize });
          statement.predicate.resources.sort(
            (a, b) => ((a.name.length * 7 + seed) % 5) - ((b.name.length * 7 + seed) % 5),
          );
          const [file] = read(summed(statement)).files;
          const shards = file?.shards ?? [];
          expect(shards[0]?.start).toBe(0);
          expect(shards.at(-1)?.end).toBe(size);
          shards.forEach(({ start }, index) => {
            expect(start).toBe(index * shardSize);
          });
        },
      ),
    );
  });
});
