import type { Json } from './json.ts';

/** A field that the format does not define: kept for people to see, of no weight in any decision. Plain data. */
export interface UnknownField {
  /** Such as `predicate.resources[].size`: one entry stands for that field in all items of a list. */
  readonly where: string;
  /** The value as JSON, of the first item that has it; cut after 200 characters. */
  readonly value: string;
}

/** What is known of a document: its members, the shape of a list's items, or a value that is not looked into. */
type Shape = 'value' | { readonly [name: string]: Shape } | readonly [Shape];

const MOST_FIELDS = 32;
const MOST_CHARACTERS = 200;

/** An in-toto statement with the predicate of OMS §5; v0.1 has notes beside its subjects and a predicate without meaning. */
const STATEMENT: Shape = {
  _type: 'value',
  subject: [{ name: 'value', digest: { sha256: 'value' }, annotations: 'value' }],
  predicateType: 'value',
  predicate: {
    serialization: {
      method: 'value',
      hash_type: 'value',
      shard_size: 'value',
      ignore_paths: 'value',
      allow_symlinks: 'value',
    },
    resources: [{ name: 'value', digest: 'value', algorithm: 'value' }],
    unused: 'value',
  },
};

/** A Sigstore bundle (sigstore_bundle.proto, sigstore_rekor.proto), and the key that OMS bundles before 1.1 hold. */
const BUNDLE: Shape = {
  mediaType: 'value',
  verificationMaterial: {
    certificate: { rawBytes: 'value' },
    x509CertificateChain: { certificates: [{ rawBytes: 'value' }] },
    publicKey: { hint: 'value', rawBytes: 'value' },
    tlogEntries: [
      {
        logIndex: 'value',
        logId: { keyId: 'value' },
        kindVersion: { kind: 'value', version: 'value' },
        integratedTime: 'value',
        inclusionPromise: { signedEntryTimestamp: 'value' },
        inclusionProof: {
          logIndex: 'value',
          rootHash: 'value',
          treeSize: 'value',
          hashes: 'value',
          checkpoint: { envelope: 'value' },
        },
        canonicalizedBody: 'value',
      },
    ],
    timestampVerificationData: { rfc3161Timestamps: [{ signedTimestamp: 'value' }] },
  },
  dsseEnvelope: { payload: 'value', payloadType: 'value', signatures: [{ sig: 'value', keyid: 'value' }] },
};

/** The fields of a statement that OMS does not define, at most 32. */
export function unknownInStatement(statement: Json): UnknownField[] {
  return unknown(statement, STATEMENT);
}

/** The fields of a bundle that neither Sigstore nor OMS defines, at most 32. They are not signed. */
export function unknownInBundle(bundle: Json): UnknownField[] {
  return unknown(bundle, BUNDLE);
}

function unknown(document: Json, shape: Shape): UnknownField[] {
  const found = new Map<string, string>();
  look(document, shape, '', (where, value) => {
    if (found.size < MOST_FIELDS && !found.has(where)) found.set(where, excerpt(value));
  });
  return Array.from(found, ([where, value]) => ({ where, value }));
}

function look(value: Json, shape: Shape, where: string, tell: (where: string, value: Json) => void): void {
  if (shape === 'value' || typeof value !== 'object' || value === null) return;
  if (isList(shape)) {
    if (Array.isArray(value))
      for (const item of value as readonly Json[]) look(item, shape[0], `${where}[]`, tell);
    return;
  }
  if (Array.isArray(value)) return;
  for (const [name, inner] of Object.entries(value)) {
    const path = where === '' ? name : `${where}.${name}`;
    const known = Object.hasOwn(shape, name) ? shape[name] : undefined;
    if (known === undefined) tell(path, inner as Json);
    else look(inner as Json, known, path, tell);
  }
}

function isList(shape: Exclude<Shape, 'value'>): shape is readonly [Shape] {
  return Array.isArray(shape);
}

function excerpt(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
}
