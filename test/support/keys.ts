import { base64, type Bytes, toBigInt } from './bytes.ts';
import { type Der, int, nul, oid, seq } from './der.ts';

/** Kinds of key pairs; `RSA` has 2048 bits and signs with PKCS #1 v1.5. */
export type KeyType = 'P-256' | 'P-384' | 'P-521' | 'Ed25519' | 'RSA';

/** Hash algorithms as WebCrypto names them. */
export type Hash = 'SHA-256' | 'SHA-384' | 'SHA-512';

/** A key pair whose private half lives in memory only. */
export interface KeyPair {
  readonly type: KeyType;
  /** SubjectPublicKeyInfo (RFC 5280 §4.1.2.7): named curve, uncompressed point. */
  readonly spki: Der;
  /** What {@link KeyPair.sign} uses unless told: the curve's own hash, SHA-256 for RSA. Ed25519 has its own. */
  readonly hash: Hash;
  /** Signs `data`; ECDSA signatures are DER (RFC 3279 §2.2.3), of any s. */
  readonly sign: (data: Bytes, hash?: Hash) => Promise<Bytes>;
}

const CURVE_HASH = { 'P-256': 'SHA-256', 'P-384': 'SHA-384', 'P-521': 'SHA-512' } as const;

/** Makes a new key pair. */
export async function createKey(type: KeyType = 'P-256'): Promise<KeyPair> {
  switch (type) {
    case 'Ed25519':
      return createEd25519();
    case 'RSA':
      return createRsa();
    case 'P-256':
    case 'P-384':
    case 'P-521':
      return createEcdsa(type);
  }
}

async function createEcdsa(type: keyof typeof CURVE_HASH): Promise<KeyPair> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: type }, false, [
    'sign',
    'verify',
  ]);
  const own = CURVE_HASH[type];
  return {
    type,
    hash: own,
    spki: await exportSpki(pair.publicKey),
    async sign(data, hash = own) {
      const raw = new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash }, pair.privateKey, data));
      const half = raw.length / 2;
      return seq(int(toBigInt(raw.subarray(0, half))), int(toBigInt(raw.subarray(half))));
    },
  };
}

async function createEd25519(): Promise<KeyPair> {
  const pair = await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify']);
  return {
    type: 'Ed25519',
    hash: 'SHA-512',
    spki: await exportSpki(pair.publicKey),
    async sign(data) {
      return new Uint8Array(await crypto.subtle.sign('Ed25519', pair.privateKey, data));
    },
  };
}

async function createRsa(): Promise<KeyPair> {
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  const pair = await crypto.subtle.generateKey(
    { ...algorithm, modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) },
    true,
    ['sign', 'verify'],
  );
  // WebCrypto ties an RSA key to one hash, so the key is imported again for each signature.
  const pkcs8 = await crypto.subtle.exportKey('pkcs8', pair.privateKey);
  return {
    type: 'RSA',
    hash: 'SHA-256',
    spki: await exportSpki(pair.publicKey),
    async sign(data, hash = 'SHA-256') {
      const key = await crypto.subtle.importKey('pkcs8', pkcs8, { ...algorithm, hash }, false, ['sign']);
      return new Uint8Array(await crypto.subtle.sign(algorithm.name, key, data));
    },
  };
}

async function exportSpki(key: CryptoKey): Promise<Der> {
  return new Uint8Array(await crypto.subtle.exportKey('spki', key));
}

const ECDSA_OIDS = {
  'SHA-256': '1.2.840.10045.4.3.2',
  'SHA-384': '1.2.840.10045.4.3.3',
  'SHA-512': '1.2.840.10045.4.3.4',
} as const;

const RSA_OIDS = {
  'SHA-256': '1.2.840.113549.1.1.11',
  'SHA-384': '1.2.840.113549.1.1.12',
  'SHA-512': '1.2.840.113549.1.1.13',
} as const;

/** AlgorithmIdentifier of the signatures that a key of `type` makes with `hash` (RFC 5758 §3.2, RFC 4055 §5, RFC 8410 §3). */
export function signatureAlgorithm(type: KeyType, hash: Hash): Der {
  if (type === 'Ed25519') return seq(oid('1.3.101.112'));
  return type === 'RSA' ? seq(oid(RSA_OIDS[hash]), nul()) : seq(oid(ECDSA_OIDS[hash]));
}

/** Key and hash as `PublicKeyDetails` of the Sigstore protobuf specifications names them. */
export const KEY_DETAILS = {
  'P-256': 'PKIX_ECDSA_P256_SHA_256',
  'P-384': 'PKIX_ECDSA_P384_SHA_384',
  'P-521': 'PKIX_ECDSA_P521_SHA_512',
  Ed25519: 'PKIX_ED25519',
  RSA: 'PKIX_RSA_PKCS1V15_2048_SHA256',
} as const;

/** PEM as OpenSSL prints it: 64 columns and a final newline (RFC 7468). */
export function pem(label: 'PUBLIC KEY' | 'CERTIFICATE', der: Der): string {
  const lines = base64(der).match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}
