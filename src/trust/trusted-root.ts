import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { toTrustMaterial } from '@sigstore/verify';
import { messages } from '../messages/index.ts';
import { attempt, type Problem, problemOf, Refusal } from '../oms/error.ts';
import { asBytes, asList, asObject, asString, type Field, member, present, root } from '../oms/field.ts';
import { type JsonObject, parseJson } from '../oms/json.ts';
import type { RefreshedRoot, TrustRootSource, TrustRootSummary } from '../signer/result.ts';
import type { TrustRoot } from '../signer/trust-root.ts';
import { checkAuthority } from './authority.ts';
import { PUBLIC_GOOD_AS_OF, publicGoodRoot } from './public-good.ts';

/** Longest trusted root that is read, in bytes; the public-good one has seven thousand. */
const MAX_BYTES = 1024 * 1024;
/** Entries that a root may list of each kind. */
const MAX_ENTRIES = 64;

/** The formats of sigstore_trustroot.proto: the older spelling of v0.1, and the newer one. */
const MEDIA_TYPES: readonly string[] = [
  'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
  'application/vnd.dev.sigstore.trustedroot.v0.1+json',
  'application/vnd.dev.sigstore.trustedroot.v0.2+json',
];
/** A client’s whole configuration; only the trusted root in it is used. */
const CLIENT_TRUST_CONFIG = 'application/vnd.dev.sigstore.clienttrustconfig.v0.1+json';

interface Refreshed {
  readonly kind: 'public-good';
  readonly refreshed: RefreshedRoot;
}

const KINDS = ['tlogs', 'ctlogs', 'certificateAuthorities', 'timestampAuthorities'] as const;
type Kind = (typeof KINDS)[number];

/**
 * Loads and checks a Sigstore trusted root, or the one inside a ClientTrustConfig.
 *
 * A log or an authority that cannot be used is left out and named in the summary’s warnings. One that does not say from
 * when on it counts makes the whole root unusable: libraries take that for “since ever”.
 *
 * @throws {Refusal} `trust-root-malformed`
 */
export function loadTrustRoot(source: TrustRootSource): TrustRoot {
  try {
    return trustRootOf(source);
  } catch (thrown) {
    // Sigstore may sign a root in a form that is newer than this page.
    if (isRefreshed(source)) return loadTrustRoot({ kind: 'public-good' });
    throw new Refusal('trust-root-malformed', reason(problemOf(thrown)));
  }
}

function trustRootOf(source: TrustRootSource): TrustRoot {
  const bytes = bytesOf(source);
  if (bytes.length > MAX_BYTES) throw malformed(`${bytes.length} bytes`);
  const document = trustedRootIn(root(parseJson(bytes), 'trust-root-malformed'));
  const warnings: string[] = [];
  const usable = (kind: Kind): JsonObject[] => usableEntries(kind, document, warnings);
  const material = toTrustMaterial(
    TrustedRoot.fromJSON({
      tlogs: usable('tlogs'),
      ctlogs: usable('ctlogs'),
      certificateAuthorities: usable('certificateAuthorities'),
      timestampAuthorities: usable('timestampAuthorities'),
    }),
  );
  // Timestamp authorities alone are a root as well: for bundles of the other methods.
  if (material.certificateAuthorities.length + material.timestampAuthorities.length === 0) {
    throw malformed(['no authority can be used', ...warnings].join('; '));
  }

  // Counted as listed, not as usable: a log that cannot be read must not make its proof unnecessary.
  const runs = (kind: Kind): boolean => asList(member(document, kind)).length > 0;
  const demands = {
    log: source.kind === 'public-good' || runs('tlogs'),
    sct: source.kind === 'public-good' || runs('ctlogs'),
  };
  if (!demands.log) warnings.push(messages.trustRoot.noLog);
  if (!demands.sct) warnings.push(messages.trustRoot.noCertificateLog);
  return {
    summary: {
      ...title(source),
      sha256: bytesToHex(sha256(bytes)),
      newest: Math.max(...startsIn(document)),
      holds: {
        certificateAuthorities: material.certificateAuthorities.length,
        logs: material.tlogs.length,
        certificateLogs: material.ctlogs.length,
        timestampAuthorities: material.timestampAuthorities.length,
      },
      warnings,
    },
    material,
    demands,
  };
}

/** One log or authority, and when it counts. Plain data. */
export interface TrustService {
  readonly kind: 'log' | 'certificate-log' | 'certificate-authority' | 'timestamp-authority';
  /** Hostile text. */
  readonly address: string;
  /** First and last moment, milliseconds since 1970; without a last one it counts until further notice. */
  readonly from: number;
  readonly until?: number;
}

/** All that a trusted root lists, in its order and also what cannot be used, beside its summary. Plain data. */
export interface TrustRootDescription {
  readonly summary: TrustRootSummary;
  readonly services: readonly TrustService[];
}

/**
 * What a trusted root holds, for those who look.
 * @throws {Refusal} `trust-root-malformed`
 */
export function describeTrustRoot(source: TrustRootSource): TrustRootDescription {
  const { summary } = loadTrustRoot(source);
  const shown: TrustRootSource = summary.origin === 'embedded' ? { kind: 'public-good' } : source;
  const document = trustedRootIn(root(parseJson(bytesOf(shown)), 'trust-root-malformed'));
  const services = KINDS.flatMap((kind) =>
    asList(member(document, kind)).map((entry): TrustService => {
      const period = periodOf(kind, entry);
      const end = member(period, 'end');
      return {
        kind: SERVICES[kind],
        address: addressOf(entry),
        from: Date.parse(asString(member(period, 'start'))),
        ...(present(end) && { until: Date.parse(asString(end)) }),
      };
    }),
  );
  return { summary, services };
}

const SERVICES: Readonly<Record<Kind, TrustService['kind']>> = {
  tlogs: 'log',
  ctlogs: 'certificate-log',
  certificateAuthorities: 'certificate-authority',
  timestampAuthorities: 'timestamp-authority',
};

function bytesOf(source: TrustRootSource): Uint8Array {
  if (source.kind !== 'public-good') return utf8ToBytes(source.json);
  return isRefreshed(source) ? utf8ToBytes(source.refreshed.json) : publicGoodRoot();
}

/** A root that was fetched before this version was built may be older than the one that came with it. */
function isRefreshed(source: TrustRootSource): source is Refreshed {
  return source.kind === 'public-good' && (source.refreshed?.asOf ?? 0) > PUBLIC_GOOD_AS_OF;
}

/** The document itself, or the trusted root in a client’s configuration. */
function trustedRootIn(document: Field): Field {
  const type = asString(member(document, 'mediaType'));
  if (type === CLIENT_TRUST_CONFIG) return trustedRootIn(member(document, 'trustedRoot'));
  if (!MEDIA_TYPES.includes(type)) throw malformed(`media type “${type}”`);
  return document;
}

/** The entries of one kind that the library can read and that pass our own checks. */
function usableEntries(kind: Kind, document: Field, warnings: string[]): JsonObject[] {
  const entries = asList(member(document, kind));
  if (entries.length > MAX_ENTRIES) throw malformed(`${entries.length} ${kind}`);
  return entries.flatMap((entry) => {
    const json = isLog(kind) ? logJson(entry) : asObject(entry);
    checkPeriod(periodOf(kind, entry));
    const result = attempt(() => {
      if (!isLog(kind))
        checkAuthority(kind === 'timestampAuthorities' ? 'time-stamping' : 'issuer', chainOf(entry));
      // One entry that the library cannot read would take all others down with it.
      toTrustMaterial(TrustedRoot.fromJSON({ [kind]: [json] }));
    });
    if (result.ok) return [json];
    warnings.push(messages.trustRoot.leftOut(addressOf(entry), reason(result.problem)));
    return [];
  });
}

function isLog(kind: Kind): boolean {
  return kind === 'tlogs' || kind === 'ctlogs';
}

/** The library takes a `checkpointKeyId`, which may have four bytes, for the log’s whole id. */
function logJson(log: Field): JsonObject {
  return present(member(log, 'logId')) ? { ...asObject(log), checkpointKeyId: null } : asObject(log);
}

function chainOf(authority: Field): Uint8Array[] {
  const certificates = asList(member(member(authority, 'certChain'), 'certificates'));
  if (certificates.length > MAX_ENTRIES) throw malformed(`a chain of ${certificates.length} certificates`);
  return certificates.map((certificate) => asBytes(member(certificate, 'rawBytes')));
}

function periodOf(kind: Kind, entry: Field): Field {
  return member(isLog(kind) ? member(entry, 'publicKey') : entry, 'validFor');
}

/** When each log and authority came into service, milliseconds since 1970; their periods are checked already. */
function startsIn(document: Field): number[] {
  return KINDS.flatMap((kind) =>
    asList(member(document, kind)).map((entry) =>
      Date.parse(asString(member(periodOf(kind, entry), 'start'))),
    ),
  );
}

function checkPeriod(period: Field): void {
  const end = member(period, 'end');
  for (const moment of [member(period, 'start'), ...(present(end) ? [end] : [])]) {
    if (Number.isNaN(Date.parse(asString(moment)))) throw malformed(`${moment.where} is not a time`);
  }
}

function title(source: TrustRootSource): Pick<TrustRootSummary, 'name' | 'origin' | 'asOf'> {
  switch (source.kind) {
    case 'public-good':
      return {
        name: messages.trustRoot.publicGood,
        ...(isRefreshed(source)
          ? { origin: 'refreshed', asOf: source.refreshed.asOf }
          : { origin: 'embedded', asOf: PUBLIC_GOOD_AS_OF }),
      };
    case 'demo':
      return { name: messages.trustRoot.demo, origin: 'demo' };
    case 'imported':
      return { name: source.name, origin: 'imported' };
  }
}

/** What a log or an authority is called: the host of its address, or the address if that is no URL. */
function addressOf(entry: Field): string {
  const address = [member(entry, 'baseUrl'), member(entry, 'uri')].find(present);
  if (address === undefined) return entry.where;
  const text = asString(address);
  return URL.canParse(text) ? new URL(text).host : text;
}

function reason({ detail, message }: Problem): string {
  return detail ?? message;
}

function malformed(detail: string): Refusal {
  return new Refusal('trust-root-malformed', detail);
}
