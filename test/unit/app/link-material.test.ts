import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isNamed, materialFor, needsOf } from '../../../src/app/link-material.ts';
import type { LinkExpectation } from '../../../src/link/expectation.ts';
import { unwrap } from '../../../src/oms/error.ts';
import { readPublicKey } from '../../../src/signer/pem.ts';
import { createAuthority } from '../../support/authority.ts';
import { createKey, pem } from '../../support/keys.ts';
import { ORDINARY, PUBLIC_KEY } from '../../support/link.ts';

const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');
const authority = await createAuthority('Models Inc');
const root = pem('CERTIFICATE', authority.root.der);
const intermediate = pem('CERTIFICATE', authority.intermediate.der);
const otherKey = pem('PUBLIC KEY', (await createKey()).spki);

const KEY: LinkExpectation = {
  signer: { method: 'key', fingerprint: unwrap(readPublicKey(PUBLIC_KEY)).fingerprint },
  trustRoot: 'public-good',
};
const ROOT: LinkExpectation = {
  signer: { method: 'certificate', root: sha256(authority.root.der) },
  trustRoot: 'public-good',
};

describe('what a link asks for', () => {
  it.each<[string, LinkExpectation, string[]]>([
    ['an identity of the public Sigstore', ORDINARY, []],
    ['one of another instance', { ...ORDINARY, trustRoot: 'staging' }, ['trust-root']],
    ['a key by its fingerprint', KEY, ['key']],
    ['a key itself', { ...KEY, signer: { method: 'key', publicKey: PUBLIC_KEY } }, []],
    ['a root', ROOT, ['root']],
  ])('%s', (_what, link, needs) => {
    expect(needsOf(link)).toEqual(needs);
  });
});

describe('what a link names', () => {
  it('is the key of that fingerprint, however its file is written', () => {
    expect(isNamed(KEY, 'key', `for you:\r\n${PUBLIC_KEY.replaceAll('\n', '\r\n')}`)).toBe(true);
    expect(isNamed(KEY, 'key', otherKey)).toBe(false);
    expect(isNamed(KEY, 'key', 'no key')).toBe(false);
    expect(materialFor(KEY, { publicKey: PUBLIC_KEY })).toEqual({ publicKey: PUBLIC_KEY });
    expect(materialFor(KEY, { publicKey: otherKey })).toEqual({});
  });

  it('is the root of that fingerprint, with whatever lies beside it', () => {
    expect(isNamed(ROOT, 'root', intermediate + root)).toBe(true);
    expect(isNamed(ROOT, 'root', intermediate)).toBe(false);
    expect(materialFor(ROOT, { roots: [intermediate, root] })).toEqual({ roots: [intermediate, root] });
    expect(materialFor(ROOT, { roots: [intermediate] })).toEqual({});
  });

  it('is the trust root of that digest; of staging’s the person’s word counts', () => {
    const json = '{"mediaType": "…"}';
    expect(isNamed({ ...ORDINARY, trustRoot: sha256(json) }, 'trust-root', json)).toBe(true);
    expect(isNamed({ ...ORDINARY, trustRoot: sha256(json) }, 'trust-root', `${json}\n`)).toBe(false);
    expect(isNamed({ ...ORDINARY, trustRoot: 'staging' }, 'trust-root', json)).toBe(true);
  });
});
