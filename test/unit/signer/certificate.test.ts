import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Bundle, parseBundle } from '../../../src/oms/bundle.ts';
import { unwrap } from '../../../src/oms/error.ts';
import { verifyWithCertificate } from '../../../src/signer/certificate.ts';
import type { SignatureResult } from '../../../src/signer/result.ts';
import { type Authority, createAuthority } from '../../support/authority.ts';
import type { BundleJson } from '../../support/bundle.ts';
import { base64, flip, fromBase64, utf8 } from '../../support/bytes.ts';
import {
  type Certificate,
  type CertificateOptions,
  createCertificate,
  PURPOSES,
} from '../../support/certificate.ts';
import { nul, oid, seq } from '../../support/der.ts';
import { createKey, pem } from '../../support/keys.ts';
import { legacyStatementFor, signWithCertificate, signWithKey, statementFor } from '../../support/oms.ts';
import { noTrustRoot } from '../../support/no-trust-root.ts';

const FILES = { 'config.json': utf8('{}') };
const STATEMENT = statementFor(FILES);
const NOW = Date.parse('2026-06-01T00:00:00Z');
const PAST = new Date('2026-01-01T00:00:00Z');
const FUTURE = new Date('2027-01-01T00:00:00Z');

const parse = (json: BundleJson): Bundle => unwrap(parseBundle(utf8(JSON.stringify(json))));
const pemOf = ({ der }: Certificate): string => pem('CERTIFICATE', der);
const outcome = (result: SignatureResult): string => (result.ok ? 'ok' : result.problem.code);
const statusOf = ({ checks }: SignatureResult, step: string): string | undefined =>
  checks.find(({ id }) => id === step)?.status;

describe('verifyWithCertificate', () => {
  let authority: Authority;
  beforeAll(async () => {
    authority = await createAuthority('Example');
  });

  /** Signs with a leaf of the authority that deviates, and verifies. */
  async function verifyLeaf(
    leaf: Partial<CertificateOptions> = {},
    judgeAt: 'now' | 'issuance' = 'now',
    by: Authority = authority,
  ): Promise<SignatureResult> {
    const chain = [await by.issue(leaf), by.intermediate, by.root] as const;
    return verifyWithCertificate(
      parse(await signWithCertificate(STATEMENT, chain)),
      [pemOf(by.root)],
      {
        judgeAt,
        now: NOW,
      },
      noTrustRoot,
    );
  }

  /** Verifies a sound bundle with what the person has instead of the root. */
  async function verifyFiles(
    files: readonly string[],
    chain: readonly Certificate[] = [authority.intermediate],
  ): Promise<string> {
    const bundle = parse(await signWithCertificate(STATEMENT, [await authority.issue(), ...chain]));
    return outcome(verifyWithCertificate(bundle, files, { judgeAt: 'now', now: NOW }, noTrustRoot));
  }

  test.each(['P-256', 'P-384', 'P-521'] as const)('accepts a signature with a %s key', async (curve) => {
    const result = await verifyLeaf({ key: await createKey(curve), serial: 0xabcn });
    expect(result).toMatchObject({
      ok: true,
      signer: {
        method: 'certificate',
        leaf: {
          subject: 'CN=Example signer,O=Example',
          issuer: 'CN=Example intermediate,O=Example',
          serial: '0abc',
        },
        root: { subject: 'CN=Example root,O=Example', issuer: 'CN=Example root,O=Example' },
      },
      payload: utf8(JSON.stringify(STATEMENT)),
      times: [],
      caveats: [],
      legacyEncoding: false,
    });
    expect(result.checks.map(({ id, status }) => `${id} ${status}`)).toEqual([
      'bundle pass',
      'certificate-path pass',
      'certificate-usage pass',
      'certificate-validity pass',
      'timestamps skipped',
      'dsse-signature pass',
    ]);
  });

  describe('the time', () => {
    test.each(['now', 'issuance'] as const)(
      'makes no difference to a valid certificate, judged at: %s',
      async (judgeAt) => {
        expect(await verifyLeaf({}, judgeAt)).toMatchObject({ ok: true, caveats: [] });
      },
    );

    test('an expired leaf leaves a caveat with the day', async () => {
      const result = await verifyLeaf({ notAfter: PAST });
      expect(result).toMatchObject({
        ok: true,
        caveats: [{ code: 'certificate-expired', expired: PAST.getTime() }],
      });
      expect(statusOf(result, 'certificate-validity')).toBe('warn');
    });

    test('an expired leaf judged at issuance leaves a caveat that says so', async () => {
      const result = await verifyLeaf({ notAfter: PAST }, 'issuance');
      expect(result).toMatchObject({ ok: true, caveats: [{ code: 'judged-at-issuance' }] });
      expect(statusOf(result, 'certificate-validity')).toBe('warn');
    });

    test('an expired root or intermediate leaves the same caveat', async () => {
      for (const deviation of [{ root: { notAfter: PAST } }, { intermediate: { notAfter: PAST } }]) {
        const by = await createAuthority('Example', deviation);
        expect(await verifyLeaf({}, 'now', by)).toMatchObject({
          ok: true,
          caveats: [{ code: 'certificate-expired', expired: PAST.getTime() }],
        });
      }
    });

    test.each(['now', 'issuance'] as const)(
      'a path that held neither at issuance nor now fails, judged at: %s',
      async (judgeAt) => {
        const by = await createAuthority('Example', { root: { notBefore: new Date(PAST.getTime() + 1000) } });
        const result = await verifyLeaf({ notBefore: new Date('2025-01-01'), notAfter: PAST }, judgeAt, by);
        expect(outcome(result)).toBe('certificate-expired');
        expect(statusOf(result, 'certificate-path')).toBe('pass');
        expect(statusOf(result, 'certificate-validity')).toBe('fail');
      },
    );

    test.each(['now', 'issuance'] as const)('a leaf of the future fails, judged at: %s', async (judgeAt) => {
      expect(outcome(await verifyLeaf({ notBefore: FUTURE }, judgeAt))).toBe('certificate-not-yet-valid');
    });

    test('an expired certificate does not excuse a wrong signature', async () => {
      const [leaf, other] = await Promise.all([authority.issue({ notAfter: PAST }), createKey()]);
      const json = await signWithCertificate(STATEMENT, [{ ...leaf, key: other }, authority.intermediate]);
      for (const judgeAt of ['now', 'issuance'] as const) {
        const result = verifyWithCertificate(
          parse(json),
          [pemOf(authority.root)],
          { judgeAt, now: NOW },
          noTrustRoot,
        );
        expect(outcome(result)).toBe('signature-invalid');
      }
    });
  });

  describe('the usage', () => {
    const { any, codeSigning, serverAuth } = PURPOSES;
    const key = (...usages: ('digitalSignature' | 'keyEncipherment')[]): Partial<CertificateOptions> => ({
      keyUsage: usages,
    });
    const extended = (...purposes: string[]): Partial<CertificateOptions> => ({
      extendedKeyUsage: { purposes },
    });

    /** A leaf with nothing said about its usage but this. */
    async function usage(options: Partial<CertificateOptions>): Promise<string> {
      const leaf = await createCertificate({
        key: await createKey(),
        issuer: authority.intermediate,
        ...options,
      });
      const bundle = parse(await signWithCertificate(STATEMENT, [leaf, authority.intermediate]));
      const result = verifyWithCertificate(
        bundle,
        [pemOf(authority.root)],
        { judgeAt: 'now', now: NOW },
        noTrustRoot,
      );
      return result.ok ? ['ok', ...result.caveats.map(({ code }) => code)].join(' ') : result.problem.code;
    }

    test.each<[string, Partial<CertificateOptions>, string]>([
      ['digital signatures', key('digitalSignature'), 'ok'],
      ['digital signatures and code signing', { ...key('digitalSignature'), ...extended(codeSigning) }, 'ok'],
      ['code signing', extended(codeSigning), 'ok'],
      ['another key usage, but code signing', { ...key('keyEncipherment'), ...extended(codeSigning) }, 'ok'],
      ['digital signatures and any purpose', { ...key('digitalSignature'), ...extended(any) }, 'ok'],
      [
        'digital signatures and servers',
        { ...key('digitalSignature'), ...extended(serverAuth) },
        'ok eku-odd',
      ],
      [
        'digital signatures and servers and code',
        { ...key('digitalSignature'), ...extended(serverAuth, codeSigning) },
        'ok',
      ],
      ['nothing said', {}, 'certificate-usage'],
      ['another key usage', key('keyEncipherment'), 'certificate-usage'],
      ['servers', extended(serverAuth), 'certificate-usage'],
      ['any purpose', extended(any), 'certificate-usage'],
    ])('%s: %j', async (_, options, expected) => {
      expect(await usage(options)).toBe(expected);
    });

    test.each(['RSA', 'Ed25519'] as const)('of a leaf with an %s key is refused', async (type) => {
      const result = await verifyLeaf({ key: await createKey(type) });
      expect(outcome(result)).toBe('certificate-usage');
    });
  });

  describe('the person’s files', () => {
    test('may hold several certificates, each file', async () => {
      const other = await createAuthority('Other');
      const { root } = authority;
      expect(await verifyFiles([pemOf(other.root) + pemOf(root)])).toBe('ok');
      expect(await verifyFiles([pemOf(other.root), pemOf(root)])).toBe('ok');
    });

    test('may help with an intermediate that the bundle lacks', async () => {
      const { root, intermediate } = authority;
      expect(await verifyFiles([pemOf(root)], [])).toBe('certificate-path');
      expect(await verifyFiles([pemOf(root), pemOf(intermediate)], [])).toBe('ok');
    });

    test('may hold a certificate that cannot be read beside a root', async () => {
      expect(await verifyFiles([pem('CERTIFICATE', utf8('junk')) + pemOf(authority.root)])).toBe('ok');
    });

    test('may hold 512 certificates', async () => {
      const junk = pem('CERTIFICATE', utf8('junk'));
      expect(await verifyFiles([junk.repeat(511), pemOf(authority.root)])).toBe('ok');
      expect(await verifyFiles([junk.repeat(512), pemOf(authority.root)])).toBe('pem-malformed');
    });

    test('must hold a root', async () => {
      const { root, intermediate } = authority;
      // Named like its issuer, as the leaves of the conformance suite are, but not signed with its own key.
      const namesake = await createCertificate({
        subject: root.subject,
        key: await createKey(),
        issuer: root,
      });
      const sha1 = seq(oid('1.2.840.113549.1.1.5'), nul());
      const weak = await createCertificate({
        key: await createKey(),
        innerAlgorithm: sha1,
        outerAlgorithm: sha1,
      });
      expect(await verifyFiles([])).toBe('needs-root');
      expect(await verifyFiles([pemOf(intermediate)])).toBe('root-not-self-signed');
      expect(await verifyFiles([pemOf(namesake)])).toBe('root-not-self-signed');
      expect(await verifyFiles([pemOf(weak)])).toBe('root-unusable');
      expect(await verifyFiles([pem('CERTIFICATE', utf8('junk'))])).toBe('root-unusable');
      expect(await verifyFiles([pem('PUBLIC KEY', (await createKey()).spki)])).toBe('pem-kind');
      expect(await verifyFiles(['text'])).toBe('pem-missing');
    });

    test('must hold the right root', async () => {
      const namesake = await createAuthority('Example');
      expect(await verifyFiles([pemOf(namesake.root)])).toBe('certificate-path');
      expect(await verifyFiles([pemOf(namesake.root)], [authority.intermediate, authority.root])).toBe(
        'certificate-path',
      );
    });
  });

  test('passes over what cannot be read in the chain, but not in place of the leaf', async () => {
    const json = await signWithCertificate(STATEMENT, [await authority.issue(), authority.intermediate]);
    const { certificates = [] } = json.verificationMaterial.x509CertificateChain ?? {};
    const junk = { rawBytes: base64(utf8('junk')) };
    const verify = (list: { rawBytes: string }[]): string => {
      json.verificationMaterial.x509CertificateChain = { certificates: list };
      return outcome(
        verifyWithCertificate(
          parse(json),
          [pemOf(authority.root)],
          { judgeAt: 'now', now: NOW },
          noTrustRoot,
        ),
      );
    };
    expect(verify([...certificates.slice(0, 1), junk, ...certificates.slice(1), junk])).toBe('ok');
    expect(verify([junk, ...certificates])).toBe('certificate-malformed');
  });

  test('does not survive a flipped bit anywhere in the path', async () => {
    const path = [await authority.issue(), authority.intermediate] as const;
    const root = [pemOf(authority.root)];
    const json = await signWithCertificate(STATEMENT, path);
    const position = fc.constantFrom(...path.keys()).chain((which) => fc.tuple(fc.constant(which), fc.nat()));
    fc.assert(
      fc.property(position, ([which, at]) => {
        const certificates = path.map(({ der }, i) => ({
          rawBytes: base64(i === which ? flip(der, at % der.length) : der),
        }));
        const damaged = { ...json, verificationMaterial: { x509CertificateChain: { certificates } } };
        const result = verifyWithCertificate(parse(damaged), root, { judgeAt: 'now', now: NOW }, noTrustRoot);
        expect(outcome(result)).toMatch(/^certificate-/);
      }),
    );
  });

  test('a self-signed leaf is its own root if the person supplies it', async () => {
    const leaf = await createCertificate({
      subject: { CN: 'me' },
      key: await createKey(),
      keyUsage: ['digitalSignature'],
    });
    const bundle = parse(await signWithCertificate(STATEMENT, [leaf]));
    const verify = (root: Certificate): string =>
      outcome(verifyWithCertificate(bundle, [pemOf(root)], { judgeAt: 'now', now: NOW }, noTrustRoot));
    expect(verify(leaf)).toBe('ok');
    expect(verify(authority.root)).toBe('certificate-path');
  });

  test.each(['P-256', 'P-384', 'P-521'] as const)(
    'knows a signature of v0.2.0 with a %s key and says so',
    async (curve) => {
      const leaf = await authority.issue({ key: await createKey(curve) });
      const statement = legacyStatementFor(FILES);
      const verify = async (options: Parameters<typeof signWithCertificate>[2]): Promise<SignatureResult> =>
        verifyWithCertificate(
          parse(await signWithCertificate(statement, [leaf, authority.intermediate], options)),
          [pemOf(authority.root)],
          {
            judgeAt: 'now',
            now: NOW,
          },
          noTrustRoot,
        );
      expect(await verify({ encoding: 'v0.2.0' })).toMatchObject({ ok: true, legacyEncoding: true });
      expect(
        outcome(await verify({ encoding: 'v0.2.0', hash: curve === 'P-521' ? 'SHA-384' : 'SHA-512' })),
      ).toBe('signature-invalid');
    },
  );

  test('refuses a payload that was changed, and the wrong hash', async () => {
    const leaf = await authority.issue({ key: await createKey('P-384') });
    const verify = (json: BundleJson): string =>
      outcome(
        verifyWithCertificate(
          parse(json),
          [pemOf(authority.root)],
          { judgeAt: 'now', now: NOW },
          noTrustRoot,
        ),
      );
    const json = await signWithCertificate(STATEMENT, [leaf, authority.intermediate]);
    expect(verify(json)).toBe('ok');
    json.dsseEnvelope.payload = base64(Uint8Array.of(...fromBase64(json.dsseEnvelope.payload), 0x20));
    expect(verify(json)).toBe('signature-invalid');
    expect(
      verify(await signWithCertificate(STATEMENT, [leaf, authority.intermediate], { hash: 'SHA-256' })),
    ).toBe('signature-invalid');
  });

  test('refuses a bundle of another method', async () => {
    const bundle = parse(await signWithKey(STATEMENT, await createKey()));
    const result = verifyWithCertificate(
      bundle,
      [pemOf(authority.root)],
      { judgeAt: 'now', now: NOW },
      noTrustRoot,
    );
    expect(outcome(result)).toBe('method-differs');
    expect(statusOf(result, 'bundle')).toBe('fail');
  });
});
