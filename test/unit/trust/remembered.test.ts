import { describe, expect, it } from 'vitest';
import type { Manifest } from '../../../src/oms/manifest.ts';
import type { Signer, TrustRootSummary } from '../../../src/signer/result.ts';
import type { Signature } from '../../../src/signer/signature.ts';
import {
  chosenAmong,
  distrustedAmong,
  isNamed,
  MAX_SUBJECT,
  MOST_STATEMENTS,
  type Pin,
  pinnedExpectation,
  pinOf,
  recollect,
  type RememberedSigner,
  samePin,
  type SeenStatement,
  withStatement,
} from '../../../src/trust/remembered.ts';

type Held = Extract<Signature, { ok: true }>;

const DAY = 24 * 60 * 60 * 1000;
const ROOT: TrustRootSummary = {
  name: 'Sigstore public good',
  sha256: 'aa'.repeat(32),
  origin: 'embedded',
  newest: 0,
  holds: { certificateAuthorities: 1, logs: 1, certificateLogs: 1, timestampAuthorities: 0 },
  warnings: [],
};
const IMPORTED: TrustRootSummary = {
  ...ROOT,
  name: 'root.json',
  origin: 'imported',
  sha256: 'ee'.repeat(32),
};
const CERTIFICATE = {
  subject: 'CN=leaf',
  issuer: '',
  serial: '01',
  notBefore: 0,
  notAfter: 0,
  fingerprint: 'bb',
};

const MANIFEST: Manifest = {
  version: '1.0',
  subject: 'llama',
  algorithm: 'sha256',
  method: 'files',
  files: [],
  ignorePaths: [],
  allowSymlinks: false,
  sorted: true,
  unknown: [],
};

function sigstore(value: string, issuer = 'https://issuer.example'): Signer {
  return { method: 'sigstore', identities: [{ type: 'email', value }], issuer, certificate: CERTIFICATE };
}

function held(signer: Signer, change: Partial<Held> = {}): Held {
  return {
    ok: true,
    signer,
    times: [{ source: 'rekor', time: 10 * DAY, authority: 'log' }],
    checks: [],
    caveats: [],
    legacyEncoding: false,
    manifest: MANIFEST,
    statementDigest: 'cd'.repeat(32),
    trustRoot: ROOT,
    ...change,
  };
}

const ALICE: Pin = {
  method: 'sigstore',
  identity: 'alice@example.com',
  issuer: 'https://issuer.example',
  trustRoot: 'public-good',
};
const SEEN: SeenStatement = { subject: 'llama', sha256: 'cd'.repeat(32), time: 10 * DAY, seenAt: 11 * DAY };

function remembered(pin: Pin = ALICE, change: Partial<RememberedSigner> = {}): RememberedSigner {
  return { name: 'Alice', pin, distrusted: false, statements: [SEEN], ...change };
}

const alice = held(sigstore('alice@example.com'));
const mallory = held(sigstore('mallory@example.com'));

describe('pinOf', () => {
  it('names identity, issuer and trust root', () => {
    expect(pinOf(alice, undefined)).toEqual(ALICE);
    expect(pinOf({ ...alice, trustRoot: IMPORTED }, undefined)).toEqual({
      ...ALICE,
      trustRoot: IMPORTED.sha256,
    });
    expect(pinOf({ ...alice, trustRoot: { ...ROOT, origin: 'refreshed' } }, undefined)).toEqual(ALICE);
  });

  it('needs what was given to check by', () => {
    const key = held({ method: 'key', fingerprint: 'ff' });
    expect(pinOf(key, undefined)).toBeUndefined();
    expect(pinOf(key, { method: 'key', publicKey: 'PEM', origin: 'file' })).toEqual({
      method: 'key',
      fingerprint: 'ff',
      publicKey: 'PEM',
    });
    const root = { ...CERTIFICATE, fingerprint: 'ee' };
    const certificate = held({ method: 'certificate', leaf: CERTIFICATE, root });
    expect(pinOf(certificate, undefined)).toBeUndefined();
    const roots = ['PEM'];
    const expectation = { method: 'certificate', roots, origin: 'file' } as const;
    expect(pinOf(certificate, expectation)).toEqual({
      method: 'certificate',
      root: 'ee',
      roots,
      leaf: { subject: 'CN=leaf' },
    });
    const unnamed = held({ method: 'certificate', leaf: { ...CERTIFICATE, subject: '' }, root });
    expect(pinOf(unnamed, expectation)).toMatchObject({ leaf: { fingerprint: 'bb' } });
  });

  it('is nothing of a sample', () => {
    expect(pinOf({ ...alice, trustRoot: { ...ROOT, origin: 'demo' } }, undefined)).toBeUndefined();
    const key = held({ method: 'key', fingerprint: 'ff' });
    expect(pinOf(key, { method: 'key', publicKey: 'PEM', origin: 'demo' })).toBeUndefined();
  });
});

describe('recollect', () => {
  it('knows a signer by all that was remembered, and by nothing less', () => {
    const memory = [remembered()];
    expect(recollect(memory, alice).signer).toBe(memory[0]);
    expect(recollect(memory, mallory).signer).toBeUndefined();
    expect(recollect(memory, held(sigstore('alice@example.com', 'https://other'))).signer).toBeUndefined();
    expect(recollect(memory, { ...alice, trustRoot: IMPORTED }).signer).toBeUndefined();
    const elsewhere = [remembered({ ...ALICE, trustRoot: IMPORTED.sha256 })];
    expect(recollect(elsewhere, { ...alice, trustRoot: IMPORTED }).signer).toBe(elsewhere[0]);
    expect(recollect(elsewhere, alice).signer).toBeUndefined();
  });

  it.each<[string, Partial<Held>]>([
    ['same', {}],
    ['older', { statementDigest: 'ab', times: [{ source: 'rekor', time: 9 * DAY, authority: '' }] }],
    ['newer', { statementDigest: 'ab', times: [{ source: 'rekor', time: 12 * DAY, authority: '' }] }],
    ['other', { statementDigest: 'ab' }],
    ['other', { statementDigest: 'ab', times: [] }],
  ])('%s statement', (relation, change) => {
    expect(recollect([remembered()], { ...alice, ...change }).precedent).toEqual({ relation, last: SEEN });
  });

  it('says nothing of statements where none on a model of that name was seen', () => {
    const other = { ...alice, manifest: { ...MANIFEST, subject: 'mistral' }, statementDigest: 'ab' };
    expect(recollect([remembered()], other)).toEqual({ signer: remembered() });
  });

  it('tells who signed such models before', () => {
    const memory = [remembered()];
    expect(recollect(memory, mallory)).toEqual({ former: memory[0] });
    expect(recollect(memory, { ...mallory, manifest: { ...MANIFEST, subject: 'x' } })).toEqual({});
    expect(recollect([remembered(ALICE, { distrusted: true })], mallory)).toEqual({});
    const nameless = { ...MANIFEST, subject: '' };
    const empty = [remembered(ALICE, { statements: [{ ...SEEN, subject: '' }] })];
    expect(recollect(empty, { ...mallory, manifest: nameless })).toEqual({});
  });

  it('does not call somebody new who signed such models before, too', () => {
    const bob = remembered({ ...ALICE, identity: 'mallory@example.com' }, { name: 'Bob' });
    expect(recollect([remembered(), bob], mallory).former).toBeUndefined();
    expect(recollect([remembered(), { ...bob, statements: [] }], mallory)).toMatchObject({
      signer: { name: 'Bob' },
      former: { name: 'Alice' },
    });
  });
});

describe('distrustedAmong', () => {
  const memory = [remembered(ALICE, { distrusted: true })];

  it('finds who is turned down, whichever instance vouches for them', () => {
    expect(distrustedAmong(memory, alice.signer)).toBe(memory[0]);
    expect(
      distrustedAmong([remembered({ ...ALICE, trustRoot: 'ee' }, { distrusted: true })], alice.signer),
    ).toBeDefined();
  });

  it('finds nobody else', () => {
    expect(distrustedAmong(memory, mallory.signer)).toBeUndefined();
    expect(distrustedAmong(memory, undefined)).toBeUndefined();
    expect(distrustedAmong([remembered()], alice.signer)).toBeUndefined();
  });
});

describe('an expectation', () => {
  it('stands for the signer who was chosen', () => {
    const bob = remembered({ ...ALICE, identity: 'bob@example.com' });
    const memory = [remembered(), bob];
    expect(chosenAmong(memory, pinnedExpectation(bob.pin))).toBe(bob);
    const typed = { ...ALICE, origin: 'typed' } as const;
    expect(chosenAmong(memory, typed)).toBeUndefined();
    expect(chosenAmong(memory, undefined)).toBeUndefined();
    expect(isNamed(bob.pin, sigstore('bob@example.com'))).toBe(true);
  });

  it('is of the same signer whatever the key’s text', () => {
    const key: Pin = { method: 'key', fingerprint: 'ff', publicKey: 'one' };
    expect(samePin(key, { ...key, publicKey: 'two' })).toBe(true);
    expect(samePin(key, { ...key, fingerprint: 'fe' })).toBe(false);
    expect(samePin(ALICE, { ...ALICE, trustRoot: 'ee' })).toBe(false);
  });
});

describe('withStatement', () => {
  const newer = { ...SEEN, sha256: 'ef', time: 12 * DAY, seenAt: 13 * DAY };

  it('keeps the last statement on each name', () => {
    const other = { ...SEEN, subject: 'mistral' };
    const signer = withStatement(withStatement(remembered(), other), newer);
    expect(signer.statements).toEqual([newer, other]);
  });

  it('does not let an older one take its place, or it would be said once only', () => {
    const signer = withStatement(remembered(), newer);
    expect(withStatement(signer, SEEN).statements).toEqual([newer]);
  });

  it('stays within its bounds', () => {
    let signer = remembered();
    for (let index = 0; index < MOST_STATEMENTS + 5; index++)
      signer = withStatement(signer, { ...SEEN, subject: `model ${index}` });
    expect(signer.statements).toHaveLength(MOST_STATEMENTS);
    expect(signer.statements[0]?.subject).toBe(`model ${MOST_STATEMENTS + 4}`);
    expect(withStatement(signer, { ...SEEN, subject: 'x'.repeat(MAX_SUBJECT + 1) })).toBe(signer);
    expect(withStatement(signer, { ...SEEN, subject: '' })).toBe(signer);
  });
});
