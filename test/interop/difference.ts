import { isYes, type Outcome } from './outcome.ts';
import { PLAIN, type Plan } from './scene.ts';

/** A point in which Assay and the reference are meant to differ. */
export interface Difference {
  readonly id: string;
  /** What each does, and why we do otherwise. */
  readonly description: string;
  /** `stricter`: the reference says yes, Assay does not. `laxer`: the other way round. */
  readonly assay: 'stricter' | 'laxer';
  /** True if a disagreement in this direction is this one. */
  readonly explains: (outcome: Outcome) => boolean;
  /** A model and what is changed in it, which show the difference. */
  readonly example: { readonly plan?: Partial<Plan>; readonly mutations: readonly string[] };
}

const shards = { ...PLAIN.hashing, method: 'shards' } as const;
const oneFile = new Map([['model.bin', Uint8Array.of(1, 2, 3)]]);

/** Assay names one of these codes. */
const says =
  (...codes: readonly string[]) =>
  ({ ours }: Outcome): boolean =>
    codes.includes(ours.code);

/** The reference's error reads so. */
const they =
  (pattern: RegExp) =>
  ({ theirs }: Outcome): boolean =>
    !theirs.ok && pattern.test(theirs.error);

const all =
  (...conditions: readonly ((outcome: Outcome) => boolean)[]) =>
  (outcome: Outcome): boolean =>
    conditions.every((holds) => holds(outcome));

const after =
  (pattern: RegExp) =>
  ({ applied }: Outcome): boolean =>
    applied.some((id) => pattern.test(id));

/** Every deliberate difference; what stands here must be in docs/architecture.md or in the rules of the format. */
export const DIFFERENCES: readonly Difference[] = [
  {
    id: 'path-judged-now',
    description:
      'The reference judges a certificate path when its leaf was issued, and only then; Assay judges now, and at issuance where that fails by expiry alone. A leaf of the future is refused …',
    assay: 'stricter',
    explains: says('certificate-not-yet-valid'),
    example: { plan: { signer: 'leaf-in-future' }, mutations: [] },
  },
  {
    id: 'path-judged-now-only',
    description: '… and a root that is younger than the leaf passes.',
    assay: 'laxer',
    explains: all(they(/not yet valid/), ({ scene }) => scene.plan.signer === 'root-younger'),
    example: { plan: { signer: 'root-younger' }, mutations: [] },
  },
  {
    id: 'purpose-odd',
    description: 'An extended key usage without code signing: accepted by the reference, unconfirmed here.',
    assay: 'stricter',
    explains: all(says('usage-odd'), ({ ours }) => ours.state === 'unconfirmed'),
    example: { plan: { signer: 'meant-for-servers' }, mutations: [] },
  },
  {
    id: 'names-canonical',
    description: '`./x` or `a//b` as a name: normalised by the reference, refused here.',
    assay: 'stricter',
    explains: all(says('name-component', 'name-empty'), after(/^statement names/)),
    example: { mutations: ['statement names begin with ./'] },
  },
  {
    id: 'names-once',
    description: 'A name that stands twice: the last one counts for the reference, refused here.',
    assay: 'stricter',
    // Of “.” we say that it stands alone or not at all.
    explains: all(says('name-duplicate', 'name-component'), after(/^statement resource twice/)),
    example: { mutations: ['statement resource twice'] },
  },
  {
    id: 'single-file-name',
    description: 'A model that is one file: `.` for the reference, its own name here as well.',
    assay: 'laxer',
    explains: all(
      they(/(Missing|Extra) files/),
      after(/own|0\.2/),
      ({ scene }) => scene.plan.kind === 'file',
    ),
    example: { plan: { kind: 'file', files: oneFile }, mutations: ['statement names are the file’s own'] },
  },
  {
    id: 'signed-file-ignored-by-signer',
    description:
      'A recorded or conventional ignore rule over a signed file: the reference skips the file and misses it, hashed here.',
    assay: 'laxer',
    explains: all(they(/Missing files/), after(/^statement (ignores|as of 0\.2)/)),
    example: { mutations: ['statement ignores everything'] },
  },
  {
    id: 'something-signed',
    description: 'A signature over no file at all: accepted by the reference, refused here.',
    assay: 'stricter',
    explains: says('manifest-empty'),
    example: {
      plan: { files: new Map([['empty', new Uint8Array()]]), hashing: shards, guess: false },
      mutations: [],
    },
  },
  {
    id: 'one-signature',
    description: 'Several signatures in the envelope: the first counts for the reference, refused here.',
    assay: 'stricter',
    explains: says('signature-several'),
    example: { mutations: ['bundle signature twice'] },
  },
  {
    id: 'json-strict',
    description: 'A key that stands twice, or a byte order mark: read by the reference, refused here.',
    assay: 'stricter',
    explains: says('json-duplicate-key', 'json-bom'),
    example: { mutations: ['text key twice'] },
  },
  {
    id: 'base64-strict',
    description: 'Base64 with line ends or of the wrong alphabet: read by the reference, refused here.',
    assay: 'stricter',
    explains: says('bundle-base64'),
    example: { mutations: ['bundle payload base64 with line ends'] },
  },
  {
    id: 'digest-strict',
    description: 'A digest in capitals or with spaces: read by the reference, refused here.',
    assay: 'stricter',
    explains: all(says('digest-alphabet'), after(/^statement resource digest/)),
    example: { mutations: ['statement resource digest in capitals'] },
  },
  {
    id: 'range-strict',
    description:
      'Decimals with zeros, signs or spaces in the name of a shard: read by the reference, refused here.',
    assay: 'stricter',
    explains: all(says('shard-name'), after(/^statement range/)),
    example: { plan: { hashing: shards, guess: false }, mutations: ['statement range with zeros'] },
  },
  {
    id: 'serialization-read',
    description:
      'A serialization that contradicts the resources or has fields of the wrong type: not looked at by the reference where it was told how to hash or does not need the field, refused here.',
    assay: 'stricter',
    explains: all(
      says(
        'algorithm-differs',
        'algorithm-unknown',
        'shard-size',
        'shard-overlap',
        'shard-gap',
        'manifest-malformed',
      ),
      after(/^statement (hash type|shard size|links|ignores)/),
    ),
    example: { plan: { guess: false }, mutations: ['statement hash type'] },
  },
  {
    id: 'subject-named',
    description:
      'A subject without a name: accepted by the reference, refused here as the specification has it.',
    assay: 'stricter',
    explains: all(says('subject-missing'), after(/^statement subject name/)),
    example: { mutations: ['statement subject name empty'] },
  },
  {
    id: 'faulty-encoding-old-only',
    description:
      'The faulty encoding of 0.2.0 under a statement of today: accepted by the reference, refused here.',
    assay: 'stricter',
    explains: says('signature-legacy'),
    example: { mutations: ['statement signed as 0.2 did'] },
  },
  {
    id: 'unknown-fields',
    description:
      'Fields that the format does not know: refused by the reference’s bundle reader, passed over here.',
    assay: 'laxer',
    explains: they(/Extra inputs are not permitted/),
    example: { mutations: ['text unknown field'] },
  },
  {
    id: 'null-is-absent',
    description: 'JSON’s null, or nothing, for an optional field: an error of the reference, absent here.',
    assay: 'laxer',
    explains: all(they(/NoneType|KeyError|Field required/), after(/(null|absent)$/)),
    example: { mutations: ['statement ignores null'] },
  },
  {
    id: 'chain-unread',
    description:
      'A certificate in the chain that cannot be read and is not needed: refused by the reference, passed over here.',
    assay: 'laxer',
    explains: all(they(/parsing asn1/), after(/^chain (with junk|bit flipped)/)),
    example: { plan: { signer: 'sound' }, mutations: ['chain with junk'] },
  },
  {
    id: 'log-entries-unread',
    description: 'A damaged log entry beside a key or a certificate of one’s own, which have no use for it.',
    assay: 'laxer',
    explains: all(they(/for Bundle\s+verificationMaterial\.tlogEntries/), after(/^bundle log entry/)),
    example: { mutations: ['bundle log entry'] },
  },
  {
    id: 'bundle-never-extra',
    description:
      'A bundle in the model that its own statement does not leave out: extra for the reference’s library, though not for its command line; never extra here.',
    assay: 'laxer',
    explains: all(they(/Extra files found in model 'model': model\.sig"/), ({ scene }) => scene.plan.guess),
    example: { plan: { bundleInside: true }, mutations: ['statement ignores absent'] },
  },
  {
    id: 'shards-plain-algorithm',
    description:
      'Shards whose algorithm is named as the specification has it, `sha256`: refused by the reference, which writes `sha256-sharded-SIZE`; both are read here.',
    assay: 'laxer',
    explains: all(they(/Hash mismatch.*-sharded-/s), after(/^statement resource of another algorithm/)),
    example: {
      plan: { hashing: shards, guess: false, files: new Map([['a', Uint8Array.of(1)]]) },
      mutations: ['statement resource of another algorithm'],
    },
  },
  {
    id: 'colons-in-shards',
    description:
      'A colon in the path of a sharded file: signed by the reference, which then cannot read it; read here.',
    assay: 'laxer',
    explains: they(/expected 3 components/),
    example: {
      plan: { files: new Map([['a:b', Uint8Array.of(1)]]), hashing: shards, guess: false },
      mutations: [],
    },
  },
  {
    id: 'shards-ignoring-unsigned',
    description: 'Shards while unsigned files are ignored: the reference takes a shard’s name for a path.',
    assay: 'laxer',
    explains: all(they(/^ValueError: Cannot use/), ({ scene: { plan } }) => {
      return plan.ignoreUnsigned && plan.hashing.method === 'shards';
    }),
    example: { plan: { hashing: shards, guess: false, ignoreUnsigned: true }, mutations: [] },
  },
  {
    id: 'shards-not-guessed',
    description: 'Shards where the reference must guess the hashing: it fails at the size that it wrote.',
    assay: 'laxer',
    explains: all(they(/'float' object/), ({ scene }) => scene.plan.hashing.method === 'shards'),
    example: { plan: { hashing: shards }, mutations: [] },
  },
  {
    id: 'blake2b-not-guessed',
    description:
      'BLAKE2b where the reference must guess the hashing: it does not know the name that it wrote.',
    assay: 'laxer',
    explains: they(/Unsupported hashing method blake2b/),
    example: { plan: { hashing: { ...PLAIN.hashing, algorithm: 'blake2' } }, mutations: [] },
  },
];

/** The difference that explains why the two disagree. */
export function differenceOf(outcome: Outcome): Difference | undefined {
  const direction = isYes(outcome) ? 'laxer' : 'stricter';
  return DIFFERENCES.find(({ assay, explains }) => assay === direction && explains(outcome));
}
