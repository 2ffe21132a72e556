import { describe, expect, it } from 'vitest';
import { expectationOf, linkExpectationOf, type Material } from '../../../src/link/expected.ts';
import type { LinkExpectation } from '../../../src/link/expectation.ts';
import { problem } from '../../../src/oms/error.ts';
import { plainText } from '../../../src/report/text.ts';
import type { Origin } from '../../../src/signer/expectation.ts';
import type { TrustRootSummary } from '../../../src/signer/result.ts';
import type { Signature } from '../../../src/signer/signature.ts';
import { verifyModel } from '../../../src/verify/run.ts';
import { DEFAULT_SETTINGS } from '../../../src/verify/settings.ts';
import { utf8 } from '../../support/bytes.ts';
import { PUBLIC_KEY } from '../../support/link.ts';
import { SIGNED, verdictOf, type World, world } from '../../support/world.ts';

/** What the signer of a {@link world} is called, and what it signed. */
const FINGERPRINT = 'ff'.repeat(32);
const STATEMENT = 'dd'.repeat(32);
const OTHER = '00'.repeat(32);

const LINK: LinkExpectation = {
  signer: { method: 'key', fingerprint: FINGERPRINT },
  trustRoot: 'public-good',
};
const KEY: Material = { publicKey: 'PEM' };

/** The settings of a check by a link. */
const settingsBy = (
  change: Partial<LinkExpectation> = {},
  origin: Extract<Origin, 'link' | 'link-confirmed' | 'remembered'> = 'link-confirmed',
  material = KEY,
) => ({ ...DEFAULT_SETTINGS, expectation: expectationOf({ ...LINK, ...change }, origin, material) });

/** The sentence and what qualifies it. */
async function sentenceOf({ subject, services }: World, settings = settingsBy()): Promise<string> {
  const { verdict } = await verifyModel(subject, services).judge(settings);
  return [verdict.headline, ...verdict.qualifiers].map(plainText).join(' | ');
}

/** The signature of a {@link world}, judged by a trust root. */
async function judgedBy(change: Partial<TrustRootSummary>, holds = true): Promise<World> {
  const found = await world().services.signer.check({
    trustRoot: { kind: 'public-good' },
    publicKey: 'PEM',
    judgeAt: 'now',
    now: 0,
  });
  const trustRoot: TrustRootSummary = {
    name: 'root',
    sha256: OTHER,
    origin: 'embedded',
    newest: 0,
    holds: { certificateAuthorities: 1, logs: 1, certificateLogs: 1, timestampAuthorities: 1 },
    warnings: [],
    ...change,
  };
  const signature: Signature = holds ? found : { ok: false, problem: problem('sigstore-path'), checks: [] };
  return world({ signature: { ...signature, trustRoot } });
}

describe('an expectation by a link', () => {
  it('is a claim until the person confirms the link', async () => {
    expect(await verdictOf(world(), settingsBy({}, 'link'))).toBe('unconfirmed link-unconfirmed');
    expect(await sentenceOf(world(), settingsBy({}, 'link'))).toContain(
      '. A link says to expect it. Is that link the publisher’s own?',
    );
    expect(await verdictOf(world(), settingsBy({}, 'link-confirmed'))).toBe('verified verified');
    expect(await verdictOf(world(), settingsBy({}, 'remembered'))).toBe('verified verified');
  });

  it('is a part of the sentence', async () => {
    expect(await sentenceOf(world(), settingsBy({}, 'link-confirmed'))).toContain(
      'a signer named by a link that you confirmed',
    );
    expect(await sentenceOf(world(), settingsBy({}, 'remembered'))).toContain('a signer you remembered');
    expect(await sentenceOf(world(), settingsBy({ statement: STATEMENT }))).toContain(
      'the very statement you expect',
    );
  });

  it('needs the key whose fingerprint it names', async () => {
    const settings = settingsBy({}, 'link-confirmed', {});
    expect(await verdictOf(world(), settings)).toBe('incomplete needs-key');
    expect(await sentenceOf(world(), settings)).toContain(
      'you expect key ffffffffffffffff…, and that key is not here',
    );
  });

  it('fails for another key, whoever confirmed it', async () => {
    const signer = { method: 'key', fingerprint: OTHER } as const;
    for (const origin of ['link', 'link-confirmed', 'remembered'] as const)
      expect(await verdictOf(world(), settingsBy({ signer }, origin))).toBe('failed key-differs');
  });

  it('may bring a key along, which is then the one to check with', async () => {
    const settings = settingsBy({ signer: { method: 'key', publicKey: PUBLIC_KEY } }, 'link', {});
    expect(settings.expectation).toMatchObject({ publicKey: PUBLIC_KEY });
    expect(await verdictOf(world(), settings)).toBe('unconfirmed link-unconfirmed');
  });

  it('fails for another statement by the same signer', async () => {
    expect(await verdictOf(world(), settingsBy({ statement: STATEMENT }))).toBe('verified verified');
    expect(await verdictOf(world(), settingsBy({ statement: OTHER }))).toBe('failed statement-differs');
  });

  it('fails for another method', async () => {
    const signer = { method: 'sigstore', identity: 'me', issuer: 'https://i' } as const;
    expect(await verdictOf(world(), settingsBy({ signer }))).toBe('failed method-differs');
  });

  it.each<[string, string, Partial<TrustRootSummary>]>([
    ['verified verified', 'public-good', { origin: 'embedded' }],
    ['incomplete trust-root-differs', 'public-good', { origin: 'imported' }],
    ['incomplete trust-root-differs', 'public-good', { origin: 'demo' }],
    ['incomplete trust-root-differs', 'staging', { origin: 'embedded' }],
    ['verified verified', 'staging', { origin: 'imported' }],
    ['verified verified', OTHER, { origin: 'imported' }],
    ['incomplete trust-root-differs', FINGERPRINT, { origin: 'imported' }],
    ['incomplete trust-root-differs', FINGERPRINT, { origin: 'embedded' }],
  ])('is %s where it names the instance %s', async (verdict, trustRoot, root) => {
    expect(await verdictOf(await judgedBy(root), settingsBy({ trustRoot }))).toBe(verdict);
  });

  it('says nothing against a signature that another instance does not know, but all against wrong files', async () => {
    const settings = settingsBy({ trustRoot: FINGERPRINT });
    expect(await verdictOf(await judgedBy({}, false), settings)).toBe('incomplete trust-root-differs');
    expect(await verdictOf(await judgedBy({}, false), settingsBy())).toBe('failed sigstore-path');
    const wrong = world({ files: { ...SIGNED, a: utf8('bbbb') } });
    const { services } = await judgedBy({}, false);
    expect(await verdictOf({ ...wrong, services }, settings)).toBe('failed files-differ');
  });

  it('is what a signature that holds tells', async () => {
    const found = await world().services.signer.check({ ...KEY, ...DEFAULT_SETTINGS, now: 0 });
    if (!found.ok) throw new Error(found.problem.code);
    expect(linkExpectationOf(found, false)).toEqual(LINK);
    expect(linkExpectationOf(found, true)).toEqual({ ...LINK, statement: STATEMENT });
  });
});
