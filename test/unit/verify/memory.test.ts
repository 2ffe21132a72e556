import { describe, expect, it } from 'vitest';
import { problem } from '../../../src/oms/error.ts';
import { plainText } from '../../../src/report/text.ts';
import type { Expectation } from '../../../src/signer/expectation.ts';
import type { Signature } from '../../../src/signer/signature.ts';
import { type Pin, pinnedExpectation, type RememberedSigner } from '../../../src/trust/remembered.ts';
import { rivalOf } from '../../../src/verify/memory.ts';
import type { Report } from '../../../src/verify/report.ts';
import { verifyModel } from '../../../src/verify/run.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../src/verify/settings.ts';
import { world } from '../../support/world.ts';

type Held = Extract<Signature, { ok: true }>;

const DAY = 24 * 60 * 60 * 1000;
const SEEN_ON = Date.UTC(2026, 0, 5);
const MINE: Pin = { method: 'key', fingerprint: 'ff'.repeat(32), publicKey: 'PEM' };
const OTHER: Pin = { ...MINE, fingerprint: '11'.repeat(32) };
const TYPED: Expectation = { method: 'key', publicKey: 'PEM', origin: 'file' };

const base = await judged([], TYPED);
const held = base.signature;
if (!held?.ok) throw new Error('the world holds no signature');
const subject = held.manifest.subject;

function remembered(pin: Pin, change: Partial<RememberedSigner> = {}): RememberedSigner {
  const statement = { subject, sha256: 'aa'.repeat(32), time: 10 * DAY, seenAt: SEEN_ON };
  return { name: 'Alice', pin, distrusted: false, statements: [statement], ...change };
}

async function judged(
  memory: readonly RememberedSigner[],
  expectation: Expectation | undefined,
  change: Partial<Held> = {},
  settings: Partial<Settings> = {},
): Promise<Report> {
  const plain = world();
  const { signer } = plain.services;
  const check: typeof signer.check = async (options) => {
    const signature = await signer.check({ publicKey: 'PEM', ...options });
    return signature.ok ? { ...signature, ...change } : signature;
  };
  return verifyModel(plain.subject, { ...plain.services, signer: { ...signer, check } }).judge({
    ...DEFAULT_SETTINGS,
    ...(expectation && { expectation }),
    remembered: memory,
    ...settings,
  });
}

function words({ verdict }: Report): string {
  return [verdict.headline, ...verdict.qualifiers].map(plainText).join(' | ');
}

const time = (at: number): Pick<Held, 'times'> => ({
  times: [{ source: 'rekor', time: at, authority: 'log' }],
});

describe('a remembered signer', () => {
  it('who was chosen and signed is verified at once, by the name they were given', async () => {
    const report = await judged([remembered(MINE)], pinnedExpectation(MINE));
    expect(report.verdict).toMatchObject({ state: 'verified', code: 'verified' });
    expect(words(report)).toContain('a signer you remembered | known to you as Alice');
  });

  it.each([
    ['an older', 9 * DAY],
    ['a newer', 12 * DAY],
    ['another', 10 * DAY],
  ])('%s statement is said in the headline', async (which, at) => {
    const { verdict } = await judged([remembered(MINE)], TYPED, time(at));
    expect(verdict.state).toBe('verified');
    expect(plainText(verdict.headline)).toContain(
      `, in ${which} statement than the one you saw on 5 January 2026`,
    );
  });

  it('of the same statement nothing is said', async () => {
    const { statementDigest } = base.signature as Held;
    const statements = [{ subject, sha256: statementDigest, seenAt: SEEN_ON }];
    expect(words(await judged([remembered(MINE, { statements })], TYPED))).not.toContain('statement');
  });

  it('is named where nobody said whom to expect, and is no answer', async () => {
    const report = await judged([remembered(MINE)], undefined);
    expect(report.verdict).toMatchObject({ state: 'unconfirmed', code: 'signer-unconfirmed' });
    expect(words(report)).toContain('You remember this signer as Alice. Is that whom you expected?');
    expect(rivalOf(report)).toBeUndefined();
  });
});

describe('another signer', () => {
  it('than signed such models before is said first, and is at best unconfirmed', async () => {
    const memory = [remembered(OTHER)];
    const report = await judged(memory, undefined);
    expect(report.verdict).toMatchObject({ state: 'unconfirmed', code: 'signer-changed' });
    expect(words(report)).toMatch(/^Another signer than before\. A genuine signature/);
    expect(words(report)).toContain(`You remember Alice for models named ${subject}`);
    expect(rivalOf(report)).toBe(memory[0]);
  });

  it('is named beside whoever is expected knowingly', async () => {
    const report = await judged([remembered(OTHER)], TYPED);
    expect(report.verdict.state).toBe('verified');
    expect(words(report)).toContain(`not Alice, whom you remember for models named ${subject}`);
    expect(rivalOf(report)).toBeUndefined();
  });

  it('than the chosen one fails', async () => {
    const memory = [remembered(OTHER)];
    const report = await judged(memory, pinnedExpectation(OTHER));
    expect(report.verdict).toMatchObject({ state: 'failed', code: 'key-differs' });
    expect(rivalOf(report)).toBe(memory[0]);
  });

  it('is known from the key that the bundle names', () => {
    const memory = [remembered(OTHER)];
    const settings = { ...DEFAULT_SETTINGS, expectation: pinnedExpectation(OTHER), remembered: memory };
    const failed = (code: 'key-hint' | 'signature-invalid'): Signature => ({
      ok: false,
      problem: problem(code),
      checks: [],
    });
    expect(rivalOf({ settings, signature: failed('key-hint') })).toBe(memory[0]);
    expect(rivalOf({ settings, signature: failed('signature-invalid') })).toBeUndefined();
  });
});

describe('a signer who is turned down', () => {
  const memory = [remembered(MINE, { distrusted: true })];

  it.each([
    ['typed', TYPED],
    ['chosen', pinnedExpectation(MINE)],
    ['not stated', undefined],
  ])('fails, %s', async (_how, expectation) => {
    const report = await judged(memory, expectation);
    expect(report.verdict).toMatchObject({ state: 'failed', code: 'signer-distrusted' });
  });
});

describe('a memory that could not be read', () => {
  const unread = { memoryUnread: true } as const;

  it.each([
    ['verified', TYPED],
    ['unconfirmed', undefined],
  ])('is said of what is %s', async (state, expectation) => {
    const report = await judged([], expectation, {}, unread);
    expect(report.verdict.state).toBe(state);
    expect(words(report)).toContain(
      '| without regard to signers you remember or turned down, who could not be read',
    );
  });

  it('is not said where it could be', async () => {
    expect(words(await judged([], TYPED))).not.toContain('could not be read');
  });
});
