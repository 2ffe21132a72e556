import { beforeAll, describe, expect, it } from 'vitest';
import { type Standings, standingsOf } from '../../../src/app/inspector/standings.ts';
import { type TimeLine, timeLineOf } from '../../../src/app/inspector/time-line.ts';
import { type Bundle, parseBundle } from '../../../src/oms/bundle.ts';
import { unwrap } from '../../../src/oms/error.ts';
import { describeBundle } from '../../../src/signer/describe.ts';
import type { SignerOptions, TrustRootSource } from '../../../src/signer/result.ts';
import { checkSignature } from '../../../src/signer/signature.ts';
import { loadTrustRoot } from '../../../src/trust/trusted-root.ts';
import { type Authority, createAuthority } from '../../support/authority.ts';
import { type BundleJson, entryOf, first, stampsOf } from '../../support/bundle.ts';
import { base64, fromBase64, utf8 } from '../../support/bytes.ts';
import { type Certificate, createCertificate } from '../../support/certificate.ts';
import { createKey, pem } from '../../support/keys.ts';
import { signWithCertificate, signWithKey, signWithSigstore, statementFor } from '../../support/oms.ts';
import { createInstance, type SigstoreInstance } from '../../support/sigstore-instance.ts';

const STATEMENT = statementFor({ 'config.json': utf8('{}') });
const SIGNER = { identity: 'ada@example.org', issuer: 'https://accounts.example.org' };
const TIME = Date.parse('2026-03-02T10:00:00Z');
const MINUTE = 60_000;

describe('what is said of the layers of a bundle', () => {
  let instance: SigstoreInstance;
  let authority: Authority;
  let trustRoot: TrustRootSource;

  beforeAll(async () => {
    instance = await createInstance();
    authority = await createAuthority('Example');
    trustRoot = { kind: 'imported', name: '', origin: 'file', json: JSON.stringify(instance.trustedRoot) };
  });

  /** Checks a bundle, and says what stands and when. */
  function look(
    json: BundleJson,
    given: Partial<SignerOptions> = {},
  ): { holds: boolean; standings: Standings; line: TimeLine } {
    const bundle: Bundle = unwrap(parseBundle(utf8(JSON.stringify(json))));
    const root = loadTrustRoot(trustRoot);
    const options: SignerOptions = { trustRoot, judgeAt: 'now', now: TIME, ...given };
    const signature = checkSignature(bundle, options, () => root);
    const description = describeBundle(bundle, root);
    const standings = standingsOf(signature, description);
    return { holds: signature.ok, standings, line: timeLineOf(description, signature, standings) };
  }

  const roots = (): Partial<SignerOptions> => ({ roots: [pem('CERTIFICATE', authority.root.der)] });
  const signWith = (...chain: readonly [Certificate, ...Certificate[]]): Promise<BundleJson> =>
    signWithCertificate(STATEMENT, chain);

  it('follows from a check of a Sigstore bundle that holds, all but what is trusted before', async () => {
    const { holds, standings } = look(await signWithSigstore(STATEMENT, instance, SIGNER));
    expect(holds).toBe(true);
    expect(standings).toEqual({
      chain: ['proven', 'trusted', 'trusted'],
      promises: 'proven',
      log: 'proven',
      timestamps: 'proven',
      content: 'proven',
    });
  });

  it('is claimed throughout where the check does not hold', async () => {
    const bundle = await signWithSigstore(STATEMENT, instance, SIGNER);
    first(bundle.dsseEnvelope.signatures).sig = base64(utf8('another'));
    const { holds, standings } = look(bundle);
    expect(holds).toBe(false);
    expect(standings).toEqual({
      chain: ['claimed', 'trusted', 'trusted'],
      promises: 'claimed',
      log: 'claimed',
      timestamps: 'claimed',
      content: 'claimed',
    });
  });

  it('is claimed of log entries in a bundle that a key signed, which nobody looks at', async () => {
    const key = await createKey();
    const bundle = await signWithKey(STATEMENT, key);
    const other = await signWithSigstore(STATEMENT, instance, SIGNER);
    bundle.verificationMaterial.tlogEntries = [entryOf(other)];
    const { holds, standings, line } = look(bundle, { publicKey: pem('PUBLIC KEY', key.spki) });
    expect(holds).toBe(true);
    expect(standings).toMatchObject({ log: 'claimed', content: 'proven' });
    expect(line.moments).toMatchObject([{ what: 'logged', standing: 'claimed', earliest: false }]);
  });

  it('is claimed of timestamps as soon as one of them does not verify', async () => {
    const key = await createKey();
    const bundle = await signWithKey(STATEMENT, key);
    const signature = fromBase64(first(bundle.dsseEnvelope.signatures).sig);
    const { timestampAuthority } = instance;
    const publicKey = pem('PUBLIC KEY', key.spki);
    const stamp = async (data: typeof signature): Promise<{ signedTimestamp: string }> => ({
      signedTimestamp: base64(await timestampAuthority.stamp(data, new Date(TIME))),
    });
    stampsOf(bundle).push(await stamp(signature));
    const good = look(bundle, { publicKey });
    expect([good.holds, good.standings.timestamps]).toEqual([true, 'proven']);
    expect(good.line.moments).toMatchObject([{ what: 'stamped', earliest: true, time: TIME }]);

    // Of the very same second, but about something else.
    stampsOf(bundle).push(await stamp(utf8('something else')));
    const mixed = look(bundle, { publicKey });
    expect([mixed.holds, mixed.standings.timestamps]).toEqual([true, 'claimed']);
    expect(mixed.line.moments.map(({ earliest }) => earliest)).toEqual([false, false]);
  });

  it('covers a private chain up to the root that was given', async () => {
    const { root, intermediate } = authority;
    const leaf = await authority.issue();
    expect(look(await signWith(leaf, intermediate, root), roots()).standings.chain).toEqual([
      'proven',
      'proven',
      'trusted',
    ]);
  });

  it('covers the signer alone where the rest of the chain is out of order or somebody else’s', async () => {
    const { root, intermediate } = authority;
    const leaf = await authority.issue();
    const stranger = await createCertificate({ subject: { CN: 'X' }, key: await createKey() });
    for (const chain of [
      [leaf, root, intermediate],
      [leaf, stranger, intermediate, root],
      [leaf, intermediate, stranger],
    ] as const) {
      const { holds, standings } = look(await signWithCertificate(STATEMENT, chain), roots());
      expect(holds).toBe(true);
      expect(standings.chain).toEqual(['proven', ...chain.slice(1).map(() => 'claimed')]);
    }
  });

  it('does not cover a forged authority of the genuine one’s name and key', async () => {
    const { root, intermediate } = authority;
    const leaf = await authority.issue();
    const stranger = await createCertificate({
      subject: root.subject,
      key: await createKey(),
      basicConstraints: { ca: true },
    });
    const forged = await createCertificate({
      subject: intermediate.subject,
      key: intermediate.key,
      issuer: stranger,
      basicConstraints: { ca: true },
    });
    const { holds, standings } = look(await signWith(leaf, forged, root, intermediate), roots());
    expect(holds).toBe(true);
    expect(standings.chain).toEqual(['proven', 'claimed', 'claimed', 'claimed']);
  });
});

describe('timeLineOf', () => {
  it('puts all times in order between the ends of the certificate', async () => {
    const instance = await createInstance();
    const json = JSON.stringify(instance.trustedRoot);
    const trustRoot: TrustRootSource = { kind: 'imported', name: '', origin: 'file', json };
    const root = loadTrustRoot(trustRoot);
    const signed = await signWithSigstore(STATEMENT, instance, {
      ...SIGNER,
      loggedAt: new Date(TIME + 4 * MINUTE),
      stampedAt: new Date(TIME + 2 * MINUTE),
    });
    const bundle = unwrap(parseBundle(utf8(JSON.stringify(signed))));
    const signature = checkSignature(bundle, { trustRoot, judgeAt: 'now', now: TIME }, () => root);
    const description = describeBundle(bundle, root);
    const line = timeLineOf(description, signature, standingsOf(signature, description));
    expect(line.moments.map(({ what, time, earliest }) => [what, (time - TIME) / MINUTE, earliest])).toEqual([
      ['valid-from', 0, false],
      ['certificate-logged', 0, false],
      ['stamped', 2, true],
      ['logged', 4, false],
      ['valid-until', 10, false],
    ]);
    expect(line.moments.map(({ time }) => line.place(time))).toEqual([0, 0, 0.2, 0.4, 1]);
    expect(line.moments.map(({ by }) => by)).toMatchObject([
      undefined,
      expect.stringContaining('sigstore.example'),
      'CN=sigstore.example time stamping,O=sigstore.example',
      'rekor.sigstore.example',
      undefined,
    ]);
  });

  it('has a middle where there is one time only, and none where there is no time', async () => {
    const bundle = unwrap(parseBundle(utf8(JSON.stringify(await signWithKey(STATEMENT, await createKey())))));
    const description = describeBundle(bundle);
    const line = timeLineOf(description, undefined, standingsOf(undefined, description));
    expect(line.moments).toEqual([]);
    expect(line.place(TIME)).toBe(0.5);
  });
});
