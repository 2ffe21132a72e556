import { base64, type Bytes } from './bytes.ts';
import type { Certificate } from './certificate.ts';
import type { CtLog } from './ct-log.ts';
import { KEY_DETAILS, type KeyPair } from './keys.ts';
import type { Rekor } from './rekor.ts';
import type { TimestampAuthority } from './timestamp-authority.ts';

/** A `trusted_root.json`, loose enough for tests to change. */
export interface TrustedRootJson {
  mediaType: string;
  tlogs: LogJson[];
  certificateAuthorities: AuthorityJson[];
  ctlogs: LogJson[];
  timestampAuthorities: AuthorityJson[];
}

/** RFC 3339; both ends are included. */
export interface Period {
  start?: string;
  end?: string;
}

/** A log of either kind in a trusted root. */
export interface LogJson {
  baseUrl: string;
  hashAlgorithm: string;
  publicKey: { rawBytes: string; keyDetails: string; validFor?: Period };
  logId: { keyId: string };
  checkpointKeyId?: { keyId: string };
}

/** An authority of either kind in a trusted root. */
export interface AuthorityJson {
  subject: { organization: string; commonName: string };
  uri: string;
  certChain: { certificates: { rawBytes: string }[] };
  validFor?: Period;
}

/** From when on everything in the root of an instance counts. */
export const START = new Date('2025-01-01');

const SINCE_START: Period = { start: START.toISOString() };

/** The parts of an instance that a verifier must know. */
export interface TrustedParts {
  readonly domain: string;
  /** The chain of the issuing authority, root last. */
  readonly authority: readonly Certificate[];
  readonly ctLog: CtLog;
  readonly rekor: Rekor;
  readonly timestampAuthority: TimestampAuthority;
}

/** The trusted root of an instance. */
export function trustedRoot(parts: TrustedParts): TrustedRootJson {
  const { domain, timestampAuthority } = parts;
  return {
    mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
    tlogs: [trustedLog(parts.rekor)],
    certificateAuthorities: [
      trustedAuthority(domain, `https://fulcio.${domain}`, `${domain} root`, parts.authority),
    ],
    ctlogs: [trustedLog({ ...parts.ctLog, baseUrl: `https://ctfe.${domain}/2025` })],
    timestampAuthorities: [
      trustedAuthority(
        domain,
        `https://timestamp.${domain}/api/v1/timestamp`,
        `${domain} time stamping root`,
        timestampAuthority.chain,
      ),
    ],
  };
}

/** A log of either kind as a trusted root lists it. */
export function trustedLog(log: {
  readonly baseUrl: string;
  readonly key: KeyPair;
  readonly id: Bytes;
}): LogJson {
  return {
    baseUrl: log.baseUrl,
    hashAlgorithm: 'SHA2_256',
    publicKey: {
      rawBytes: base64(log.key.spki),
      keyDetails: KEY_DETAILS[log.key.type],
      validFor: { ...SINCE_START },
    },
    logId: { keyId: base64(log.id) },
  };
}

/** An authority of either kind as a trusted root lists it; the chain’s root is last. */
export function trustedAuthority(
  organization: string,
  uri: string,
  commonName: string,
  chain: readonly Certificate[],
): AuthorityJson {
  return {
    subject: { organization, commonName },
    uri,
    certChain: { certificates: chain.map(({ der }) => ({ rawBytes: base64(der) })) },
    validFor: { ...SINCE_START },
  };
}
