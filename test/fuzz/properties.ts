import fc from 'fast-check';
import { cover, settle } from '../../src/oms/compare.ts';
import { attempt } from '../../src/oms/error.ts';
import { ignoreRules } from '../../src/oms/ignore.ts';
import { checkName, compareCodePoints } from '../../src/oms/paths.ts';
import { parseStatement } from '../../src/oms/statement.ts';
import { escapeText } from '../../src/report/text.ts';
import { hex } from '@scure/base';
import { sha256 } from '@noble/hashes/sha2.js';
import { concat, utf8 } from '../support/bytes.ts';
import { statementFor } from '../support/oms.ts';

/** A part of a path: mostly plain, often one that means something to somebody. */
const part = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 6 }),
  fc.string({ unit: 'binary', maxLength: 3 }),
  fc.constantFrom('.', '..', '', 'a', 'A', '.git', '.github', 'a:0:5', '\0', '\\'),
);
const anyPath = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('/'));
const path = anyPath.filter(
  (name) =>
    attempt(() => {
      checkName(name);
    }).ok,
);
const bytes = fc.uint8Array({ minLength: 1, maxLength: 40 }).map((array) => Uint8Array.from(array));
const files = fc.dictionary(path, bytes, { minKeys: 1, maxKeys: 6 });

/** An accepted name stays where it is: it leads to one place below the model and nowhere else. */
const names = fc.property(anyPath, (name) => {
  const accepted = attempt(() => {
    checkName(name);
  }).ok;
  const parts = name.split('/');
  const safe = parts.every((each) => each !== '' && each !== '.' && each !== '..') && !name.includes('\0');
  return accepted === safe;
});

const order = fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
  // UTF-8 keeps the order of code points; the hex of it is plain text.
  const [x, y] = [hex.encode(utf8(a)), hex.encode(utf8(b))];
  return Math.sign(compareCodePoints(a, b)) === (x < y ? -1 : x > y ? 1 : 0);
});

/** Whatever the shard size and the order of the resources, each file is covered from its first byte to its last. */
const shards = fc.property(
  files,
  fc.integer({ min: 1, max: 50 }),
  fc.infiniteStream(fc.nat()),
  (tree, shardSize, stream) => {
    const statement = statementFor(tree, { method: 'shards', shardSize });
    const { resources } = statement.predicate;
    const ranks = new Map(resources.map((resource) => [resource, Number(stream.next().value)]));
    resources.sort((a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0));
    const rootDigest = sha256(concat(...resources.map(({ digest }) => hex.decode(digest))));
    statement.subject = [{ name: 'model', digest: { sha256: hex.encode(rootDigest) } }];
    const result = parseStatement(utf8(JSON.stringify(statement)));
    if (!result.ok) return false;
    const sizes = Object.fromEntries(result.value.files.map((file) => [file.path, file.shards?.at(-1)?.end]));
    return (
      result.value.files.length === Object.keys(tree).length &&
      Object.entries(tree).every(([name, content]) => sizes[name] === content.length)
    );
  },
);

/** A rule covers its own path and what lies below it, and nothing that merely begins alike. */
const ignores = fc.property(
  fc.array(anyPath, { maxLength: 4 }),
  fc.array(anyPath, { maxLength: 4 }),
  path,
  (recorded, personal, name) => {
    const rules = ignoreRules(recorded, personal, undefined);
    const rule = rules.covering(name);
    if (rules.byPerson(name) && !rule) return false;
    return !rule || rule.path === name || name.startsWith(`${rule.path}/`);
  },
);

/** Nothing gets lost between a manifest and a folder: every signed file and every file on disk has one outcome. */
const coverage = fc.property(files, files, fc.array(anyPath, { maxLength: 3 }), (signed, disk, personal) => {
  const result = parseStatement(utf8(JSON.stringify(statementFor(signed))));
  if (!result.ok) return false;
  const entries = Object.entries(disk).map(([name, content]) => ({ path: name, size: content.length }));
  const { present, findings } = cover(
    result.value,
    { kind: 'folder', entries, unreadable: [] },
    ignoreRules([], personal, undefined),
  );
  const settled = present.map((each) => settle(each, [{ ok: true, digest: 'another' }]));
  const said = [...settled, ...findings].map((finding) => finding.path).sort();
  const all = [...new Set([...Object.keys(signed), ...Object.keys(disk)])].sort();
  return said.join('\n') === all.join('\n') && settled.every(({ outcome }) => outcome === 'mismatch');
});

const escaping = fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
  const shown = escapeText(a);
  return !/[\p{C}\p{Zl}\p{Zp}]|[^\S ]/u.test(shown) && (a === b || shown !== escapeText(b));
});

/** Tries every property; one text for each that fails, with the smallest input that shows it. */
export function checkProperties(seed: number, numRuns: number): string[] {
  const parameters = { seed, numRuns };
  const outcomes = {
    names: fc.check(names, parameters),
    order: fc.check(order, parameters),
    shards: fc.check(shards, parameters),
    ignores: fc.check(ignores, parameters),
    coverage: fc.check(coverage, parameters),
    escaping: fc.check(escaping, parameters),
  };
  return Object.entries(outcomes)
    .filter(([, { failed }]) => failed)
    .map(([name, { counterexample }]) => `${name}: ${JSON.stringify(counterexample)}`);
}
