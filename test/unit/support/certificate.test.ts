import { X509Certificate as Sigstore } from '@sigstore/core';
import { X509Certificate } from 'node:crypto';
import { hex } from '@scure/base';
import { describe, expect, test } from 'vitest';
import { createAuthority } from '../../support/authority.ts';
import { concat, utf8 } from '../../support/bytes.ts';
import { type Certificate, createCertificate } from '../../support/certificate.ts';
import { nul } from '../../support/der.ts';
import { createKey, type KeyType, pem, signatureAlgorithm } from '../../support/keys.ts';
import { HAS_OPENSSL, openssl } from './openssl.ts';

const parse = ({ der }: Certificate): X509Certificate => new X509Certificate(der);

describe('a certificate', () => {
  test('says what it was told to say', async () => {
    const certificate = await createCertificate({
      subject: { CN: 'Ada', O: 'Example' },
      key: await createKey(),
      serial: 0x1234n,
      notBefore: new Date('2026-01-02T03:04:05Z'),
      notAfter: new Date('2060-01-02T03:04:05Z'),
      alternativeNames: [
        { type: 'email', value: 'ada@example.org' },
        { type: 'uri', value: 'https://example.org/ada' },
      ],
      extendedKeyUsage: { purposes: ['1.3.6.1.5.5.7.3.3'] },
    });
    const parsed = parse(certificate);
    expect(parsed.subject).toBe('O=Example\nCN=Ada');
    expect(parsed.serialNumber).toBe('1234');
    expect(new Date(parsed.validFrom)).toEqual(new Date('2026-01-02T03:04:05Z'));
    expect(new Date(parsed.validTo)).toEqual(new Date('2060-01-02T03:04:05Z'));
    expect(parsed.subjectAltName).toBe('email:ada@example.org, URI:https://example.org/ada');
    expect(parsed.keyUsage).toEqual(['1.3.6.1.5.5.7.3.3']);
    expect(parsed.ca).toBe(false);
    expect(parsed.verify(parsed.publicKey)).toBe(true);
  });

  test('names a Fulcio user', async () => {
    const certificate = await createCertificate({
      key: await createKey(),
      alternativeNames: [{ type: 'other', value: 'ada!example.org' }],
    });
    const { extSubjectAltName } = Sigstore.parse(Buffer.from(certificate.der));
    expect(extSubjectAltName?.otherName('1.3.6.1.4.1.57264.1.7')).toBe('ada!example.org');
  });

  test.each<KeyType>(['P-256', 'P-384', 'P-521', 'Ed25519', 'RSA'])('is signed by a %s key', async (type) => {
    const authority = await createAuthority('Example', { intermediateType: type });
    const [leaf, intermediate] = [parse(await authority.issue()), parse(authority.intermediate)];
    expect(leaf.checkIssued(intermediate)).toBe(true);
    expect(leaf.verify(intermediate.publicKey)).toBe(true);
    expect(leaf.verify(parse(authority.root).publicKey)).toBe(false);
  });

  test('deviates only where it is told to', async () => {
    // Ed25519 signatures are deterministic: the same certificate is the same bytes.
    const { intermediate, issue } = await createAuthority('Example', { intermediateType: 'Ed25519' });
    const options = { key: await createKey(), serial: 7n };
    const sound = await issue(options);
    const trailing = await issue({ ...options, trailing: nul() });
    const outer = signatureAlgorithm('P-256', 'SHA-256');
    const mislabelled = await issue({ ...options, outerAlgorithm: outer });
    expect((await issue(options)).der).toEqual(sound.der);
    expect(trailing.der).toEqual(concat(sound.der, nul()));
    expect(hex.encode(mislabelled.der)).toContain(hex.encode(outer));
    expect(mislabelled.der.length - sound.der.length).toBe(
      outer.length - signatureAlgorithm('Ed25519', 'SHA-512').length,
    );
    expect(parse(await issue({ ...options, issuerName: { CN: 'Somebody else' } })).issuer).toBe(
      'CN=Somebody else',
    );
    expect(parse(sound).verify(parse(intermediate).publicKey)).toBe(true);
  });
});

describe.skipIf(!HAS_OPENSSL)('OpenSSL', () => {
  const accepts = (leaf: Certificate, intermediate: Certificate, root: Certificate, ...options: string[]) =>
    openssl(
      ['verify', '-x509_strict', ...options, '-CAfile', 'root.pem', '-untrusted', 'ca.pem', 'leaf.pem'],
      {
        'root.pem': pem('CERTIFICATE', root.der),
        'ca.pem': pem('CERTIFICATE', intermediate.der),
        'leaf.pem': pem('CERTIFICATE', leaf.der),
      },
    );

  test.each<[KeyType, KeyType]>([
    ['P-256', 'P-384'],
    ['P-521', 'P-256'],
    ['RSA', 'Ed25519'],
    ['Ed25519', 'RSA'],
  ])('accepts a chain of %s and %s keys', async (rootType, intermediateType) => {
    const authority = await createAuthority('Example', { rootType, intermediateType });
    expect(accepts(await authority.issue(), authority.intermediate, authority.root)).toBe(true);
  });

  test('accepts a leaf without subject whose names are critical', async () => {
    const authority = await createAuthority('Example');
    const leaf = await authority.issue({
      subject: {},
      alternativeNames: [{ type: 'email', value: 'ada@example.org' }],
    });
    expect(accepts(leaf, authority.intermediate, authority.root)).toBe(true);
  });

  test('rejects an issuer that is not an authority', async () => {
    const authority = await createAuthority('Example', { intermediate: { basicConstraints: { ca: false } } });
    expect(accepts(await authority.issue(), authority.intermediate, authority.root)).toBe(false);
  });

  test('rejects an issuer that may not sign certificates', async () => {
    const authority = await createAuthority('Example', { intermediate: { keyUsage: ['digitalSignature'] } });
    expect(accepts(await authority.issue(), authority.intermediate, authority.root)).toBe(false);
  });

  test.each([
    ['expired', { notAfter: new Date('2025-06-01') }],
    ['issued in another name', { issuerName: { CN: 'Somebody else' } }],
    ['signed under two algorithms', { innerAlgorithm: signatureAlgorithm('P-256', 'SHA-384') }],
    [
      'with an unknown critical extension',
      { extensions: [{ oid: '1.2.3', critical: true, value: utf8('?') }] },
    ],
  ])('rejects a leaf %s', async (_what, deviation) => {
    const authority = await createAuthority('Example');
    expect(accepts(await authority.issue(deviation), authority.intermediate, authority.root)).toBe(false);
  });
});
