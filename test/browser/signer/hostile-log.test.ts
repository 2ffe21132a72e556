import { sha256 } from '@noble/hashes/sha2.js';
import { describe, expect, it } from 'vitest';
import { type BundleJson, entryOf, first, proofOf } from '../../support/bundle.ts';
import { base64, flip, fromBase64, utf8 } from '../../support/bytes.ts';
import { type Case, type Deviation, outcomeOf, PAYLOAD, SIGNER } from '../../support/deviation.ts';
import { type EntryBody, ENTRY_KINDS, rekorVersion } from '../../support/entry-body.ts';
import { createKey } from '../../support/keys.ts';
import { treeHash } from '../../support/merkle.ts';
import { createRekor, noteLine, type Rekor } from '../../support/rekor.ts';
import type { SigstoreInstance } from '../../support/sigstore-instance.ts';
import { trustedLog } from '../../support/trusted-root.ts';

const VERSION_2 = { rekor: { version: 2 } } as const;
const VERSIONS = [
  ['of version 1', {}],
  ['of version 2', { instance: VERSION_2 }],
] as const satisfies readonly (readonly [string, Deviation])[];

/** A log beside the instance’s own. */
const second = await createRekor('rekor2.sigstore.example');

const trustSecond: Deviation['root'] = ({ tlogs }) => tlogs.push(trustedLog(second));

/** Logs in each of these. */
function inLogs(...logs: readonly Rekor[]) {
  return (body: EntryBody, time: Date) => Promise.all(logs.map(async (log) => log.append(body, time)));
}

describe.each(ENTRY_KINDS)('an entry of kind %s', (entry) => {
  it.each<Case>([
    ['about this signature', { sign: () => ({ entry }) }, 'verified'],
    [
      'that names another certificate of the same authority',
      {
        sign: async ({ authority }) => ({ entry, logged: { signer: await authority.issue() } }),
      },
      'sigstore-log-entry in log-entry',
    ],
    [
      'that names another signature of the same signer',
      {
        async sign(from) {
          const { dsseEnvelope } = await from.sign(PAYLOAD, SIGNER);
          return { entry, logged: { envelope: () => dsseEnvelope } };
        },
      },
      'sigstore-log-entry in log-entry',
    ],
    [
      'that was made of another model’s bundle, certificate and all',
      {
        async bundle(bundle, from) {
          const other = await from.sign(utf8('{"_type":"another"}'), { ...SIGNER, entry });
          bundle.verificationMaterial.tlogEntries = [entryOf(other)];
        },
      },
      'sigstore-log-entry in log-entry',
    ],
    [
      'that goes by another kind than its body',
      {
        sign: () => ({ entry }),
        bundle(bundle) {
          const kind = entry.startsWith('dsse') ? 'hashedrekord' : 'dsse';
          entryOf(bundle).kindVersion = { kind, version: entry.slice(-5) };
        },
      },
      'sigstore-log-entry in log-entry',
    ],
    [
      'of a later version',
      { sign: () => ({ entry, body: (body) => ({ ...body, apiVersion: '0.0.9' }) }) },
      'sigstore-log-entry in log-entry',
    ],
    [
      'without content',
      { sign: () => ({ entry, body: (body) => ({ ...body, spec: {} }) }) },
      'sigstore-log-entry in log-entry',
    ],
  ])('%s', async (_what, deviation, expected) => {
    expect(await outcomeOf({ instance: { rekor: { version: rekorVersion(entry) } }, ...deviation })).toBe(
      expected,
    );
  });
});

describe.each(VERSIONS)('the proof of a log %s', (_version, world) => {
  it.each<Case>([
    ['holds', {}, 'verified'],
    ['is missing', { bundle: (bundle) => delete entryOf(bundle).inclusionProof }, 'sigstore-log in bundle'],
    [
      'has no checkpoint',
      { bundle: (bundle) => Object.assign(proofOf(bundle), { checkpoint: undefined }) },
      'sigstore-log in bundle',
    ],
    [
      'is of a tree of one leaf',
      {
        bundle: (bundle) => Object.assign(proofOf(bundle), oneLeaf(bundle)),
      },
      'sigstore-log in log-inclusion',
    ],
    [
      'is of a tree of one leaf that somebody else signed in the log’s name',
      {
        async bundle(bundle, { rekor }) {
          Object.assign(proofOf(bundle), oneLeaf(bundle));
          changeCheckpoint(bundle, () => '');
          const host = new URL(rekor.baseUrl).host;
          const note = `${host}\n1\n${proofOf(bundle).rootHash}\n`;
          const signature = await (await createKey(rekor.key.type)).sign(utf8(note), 'SHA-256');
          changeCheckpoint(bundle, () => `${note}\n${noteLine(host, rekor.id, signature)}`);
        },
      },
      'sigstore-log in log-checkpoint',
    ],
    [
      'is of another leaf',
      {
        bundle(bundle) {
          proofOf(bundle).logIndex = String(Number(proofOf(bundle).logIndex) + 1);
        },
      },
      'sigstore-log in log-inclusion',
    ],
    [
      'is of a leaf beyond the tree',
      {
        bundle(bundle) {
          proofOf(bundle).logIndex = '9'.repeat(19);
        },
      },
      'sigstore-log in log-inclusion',
    ],
    [
      'has one hash too many',
      { bundle: (bundle) => proofOf(bundle).hashes.push(proofOf(bundle).rootHash) },
      'sigstore-log in log-inclusion',
    ],
    [
      'has one hash too few',
      { bundle: (bundle) => proofOf(bundle).hashes.pop() },
      'sigstore-log in log-inclusion',
    ],
    [
      'has a wrong bit in a hash',
      {
        bundle(bundle) {
          proofOf(bundle).hashes = proofOf(bundle).hashes.map((hash, i) =>
            i === 1 ? base64(flip(fromBase64(hash), 0)) : hash,
          );
        },
      },
      'sigstore-log in log-inclusion',
    ],
    [
      'comes with a later checkpoint of the same log',
      {
        async bundle(bundle, from) {
          const later = await from.sign(PAYLOAD, SIGNER);
          changeCheckpoint(bundle, () => checkpointOf(later));
        },
      },
      'sigstore-log in log-inclusion',
    ],
    [
      'names another root hash, which nobody reads',
      {
        bundle(bundle) {
          proofOf(bundle).rootHash = base64(new Uint8Array(32));
        },
      },
      'verified',
    ],
  ])('%s', async (_what, deviation, expected) => {
    expect(await outcomeOf({ ...world, ...deviation })).toBe(expected);
  });
});

/** The proof that an entry is in the tree of itself. */
function oneLeaf(bundle: BundleJson) {
  const rootHash = base64(treeHash([fromBase64(entryOf(bundle).canonicalizedBody)]));
  return { logIndex: '0', treeSize: '1', hashes: [], rootHash };
}

function checkpointOf(bundle: BundleJson): string {
  return proofOf(bundle).checkpoint.envelope;
}

function changeCheckpoint(bundle: BundleJson, change: (text: string) => string): void {
  proofOf(bundle).checkpoint = { envelope: change(checkpointOf(bundle)) };
}

/** A bundle whose checkpoint reads otherwise. */
function checkpoint(change: (text: string, from: SigstoreInstance) => string): Deviation {
  return {
    bundle(bundle, from) {
      changeCheckpoint(bundle, (text) => change(text, from));
    },
  };
}

describe.each(VERSIONS)('the checkpoint of a log %s', (_version, world) => {
  it.each<Case>([
    ['is empty', checkpoint(() => ''), 'sigstore-log in log-checkpoint'],
    [
      'has no signature',
      checkpoint((text) => text.slice(0, text.indexOf('—'))),
      'sigstore-log in log-checkpoint',
    ],
    [
      'says another size',
      checkpoint((text) => text.replace(/\n(\d)/, '\n1$1')),
      'sigstore-log in log-checkpoint',
    ],
    ['says no size', checkpoint((text) => text.replace(/\n\d+/, '\nmany')), 'sigstore-log in log-checkpoint'],
    ['says more', checkpoint((text) => text.replace('\n\n', '\nmore\n\n')), 'sigstore-log in log-checkpoint'],
    [
      'is signed in another name',
      checkpoint((text) => text.replace(/— \S+/, '— rekor.elsewhere.example')),
      'sigstore-log in log-checkpoint',
    ],
    [
      'is signed under a pattern for the name',
      checkpoint((text) => text.replace(/— \S+/, '— .*')),
      'sigstore-log in log-checkpoint',
    ],
    [
      'names another key',
      checkpoint((text) =>
        text.replace(/(— \S+) (\S+)/, (_line, name: string, signature: string) =>
          [name, base64(flip(fromBase64(signature), 0))].join(' '),
        ),
      ),
      'sigstore-log in log-checkpoint',
    ],
    [
      'has a signature of four bytes',
      checkpoint((text) => text.replace(/(— \S+) (\S+)/, `$1 ${base64(sha256(utf8('')).slice(0, 4))}`)),
      'sigstore-log in log-checkpoint',
    ],
  ])('%s', async (_what, deviation, expected) => {
    expect(await outcomeOf({ ...world, ...deviation })).toBe(expected);
  });
});

describe('witnesses', () => {
  const witnessed = (...witnesses: string[]): Deviation => ({
    instance: { rekor: { version: 2, witnesses } },
  });
  it.each<Case>([
    ['may sign as well', witnessed('witness.example'), 'verified'],
    ['may be many', witnessed(...Array.from({ length: 16 }, (_, i) => `witness.example/${i}`)), 'verified'],
    [
      'do not stand in for the log',
      {
        ...witnessed('witness.example', 'second-witness.example'),
        ...checkpoint((text) => text.replace(/— rekor\.\S+ \S+\n/, '')),
      },
      'sigstore-log in log-checkpoint',
    ],
    [
      'do not stand in for the log in its name',
      {
        instance: { rekor: { version: 2, witnesses: ['rekor.sigstore.example'] } },
        ...checkpoint((text) => text.replace(/— rekor\.\S+ \S+\n/, '')),
      },
      'sigstore-log in log-checkpoint',
    ],
  ])('%s', async (_what, deviation, expected) => {
    expect(await outcomeOf(deviation)).toBe(expected);
  });
});

describe('a second log', () => {
  it.each<Case>([
    ['may hold the entry', { sign: () => ({ log: inLogs(second) }), root: trustSecond }, 'verified'],
    [
      'may hold it as well',
      { sign: ({ rekor }) => ({ log: inLogs(rekor, second) }), root: trustSecond },
      'verified',
    ],
    [
      'may hold it under a root that lists the log twice, for two times',
      {
        root(root) {
          const [early, late] = [structuredClone(first(root.tlogs)), first(root.tlogs)];
          early.publicKey.validFor = { start: '2025-01-01T00:00:00Z', end: '2025-12-31T23:59:59Z' };
          late.publicKey.validFor = { start: '2026-01-01T00:00:00Z' };
          root.tlogs = [early, late];
        },
      },
      'verified',
    ],
    ['must be trusted', { sign: () => ({ log: inLogs(second) }) }, 'sigstore-log in log-promise'],
    [
      'must be trusted although the first is',
      { sign: ({ rekor }) => ({ log: inLogs(rekor, second) }) },
      'sigstore-log in log-promise',
    ],
    [
      'does not sign for the first',
      {
        sign: ({ rekor }) => ({
          async log(body, time) {
            const [own, other] = [await rekor.append(body, time), await second.append(body, time)];
            return [Object.assign(own, { inclusionProof: other.inclusionProof })];
          },
        }),
        root: trustSecond,
      },
      'sigstore-log in log-checkpoint',
    ],
    [
      'does not promise for the first',
      {
        sign: ({ rekor }) => ({
          async log(body, time) {
            const [own, other] = [await rekor.append(body, time), await second.append(body, time)];
            const { inclusionPromise, logIndex } = other;
            return [Object.assign(own, { inclusionPromise, logIndex })];
          },
        }),
        root: trustSecond,
      },
      'sigstore-log in log-promise',
    ],
    [
      'does not take over the first’s entry',
      {
        bundle(bundle) {
          entryOf(bundle).logId = { keyId: base64(second.id) };
        },
        root: trustSecond,
      },
      'sigstore-log in log-promise',
    ],
    [
      'does not sign under the first’s id',
      {
        root(root) {
          const listed = first(root.tlogs);
          listed.publicKey.rawBytes = base64(second.key.spki);
        },
      },
      'sigstore-log in log-promise',
    ],
  ])('%s', async (_what, deviation, expected) => {
    expect(await outcomeOf(deviation)).toBe(expected);
  });
});

describe('an entry that stands twice', () => {
  const again = (bundle: BundleJson) => bundle.verificationMaterial.tlogEntries?.push(entryOf(bundle));
  it.each<Case>([
    ['to the letter', { bundle: again }, 'sigstore-timestamp in timestamps'],
    [
      'to the letter, in a log of version 2',
      { instance: VERSION_2, bundle: again },
      'sigstore-log-entry in log-entry',
    ],
    [
      'because it was logged twice',
      {
        sign: ({ rekor }) => ({
          log: async (body, time) => [
            await rekor.append(body, time),
            await rekor.append(body, new Date(time.getTime() + 1000)),
          ],
        }),
      },
      'sigstore-log-entry in log-entry',
    ],
    [
      'under another index, which the proof does not cover',
      {
        instance: VERSION_2,
        bundle(bundle) {
          bundle.verificationMaterial.tlogEntries?.push({ ...entryOf(bundle), logIndex: '1' });
        },
      },
      'sigstore-log-entry in log-entry',
    ],
  ])('%s', async (_what, deviation, expected) => {
    expect(await outcomeOf(deviation)).toBe(expected);
  });
});
