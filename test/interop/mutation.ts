import { createHash } from 'node:crypto';
import { ancestry } from '../../src/oms/paths.ts';
import type { BundleJson, EnvelopeJson } from '../support/bundle.ts';
import { base64, type Bytes, concat, flip, fromBase64, utf8 } from '../support/bytes.ts';
import { type EnvelopeOptions, signEnvelope } from '../support/envelope.ts';
import { pem } from '../support/keys.ts';
import { legacyStatementFor, type StatementJson } from '../support/oms.ts';
import type { Random } from './random.ts';
import { freshPath, type Scene } from './scene.ts';

/** One way to change a signed model, its bundle or what the verifier trusts. */
export interface Mutation {
  readonly id: string;
  /** Changes the scene in place; false if there is nothing in it to change so. */
  readonly apply: (scene: Scene, random: Random) => boolean | Promise<boolean>;
}

// The files on disk.

/** Changes one file; `change` gives its new bytes. */
const content = (id: string, change: (bytes: Bytes, random: Random) => Bytes): Mutation => ({
  id: `file ${id}`,
  apply({ files }, random) {
    const path = [...random.shuffled([...files.keys()])].find((candidate) => files.get(candidate)?.length);
    if (path === undefined) return false;
    files.set(path, change(files.get(path) ?? new Uint8Array(), random));
    return true;
  },
});

/** Adds a file at the path that `choose` gives; it must not be taken. */
const addition = (id: string, choose: (scene: Scene, random: Random) => string | undefined): Mutation => ({
  id: `file ${id}`,
  apply(scene, random) {
    const path = scene.plan.kind === 'folder' ? choose(scene, random) : undefined;
    if (path === undefined || !isFree(scene.files, path)) return false;
    scene.files.set(path, id.startsWith('empty') ? new Uint8Array() : random.bytes(8));
    return true;
  },
});

/** Moves one file to the path that `choose` gives. */
const move = (id: string, choose: (path: string, scene: Scene, random: Random) => string): Mutation => ({
  id: `file ${id}`,
  apply(scene, random) {
    const { files, plan } = scene;
    if (plan.kind === 'file' || files.size === 0) return false;
    const from = random.pick([...files.keys()]);
    const bytes = files.get(from) ?? new Uint8Array();
    const to = choose(from, scene, random);
    files.delete(from);
    const free = isFree(files, to) && to !== from;
    files.set(free ? to : from, bytes);
    return free;
  },
});

function isFree(files: ReadonlyMap<string, Bytes>, path: string): boolean {
  const folders = new Set([...files.keys()].flatMap((file) => [...ancestry(file)]));
  return !folders.has(path) && ![...ancestry(path)].some((folder) => files.has(folder));
}

const FILES: readonly Mutation[] = [
  content('bit flipped', (bytes, random) => flip(bytes, random.below(bytes.length))),
  content('appended to', (bytes, random) => concat(bytes, random.bytes(1 + random.below(70)))),
  content('cut short', (bytes, random) => bytes.slice(0, random.below(bytes.length))),
  content('emptied', () => new Uint8Array()),
  addition('extra', ({ files }, random) => freshPath(files, random)),
  addition('empty extra', ({ files }, random) => freshPath(files, random)),
  addition('extra for git', (_scene, random) => random.pick(['.git/HEAD', '.gitattributes', '.github/x/y'])),
  addition('extra for a nested git', (_scene, random) =>
    random.pick(['sub/.git/HEAD', 'sub/.gitignore', '.git2']),
  ),
  addition(
    'extra in what the signer ignores',
    ({ plan }) => plan.signerIgnores.map((path) => `${path}/x`)[0],
  ),
  addition('extra in what the verifier ignores', ({ plan }) => plan.verifierIgnores[0]),
  move('renamed', (_path, { files }, random) => freshPath(files, random)),
  move('in another case', (path) => (path === path.toUpperCase() ? path.toLowerCase() : path.toUpperCase())),
  move('normalised otherwise', (path) =>
    path === path.normalize('NFC') ? path.normalize('NFD') : path.normalize('NFC'),
  ),
  move('deeper', (path) => `sub/${path}`),
  {
    id: 'file removed',
    apply({ files, plan }, random) {
      return plan.kind === 'folder' && files.size > 0 && files.delete(random.pick([...files.keys()]));
    },
  },
  {
    id: 'files swapped',
    apply({ files }, random) {
      const [first, second] = random.shuffled([...files]);
      if (!first || !second) return false;
      files.set(first[0], second[1]).set(second[0], first[1]);
      return true;
    },
  },
];

// The bundle as text.

const text = (id: string, change: (bytes: Bytes, random: Random) => Bytes): Mutation => ({
  id: `text ${id}`,
  apply(scene, random) {
    if (scene.bundle.length === 0) return false;
    scene.bundle = change(scene.bundle, random);
    return true;
  },
});

/** The bundle with `member` set before its first. */
const withMember = (bytes: Bytes, member: string): Bytes => concat(utf8(`{${member},`), bytes.slice(1));

const TEXT: readonly Mutation[] = [
  text('bit flipped', (bytes, random) => {
    const at = random.below(bytes.length);
    return bytes.map((byte, i) => (i === at ? byte ^ (1 << random.below(8)) : byte));
  }),
  text('byte removed', (bytes, random) => {
    const at = random.below(bytes.length);
    return bytes.filter((_byte, i) => i !== at);
  }),
  text('cut short', (bytes, random) => bytes.slice(0, random.below(bytes.length))),
  text('spaces around', (bytes) => concat(utf8('\n '), bytes, utf8('\r\n'))),
  text('appended to', (bytes) => concat(bytes, utf8('{}'))),
  text('byte order mark', (bytes) => concat(utf8('\u{feff}'), bytes)),
  text('key twice', (bytes) => withMember(bytes, '"mediaType":"x"')),
  text('unknown field', (bytes) => withMember(bytes, '"more":{"a":[1,null]}')),
];

// The bundle's fields.

type Step = string | number;

/** Sets what `path` leads to; `undefined` takes it away. False if nothing leads there. */
function put(json: unknown, path: readonly Step[], change: (old: unknown) => unknown): boolean {
  const [step, ...rest] = path;
  if (step === undefined || typeof json !== 'object' || json === null) return false;
  const parent = json as Record<Step, unknown>;
  if (rest.length > 0) return put(parent[step], rest, change);
  const value = change(parent[step]);
  if (value === undefined) Reflect.deleteProperty(parent, step);
  else parent[step] = value;
  return true;
}

/** Changes the bundle's JSON; false if it is none any more. */
function editBundle(scene: Scene, change: (json: BundleJson) => boolean): boolean {
  const json = bundleOf(scene);
  if (!json || !change(json)) return false;
  scene.bundle = utf8(JSON.stringify(json));
  return true;
}

/** The bundle of a scene, or undefined if it is no JSON with an envelope any more. */
function bundleOf({ bundle }: Scene): BundleJson | undefined {
  try {
    const json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bundle)) as Partial<BundleJson>;
    return json.dsseEnvelope && json.verificationMaterial ? (json as BundleJson) : undefined;
  } catch {
    return undefined;
  }
}

type Change = (old: unknown, random: Random, scene: Scene) => unknown;

const field = (id: string, path: string, change: Change): Mutation => ({
  id: `bundle ${id}`,
  apply: (scene, random) =>
    editBundle(scene, (json) => put(json, stepsOf(path), (old) => change(old, random, scene))),
});

const stepsOf = (path: string): Step[] =>
  path.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step));

const asText = (value: unknown, change: (text: string) => string): unknown =>
  typeof value === 'string' ? change(value) : value;
const asList = (value: unknown, change: (list: unknown[]) => unknown[]): unknown =>
  Array.isArray(value) ? change(value) : value;

const SIGNATURES = 'dsseEnvelope.signatures';
const JUNK = { sig: base64(utf8('junk')), keyid: '' };

const FIELDS: readonly Mutation[] = [
  field('media type 0.2', 'mediaType', () => 'application/vnd.dev.sigstore.bundle+json;version=0.2'),
  field('media type old', 'mediaType', () => 'application/vnd.dev.sigstore.bundle+json;version=0.3'),
  field('media type in capitals', 'mediaType', (old) => asText(old, (type) => type.toUpperCase())),
  field('media type absent', 'mediaType', () => undefined),
  field('log entries absent', 'verificationMaterial.tlogEntries', () => undefined),
  field('log entries null', 'verificationMaterial.tlogEntries', () => null),
  field('log entry', 'verificationMaterial.tlogEntries', () => [{}]),
  field('payload type', 'dsseEnvelope.payloadType', () => 'application/json'),
  field('payload type absent', 'dsseEnvelope.payloadType', () => undefined),
  field('payload spaced', 'dsseEnvelope.payload', (old) =>
    asText(old, (payload) => base64(concat(fromBase64(payload), utf8(' ')))),
  ),
  field('payload absent', 'dsseEnvelope.payload', () => undefined),
  field('payload base64 with line ends', 'dsseEnvelope.payload', (old) =>
    asText(old, (payload) => payload.replace(/.{64}/g, '$&\n')),
  ),
  field('signature base64 for URLs', `${SIGNATURES}.0.sig`, (old) =>
    asText(old, (sig) => sig.replaceAll('+', '-').replaceAll('/', '_')),
  ),
  field('signature base64 unpadded', `${SIGNATURES}.0.sig`, (old) =>
    asText(old, (sig) => sig.replace(/=+$/, '')),
  ),
  field('signature trailed', `${SIGNATURES}.0.sig`, (old) =>
    asText(old, (sig) => base64(concat(fromBase64(sig), Uint8Array.of(0)))),
  ),
  field('signature flipped', `${SIGNATURES}.0.sig`, (old, random) =>
    asText(old, (sig) => base64(flip(fromBase64(sig), random.below(fromBase64(sig).length)))),
  ),
  field('signature empty', `${SIGNATURES}.0.sig`, () => ''),
  field('key id null', `${SIGNATURES}.0.keyid`, () => null),
  field('key id absent', `${SIGNATURES}.0.keyid`, () => undefined),
  field('key id', `${SIGNATURES}.0.keyid`, () => 'somebody'),
  field('key id a number', `${SIGNATURES}.0.keyid`, () => 7),
  field('no signature', SIGNATURES, () => []),
  field('signature twice', SIGNATURES, (old) => asList(old, (list) => [...list, ...list])),
  field('junk after the signature', SIGNATURES, (old) => asList(old, (list) => [...list, JUNK])),
  field('junk before the signature', SIGNATURES, (old) => asList(old, (list) => [JUNK, ...list])),
  field('message signature too', 'messageSignature', () => ({
    messageDigest: { algorithm: 'SHA2_256', digest: base64(new Uint8Array(32)) },
    signature: base64(utf8('junk')),
  })),
  field('another material too', 'verificationMaterial.certificate', () => ({
    rawBytes: base64(utf8('junk')),
  })),
  field('key too', 'verificationMaterial.publicKey', (old) => old ?? { hint: '' }),
  field('hint empty', 'verificationMaterial.publicKey.hint', () => ''),
  field('hint null', 'verificationMaterial.publicKey.hint', () => null),
  field('hint absent', 'verificationMaterial.publicKey.hint', () => undefined),
  field('hint in capitals', 'verificationMaterial.publicKey.hint', (old) =>
    asText(old, (hint) => hint.toUpperCase()),
  ),
  field('hint of another key', 'verificationMaterial.publicKey.hint', () => 'ab'.repeat(32)),
  field('key as before 1.1', 'verificationMaterial.publicKey', (old, _random, { key }) =>
    old === undefined
      ? undefined
      : { rawBytes: base64(utf8(pem('PUBLIC KEY', key.spki))), keyDetails: 'PKIX_ECDSA_P256_SHA_256' },
  ),
];

// The chain in the bundle.

interface Raw {
  readonly rawBytes: string;
}

const chain = (id: string, change: (chain: readonly Raw[], random: Random) => readonly Raw[]): Mutation => ({
  id: `chain ${id}`,
  apply: (scene, random) =>
    editBundle(scene, ({ verificationMaterial: { x509CertificateChain: held } }) => {
      if (!held || held.certificates.length === 0) return false;
      held.certificates = [...change(held.certificates, random)];
      return true;
    }),
});

const CHAINS: readonly Mutation[] = [
  chain('without its leaf', (list) => list.slice(1)),
  chain('of the leaf alone', (list) => list.slice(0, 1)),
  chain('without its root', (list) => (list.length > 1 ? list.slice(0, -1) : list)),
  chain('backwards', (list) => list.toReversed()),
  chain('in another order', ([leaf, ...rest], random) => [...(leaf ? [leaf] : []), ...random.shuffled(rest)]),
  chain('twice', (list) => [...list, ...list]),
  chain('empty', () => []),
  chain('with junk', (list) => [...list, { rawBytes: base64(utf8('junk')) }]),
  chain('bit flipped', (list, random) => {
    const at = random.below(list.length);
    return list.map(({ rawBytes }, i) => {
      const der = fromBase64(rawBytes);
      return { rawBytes: i === at ? base64(flip(der, random.below(der.length))) : rawBytes };
    });
  }),
];

// What the verifier trusts.

const trust = (
  id: string,
  choose: (scene: Scene, random: Random) => Promise<Scene['trusted']>,
): Mutation => ({
  id: `trust ${id}`,
  async apply(scene, random) {
    scene.trusted = await choose(scene, random);
    return true;
  },
});

/** Writes the key or the roots anew, through `change`. */
const rewritten = (id: string, change: (pem: string) => string): Mutation => ({
  id: `trust ${id}`,
  apply(scene) {
    const { key, identity, material } = scene;
    const root = identity?.path.at(-1);
    const original = root ? pem('CERTIFICATE', root.der) : pem('PUBLIC KEY', key.spki);
    const file = material.write(`rewritten ${id} ${key.type} ${scene.plan.signer}.pem`, change(original));
    scene.trusted = root ? { roots: [file] } : { publicKey: file };
    return true;
  },
});

const TRUST: readonly Mutation[] = [
  trust('a stranger', async ({ material, plan, identity }) =>
    identity
      ? { roots: (await material.identity('direct', plan.curve)).files.slice(-1) }
      : { publicKey: (await material.key(plan.curve, 'stranger')).publicKeyFile },
  ),
  trust('another method', async ({ material, plan, identity }) =>
    identity
      ? { publicKey: identity.key.publicKeyFile }
      : { roots: (await material.identity('direct', plan.curve)).files.slice(-1) },
  ),
  trust('the whole path', ({ identity, trusted }) =>
    Promise.resolve(identity ? { roots: identity.files.slice(1) } : trusted),
  ),
  trust('no root of it', ({ identity, trusted }) =>
    Promise.resolve(identity && identity.files.length > 2 ? { roots: identity.files.slice(1, -1) } : trusted),
  ),
  trust('the leaf alone', ({ identity, trusted }) =>
    Promise.resolve(identity ? { roots: identity.files.slice(0, 1) } : trusted),
  ),
  trust('a stranger beside', async ({ material, plan, identity, trusted }) =>
    identity
      ? {
          roots: [...(await material.identity('self-signed', plan.curve)).files, ...identity.files.slice(-1)],
        }
      : trusted,
  ),
  rewritten('with line ends of Windows', (original) => original.replaceAll('\n', '\r\n')),
  rewritten('between words', (original) => `Here it is:\n${original}that was it\n`),
  rewritten('without its end', (original) => original.slice(0, -20)),
];

// The statement, signed again with the signer's own key.

type Resource = StatementJson['predicate']['resources'][number];

interface Forgery extends EnvelopeOptions {
  /** Whether the root digest is made anew; it is if absent. */
  readonly root?: 'kept';
}

/** Signs another statement; `change` edits it in place, or gives the whole payload. False if there is nothing to edit. */
const statement = (
  id: string,
  change: (statement: StatementJson, random: Random, scene: Scene) => boolean | string,
  { root, ...options }: Forgery = {},
): Mutation => ({
  id: `statement ${id}`,
  async apply(scene, random) {
    const bundle = bundleOf(scene);
    const payload = bundle && decoded(bundle.dsseEnvelope);
    if (!payload) return false;
    const changed = change(payload, random, scene);
    if (changed === false) return false;
    if (root !== 'kept') renewRoot(payload);
    const signed = typeof changed === 'string' ? changed : JSON.stringify(payload);
    bundle.dsseEnvelope = await signEnvelope(utf8(signed), scene.key, { keyid: '', ...options });
    scene.bundle = utf8(JSON.stringify(bundle));
    return true;
  },
});

/** The statement in an envelope; undefined if an earlier mutation left none. */
function decoded({ payload }: EnvelopeJson): StatementJson | undefined {
  try {
    const json = JSON.parse(new TextDecoder().decode(fromBase64(payload))) as Partial<StatementJson>;
    return Array.isArray(json.predicate?.resources) && json.subject?.length === 1
      ? (json as StatementJson)
      : undefined;
  } catch {
    return undefined;
  }
}

function renewRoot({ subject, predicate }: StatementJson): void {
  // Python passes over spaces between the digits.
  const digests = predicate.resources.map(({ digest }) => Buffer.from(digest.replaceAll(' ', ''), 'hex'));
  const root = createHash('sha256').update(Buffer.concat(digests)).digest('hex');
  for (const { digest } of subject) digest.sha256 = root;
}

/** The statement of 0.2.0, which knows one way of hashing only: who is told another cannot verify it. */
function ofOldRelease(_statement: StatementJson, _random: Random, { plan, files }: Scene): string | false {
  const { method, algorithm } = plan.hashing;
  if (method !== 'files' || algorithm !== 'sha256') return false;
  return JSON.stringify(legacyStatementFor(Object.fromEntries(files)));
}

/** Renames one signed file as the statement has it, in all its shards. */
const name = (id: string, change: (path: string, scene: Scene) => string): Mutation =>
  statement(`names ${id}`, ({ predicate: { resources, serialization } }, random, scene) => {
    if (resources.length === 0) return false;
    const suffix = serialization.method === 'shards' ? /:\d+:\d+$/ : /$/;
    const path = random.pick(resources).name.replace(suffix, '');
    for (const resource of resources) {
      if (resource.name.replace(suffix, '') === path)
        resource.name = change(path, scene) + resource.name.slice(path.length);
    }
    return true;
  });

/** Changes one resource. */
const resource = (id: string, change: (resource: Resource) => void): Mutation =>
  statement(`resource ${id}`, ({ predicate: { resources } }, random) => {
    if (resources.length === 0) return false;
    change(random.pick(resources));
    return true;
  });

/** Changes the range in the name of one shard. */
const range = (id: string, change: (start: string, end: string) => string): Mutation =>
  statement(`range ${id}`, ({ predicate: { resources } }, random) => {
    const shards = resources.filter(({ name: full }) => /:\d+:\d+$/.test(full));
    if (shards.length === 0) return false;
    const shard = random.pick(shards);
    shard.name = shard.name.replace(
      /:(\d+):(\d+)$/,
      (_all, start: string, end: string) => `:${change(start, end)}`,
    );
    return true;
  });

const value = (id: string, path: string, change: Change, options?: Forgery): Mutation =>
  statement(
    id,
    (json, random, scene) => put(json, stepsOf(path), (old) => change(old, random, scene)),
    options,
  );

const ignoring = (id: string, path: (scene: Scene, random: Random) => string): Mutation =>
  value(`ignores ${id}`, 'predicate.serialization.ignore_paths', (old, random, scene) => [
    ...(Array.isArray(old) ? (old as unknown[]) : []),
    path(scene, random),
  ]);

const KEPT = { root: 'kept' } as const;
const SERIALIZATION = 'predicate.serialization';

const STATEMENTS: readonly Mutation[] = [
  statement('unchanged', () => true),
  name('begin with ./', (path) => `./${path}`),
  name('have //', (path) => (path.includes('/') ? path.replace('/', '//') : `${path}/`)),
  name('have /./', (path) => (path.includes('/') ? path.replace('/', '/./') : `${path}/.`)),
  name('are absolute', (path) => `/${path}`),
  name('climb', (path) => `x/../${path}`),
  name('leave', (path) => `../model/${path}`),
  name('are empty', () => ''),
  name('have NUL', (path) => `${path}\0`),
  name('are other ones', (path) => `${path}2`),
  name('are the file’s own', (path, { files }) => (path === '.' ? ([...files.keys()][0] ?? path) : path)),
  name('are .', () => '.'),
  range('with zeros', (start, end) => `0${start}:${end}`),
  range('with spaces', (start, end) => ` ${start}:${end}`),
  range('with a sign', (start, end) => `+${start}:${end}`),
  range('longer', (start, end) => `${start}:${Number(end) + 1}`),
  range('shifted', (start, end) => `${Number(start) + 1}:${end}`),
  range('backwards', (start, end) => `${end}:${start}`),
  range('without its end', (start) => start),
  resource('digest in capitals', (one) => (one.digest = one.digest.toUpperCase())),
  resource('digest cut short', (one) => (one.digest = one.digest.slice(0, -2))),
  resource('digest of something else', (one) => (one.digest = `00${one.digest.slice(2)}`)),
  resource('digest spaced', (one) => (one.digest = `${one.digest.slice(0, 2)} ${one.digest.slice(2)}`)),
  resource(
    'of another algorithm',
    (one) => (one.algorithm = one.algorithm === 'sha256' ? 'blake3' : 'sha256'),
  ),
  resource('with a note', (one) => Object.assign(one, { annotations: { a: 1 } })),
  statement('resource removed', ({ predicate: { resources } }, random) => {
    return resources.splice(random.below(resources.length + 1), 1).length > 0;
  }),
  statement('resource twice', ({ predicate: { resources } }, random) => {
    return resources.length > 0 && resources.push(random.pick(resources)) > 0;
  }),
  statement('resources in another order', ({ predicate }, random) => {
    predicate.resources = random.shuffled(predicate.resources);
    return true;
  }),
  statement('without resources', ({ predicate }) => {
    predicate.resources = [];
    return true;
  }),
  value('root digest', 'subject.0.digest.sha256', () => 'ab'.repeat(32), KEPT),
  value(
    'root digest in capitals',
    'subject.0.digest.sha256',
    (old) => asText(old, (hex) => hex.toUpperCase()),
    KEPT,
  ),
  value('root digest absent', 'subject.0.digest', () => ({}), KEPT),
  value('subject name', 'subject.0.name', () => 'another'),
  value('subject name empty', 'subject.0.name', () => ''),
  value('subject name absent', 'subject.0.name', () => undefined),
  value('subject twice', 'subject', (old) => asList(old, (list) => [...list, ...list])),
  value('subject empty', 'subject', () => []),
  value('type', '_type', () => 'https://in-toto.io/Statement/v0.1'),
  value('predicate 1.1', 'predicateType', () => 'https://model_signing/signature/v1.1'),
  value('predicate 2.0', 'predicateType', () => 'https://model_signing/signature/v2.0'),
  value('predicate absent', 'predicate', () => undefined, KEPT),
  value('predicate with more', 'predicate.more', () => ({ a: 1 })),
  value('field of its own', 'more', () => true),
  value('method', `${SERIALIZATION}.method`, (old) => (old === 'files' ? 'shards' : 'files')),
  value('method unknown', `${SERIALIZATION}.method`, () => 'tensors'),
  value('hash type', `${SERIALIZATION}.hash_type`, (old) => (old === 'sha256' ? 'blake3' : 'sha256')),
  value('hash type unknown', `${SERIALIZATION}.hash_type`, () => 'md5'),
  value('links allowed', `${SERIALIZATION}.allow_symlinks`, () => true),
  value('links absent', `${SERIALIZATION}.allow_symlinks`, () => undefined),
  value('links a text', `${SERIALIZATION}.allow_symlinks`, () => 'false'),
  value('shard size', `${SERIALIZATION}.shard_size`, (old) => (typeof old === 'number' ? old + 1 : 16)),
  value('shard size absent', `${SERIALIZATION}.shard_size`, () => undefined),
  value('shard size 0', `${SERIALIZATION}.shard_size`, () => 0),
  value('shard size a text', `${SERIALIZATION}.shard_size`, (old) => String(old)),
  value('ignores absent', `${SERIALIZATION}.ignore_paths`, () => undefined),
  value('ignores null', `${SERIALIZATION}.ignore_paths`, () => null),
  value('ignores a text', `${SERIALIZATION}.ignore_paths`, () => 'cache'),
  ignoring('a signed file', ({ files }, random) => random.pick([...files.keys(), 'cache'])),
  ignoring('everything', () => '.'),
  ignoring('what lies beside', () => '../x'),
  ignoring('an absolute path', () => '/tmp/x'),
  ignoring('a path twice round', ({ files }) => `x/../${[...files.keys()][0] ?? ''}`),
  ignoring('a folder with a slash', () => './cache/'),
  ignoring('an empty path', () => ''),
  statement('as of 0.2', ofOldRelease),
  statement('as of 0.2, as it was signed', ofOldRelease, { encoding: 'v0.2.0' }),
  statement('signed as 0.2 did', () => true, { encoding: 'v0.2.0' }),
  statement('with a key twice', (json) => JSON.stringify(json).replace('{', '{"_type":"x",')),
  statement('with a byte order mark', (json) => `\u{feff}${JSON.stringify(json)}`),
  statement('spaced', (json) => JSON.stringify(json, null, '\t')),
  statement('of no object', () => '[]'),
  statement('of no JSON', () => '{'),
  statement('with another hash', () => true, { hash: 'SHA-384' }),
];

/** Every mutation by kind; a kind is picked first, so that long lists are not picked more often. */
export const MUTATIONS: readonly (readonly Mutation[])[] = [
  FILES,
  FILES,
  TEXT,
  FIELDS,
  CHAINS,
  TRUST,
  STATEMENTS,
  STATEMENTS,
];

/** The mutation of a name. @throws Error if there is none */
export function mutationNamed(id: string): Mutation {
  const found = MUTATIONS.flat().find((mutation) => mutation.id === id);
  if (!found) throw new Error(`No mutation is named ${id}`);
  return found;
}
