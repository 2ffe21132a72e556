import { describe, expect, test } from 'vitest';
import { attempt } from '../../../src/oms/error.ts';
import { parseDer } from '../../../src/signer/asn1.ts';
import { parseCertificate } from '../../../src/signer/x509-certificate.ts';
import { parseGeneralName } from '../../../src/signer/x509-general-name.ts';
import { checkNames, parseNameConstraints } from '../../../src/signer/x509-name-constraints.ts';
import { parseName } from '../../../src/signer/x509-name.ts';
import { findPath } from '../../../src/signer/x509-path.ts';
import { createAuthority } from '../../support/authority.ts';
import { type Bytes, utf8 } from '../../support/bytes.ts';
import {
  type Certificate,
  createCertificate,
  encodeName,
  type Extension,
} from '../../support/certificate.ts';
import {
  type Der,
  explicit,
  ia5String,
  implicit,
  int,
  octets,
  oid,
  seq,
  set,
  utf8String,
} from '../../support/der.ts';
import { createKey, pem } from '../../support/keys.ts';
import { HAS_OPENSSL, openssl } from '../support/openssl.ts';

const NOW = Date.parse('2026-06-01T00:00:00Z');

const email = (text: string): Der => implicit(1, ia5String(text));
const dns = (text: string): Der => implicit(2, ia5String(text));
const uri = (text: string): Der => implicit(6, ia5String(text));
const ip = (...bytes: number[]): Der => implicit(7, octets(Uint8Array.from(bytes)));
const directory = (...rdns: Der[]): Der => explicit(4, seq(...rdns));
const rdn = (type: string, value: Der): Der => set(seq(oid(type), value));
const registered = implicit(8, oid('1.2.3'));

const O = '2.5.4.10';
const CN = '2.5.4.3';
const EMAIL_ADDRESS = '1.2.840.113549.1.9.1';
const PRINTABLE = 0x13;
/** A string of another type than UTF8String with the same text. */
const retagged = (tag: number, text: string): Bytes => Uint8Array.of(tag, text.length, ...utf8(text));

/** NameConstraints of one subtree each. */
const permitted = (...bases: Der[]): Der => seq(explicit(0, ...bases.map((base) => seq(base))));
const excluded = (...bases: Der[]): Der => seq(explicit(1, ...bases.map((base) => seq(base))));

/** What the constraints say of one alternative name under a subject. */
function judge(constraints: Der, name: Der | undefined, subject: Der = encodeName({})): string {
  const result = attempt(() => {
    const names = name === undefined ? [] : [parseGeneralName(parseDer(name))];
    checkNames(parseNameConstraints(parseDer(constraints)), parseName(parseDer(subject)), names);
  });
  return result.ok ? 'ok' : result.problem.code;
}

describe('a name constraint', () => {
  test.each<[string, name: Der, base: Der, within: boolean]>([
    ['mailbox: itself', email('a@example.org'), email('a@example.org'), true],
    ['mailbox: itself, the host in capitals', email('a@EXAMPLE.org'), email('a@example.ORG'), true],
    [
      'mailbox: the same in capitals, which is another',
      email('A@example.org'),
      email('a@example.org'),
      false,
    ],
    ['mailbox: another at the host', email('b@example.org'), email('a@example.org'), false],
    ['mailbox: its name at another host', email('a@example.net'), email('a@example.org'), false],
    ['host: a mailbox at it', email('a@example.org'), email('example.org'), true],
    ['host: a mailbox below it', email('a@sub.example.org'), email('example.org'), false],
    ['domain: a mailbox below it', email('a@sub.example.org'), email('.example.org'), true],
    ['domain: a mailbox at it', email('a@example.org'), email('.example.org'), false],
    ['domain: a mailbox at a host that ends alike', email('a@anexample.org'), email('.example.org'), false],
    [
      'host: a mailbox whose local part ends in it',
      email('"x@example.org"@example.net'),
      email('example.org'),
      false,
    ],
    ['DNS: itself', dns('example.org'), dns('example.org'), true],
    ['DNS: below it', dns('a.b.Example.org'), dns('example.org'), true],
    ['DNS: below a dotted one', dns('a.example.org'), dns('.example.org'), true],
    ['DNS: a dotted one itself', dns('example.org'), dns('.example.org'), false],
    ['DNS: a host that ends alike', dns('anexample.org'), dns('example.org'), false],
    ['DNS: all', dns('example.org'), dns(''), true],
    ['URI: the host', uri('https://Example.org/path'), uri('example.org'), true],
    ['URI: the host with user and port', uri('https://me@example.org:8443'), uri('example.org'), true],
    ['URI: a host between digits', uri('https://1.example.org1/'), uri('1.example.org1'), true],
    ['URI: a host below it', uri('https://a.example.org/'), uri('example.org'), false],
    ['URI: a host below a domain', uri('https://a.example.org?q'), uri('.example.org'), true],
    ['URI: a user named like the host', uri('https://example.org@example.net/'), uri('example.org'), false],
    ['URI: a path named like the host', uri('https://example.net/@example.org'), uri('example.org'), false],
    ['directory: itself', directory(rdn(O, utf8String('A'))), directory(rdn(O, utf8String('A'))), true],
    [
      'directory: below',
      directory(rdn(O, utf8String('A')), rdn(CN, utf8String('B'))),
      directory(rdn(O, utf8String('A'))),
      true,
    ],
    [
      'directory: above',
      directory(rdn(O, utf8String('A'))),
      directory(rdn(O, utf8String('A')), rdn(CN, utf8String('B'))),
      false,
    ],
    ['directory: another', directory(rdn(O, utf8String('C'))), directory(rdn(O, utf8String('A'))), false],
    [
      'directory: the same text in another place',
      directory(rdn(CN, utf8String('A'))),
      directory(rdn(O, utf8String('A'))),
      false,
    ],
    [
      'directory: other spelling of the same',
      directory(rdn(O, retagged(PRINTABLE, 'a  org '))),
      directory(rdn(O, utf8String('A Org'))),
      true,
    ],
    [
      'directory: two attributes in one place, in any order',
      directory(set(seq(oid(CN), utf8String('B')), seq(oid(O), utf8String('a')))),
      // The longer of two stands last.
      directory(set(seq(oid(CN), utf8String('b      ')), seq(oid(O), retagged(PRINTABLE, 'A')))),
      true,
    ],
    [
      'directory: one of two attributes in one place',
      directory(set(seq(oid(CN), utf8String('B')), seq(oid(O), utf8String('A')))),
      directory(rdn(O, utf8String('A'))),
      false,
    ],
    ['directory: a value that is no text', directory(rdn(CN, int(5))), directory(rdn(CN, int(5))), true],
    ['directory: another that is none', directory(rdn(CN, int(6))), directory(rdn(CN, int(5))), false],
    [
      'directory: text that looks like a value',
      directory(rdn(CN, utf8String('020105'))),
      directory(rdn(CN, int(5))),
      false,
    ],
    ['directory: all', directory(rdn(O, utf8String('A'))), directory(), true],
    ['IPv4: in the network', ip(192, 0, 2, 7), ip(192, 0, 2, 0, 255, 255, 255, 0), true],
    ['IPv4: outside', ip(192, 0, 3, 7), ip(192, 0, 2, 0, 255, 255, 255, 0), false],
    [
      'IPv4: in a network that ends inside a byte',
      ip(192, 0, 3, 7),
      ip(192, 0, 2, 0, 255, 255, 254, 0),
      true,
    ],
    ['IPv6 under an IPv4 network', ip(...new Array<number>(16).fill(0)), ip(0, 0, 0, 0, 0, 0, 0, 0), false],
  ])('%s', (_, name, base, within) => {
    expect(judge(permitted(base), name)).toBe(within ? 'ok' : 'certificate-name');
    expect(judge(excluded(base), name)).toBe(within ? 'certificate-name' : 'ok');
  });

  test.each<[string, name: Der, base: Der]>([
    ['a DNS name with a final dot', dns('example.org.'), dns('example.org')],
    ['a DNS name with a first dot', dns('.example.org'), dns('.example.org')],
    ['a DNS name with two dots', dns('a..example.org'), dns('example.org')],
    ['a DNS name with a NUL', dns('example.org\0.example.net'), dns('example.net')],
    ['a mailbox without a host', email('a'), email('example.org')],
    ['a mailbox without a name', email('@example.org'), email('example.org')],
    ['a mailbox with a final dot', email('a@example.org.'), email('example.org')],
    ['a URI without a host', uri('urn:x:y'), uri('example.org')],
    ['a URI with an address', uri('https://192.0.2.7/'), uri('example.org')],
    ['a URI with an IPv6 address', uri('https://[::1]/'), uri('example.org')],
    ['a URI behind a space', uri(' https://example.org/'), uri('example.org')],
    ['a URI with a port that is none', uri('https://example.org:a/'), uri('example.org')],
    ['a URI with a backslash', uri('https://example.net\\@example.org/'), uri('example.org')],
    ['a constraint that is no host', dns('example.org'), dns('exa mple.org')],
    ['a form that is not known', registered, registered],
  ])('refuses %s, permitted or excluded', (_, name, base) => {
    expect(judge(permitted(base), name)).toBe('certificate-constraint');
    expect(judge(excluded(base), name)).toBe('certificate-constraint');
  });

  test('says nothing of names of other forms', () => {
    const bases = [email('example.org'), dns('example.org'), directory(rdn(O, utf8String('A'))), registered];
    for (const base of bases) {
      expect(judge(permitted(base), uri('https://example.net/'))).toBe('ok');
      expect(judge(excluded(base), uri('https://example.net/'))).toBe('ok');
    }
    const other = implicit(0, seq(oid('1.2.3'), explicit(0, utf8String('a'))));
    expect(judge(permitted(registered), other)).toBe('ok');
    expect(judge(excluded(registered), other)).toBe('ok');
  });

  test('holds for the subject and the mailboxes in it', () => {
    const subject = seq(rdn(O, utf8String('A')), rdn(EMAIL_ADDRESS, ia5String('a@example.org')));
    expect(judge(permitted(directory(rdn(O, utf8String('A')))), undefined, subject)).toBe('ok');
    expect(judge(permitted(directory(rdn(O, utf8String('B')))), undefined, subject)).toBe('certificate-name');
    expect(judge(excluded(email('example.org')), undefined, subject)).toBe('certificate-name');
    expect(judge(permitted(directory(rdn(O, utf8String('B')))), undefined)).toBe('ok');
  });

  test('is satisfied by one of several permitted subtrees and broken by one of several excluded', () => {
    const bases = [dns('example.net'), dns('example.org')];
    expect(judge(permitted(...bases), dns('a.example.org'))).toBe('ok');
    expect(judge(excluded(...bases), dns('a.example.org'))).toBe('certificate-name');
  });

  test('must name something', () => {
    expect(judge(seq(explicit(0, seq())), dns('example.org'))).toBe('certificate-malformed');
  });

  test('may not be stated with distances', () => {
    const distant = seq(explicit(0, seq(dns('example.org'), implicit(0, int(1)))));
    expect(judge(distant, dns('example.org'))).toBe('certificate-malformed');
  });

  test('is not compared without end', () => {
    const many = Array.from({ length: 1100 }, (_, i) => dns(`a${i}.example.org`));
    const names = many.map((name) => parseGeneralName(parseDer(name)));
    const constraints = parseNameConstraints(parseDer(excluded(...many.map(() => dns('example.net')))));
    const subject = parseName(parseDer(encodeName({})));
    expect(
      attempt(() => {
        checkNames(constraints, subject, names);
      }),
    ).toMatchObject({
      problem: { code: 'certificate-constraint' },
    });
    expect(
      attempt(() => {
        checkNames(constraints, subject, names.slice(0, 10));
      }).ok,
    ).toBe(true);
  });
});

describe('a path', () => {
  const constraint = (value: Der): Extension => ({ oid: '2.5.29.30', critical: true, value });
  const onlyExample = { extensions: [constraint(permitted(directory(rdn(O, utf8String('Example')))))] };

  /** Judges the path, and makes OpenSSL judge it too. */
  function verdict(leaf: Certificate, chain: readonly Certificate[], root: Certificate): string {
    const found = findPath(
      parseCertificate(leaf.der),
      chain.map(({ der }) => parseCertificate(der)),
      [parseCertificate(root.der)],
      NOW,
    );
    if (HAS_OPENSSL) {
      const files = {
        leaf: pem('CERTIFICATE', leaf.der),
        chain: chain.map(({ der }) => pem('CERTIFICATE', der)).join(''),
        root: pem('CERTIFICATE', root.der),
      };
      const time = String(NOW / 1000);
      expect(
        openssl(
          ['verify', '-attime', time, '-CAfile', 'root', '-no-CApath', '-untrusted', 'chain', 'leaf'],
          files,
        ),
      ).toBe(found.ok);
    }
    return found.ok ? 'ok' : found.problem.code;
  }

  test('is bound by the constraints of its root and of its intermediate', async () => {
    for (const deviation of [{ root: onlyExample }, { intermediate: onlyExample }]) {
      const { root, intermediate, issue } = await createAuthority('Example', deviation);
      expect(verdict(await issue(), [intermediate], root)).toBe('ok');
      const outside = await issue({ subject: { O: 'Sample' } });
      expect(verdict(outside, [intermediate], root)).toBe('certificate-name');
    }
  });

  test('spares an authority that renewed itself, but never its end', async () => {
    const issuerName = { O: 'Sample', CN: 'CA' };
    const authority = { basicConstraints: { ca: true }, keyUsage: ['keyCertSign'] } as const;
    const root = await createCertificate({ subject: { CN: 'root' }, key: await createKey(), ...authority });
    const old = await createCertificate({
      subject: issuerName,
      key: await createKey(),
      issuer: root,
      ...authority,
      ...onlyExample,
    });
    const renewed = await createCertificate({
      subject: issuerName,
      key: await createKey(),
      issuer: old,
      ...authority,
    });
    const inside = await createCertificate({
      subject: { O: 'Example' },
      key: await createKey(),
      issuer: renewed,
    });
    const outside = await createCertificate({ subject: issuerName, key: await createKey(), issuer: old });
    expect(verdict(inside, [renewed, old], root)).toBe('ok');
    expect(verdict(outside, [renewed, old], root)).toBe('certificate-name');
  });
});
