import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ancestry } from '../../src/oms/paths.ts';
import type { Bytes } from '../support/bytes.ts';
import type { Check } from './assay.ts';
import {
  CURVES,
  type Curve,
  IDENTITIES,
  type Identity,
  type IdentityKind,
  type Material,
  type SigningKey,
} from './material.ts';
import type { Random } from './random.ts';
import type { Hashing, Question, Reference } from './reference.ts';

/** What is signed and how, and how it is verified: chosen at random, or by hand. Plain data. */
export interface Plan {
  readonly kind: 'folder' | 'file';
  /** Bytes by path; a model that is a file has one. */
  readonly files: ReadonlyMap<string, Bytes>;
  readonly hashing: Hashing;
  readonly curve: Curve;
  /** `key`, or who signs with a certificate. */
  readonly signer: 'key' | IdentityKind;
  /** Whether the bundle lies in the model. */
  readonly bundleInside: boolean;
  /** Left out when it is signed, relative to the model. */
  readonly signerIgnores: readonly string[];
  /** Left out when it is verified. */
  readonly verifierIgnores: readonly string[];
  readonly ignoreUnsigned: boolean;
  /** Whether the reference guesses how the model was hashed; it is told if not, as its command line tells itself. */
  readonly guess: boolean;
}

/** A plan of one file that is verified as it was signed; the base of plans by hand. */
export const PLAIN: Plan = {
  kind: 'folder',
  files: new Map([
    ['config.json', Uint8Array.of(0x7b, 0x7d)],
    ['weights/model.bin', Uint8Array.from({ length: 40 }, (_, i) => i)],
  ]),
  hashing: { method: 'files', algorithm: 'sha256', shardSize: 16 },
  curve: 'P-256',
  signer: 'key',
  bundleInside: false,
  signerIgnores: [],
  verifierIgnores: [],
  ignoreUnsigned: false,
  guess: true,
};

const COMPONENTS: readonly string[] = [
  ...[
    'config.json',
    'model.safetensors',
    'weights',
    'a',
    'b',
    'A',
    'con',
    '.hidden',
    '...',
    '-rf',
    'trailing.',
  ],
  ...[
    'with space',
    ' leading',
    'tab\there',
    'new\nline',
    'back\\slash',
    `quote"'`,
    '#50%41',
    '<b>',
    '~',
    '$HOME',
    '*',
  ],
  ...[
    '\u00e9',
    'e\u0301',
    '漢字',
    '😀.bin',
    '\uff5e',
    '\u202etxt.exe',
    'x'.repeat(200),
    '.git',
    '.gitignore',
    '.github',
  ],
];
/** Names that the reference cannot tell from the ranges of shards. */
const COLONS: readonly string[] = ['c:d', 'x:0:4'];

/** Chooses a model, a signer and a verification. */
export function randomPlan(random: Random): Plan {
  const kind = random.chance(0.12) ? 'file' : 'folder';
  const files = new Map<string, Bytes>();
  // Mostly something is left to sign, whatever Git's names, empty files and ignored folders take away.
  if (kind === 'folder' && random.chance(0.9)) files.set('vocab.txt', random.bytes(1 + random.below(200)));
  for (let count = kind === 'file' ? 1 : 1 + random.below(6); count > 0; count--) {
    files.set(freshPath(files, random, kind === 'file' ? 1 : 3), randomContent(random));
  }
  const algorithm = random.pick(['sha256', 'sha256', 'sha256', 'blake2', 'blake3'] as const);
  const method = random.pick(['files', 'files', 'shards'] as const);
  // It cannot guess the others: differences.ts.
  const guess = algorithm !== 'blake2' && method === 'files' && random.chance(0.7);
  const shardSize = 1 + random.below(64);
  const unsound = random.chance(0.6) ? 'sound' : random.pick(IDENTITIES);
  return {
    kind,
    files,
    hashing: { method, algorithm, shardSize },
    curve: random.pick(CURVES),
    signer: random.chance(0.5) ? 'key' : unsound,
    bundleInside: kind === 'folder' && random.chance(0.5),
    signerIgnores: random.chance(0.3) ? [randomIgnore(files, random)] : [],
    // Nothing lies below a file: what its own name means to an ignore rule is not the same question to both.
    verifierIgnores: kind === 'folder' && !guess && random.chance(0.3) ? [randomIgnore(files, random)] : [],
    ignoreUnsigned: random.chance(0.15),
    guess,
  };
}

function randomContent(random: Random): Bytes {
  return random.chance(0.15) ? new Uint8Array() : random.bytes(1 + random.below(random.pick([4, 200, 5000])));
}

/** A path in the model, a folder on one, or one that is not there. */
function randomIgnore(files: ReadonlyMap<string, Bytes>, random: Random): string {
  const path = random.pick([...files.keys(), 'cache']);
  return random.pick([...ancestry(path)]);
}

/** A path that no file has, nor needs as a folder. */
export function freshPath(files: ReadonlyMap<string, Bytes>, random: Random, maxDepth = 3): string {
  const taken = new Set([...files.keys()].flatMap((path) => [...ancestry(path)]));
  for (;;) {
    const names = random.chance(0.03) ? COLONS : COMPONENTS;
    const path = Array.from({ length: 1 + random.below(maxDepth) }, () => random.pick(names)).join('/');
    if (!taken.has(path) && ![...ancestry(path)].some((folder) => files.has(folder))) return path;
    // Every name may be taken at the top level.
    maxDepth += 1;
  }
}

/** A signed model with its bundle, and whom the verifier trusts; the mutations change it in place. */
export interface Scene {
  readonly plan: Plan;
  files: Map<string, Bytes>;
  bundle: Bytes;
  readonly key: SigningKey;
  /** Absent for the method `key`. */
  readonly identity?: Identity;
  /** What the verifier trusts: the file of a key, or files of certificates. */
  trusted: { readonly publicKey: string } | { readonly roots: readonly string[] };
  readonly material: Material;
}

/** Where a scene stands on disk. */
class Place {
  readonly model: string;
  readonly bundle: string;

  constructor(folder: string, { kind, files, bundleInside }: Plan) {
    // A file is named as the plan has it, a folder by nothing that counts.
    this.model = join(folder, 'models', kind === 'file' ? ([...files.keys()][0] ?? '') : 'model');
    this.bundle = join(bundleInside ? this.model : folder, 'model.sig');
  }

  write(kind: Plan['kind'], files: ReadonlyMap<string, Bytes>, bundle?: Bytes): void {
    rmSync(this.model, { recursive: true, force: true });
    mkdirSync(kind === 'file' ? dirname(this.model) : this.model, { recursive: true });
    for (const [path, bytes] of files) {
      const file = kind === 'file' ? this.model : join(this.model, ...path.split('/'));
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, bytes);
    }
    if (bundle) writeFileSync(this.bundle, bundle);
  }
}

/** Has the reference sign what is planned, in an empty folder. @throws Error if it does not */
export async function sign(
  plan: Plan,
  folder: string,
  material: Material,
  reference: Reference,
): Promise<Scene> {
  const { kind, files, hashing, signerIgnores, curve, signer } = plan;
  const place = new Place(folder, plan);
  place.write(kind, files);
  const identity = signer === 'key' ? undefined : await material.identity(signer, curve);
  const key = identity?.key ?? (await material.key(curve));
  const answer = await reference.ask({
    do: 'sign',
    ...{ model: place.model, bundle: place.bundle, ignorePaths: signerIgnores, hashing },
    privateKey: key.privateKeyFile,
    ...(identity && { certificate: identity.files[0], chain: chainOf(identity) }),
  });
  if (!answer.ok) throw new Error(`The reference does not sign: ${answer.error}`);
  return {
    plan,
    files: new Map(files),
    bundle: Uint8Array.from(readFileSync(place.bundle)),
    ...{ key, material, ...(identity && { identity }) },
    trusted: identity ? { roots: identity.files.slice(-1) } : { publicKey: key.publicKeyFile },
  };
}

/** The files beside the leaf's; the reference takes no empty list, so that a leaf that is its own root stands twice. */
function chainOf({ files }: Identity): readonly string[] {
  return files.length > 1 ? files.slice(1) : files;
}

/** Writes a scene to disk as it now is; the same question for the reference and for us. */
export function stage(scene: Scene, folder: string): { readonly question: Question; readonly check: Check } {
  const { plan, files, bundle, trusted } = scene;
  const place = new Place(folder, plan);
  place.write(plan.kind, files, bundle);
  const where = { model: place.model, bundle: place.bundle };
  const { ignoreUnsigned, verifierIgnores: ignorePaths, guess, hashing } = plan;
  const origin = 'file' as const;
  const read = (file: string): string => readFileSync(file, 'utf8');
  return {
    question: {
      do: 'verify',
      ...where,
      ignorePaths,
      ignoreUnsigned,
      hashing: guess ? null : hashing,
      ...trusted,
    },
    check: {
      ...where,
      ...{ ignorePaths, ignoreUnsigned },
      expectation:
        'roots' in trusted
          ? { method: 'certificate', roots: trusted.roots.map(read), origin }
          : { method: 'key', publicKey: read(trusted.publicKey), origin },
    },
  };
}
