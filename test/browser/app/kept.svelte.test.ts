import { deleteDB, openDB } from 'idb';
import { beforeEach, expect, it, vi } from 'vitest';
import { Kept } from '../../../src/app/kept.svelte.ts';
import { MOST_ANCHORS } from '../../../src/trust/kept-file.ts';
import type { KeptAnchor } from '../../../src/trust/kept-anchor.ts';
import type { RememberedSigner } from '../../../src/trust/remembered.ts';

const NAME = 'assay-kept-trust';

const ALICE: RememberedSigner = {
  name: 'Alice',
  pin: { method: 'key', fingerprint: 'ab'.repeat(32), publicKey: 'PEM' },
  distrusted: false,
  statements: [],
};
const STATEMENT = { subject: 'llama', sha256: 'cd'.repeat(32), seenAt: 1 };

const anchor = (text: string): KeptAnchor => ({ kind: 'key', name: 'publisher.pem', text });

beforeEach(async () => {
  await deleteDB(NAME);
});

it('gives back what was kept, also to another tab', async () => {
  const [one, other] = [new Kept(), new Kept()];
  expect(await one.load()).toEqual({ signers: [], anchors: [] });
  expect(await one.remember(ALICE)).toBeUndefined();
  expect(await other.keepAnchor(anchor('PEM'))).toBeUndefined();
  await one.see(ALICE.pin, STATEMENT);
  const all = { signers: [{ ...ALICE, statements: [STATEMENT] }], anchors: [anchor('PEM')] };
  expect(await other.load()).toEqual(all);
  expect(one.all).toEqual(all);
});

it('notes no statements of a signer who is not remembered', async () => {
  const kept = new Kept();
  await kept.see(ALICE.pin, STATEMENT);
  expect(kept.all.signers).toEqual([]);
});

it('forgets', async () => {
  const kept = new Kept();
  await kept.add({ signers: [ALICE], anchors: [anchor('one'), anchor('two')] });
  await kept.forgetSigner(ALICE.pin);
  await kept.removeAnchor(anchor('one'));
  expect(await new Kept().load()).toEqual({ signers: [], anchors: [anchor('two')] });
  await kept.forgetAll();
  expect(await new Kept().load()).toEqual({ signers: [], anchors: [] });
});

it('keeps so much and no more, and says so', async () => {
  const kept = new Kept();
  const anchors = Array.from({ length: MOST_ANCHORS }, (_, index) => anchor(`key ${index}`));
  expect(await kept.add({ signers: [], anchors })).toBeUndefined();
  expect(await kept.keepAnchor(anchor('one more'))).toMatchObject({ code: 'trust-full' });
  expect((await new Kept().load())?.anchors).toEqual(anchors);
});

it('takes what it cannot read for nothing', async () => {
  const kept = new Kept();
  await kept.load();
  const database = await openDB(NAME, 1);
  await database.put('files', '{"type":"assay-trust","version":1}', 'trust');
  database.close();
  expect(await kept.load()).toEqual({ signers: [], anchors: [] });
  expect(await kept.remember(ALICE)).toBeUndefined();
  expect(kept.all.signers).toEqual([ALICE]);
});

it('has what it had where the database does not answer, and says so', async () => {
  const kept = new Kept();
  await kept.remember(ALICE);
  const database = await openDB(NAME, 1);
  const { done, store } = database.transaction('files', 'readwrite');
  const tab = { busy: true };
  const holding = (async () => {
    while (tab.busy) await store.get('trust');
  })();
  expect(await kept.load()).toBeUndefined();
  expect(kept.all.signers).toEqual([ALICE]);
  tab.busy = false;
  await holding;
  await done;
  database.close();
  expect(await kept.load()).toEqual({ signers: [ALICE], anchors: [] });
});

it('has nothing where the browser refuses a database', async () => {
  const opening = vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(() => {
    throw new DOMException('refused', 'SecurityError');
  });
  expect(await new Kept().load()).toEqual({ signers: [], anchors: [] });
  opening.mockRestore();
});
