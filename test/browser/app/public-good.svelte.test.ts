import { beforeEach, expect, it, vi } from 'vitest';
import { PublicGood } from '../../../src/app/public-good.svelte.ts';
import { forgetTrustRoot, keptTrustRoot, refreshTrustRoot } from '../../../src/app/tuf-realm.ts';
import { problem } from '../../../src/oms/error.ts';
import type { SignedTrustRoot } from '../../../src/trust/tuf.ts';
import { utf8 } from '../../support/bytes.ts';

// Nobody but Sigstore can sign a root that the page would take.
vi.mock('../../../src/app/tuf-realm.ts', () => ({
  forgetTrustRoot: vi.fn(),
  keptTrustRoot: vi.fn(),
  refreshTrustRoot: vi.fn(),
}));

const root = (json: string, asOf: number): SignedTrustRoot => ({
  bytes: utf8(json),
  origin: 'fetched',
  versions: { root: 1, timestamp: 1, snapshot: 1, targets: 1 },
  asOf,
  currentUntil: asOf,
});
const EMBEDDED = { kind: 'public-good' };
const sourceOf = (json: string, asOf: number) => ({ ...EMBEDDED, refreshed: { json, asOf } });

beforeEach(() => {
  vi.mocked(keptTrustRoot).mockReset().mockResolvedValue(undefined);
  vi.mocked(refreshTrustRoot).mockReset();
});

it('is the embedded root where none was kept', async () => {
  expect(await new PublicGood().source()).toEqual(EMBEDDED);
});

it('is the one that was kept, which is read once, before the first check', async () => {
  vi.mocked(keptTrustRoot).mockResolvedValue(root('kept', 1));
  const publicGood = new PublicGood();
  expect(await publicGood.source()).toEqual(sourceOf('kept', 1));
  await publicGood.source();
  expect(keptTrustRoot).toHaveBeenCalledTimes(1);
});

it('is the embedded one where what was kept cannot be read', async () => {
  vi.mocked(keptTrustRoot).mockRejectedValue(new Error('no worker'));
  expect(await new PublicGood().source()).toEqual(EMBEDDED);
});

it('becomes the one that was fetched, and stays so when the next refresh fails', async () => {
  const publicGood = new PublicGood();
  vi.mocked(refreshTrustRoot).mockResolvedValueOnce({ ok: true, value: root('fetched', 2) });
  await publicGood.refresh();
  expect(await publicGood.source()).toEqual(sourceOf('fetched', 2));
  vi.mocked(refreshTrustRoot).mockResolvedValueOnce({ ok: false, problem: problem('tuf-expired') });
  await publicGood.refresh();
  expect(publicGood.problem?.code).toBe('tuf-expired');
  vi.mocked(refreshTrustRoot).mockRejectedValueOnce(new Error('no frame'));
  await publicGood.refresh();
  expect(publicGood.problem?.code).toBe('unexpected');
  expect(publicGood.busy).toBe(false);
  expect(publicGood.newest).toEqual(sourceOf('fetched', 2));
});

it('is the embedded one again when all is forgotten', async () => {
  vi.mocked(keptTrustRoot).mockResolvedValue(root('kept', 1));
  const publicGood = new PublicGood();
  await publicGood.source();
  await publicGood.forget();
  expect(forgetTrustRoot).toHaveBeenCalled();
  expect(await publicGood.source()).toEqual(EMBEDDED);
});
