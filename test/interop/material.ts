import { generateKeyPairSync, sign as signBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Authority, createAuthority } from '../support/authority.ts';
import {
  type Certificate,
  type CertificateOptions,
  createCertificate,
  PURPOSES,
} from '../support/certificate.ts';
import { createKey, type KeyPair, pem } from '../support/keys.ts';

export const CURVES = ['P-256', 'P-384', 'P-521'] as const;
export type Curve = (typeof CURVES)[number];

const HASHES = { 'P-256': 'SHA-256', 'P-384': 'SHA-384', 'P-521': 'SHA-512' } as const;

/** A key pair that the reference can sign with too: its private half lies on disk as long as the tests run. */
export interface SigningKey extends KeyPair {
  readonly privateKeyFile: string;
  readonly publicKeyFile: string;
}

/** A leaf, the certificates that lead on from it, and the root. */
export interface Identity {
  readonly key: SigningKey;
  /** Leaf first, root last. */
  readonly path: readonly [Certificate, ...Certificate[]];
  /** The same, a PEM file each. */
  readonly files: readonly [string, ...string[]];
}

/** Kinds of paths, each sound but for what it is named after. */
export const IDENTITIES = [
  'sound',
  'direct',
  'rsa-root',
  'expired',
  'root-expired',
  'root-younger',
  'leaf-in-future',
  'meant-for-servers',
  'code-signing-only',
  'no-usage',
  'self-signed',
  'issuer-no-authority',
  'issuer-may-not-sign',
  'path-too-long',
] as const;
export type IdentityKind = (typeof IDENTITIES)[number];

/** Keys and certificates, made when they are first asked for and kept. */
export class Material {
  readonly #folder: string;
  readonly #keys = new Map<string, Promise<SigningKey>>();
  readonly #identities = new Map<string, Promise<Identity>>();

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  /** The key of a curve; another `owner` has another. */
  key(curve: Curve, owner = 'signer'): Promise<SigningKey> {
    return kept(this.#keys, `${owner}-${curve}`, (name) => Promise.resolve(this.#makeKey(curve, name)));
  }

  identity(kind: IdentityKind, curve: Curve): Promise<Identity> {
    return kept(this.#identities, `${kind}-${curve}`, async (name) => {
      const key = await this.key(curve, kind);
      const path = await PATHS[kind](key);
      const [leaf, ...others] = path.map(({ der }, i) =>
        this.write(`${name}-${i}.pem`, pem('CERTIFICATE', der)),
      );
      if (leaf === undefined) throw new Error('a path is never empty');
      return { key, path, files: [leaf, ...others] };
    });
  }

  /** Writes a file; its absolute path. */
  write(name: string, content: string): string {
    const path = join(this.#folder, name);
    writeFileSync(path, content);
    return path;
  }

  #makeKey(curve: Curve, name: string): SigningKey {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: curve });
    const spki = Uint8Array.from(publicKey.export({ format: 'der', type: 'spki' }));
    const hash = HASHES[curve];
    return {
      ...{ type: curve, hash, spki },
      sign: (data, chosen = hash) => Promise.resolve(Uint8Array.from(signBytes(chosen, data, privateKey))),
      privateKeyFile: this.write(
        `${name}.key`,
        privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
      ),
      publicKeyFile: this.write(`${name}.pub`, pem('PUBLIC KEY', spki)),
    };
  }
}

function kept<T>(map: Map<string, Promise<T>>, name: string, make: (name: string) => Promise<T>): Promise<T> {
  const value = map.get(name) ?? make(name);
  map.set(name, value);
  return value;
}

type Path = readonly [Certificate, ...Certificate[]];

/** The certificates of each kind, for a leaf with this key. */
const PATHS: Readonly<Record<IdentityKind, (key: KeyPair) => Promise<Path>>> = {
  sound: (key) => issued(key),
  'rsa-root': async (key) => issued(key, await createAuthority('Org', { rootType: 'RSA' })),
  expired: (key) => issued(key, undefined, { notAfter: new Date('2025-06-01') }),
  'root-expired': async (key) =>
    issued(key, await createAuthority('Org', { root: { notAfter: new Date('2025-06-01') } })),
  'root-younger': async (key) =>
    issued(key, await createAuthority('Org', { root: { notBefore: new Date('2025-06-01') } })),
  'leaf-in-future': (key) => issued(key, undefined, { notBefore: new Date('2100-01-01') }),
  'meant-for-servers': (key) =>
    issued(key, undefined, { extendedKeyUsage: { purposes: [PURPOSES.serverAuth] } }),
  'code-signing-only': (key) => issued(key, undefined, { keyUsage: ['nonRepudiation'] }),
  'no-usage': (key) =>
    issued(key, undefined, {
      keyUsage: ['keyEncipherment'],
      extendedKeyUsage: { purposes: [PURPOSES.serverAuth] },
    }),
  'issuer-no-authority': async (key) =>
    issued(key, await createAuthority('Org', { intermediate: { basicConstraints: { ca: false } } })),
  'issuer-may-not-sign': async (key) =>
    issued(key, await createAuthority('Org', { intermediate: { keyUsage: ['digitalSignature'] } })),
  async direct(key) {
    const { root, issue } = await createAuthority('Org');
    return [await issue({ key, issuer: root }), root];
  },
  async 'path-too-long'(key) {
    const { root, intermediate, issue } = await createAuthority('Org');
    const second = await createCertificate({
      subject: { CN: 'second intermediate' },
      key: await createKey(),
      issuer: intermediate,
      basicConstraints: { ca: true },
      keyUsage: ['keyCertSign'],
    });
    return [await issue({ key, issuer: second }), second, intermediate, root];
  },
  async 'self-signed'(key) {
    return [await createCertificate({ subject: { CN: 'me' }, key, keyUsage: ['digitalSignature'] })];
  },
};

async function issued(
  key: KeyPair,
  authority?: Authority,
  leaf: Partial<CertificateOptions> = {},
): Promise<Path> {
  const { issue, intermediate, root } = authority ?? (await createAuthority('Org'));
  return [await issue({ key, ...leaf }), intermediate, root];
}
