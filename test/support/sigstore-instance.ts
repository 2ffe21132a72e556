import { type Authority, type AuthorityOptions, createAuthority } from './authority.ts';
import { BUNDLE_V03, type BundleJson, type EnvelopeJson, type LogEntryJson } from './bundle.ts';
import { base64, type Bytes, fromBase64, utf8 } from './bytes.ts';
import type { AlternativeName, Certificate, CertificateOptions } from './certificate.ts';
import { createCtLog, type CtLog } from './ct-log.ts';
import { utf8String } from './der.ts';
import { type EntryBody, entryBody, type EntryKind } from './entry-body.ts';
import { type EnvelopeOptions, signEnvelope } from './envelope.ts';
import { createKey, type KeyType } from './keys.ts';
import { createRekor, type Rekor, type RekorOptions } from './rekor.ts';
import {
  createTimestampAuthority,
  type StampOptions,
  type TimestampAuthority,
  type TimestampAuthorityOptions,
} from './timestamp-authority.ts';
import { trustedRoot, type TrustedRootJson } from './trusted-root.ts';

/** A Sigstore instance of one's own: certificate authority, logs and time stamping, all in memory. */
export interface SigstoreInstance {
  readonly trustedRoot: TrustedRootJson;
  readonly authority: Authority;
  readonly ctLog: CtLog;
  readonly rekor: Rekor;
  readonly timestampAuthority: TimestampAuthority;
  /** Signs a DSSE payload as `identity`: the whole way from certificate to bundle. */
  readonly sign: (payload: Bytes, options: SignOptions) => Promise<BundleJson>;
}

/** What to do otherwise in an instance. */
export interface InstanceOptions {
  /** The domain that its services are named under; `sigstore.example` if absent. */
  readonly domain?: string;
  /** Kinds of keys; P-256 where absent, Ed25519 in a log of version 2. */
  readonly keyTypes?: {
    readonly root?: KeyType;
    readonly intermediate?: KeyType;
    readonly rekor?: KeyType;
    readonly ctLog?: KeyType;
    readonly timestampAuthority?: KeyType;
  };
  /** Replaces anything in the certificates of the issuing authority. */
  readonly authority?: Pick<AuthorityOptions, 'root' | 'intermediate'>;
  readonly rekor?: Omit<RekorOptions, 'type'>;
  readonly timestampAuthority?: Omit<TimestampAuthorityOptions, 'type'>;
}

/** Who signs and when; and what to do otherwise in one step of it, everything after being done as if it were right. */
export interface SignOptions {
  /** One text (a URL, an address, or else a user name), or the certificate's names as they are. */
  readonly identity: string | readonly AlternativeName[];
  /** The OIDC issuer. */
  readonly issuer: string;
  /** When all of it happens; 2026-03-02, 10:00 UTC if absent. */
  readonly time?: Date;
  /** The signer's kind of key; P-256 if absent. */
  readonly keyType?: KeyType;
  /** Replaces anything in the signer's certificate. */
  readonly certificate?: Partial<CertificateOptions>;
  readonly envelope?: EnvelopeOptions;
  /** What kind of entry is logged; `dsse` of the log’s version if absent. */
  readonly entry?: EntryKind;
  /** What the log is shown otherwise than it stands in the bundle. */
  readonly logged?: {
    readonly envelope?: (signed: EnvelopeJson) => EnvelopeJson;
    readonly signer?: Certificate;
  };
  /** Changes the body that is logged. */
  readonly body?: (body: EntryBody) => EntryBody;
  /** Logs the body; once in the instance’s own log if absent. */
  readonly log?: (body: EntryBody, time: Date) => Promise<LogEntryJson[]>;
  /** When the entry is logged. */
  readonly loggedAt?: Date;
  /** When the time stamp is made. */
  readonly stampedAt?: Date;
  readonly stamp?: StampOptions;
}

const TEN_MINUTES = 600_000;

/** The issuer as text, and as DER UTF8String (https://github.com/sigstore/fulcio/blob/main/docs/oid-info.md). */
const ISSUER_V1 = '1.3.6.1.4.1.57264.1.1';
const ISSUER_V2 = '1.3.6.1.4.1.57264.1.8';

/** Makes an instance; it counts from 2025 on, its authorities' certificates until 2125. */
export async function createInstance(options: InstanceOptions = {}): Promise<SigstoreInstance> {
  const { domain = 'sigstore.example', keyTypes = {} } = options;
  const authority = await createAuthority(domain, {
    ...options.authority,
    rootType: keyTypes.root,
    intermediateType: keyTypes.intermediate,
  });
  const ctLog = await createCtLog(keyTypes.ctLog);
  const rekor = await createRekor(`rekor.${domain}`, { ...options.rekor, type: keyTypes.rekor });
  const timestampAuthority = await createTimestampAuthority(domain, {
    ...options.timestampAuthority,
    type: keyTypes.timestampAuthority,
  });

  return {
    authority,
    ctLog,
    rekor,
    timestampAuthority,
    trustedRoot: trustedRoot({
      domain,
      authority: [authority.intermediate, authority.root],
      ctLog,
      rekor,
      timestampAuthority,
    }),
    async sign(payload, how) {
      const time = how.time ?? new Date('2026-03-02T10:00:00Z');
      const leaf = await authority.issue({
        subject: {},
        key: await createKey(how.keyType),
        notBefore: time,
        notAfter: new Date(time.getTime() + TEN_MINUTES),
        alternativeNames: typeof how.identity === 'string' ? [alternativeName(how.identity)] : how.identity,
        extensions: [
          { oid: ISSUER_V1, value: utf8(how.issuer) },
          { oid: ISSUER_V2, value: utf8String(how.issuer) },
        ],
        scts: (precertificate) => ctLog.promise(precertificate, authority.intermediate.key, time),
        ...how.certificate,
      });
      const envelope = await signEnvelope(payload, leaf.key, how.envelope);
      const stamps = envelope.signatures.map(({ sig }) =>
        timestampAuthority.stamp(fromBase64(sig), how.stampedAt ?? time, how.stamp),
      );
      const kind = how.entry ?? (rekor.version === 1 ? 'dsse 0.0.1' : 'dsse 0.0.2');
      const body = entryBody(kind, how.logged?.envelope?.(envelope) ?? envelope, how.logged?.signer ?? leaf);
      const log = how.log ?? (async (...what) => [await rekor.append(...what)]);
      return {
        mediaType: BUNDLE_V03,
        verificationMaterial: {
          certificate: { rawBytes: base64(leaf.der) },
          tlogEntries: await log(how.body?.(body) ?? body, how.loggedAt ?? time),
          timestampVerificationData: {
            rfc3161Timestamps: (await Promise.all(stamps)).map((stamp) => ({
              signedTimestamp: base64(stamp),
            })),
          },
        },
        dsseEnvelope: envelope,
      };
    },
  };
}

function alternativeName(identity: string): AlternativeName {
  if (identity.includes('://')) return { type: 'uri', value: identity };
  return { type: identity.includes('@') ? 'email' : 'other', value: identity };
}
