import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { TufAnchor } from '../../src/trust/tuf-anchor.ts';
import { type Bytes, utf8 } from './bytes.ts';
import { createKey, type KeyPair, type KeyType, pem } from './keys.ts';

type RoleName = 'root' | 'timestamp' | 'snapshot' | 'targets';

/** A key as root metadata names it. */
export interface TufKey {
  readonly id: string;
  readonly json: object;
  readonly pair: KeyPair;
}

/** Who signs for a role, and how many of them must. */
export interface TufRole {
  readonly keys: readonly TufKey[];
  readonly threshold: number;
}

type Roles = Readonly<Record<RoleName, TufRole>>;

/** The signed part of metadata. */
export interface Signed {
  readonly _type: RoleName;
  readonly spec_version: string;
  readonly version: number;
  /** ISO 8601, in whole seconds. */
  readonly expires: string;
  readonly [member: string]: unknown;
}

export const DAY = 24 * 60 * 60 * 1000;

/** JSON in the one form that is signed (OLPC canonical JSON): sorted keys, no white space, and line ends as they are. */
function canonical(value: unknown): string {
  const sorted = JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
  return sorted.replaceAll('\\n', '\n');
}

export async function createTufKey(type: KeyType = 'P-256'): Promise<TufKey> {
  const pair = await createKey(type);
  const json =
    type === 'Ed25519'
      ? { keytype: 'ed25519', scheme: 'ed25519', keyval: { public: bytesToHex(pair.spki.slice(-32)) } }
      : {
          keytype: 'ecdsa',
          scheme: type === 'P-384' ? 'ecdsa-sha2-nistp384' : 'ecdsa-sha2-nistp256',
          keyval: { public: pem('PUBLIC KEY', pair.spki) },
        };
  return { id: digest(utf8(canonical(json))), json, pair };
}

/** Metadata as a file. */
export async function signed(content: Signed, keys: readonly TufKey[]): Promise<Bytes> {
  const text = utf8(canonical(content));
  const signatures = await Promise.all(
    keys.map(async ({ id, pair }) => ({ keyid: id, sig: bytesToHex(await pair.sign(text)) })),
  );
  return utf8(JSON.stringify({ signatures, signed: content }, null, 1));
}

/**
 * A TUF repository with consistent snapshots, as Sigstore’s: three people of whom two must sign for root and targets,
 * and an online key for the rest. Whatever is published stays in {@link TestRepository.files} as a mirror would hold it.
 */
export class TestRepository {
  readonly files = new Map<string, Bytes>();
  /** Every trusted root that was ever signed for, the oldest first. */
  readonly published: Bytes[] = [];
  versions = { root: 0, timestamp: 0, snapshot: 0, targets: 0 };
  roles: Roles;
  /** Milliseconds since 1970. */
  now: number;

  private constructor(roles: Roles, now: number) {
    this.roles = roles;
    this.now = now;
  }

  /** @param trustedRoot the first target */
  static async create(now: number, trustedRoot = utf8('the first trusted root')): Promise<TestRepository> {
    const people = await Promise.all([createTufKey('P-256'), createTufKey('Ed25519'), createTufKey('P-384')]);
    const online = await createTufKey('P-256');
    const [two, one] = [
      { keys: people, threshold: 2 },
      { keys: [online], threshold: 1 },
    ];
    const repository = new TestRepository({ root: two, targets: two, snapshot: one, timestamp: one }, now);
    await repository.publishRoot();
    await repository.publish(trustedRoot);
    return repository;
  }

  /** What a client that was built now embeds. */
  get anchor(): TufAnchor {
    return {
      root: this.file(`${this.versions.root}.root.json`),
      trustedRoot: this.published.at(-1) ?? new Uint8Array(),
    };
  }

  /** A file that was published. */
  file(path: string): Bytes {
    const bytes = this.files.get(path);
    if (!bytes) throw new Error(`${path} was never published`);
    return bytes;
  }

  /** Publishes the next root, signed by the keys of the one before and by its own; `change` has its way with it first. */
  async publishRoot(
    roles: Roles = this.roles,
    change: { signers?: readonly TufKey[]; content?: Partial<Signed> } = {},
  ): Promise<void> {
    const version = ++this.versions.root;
    const signers = change.signers ?? [...new Set([...this.roles.root.keys, ...roles.root.keys])];
    const keys = Object.values(roles).flatMap((role) => role.keys);
    const content = {
      ...this.#head('root', version, 180),
      consistent_snapshot: true,
      keys: Object.fromEntries(keys.map(({ id, json }) => [id, json])),
      roles: Object.fromEntries(
        Object.entries(roles).map(([name, { keys, threshold }]) => [
          name,
          { keyids: keys.map(({ id }) => id), threshold },
        ]),
      ),
      ...change.content,
    };
    this.files.set(`${version}.root.json`, await signed(content, signers));
    this.roles = roles;
  }

  /** Publishes a trusted root, and new metadata that leads to it. */
  async publish(trustedRoot: Bytes): Promise<void> {
    this.published.push(trustedRoot);
    const sha256 = digest(trustedRoot);
    this.files.set(`targets/${sha256}.trusted_root.json`, trustedRoot);
    await this.publishTargets({ 'trusted_root.json': { length: trustedRoot.length, hashes: { sha256 } } });
  }

  async publishTargets(targets: object): Promise<void> {
    const version = ++this.versions.targets;
    const content = { ...this.#head('targets', version, 180), targets };
    this.files.set(`${version}.targets.json`, await signed(content, this.roles.targets.keys.slice(0, 2)));
    await this.publishSnapshot();
  }

  async publishSnapshot(targets = this.versions.targets): Promise<void> {
    const version = ++this.versions.snapshot;
    const meta = { 'targets.json': { version: targets } };
    const content = { ...this.#head('snapshot', version, 3650), meta };
    this.files.set(`${version}.snapshot.json`, await signed(content, this.roles.snapshot.keys));
    await this.publishTimestamp();
  }

  async publishTimestamp(snapshot = this.versions.snapshot): Promise<void> {
    const version = ++this.versions.timestamp;
    const bytes = this.file(`${snapshot}.snapshot.json`);
    const meta = {
      'snapshot.json': { version: snapshot, length: bytes.length, hashes: { sha256: digest(bytes) } },
    };
    const content = { ...this.#head('timestamp', version, 7), meta };
    this.files.set('timestamp.json', await signed(content, this.roles.timestamp.keys));
  }

  #head(_type: RoleName, version: number, days: number): Signed {
    const expires = new Date(this.now + days * DAY).toISOString().replace(/\.\d+Z$/, 'Z');
    return { _type, spec_version: '1.0.31', version, expires };
  }
}

function digest(bytes: Uint8Array): string {
  return bytesToHex(sha256(bytes));
}
