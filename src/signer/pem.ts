import { base64 } from '@scure/base';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { attempt, Refusal, type Result } from '../oms/error.ts';
import { encodeSpki, parseSpki, type PublicKey } from './public-key.ts';

/** Longest PEM text that is read, in UTF-16 code units: a whole system's list of authorities has a quarter of it. */
export const MAX_PEM_LENGTH = 1024 * 1024;

/** A public key that OMS bundles can be signed with. */
export type EcPublicKey = PublicKey & { readonly kind: 'ec' };

/** A key out of a person's file. */
export interface PemPublicKey {
  readonly key: EcPublicKey;
  /** The OMS hint: SHA-256 of the key's {@link canonicalPem}, lower-case hex. */
  readonly fingerprint: string;
}

interface Block {
  readonly label: string;
  /** Base64 without line ends. */
  readonly body: string;
}

const BOUNDARY = /^-----(BEGIN|END) ([A-Z0-9 ]{1,64})-----$/;

/**
 * Reads the one public key in a PEM text (RFC 7468 §13); explanatory text around it is ignored.
 *
 * Problems: `pem-missing`, `pem-several`, `pem-kind` (a certificate, say), `pem-malformed`, `key-private`, `key-type`
 * (RSA, Ed25519 …), `key-curve`.
 */
export function readPublicKey(text: string): Result<PemPublicKey> {
  return attempt(() => {
    const found = readBlocks(text).filter(({ label }) => label !== 'EC PARAMETERS');
    const labels = found.map(({ label }) => label);
    if (labels.some((label) => label.endsWith('PRIVATE KEY'))) throw new Refusal('key-private');
    const [block, ...others] = found;
    if (block === undefined) throw new Refusal('pem-missing');
    if (others.length > 0 && labels.includes('PUBLIC KEY'))
      throw new Refusal('pem-several', labels.join(', '));
    if (block.label === 'RSA PUBLIC KEY') throw new Refusal('key-type', 'RSA');
    if (block.label !== 'PUBLIC KEY') throw new Refusal('pem-kind', labels.join(', '));

    const key = parseSpki(decode(block));
    if (key.kind !== 'ec') throw new Refusal('key-type', key.kind === 'rsa' ? 'RSA' : 'Ed25519');
    return { key, fingerprint: bytesToHex(sha256(utf8ToBytes(canonicalPem(key)))) };
  });
}

/**
 * Reads the certificates in a PEM text (RFC 7468 §5), as DER, in their order and not parsed; explanatory text and
 * other public blocks are ignored.
 *
 * Problems: `pem-missing`, `pem-kind` (no certificate among the blocks), `pem-malformed`, `key-private`.
 */
export function readCertificates(text: string): Result<Uint8Array[]> {
  return attempt(() => {
    const blocks = readBlocks(text);
    const labels = blocks.map(({ label }) => label);
    // Nobody should get used to handing over a file with a private key in it.
    if (labels.some((label) => label.endsWith('PRIVATE KEY'))) throw new Refusal('key-private');
    const certificates = blocks.filter(
      ({ label }) => label === 'CERTIFICATE' || label === 'X509 CERTIFICATE',
    );
    if (blocks.length === 0) throw new Refusal('pem-missing');
    if (certificates.length === 0) throw new Refusal('pem-kind', labels.join(', '));
    return certificates.map(decode);
  });
}

/**
 * A key as OpenSSL writes it: SubjectPublicKeyInfo with a named curve and an uncompressed point, base64 in 64 columns,
 * a final line end. Its SHA-256 is the hint of an OMS bundle.
 */
export function canonicalPem(key: EcPublicKey): string {
  return pemText('PUBLIC KEY', encodeSpki(key));
}

/** DER as PEM text in 64 columns (RFC 7468 §2), with a final line end. */
export function pemText(label: string, der: Uint8Array): string {
  const lines = base64.encode(der).match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}

/** @throws {Refusal} `pem-malformed` */
function readBlocks(text: string): Block[] {
  if (text.length > MAX_PEM_LENGTH)
    throw new Refusal('pem-malformed', `longer than ${MAX_PEM_LENGTH} characters`);
  const blocks: Block[] = [];
  let label: string | undefined;
  let body: string[] = [];
  for (const [index, padded] of text.split(/\r\n|\n|\r/).entries()) {
    const line = padded.trim();
    const where = `line ${index + 1}`;
    const [, kind, name = ''] = BOUNDARY.exec(line) ?? [];
    if (kind === 'BEGIN') {
      if (label !== undefined) throw new Refusal('pem-malformed', `${where}: “${label}” has no end`);
      label = name;
      body = [];
    } else if (kind === 'END') {
      if (label !== name) throw new Refusal('pem-malformed', `${where}: the end of another block`);
      blocks.push({ label, body: body.join('') });
      label = undefined;
    } else if (line.startsWith('-----BEGIN') || line.startsWith('-----END')) {
      throw new Refusal('pem-malformed', `${where}: a damaged boundary`);
    } else if (label !== undefined) {
      body.push(line);
    }
  }
  if (label !== undefined) throw new Refusal('pem-malformed', `“${label}” has no end`);
  return blocks;
}

/** @throws {Refusal} `pem-malformed` */
function decode({ label, body }: Block): Uint8Array {
  try {
    return base64.decode(body);
  } catch {
    throw new Refusal('pem-malformed', `“${label}” is not base64`);
  }
}
