import { base64 } from './bytes.ts';
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

interface Period {
  start?: string;
  end?: string;
}

interface LogJson {
  baseUrl: string;
  hashAlgorithm: string;
  publicKey: { rawBytes: string; keyDetails: string; validFor?: Period };
  logId: { keyId: string };
}

interface AuthorityJson {
  subject: { organization: string; commonName: string };
  uri: string;
  certChain: { certificates: { rawBytes: string }[] };
  validFor?: Period;
}

/** The parts of an instance that a verifier must know. */
export interface TrustedParts {
  readonly domain: string;
  /** The chain of the issuing authority, root last. */
  readonly authority: readonly Certificate[];
  readonly ctLog: CtLog;
  readonly rekor: Rekor;
  readonly timestampAuthority: TimestampAuthority;
  /** From when on all of them count. */
  readonly start: Date;
}

/** The trusted root of an instance. */
export function trustedRoot(parts: TrustedParts): TrustedRootJson {
  const { domain } = parts;
  const validFor = { start: parts.start.toISOString() };
  const log = (baseUrl: string, key: KeyPair, id: Uint8Array): LogJson => ({
    baseUrl,
    hashAlgorithm: 'SHA2_256',
    publicKey: { rawBytes: base64(key.spki), keyDetails: KEY_DETAILS[key.type], validFor },
    logId: { keyId: base64(id) },
  });
  const authority = (uri: string, commonName: string, chain: readonly Certificate[]): AuthorityJson => ({
    subject: { organization: domain, commonName },
    uri,
    certChain: { certificates: chain.map(({ der }) => ({ rawBytes: base64(der) })) },
    validFor,
  });
  return {
    mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
    tlogs: [log(parts.rekor.baseUrl, parts.rekor.key, parts.rekor.id)],
    certificateAuthorities: [authority(`https://fulcio.${domain}`, `${domain} root`, parts.authority)],
    ctlogs: [log(`https://ctfe.${domain}/2025`, parts.ctLog.key, parts.ctLog.id)],
    timestampAuthorities: [
      authority(
        `https://timestamp.${domain}/api/v1/timestamp`,
        `${domain} time stamping root`,
        parts.timestampAuthority.chain,
      ),
    ],
  };
}
