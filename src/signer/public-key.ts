import { DER } from '@noble/curves/abstract/der.js';
import type { ECDSA } from '@noble/curves/abstract/weierstrass.js';
import { ed25519 } from '@noble/curves/ed25519.js';
import { p256, p384, p521 } from '@noble/curves/nist.js';
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { mgf1, PKCS1_SHA256, PKCS1_SHA384, PKCS1_SHA512, PSS } from 'micro-rsa-dsa-dh/rsa.js';
import { Refusal } from '../oms/error.ts';
import type { Curve } from './result.ts';

/** The hashes that signatures are made over: SHA-2 only (FIPS 180-4), anything older is too weak. */
export type HashName = 'SHA-256' | 'SHA-384' | 'SHA-512';

/** A public key that passed {@link parseSpki} or {@link parsePkcs1}. */
export type PublicKey =
  | {
      readonly kind: 'ec';
      readonly curve: Curve;
      /** Uncompressed (SEC 1 §2.3.3), and on the curve. */
      readonly point: Uint8Array;
    }
  | {
      readonly kind: 'ed25519';
      /** 32 bytes (RFC 8032 §5.1.5). */
      readonly point: Uint8Array;
    }
  | { readonly kind: 'rsa'; readonly n: bigint; readonly e: bigint };

/** A way to check a signature; it must fit the key's kind. */
export type SignatureAlgorithm =
  | { readonly kind: 'ecdsa'; readonly hash: HashName }
  | { readonly kind: 'ed25519' }
  | { readonly kind: 'rsa-pkcs1'; readonly hash: HashName }
  | {
      readonly kind: 'rsa-pss';
      /** Also the hash of MGF1. */
      readonly hash: HashName;
      /** Bytes. */
      readonly saltLength: number;
    };

// Object identifiers as the hex of their DER content (RFC 5480 §2.1.1, RFC 8410 §3, RFC 8017 A.1).
const OID_EC = '2a8648ce3d0201';
const OID_ED25519 = '2b6570';
const OID_RSA = '2a864886f70d010101';
const CURVE_OIDS: Record<Curve, string> = {
  'P-256': '2a8648ce3d030107',
  'P-384': '2b81040022',
  'P-521': '2b81040023',
};

/** The hash that goes with each curve, in OMS (§4.2, §4.3) and in the Sigstore algorithm registry. */
export const CURVE_HASH: Readonly<Record<Curve, HashName>> = {
  'P-256': 'SHA-256',
  'P-384': 'SHA-384',
  'P-521': 'SHA-512',
};

const CURVES: Record<Curve, ECDSA> = { 'P-256': p256, 'P-384': p384, 'P-521': p521 };
const HASHES = { 'SHA-256': sha256, 'SHA-384': sha384, 'SHA-512': sha512 };
const PKCS1 = { 'SHA-256': PKCS1_SHA256, 'SHA-384': PKCS1_SHA384, 'SHA-512': PKCS1_SHA512 };

const TAG = { integer: 0x02, bitString: 0x03, oid: 0x06, sequence: 0x30 };

// A hostile key may be of any size, and the cost of one check grows with its cube.
const RSA_MIN_BITS = 2048;
const RSA_MAX_BITS = 8192;
const RSA_MAX_EXPONENT = 2n ** 32n;

/**
 * Reads a DER SubjectPublicKeyInfo (RFC 5280 §4.1.2.7): EC on P-256, P-384 or P-521, Ed25519, or RSA.
 * @throws {Refusal} `pem-malformed` if it is not DER or the point is not on its curve, `key-type` for another kind of key
 * or an RSA key outside 2048 to 8192 bits, `key-curve` for another curve.
 */
export function parseSpki(der: Uint8Array): PublicKey {
  const { v: algorithm, l: rest } = tlv(TAG.sequence, only(TAG.sequence, der));
  const bits = only(TAG.bitString, rest);
  const { v: oid, l: parameters } = tlv(TAG.oid, algorithm);
  if (bits[0] !== 0) throw new Refusal('pem-malformed', 'the key is not a whole number of bytes');
  const key = bits.subarray(1);
  switch (bytesToHex(oid)) {
    case OID_EC:
      return ecKey(parameters, key);
    case OID_ED25519:
      if (key.length !== 32 || parameters.length !== 0) throw new Refusal('pem-malformed', 'Ed25519 key');
      return { kind: 'ed25519', point: key };
    case OID_RSA:
      return parsePkcs1(key);
    default:
      throw new Refusal('key-type');
  }
}

/**
 * Reads a DER RSAPublicKey (PKCS#1, RFC 8017 A.1.1).
 * @throws {Refusal} `pem-malformed`, or `key-type` for a key outside 2048 to 8192 bits.
 */
export function parsePkcs1(der: Uint8Array): PublicKey {
  const { v: modulus, l: exponent } = tlv(TAG.integer, only(TAG.sequence, der));
  const n = integer(modulus);
  const e = integer(only(TAG.integer, exponent));
  const bits = n.toString(2).length;
  if (bits < RSA_MIN_BITS || bits > RSA_MAX_BITS) throw new Refusal('key-type', `RSA key of ${bits} bits`);
  if (n % 2n === 0n || e % 2n === 0n || e < 3n || e >= RSA_MAX_EXPONENT)
    throw new Refusal('pem-malformed', 'RSA key');
  return { kind: 'rsa', n, e };
}

/**
 * Reads a DER public key of either form, told apart by the first element inside: PKCS#1 begins with a number.
 * @throws {Refusal} as {@link parseSpki} and {@link parsePkcs1}
 */
export function parsePublicKey(der: Uint8Array): PublicKey {
  return only(TAG.sequence, der)[0] === TAG.integer ? parsePkcs1(der) : parseSpki(der);
}

/** The DER SubjectPublicKeyInfo of an EC key, as OpenSSL writes it: named curve, uncompressed point (RFC 5480 §2). */
export function encodeSpki(key: PublicKey & { kind: 'ec' }): Uint8Array<ArrayBuffer> {
  const element = (tag: number, hex: string): string => DER._tlv.encode(tag, hex);
  const algorithm = element(TAG.oid, OID_EC) + element(TAG.oid, CURVE_OIDS[key.curve]);
  const bits = element(TAG.bitString, `00${bytesToHex(key.point)}`);
  return hexToBytes(element(TAG.sequence, element(TAG.sequence, algorithm) + bits));
}

/** Hashes `data`. */
export function digest(hash: HashName, data: Uint8Array): Uint8Array<ArrayBuffer> {
  return HASHES[hash](data);
}

/**
 * Checks a signature over `data`. ECDSA signatures are ASN.1 DER (RFC 3279 §2.2.3), not necessarily low-S.
 * Never throws: an algorithm that does not fit the key, or a signature that cannot be read, does not verify.
 */
export function verifySignature(
  key: PublicKey,
  algorithm: SignatureAlgorithm,
  data: Uint8Array,
  signature: Uint8Array,
): boolean {
  try {
    return verify(key, algorithm, data, signature);
  } catch {
    return false;
  }
}

/**
 * Checks an ECDSA signature over a digest, where the data itself is not at hand. False for other keys, which sign the
 * digest together with more.
 */
export function verifyDigest(key: PublicKey, digest: Uint8Array, signature: Uint8Array): boolean {
  try {
    return key.kind === 'ec' && verifyEcdsa(key, digest, signature);
  } catch {
    return false;
  }
}

function verifyEcdsa(
  { curve, point }: PublicKey & { kind: 'ec' },
  digest: Uint8Array,
  signature: Uint8Array,
): boolean {
  return CURVES[curve].verify(signature, digest, point, { format: 'der', prehash: false, lowS: false });
}

function verify(
  key: PublicKey,
  algorithm: SignatureAlgorithm,
  data: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (key.kind === 'ec' && algorithm.kind === 'ecdsa') {
    return verifyEcdsa(key, digest(algorithm.hash, data), signature);
  }
  if (key.kind === 'ed25519' && algorithm.kind === 'ed25519') {
    return ed25519.verify(signature, data, key.point, { zip215: false });
  }
  if (key.kind === 'rsa' && algorithm.kind === 'rsa-pkcs1')
    return PKCS1[algorithm.hash].verify(key, data, signature);
  if (key.kind === 'rsa' && algorithm.kind === 'rsa-pss') {
    const hash = HASHES[algorithm.hash];
    return PSS(hash, mgf1(hash), algorithm.saltLength).verify(key, data, signature);
  }
  return false;
}

function ecKey(parameters: Uint8Array, encoded: Uint8Array): PublicKey {
  // Explicit curve parameters are a SEQUENCE instead: no honest tool writes them (RFC 5480 §2.1.1).
  if (parameters[0] !== TAG.oid) throw new Refusal('key-curve', 'explicit parameters');
  const oid = bytesToHex(only(TAG.oid, parameters));
  const curve = (Object.keys(CURVE_OIDS) as Curve[]).find((name) => CURVE_OIDS[name] === oid);
  if (curve === undefined) throw new Refusal('key-curve');
  try {
    return { kind: 'ec', curve, point: CURVES[curve].Point.fromBytes(encoded).toBytes(false) };
  } catch {
    throw new Refusal('pem-malformed', `not a point on ${curve}`);
  }
}

function tlv(tag: number, der: Uint8Array): { v: Uint8Array; l: Uint8Array } {
  try {
    return DER._tlv.decode(tag, der);
  } catch {
    throw new Refusal('pem-malformed', 'not a DER public key');
  }
}

/** The content of the one element that `der` consists of. */
function only(tag: number, der: Uint8Array): Uint8Array {
  const { v, l } = tlv(tag, der);
  if (l.length !== 0) throw new Refusal('pem-malformed', 'trailing bytes after the key');
  return v;
}

function integer(content: Uint8Array): bigint {
  try {
    return DER._int.decode(content);
  } catch {
    throw new Refusal('pem-malformed', 'not a DER integer');
  }
}
