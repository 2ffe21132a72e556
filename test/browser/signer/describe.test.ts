import { beforeAll, describe, expect, it } from 'vitest';
import { parseBundle } from '../../../src/oms/bundle.ts';
import { unwrap } from '../../../src/oms/error.ts';
import { type BundleDescription, describeBundle } from '../../../src/signer/describe.ts';
import type { TrustRoot } from '../../../src/signer/trust-root.ts';
import { loadTrustRoot } from '../../../src/trust/trusted-root.ts';
import { utf8 } from '../../support/bytes.ts';
import { signWithSigstore, statementFor } from '../../support/oms.ts';
import { createInstance, type SigstoreInstance } from '../../support/sigstore-instance.ts';

/** As in `test/unit`, over the shims that stand in for Node here: its Buffer, above all, takes other arguments. */
describe.each([1, 2] as const)('describeBundle, of a log of version %d', (version) => {
  let instance: SigstoreInstance;
  let trustRoot: TrustRoot;
  let description: BundleDescription;

  beforeAll(async () => {
    instance = await createInstance({ rekor: { version } });
    const json = JSON.stringify(instance.trustedRoot);
    trustRoot = loadTrustRoot({ kind: 'imported', name: '', origin: 'file', json });
    const bundle = await signWithSigstore(statementFor({ a: utf8('a') }), instance, {
      identity: 'ada@example.org',
      issuer: 'https://accounts.example.org',
    });
    description = describeBundle(unwrap(parseBundle(utf8(JSON.stringify(bundle)))), trustRoot);
  });

  it('leaves no part unread', () => {
    const unread: string[] = [];
    JSON.stringify(description, (key, value: unknown) => {
      if (key === 'problem') unread.push(JSON.stringify(value));
      return value;
    });
    expect(unread).toEqual([]);
  });

  it('names the logs and authorities of the trust root', () => {
    const [entry] = description.entries.map(unwrap);
    const [timestamp] = description.timestamps.map(unwrap);
    const [leaf, ...issuers] = description.chain.map(({ certificate }) => unwrap(certificate));
    expect(entry?.log.name).toBe('rekor.sigstore.example');
    expect(timestamp?.authority).toBe('CN=sigstore.example time stamping,O=sigstore.example');
    expect(leaf?.promises && unwrap(leaf.promises)[0]?.log.name).toContain('sigstore.example');
    expect(issuers.map(({ selfIssued }) => selfIssued)).toEqual([false, true]);
  });

  it('leads to the root of the log', () => {
    const [entry] = description.entries.map(unwrap);
    const proof = entry?.proof && unwrap(entry.proof);
    expect(proof?.computedRoot).toBe(proof?.rootHash);
    expect(proof?.steps.length).toBeGreaterThan(0);
  });
});
