import { sha256 } from '@noble/hashes/sha2.js';
import { hex } from '@scure/base';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseBundle } from '../../../src/oms/bundle.ts';
import { unwrap } from '../../../src/oms/error.ts';
import { type BundleDescription, describeBundle } from '../../../src/signer/describe.ts';
import type { CertificateDescription } from '../../../src/signer/describe-certificate.ts';
import type { JsonTree } from '../../../src/signer/describe-json.ts';
import type { LogEntryDescription } from '../../../src/signer/describe-log-entry.ts';
import type { TrustRoot } from '../../../src/signer/trust-root.ts';
import { loadTrustRoot } from '../../../src/trust/trusted-root.ts';
import { createAuthority } from '../../support/authority.ts';
import { type BundleJson, entryOf, first, proofOf, stampsOf } from '../../support/bundle.ts';
import { base64, fromBase64, utf8 } from '../../support/bytes.ts';
import { PURPOSES } from '../../support/certificate.ts';
import { utf8String } from '../../support/der.ts';
import { ENTRY_KINDS, rekorVersion } from '../../support/entry-body.ts';
import { createKey, pem } from '../../support/keys.ts';
import { signWithCertificate, signWithKey, signWithSigstore, statementFor } from '../../support/oms.ts';
import { createInstance, type SigstoreInstance } from '../../support/sigstore-instance.ts';

const STATEMENT = statementFor({ 'config.json': utf8('{}'), 'weights.bin': utf8('w') });
const SIGNER = { identity: 'ada@example.org', issuer: 'https://accounts.example.org' };
const TIME = Date.parse('2026-03-02T10:00:00Z');

function describeJson(json: BundleJson, trustRoot?: TrustRoot): BundleDescription {
  return describeBundle(unwrap(parseBundle(utf8(JSON.stringify(json)))), trustRoot);
}

function certificateOf({ chain }: BundleDescription, index = 0): CertificateDescription {
  const link = chain[index];
  if (link === undefined) throw new Error(`no certificate ${index}`);
  return unwrap(link.certificate);
}

const entryIn = ({ entries }: BundleDescription): LogEntryDescription => unwrap(first(entries));

function member(tree: JsonTree, name: string): JsonTree {
  const found = tree.kind === 'object' ? tree.members.find((each) => each.name === name) : undefined;
  if (!found) throw new Error(`no member ${name}`);
  return found.value;
}

function valueOf({ extensions }: CertificateDescription, oid: string): unknown {
  const found = extensions.find((extension) => extension.oid === oid);
  return found && { name: found.name, critical: found.critical, ...unwrap(found.value) };
}

describe('describeBundle', () => {
  const instances = new Map<1 | 2, { instance: SigstoreInstance; trustRoot: TrustRoot }>();
  const world = (version: 1 | 2 = 1): { instance: SigstoreInstance; trustRoot: TrustRoot } => {
    const found = instances.get(version);
    if (!found) throw new Error('not made');
    return found;
  };
  let sigstore: BundleJson;

  beforeAll(async () => {
    for (const version of [1, 2] as const) {
      const instance = await createInstance({ rekor: { version, witnesses: ['witness.example'] } });
      const json = JSON.stringify(instance.trustedRoot);
      const trustRoot = loadTrustRoot({ kind: 'imported', name: 'root', origin: 'file', json });
      instances.set(version, { instance, trustRoot });
    }
    sigstore = await signWithSigstore(STATEMENT, world().instance, SIGNER);
  });

  it('is plain data that crosses to a page', () => {
    const description = describeJson(sigstore, world().trustRoot);
    expect(structuredClone(description)).toEqual(description);
  });

  it.each(ENTRY_KINDS)('walks from a %s entry to the root that the log signed', async (kind) => {
    const { instance, trustRoot } = world(rekorVersion(kind));
    const signed = await signWithSigstore(STATEMENT, instance, { ...SIGNER, entry: kind });
    const entry = entryIn(describeJson(signed, trustRoot));
    const { id } = instance.rekor;
    expect(entry).toMatchObject({
      kind,
      logIndex: entryOf(signed).logIndex,
      log: { id: hex.encode(id), name: 'rekor.sigstore.example' },
    });
    const proof = unwrap(
      entry.proof ?? { ok: false, problem: { code: 'unexpected', message: '', next: '' } },
    );
    expect(proof.steps.map(({ sibling }) => sibling)).toEqual(
      proofOf(signed).hashes.map((hash) => hex.encode(fromBase64(hash))),
    );
    expect(proof.computedRoot).toBe(hex.encode(fromBase64(proofOf(signed).rootHash)));
    expect(proof.computedRoot).toBe(proof.rootHash);
    expect(entry.checkpoint).toMatchObject({
      ok: true,
      value: {
        treeSize: proof.treeSize,
        rootHash: proof.rootHash,
        signatures: [
          { name: 'rekor.sigstore.example', byLog: true, keyId: hex.encode(id.slice(0, 4)) },
          { name: 'witness.example', byLog: false },
        ],
      },
    });
    if (!entry.body.ok) throw new Error('the body cannot be read');
    expect(member(entry.body.value, 'kind')).toMatchObject({ text: kind.split(' ')[0] });
    // Only logs of version 1 say when.
    expect([entry.integratedTime, entry.promise !== undefined]).toEqual(
      rekorVersion(kind) === 1 ? [TIME, true] : [undefined, false],
    );
  });

  it('names no log and no authority without a trust root', () => {
    const description = describeJson(sigstore);
    expect(entryIn(description).log.name).toBeUndefined();
    expect(unwrap(first(description.timestamps)).authority).toBe('');
    expect(description.chain.map(({ from }) => from)).toEqual(['bundle']);
  });

  it('adds the authorities of the trust root above a Fulcio certificate, and none of another instance', async () => {
    const { instance, trustRoot } = world();
    const description = describeJson(sigstore, trustRoot);
    expect(description.chain.map(({ from, issuedPrevious }) => [from, issuedPrevious])).toEqual([
      ['bundle', false],
      ['trust-root', true],
      ['trust-root', true],
    ]);
    expect(certificateOf(description, 1)).toMatchObject({
      fingerprint: hex.encode(sha256(instance.authority.intermediate.der)),
      authority: { pathLength: 0 },
      selfIssued: false,
    });
    expect(certificateOf(description, 2)).toMatchObject({ selfIssued: true, authority: {} });

    // The other instance has authorities of the very same names.
    const foreign = await signWithSigstore(STATEMENT, world(2).instance, SIGNER);
    expect(describeJson(foreign, trustRoot).chain).toHaveLength(1);
  });

  it('reads every extension that Fulcio writes, bare and in DER', async () => {
    const { instance, trustRoot } = world();
    const fulcio = (number: number): string => `1.3.6.1.4.1.57264.1.${number}`;
    const bare = [1, 2, 3, 4, 5, 6];
    const wrapped = Array.from({ length: 17 }, (_, index) => 8 + index);
    const extensions = [
      ...bare.map((number) => ({ oid: fulcio(number), value: utf8(`bare ${number}`) })),
      ...wrapped.map((number) => ({ oid: fulcio(number), value: utf8String(`wrapped ${number}`) })),
      { oid: '1.2.3.4', value: Uint8Array.of(0xab, 0xcd) },
    ];
    const leaf = certificateOf(
      describeJson(
        await signWithSigstore(STATEMENT, instance, { ...SIGNER, certificate: { extensions } }),
        trustRoot,
      ),
    );
    for (const number of [...bare, ...wrapped]) {
      expect(valueOf(leaf, fulcio(number))).toEqual({
        name: expect.stringMatching(/^Fulcio: \w/) as string,
        critical: false,
        form: 'texts',
        texts: [`${number <= 6 ? 'bare' : 'wrapped'} ${number}`],
      });
    }
    const names = leaf.extensions.map(({ name }) => name).filter((name) => name?.startsWith('Fulcio'));
    expect(new Set(names).size).toBe(23);
    expect(valueOf(leaf, '1.2.3.4')).toEqual({
      name: undefined,
      critical: false,
      form: 'bytes',
      hex: 'abcd',
    });
    expect(valueOf(leaf, '2.5.29.14')).toMatchObject({
      form: 'bytes',
      hex: leaf.keyFingerprint.slice(0, 40),
    });
    expect(valueOf(leaf, '2.5.29.35')).toMatchObject({
      hex: hex.encode(sha256(instance.authority.intermediate.key.spki).slice(0, 20)),
    });
    expect(valueOf(leaf, '2.5.29.15')).toMatchObject({ texts: ['digital signature'], critical: true });
    expect(valueOf(leaf, '2.5.29.37')).toMatchObject({ texts: ['code signing'] });
    expect(valueOf(leaf, '2.5.29.17')).toMatchObject({ texts: ['email: ada@example.org'], critical: true });
    expect(leaf.promises).toEqual({
      ok: true,
      value: [
        {
          log: {
            id: hex.encode(instance.ctLog.id),
            name: expect.stringContaining('sigstore.example') as string,
          },
          time: TIME,
        },
      ],
    });
  });

  it('reads a timestamp, and tells whether it is about this signature', async () => {
    const { trustRoot } = world();
    const other = await signWithSigstore(STATEMENT, world().instance, SIGNER);
    const mixed = structuredClone(sigstore);
    stampsOf(mixed).push(...stampsOf(other), { signedTimestamp: base64(utf8('no timestamp')) });
    const [own, foreign, none] = describeJson(mixed, trustRoot).timestamps;
    expect(own).toMatchObject({
      ok: true,
      value: {
        time: TIME,
        serial: '01',
        policy: '1.3.6.1.4.1.57264.2',
        imprint: { hash: 'SHA-256', ofSignature: true },
        signer: { issuer: 'CN=sigstore.example time stamping root,O=sigstore.example' },
        authority: 'CN=sigstore.example time stamping,O=sigstore.example',
      },
    });
    expect(foreign).toMatchObject({ ok: true, value: { imprint: { ofSignature: false } } });
    expect(none).toMatchObject({ ok: false, problem: { code: 'sigstore-timestamp' } });
  });

  it('shows a chain of a private authority in the order of the bundle', async () => {
    const authority = await createAuthority('Example');
    const leaf = await authority.issue({
      keyUsage: ['digitalSignature', 'nonRepudiation'],
      extendedKeyUsage: { purposes: [PURPOSES.codeSigning, '1.2.3'] },
    });
    const description = describeJson(
      await signWithCertificate(STATEMENT, [leaf, authority.root, authority.intermediate]),
    );
    expect(description.chain.map(({ issuedPrevious }) => issuedPrevious)).toEqual([false, false, false]);
    expect(certificateOf(description)).toMatchObject({
      subject: 'CN=Example signer,O=Example',
      key: 'EC on P-256',
      keyFingerprint: hex.encode(sha256(leaf.key.spki)),
      algorithm: 'ECDSA with SHA-256',
      authority: 'none',
      pem: pem('CERTIFICATE', leaf.der),
    });
    expect(valueOf(certificateOf(description), '2.5.29.15')).toMatchObject({
      texts: ['digital signature', 'content commitment'],
    });
    expect(valueOf(certificateOf(description), '2.5.29.37')).toMatchObject({
      texts: ['code signing', '1.2.3'],
    });
    expect(description.entries).toEqual([]);
  });

  it('says of a key what the bundle says', async () => {
    const key = await createKey('P-384');
    const keyPem = pem('PUBLIC KEY', key.spki);
    const fingerprint = hex.encode(sha256(utf8(keyPem)));
    expect(describeJson(await signWithKey(STATEMENT, key))).toMatchObject({
      method: 'key',
      chain: [],
      key: { hint: fingerprint },
    });
    const embedded = await signWithKey(STATEMENT, key, { naming: 'rawBytes' });
    expect(describeJson(embedded).key).toEqual({
      embedded: { pem: keyPem, key: { ok: true, value: { text: 'EC on P-384', fingerprint } } },
    });
    embedded.verificationMaterial.publicKey = { rawBytes: base64(utf8('no key')) };
    expect(describeJson(embedded).key?.embedded).toMatchObject({
      pem: 'no key',
      key: { ok: false, problem: { code: 'pem-missing' } },
    });
  });

  it('counts what was signed', () => {
    const payload = fromBase64(sigstore.dsseEnvelope.payload);
    expect(describeJson(sigstore).envelope).toMatchObject({
      payloadBytes: payload.length,
      payloadDigest: hex.encode(sha256(payload)),
      paeBytes: `DSSEv1 28 application/vnd.in-toto+json ${payload.length} `.length + payload.length,
      signature: first(sigstore.dsseEnvelope.signatures).sig,
    });
  });

  it('marks the fields that the format does not define, and only those', async () => {
    const statement = {
      ...STATEMENT,
      note: 'x',
      predicate: {
        ...STATEMENT.predicate,
        resources: STATEMENT.predicate.resources.map((each) => ({ ...each, size: 2 })),
      },
    };
    const signed = await signWithKey(JSON.stringify(statement), await createKey());
    const { statement: described } = describeJson(signed);
    const marked: string[] = [];
    const look = (tree: JsonTree): void => {
      if (tree.kind === 'list') tree.items.forEach(look);
      if (tree.kind !== 'object') return;
      for (const { name, unknown, value } of tree.members) {
        if (unknown) marked.push(name);
        look(value);
      }
    };
    look(unwrap(described).tree);
    expect(marked.sort()).toEqual(['note', 'size', 'size']);
  });

  it('hands over a bounded part of a long statement', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 6000 }, (_, index) => [`file ${index}`, utf8('x')]),
    );
    const signed = await signWithKey(statementFor(files), await createKey());
    const { tree, text } = unwrap(describeJson(signed).statement);
    expect(text).toBeUndefined();
    const predicate = member(tree, 'predicate');
    const resources = member(predicate, 'resources');
    expect(resources).toMatchObject({ kind: 'list', size: 6000 });
    expect(resources.kind === 'list' && resources.items).toHaveLength(1000);
    // What comes after the long list is there as well.
    expect(member(member(predicate, 'serialization'), 'method')).toMatchObject({ text: 'files' });
    const payload = member(member(describeJson(signed).document, 'dsseEnvelope'), 'payload');
    expect(payload).toMatchObject({ length: signed.dsseEnvelope.payload.length });
    expect(payload.kind === 'text' && payload.text.length).toBeLessThan(5000);
  });

  it('says in its place what cannot be read, and shows the rest', () => {
    const damaged = structuredClone(sigstore);
    damaged.verificationMaterial.certificate = { rawBytes: base64(utf8('no certificate')) };
    entryOf(damaged).canonicalizedBody = base64(utf8('{"kind":'));
    proofOf(damaged).checkpoint.envelope = 'not signed';
    const description = describeJson(damaged, world().trustRoot);
    expect(first(description.chain).certificate).toMatchObject({
      ok: false,
      problem: { code: 'certificate-malformed' },
    });
    const entry = entryIn(description);
    expect(entry.body).toMatchObject({ ok: false, problem: { code: 'json-truncated' } });
    expect(entry.checkpoint).toMatchObject({ ok: false, problem: { code: 'bundle-malformed' } });
    // Another body is another leaf, which leads elsewhere.
    const proof = entry.proof?.ok === true ? entry.proof.value : undefined;
    expect(proof?.computedRoot).toBeDefined();
    expect(proof?.computedRoot).not.toBe(proof?.rootHash);
    expect(description.statement.ok).toBe(true);
  });

  it('refuses times that no calendar has', () => {
    const late = structuredClone(sigstore);
    entryOf(late).integratedTime = '999999999999999999';
    expect(first(describeJson(late).entries)).toMatchObject({
      ok: false,
      problem: { code: 'bundle-malformed' },
    });
  });
});
