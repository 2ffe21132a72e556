import { blake2b } from '@noble/hashes/blake2.js';
import { blake3 } from '@noble/hashes/blake3.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { hex } from '@scure/base';
import { BUNDLE_V03, type BundleJson } from './bundle.ts';
import { base64, type Bytes, concat, utf8 } from './bytes.ts';
import type { Certificate } from './certificate.ts';
import { type EnvelopeOptions, signEnvelope } from './envelope.ts';
import { KEY_DETAILS, type KeyPair, pem } from './keys.ts';
import type { SigstoreInstance, SignOptions } from './sigstore-instance.ts';

/** The files of a model: bytes by `/`-separated path. */
export type Files = Readonly<Record<string, Bytes>>;

type Algorithm = 'sha256' | 'blake2b' | 'blake3';

/** How to list the files in a statement. */
export interface StatementOptions {
  /** `sha256` if absent. */
  readonly algorithm?: Algorithm;
  /** `files` if absent. */
  readonly method?: 'files' | 'shards';
  /** Bytes in a shard; 1,000,000,000 if absent. */
  readonly shardSize?: number;
  /** Left out, as before model-signing 1.1, if absent. */
  readonly ignorePaths?: readonly string[];
  readonly allowSymlinks?: boolean;
  /** The predicate's version; `1.0` if absent. */
  readonly version?: string;
  /** The subject's name; `model` if absent. */
  readonly subject?: string;
}

/** An OMS statement (OMS specification v1.0, §5 and §6) as JSON, for tests to change. */
export interface StatementJson {
  _type: string;
  subject: { name: string; digest: Record<string, string> }[];
  predicateType: string;
  predicate: {
    resources: { name: string; algorithm: string; digest: string }[];
    serialization: {
      method: string;
      hash_type: string;
      allow_symlinks: boolean;
      shard_size?: number;
      ignore_paths?: string[];
    };
  };
}

/** The statement of model-signing 0.2.0: every file is a subject. */
export interface LegacyStatementJson {
  _type: string;
  subject: { name: string; digest: { sha256: string }; annotations: { actual_hash_algorithm: string } }[];
  predicateType: string;
  predicate: { unused: string };
}

const STATEMENT_V1 = 'https://in-toto.io/Statement/v1';

const DIGESTS = {
  sha256: (data: Bytes) => sha256(data),
  blake2b: (data: Bytes) => blake2b(data, { dkLen: 64 }),
  blake3: (data: Bytes) => blake3(data),
} satisfies Record<Algorithm, (data: Bytes) => Bytes>;

/** The statement that a signer makes of `files`, in code point order. */
export function statementFor(files: Files, options: StatementOptions = {}): StatementJson {
  const { algorithm = 'sha256', method = 'files', shardSize = 1_000_000_000 } = options;
  const ranges = method === 'files' ? Object.entries(files) : shards(files, shardSize);
  const digests = inOrder(ranges).map(([name, bytes]) => ({ name, digest: DIGESTS[algorithm](bytes) }));
  const rootDigest = sha256(concat(...digests.map(({ digest }) => digest)));
  return {
    _type: STATEMENT_V1,
    subject: [{ name: options.subject ?? 'model', digest: { sha256: hex.encode(rootDigest) } }],
    predicateType: `https://model_signing/signature/v${options.version ?? '1.0'}`,
    predicate: {
      resources: digests.map(({ name, digest }) => ({ name, algorithm, digest: hex.encode(digest) })),
      serialization: {
        method,
        hash_type: algorithm,
        allow_symlinks: options.allowSymlinks ?? false,
        ...(method === 'shards' ? { shard_size: shardSize } : {}),
        ...(options.ignorePaths ? { ignore_paths: [...options.ignorePaths] } : {}),
      },
    },
  };
}

/** The statement that model-signing 0.2.0 makes of `files`. */
export function legacyStatementFor(files: Files): LegacyStatementJson {
  return {
    _type: STATEMENT_V1,
    subject: inOrder(Object.entries(files)).map(([name, bytes]) => ({
      name,
      digest: { sha256: hex.encode(sha256(bytes)) },
      annotations: { actual_hash_algorithm: 'file-sha256' },
    })),
    predicateType: 'https://model_signing/Digests/v0.1',
    predicate: { unused: 'Unused, just passed due to API requirements' },
  };
}

type Named = readonly [name: string, bytes: Bytes];

/** `path:start:end` and the bytes of each shard, file by file; empty files have none. */
function shards(files: Files, size: number): Named[] {
  return inOrder(Object.entries(files)).flatMap(([path, bytes]) =>
    Array.from({ length: Math.ceil(bytes.length / size) }, (_, i): Named => {
      const [start, end] = [i * size, Math.min((i + 1) * size, bytes.length)];
      return [`${path}:${start}:${end}`, bytes.slice(start, end)];
    }),
  );
}

/** Sorted by the code points of the names, whose order is that of their UTF-8 bytes. */
function inOrder(entries: readonly Named[]): Named[] {
  const key = ([name]: Named) => hex.encode(utf8(name));
  return [...entries].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** What is signed: a statement, or any text in its place. */
export type Payload = StatementJson | LegacyStatementJson | string;

/** What to do otherwise in a bundle; what is absent is done as model-signing 1.1 does it. */
export interface BundleOptions extends EnvelopeOptions {
  readonly mediaType?: string;
  /** Whether an empty list of log entries is there; it is if absent. */
  readonly tlogEntries?: 'empty' | 'absent';
}

/** What to do otherwise in a bundle of the `key` method. */
export interface KeyOptions extends BundleOptions {
  /** How the key is named: by the digest of its PEM, not at all, or (before model-signing 1.1) by itself. */
  readonly naming?: 'hint' | 'none' | 'rawBytes';
}

/** Signs with a bare key. */
export async function signWithKey(
  payload: Payload,
  key: KeyPair,
  options: KeyOptions = {},
): Promise<BundleJson> {
  return bundle({ publicKey: nameKey(key, options.naming ?? 'hint') }, payload, key, options);
}

function nameKey(key: KeyPair, naming: 'hint' | 'none' | 'rawBytes') {
  const text = utf8(pem('PUBLIC KEY', key.spki));
  switch (naming) {
    case 'hint':
      return { hint: hex.encode(sha256(text)) };
    case 'none':
      return {};
    case 'rawBytes':
      return { rawBytes: base64(text), keyDetails: KEY_DETAILS[key.type] };
  }
}

/** Signs with the first certificate's key; the bundle holds the chain as given, the reference puts the root in. */
export async function signWithCertificate(
  payload: Payload,
  chain: readonly [Certificate, ...Certificate[]],
  options: BundleOptions = {},
): Promise<BundleJson> {
  const certificates = chain.map(({ der }) => ({ rawBytes: base64(der) }));
  // Version 0.2.0 hashed with SHA-256 whatever the curve of the certificate's key.
  const hash = options.encoding === 'v0.2.0' ? ({ hash: 'SHA-256' } as const) : {};
  return bundle({ x509CertificateChain: { certificates } }, payload, chain[0].key, { ...hash, ...options });
}

/** Signs by a Sigstore instance. */
export async function signWithSigstore(
  payload: Payload,
  instance: SigstoreInstance,
  options: SignOptions,
): Promise<BundleJson> {
  return instance.sign(encode(payload), options);
}

async function bundle(
  material: BundleJson['verificationMaterial'],
  payload: Payload,
  key: KeyPair,
  options: BundleOptions,
): Promise<BundleJson> {
  const tlogEntries = options.tlogEntries === 'absent' ? {} : { tlogEntries: [] };
  return {
    mediaType: options.mediaType ?? BUNDLE_V03,
    verificationMaterial: { ...material, ...tlogEntries },
    dsseEnvelope: await signEnvelope(encode(payload), key, { keyid: '', ...options }),
  };
}

function encode(payload: Payload): Bytes {
  return utf8(typeof payload === 'string' ? payload : JSON.stringify(payload));
}
