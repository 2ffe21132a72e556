import { deleteDB, openDB } from 'idb';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Folders, MOST_FOLDERS } from '../../../src/app/folders.svelte.ts';
import { Given } from '../../../src/app/given.svelte.ts';
import type { FolderCheck, FolderGist } from '../../../src/app/remembered-folder.ts';
import { listHandle } from '../../../src/model/picker.ts';
import { snapshotOf } from '../../../src/model/snapshot.ts';
import { utf8 } from '../../support/bytes.ts';
import { opfsFolder } from '../../support/opfs.ts';

const NAME = 'assay-folders';

const gist = (checkedAt: number): FolderGist => ({
  subject: 'Tiny Llama',
  checkedAt,
  verdict: { state: 'verified', code: 'verified' },
  expected: 'publisher.pem',
});

const check = async (): Promise<FolderCheck> => ({
  version: 1,
  said: await new Given().say(),
  bundle: { path: 'model.sig' },
  bundleSha256: 'ab'.repeat(32),
  via: 'picker',
});

beforeEach(async () => {
  await deleteDB(NAME);
});

afterEach(() => {
  vi.restoreAllMocks();
});

it('gives back what was remembered, also to another tab, checked last first', async () => {
  const [one, other] = [new Folders(), new Folders()];
  const folders = [await opfsFolder({ a: utf8('1') }), await opfsFolder({})] as const;
  const snapshot = snapshotOf(await listHandle(folders[0]));
  const first = { ...(await check()), ...(snapshot && { snapshot }) };
  expect(await one.keep(folders[0], gist(1), first)).toBeUndefined();
  expect(await one.keep(folders[1], gist(2), await check())).toBeUndefined();

  await other.load();
  expect(other.all).toMatchObject([gist(2), gist(1)]);
  const [, found] = other.all;
  if (!found) expect.unreachable();
  expect(await found.handle.isSameEntry(folders[0])).toBe(true);
  expect(await other.checkOf(found)).toEqual(first);
});

it('remembers a folder once, with its newest check', async () => {
  const folders = new Folders();
  const folder = await opfsFolder({});
  await folders.keep(folder, gist(1), await check());
  await folders.keep(folder, gist(2), { ...(await check()), via: 'drop' });
  await folders.note(folder, gist(3), { ...(await check()), via: 'input' });
  expect(folders.all).toMatchObject([gist(3)]);
  const [found] = folders.all;
  expect(found && (await folders.checkOf(found))?.via).toBe('input');
});

it('notes no check of a folder that is not remembered', async () => {
  const folders = new Folders();
  await folders.note(await opfsFolder({}), gist(1), await check());
  expect(folders.all).toEqual([]);
});

it('forgets one, and all', async () => {
  const folders = new Folders();
  const kept = await Promise.all([opfsFolder({}), opfsFolder({}), opfsFolder({})]);
  for (const [index, folder] of kept.entries()) await folders.keep(folder, gist(index), await check());
  const [newest] = folders.all;
  if (!newest) expect.unreachable();
  await folders.forget(newest);
  expect(folders.all.map(({ checkedAt }) => checkedAt)).toEqual([1, 0]);
  expect(await folders.checkOf(newest)).toBeUndefined();
  await folders.forgetAll();
  const database = await openDB(NAME, 1);
  expect(await database.count('folders')).toBe(0);
  expect(await database.count('checks')).toBe(0);
  database.close();
});

it('remembers so many and no more, and says so', async () => {
  const folders = new Folders();
  for (let index = 0; index < MOST_FOLDERS; index += 1)
    await folders.keep(await opfsFolder({}), gist(index), await check());
  expect(await folders.keep(await opfsFolder({}), gist(99), await check())).toMatchObject({
    code: 'folders-full',
  });
  expect(folders.all).toHaveLength(MOST_FOLDERS);
});

it('passes over what it cannot understand', async () => {
  const folders = new Folders();
  const folder = await opfsFolder({});
  await folders.keep(folder, gist(1), await check());
  const [known] = folders.all;
  if (!known) expect.unreachable();
  const database = await openDB(NAME, 1);
  const whole = { ...gist(1), handle: folder };
  for (const broken of [
    { ...whole, handle: 'gone' },
    { ...whole, checkedAt: Infinity },
    { ...whole, checkedAt: 9e15 },
    { ...whole, expected: 1 },
    { ...whole, subject: undefined },
    { ...whole, verdict: { state: 'fine', code: 'verified' } },
    { ...whole, verdict: null },
    'folder',
  ])
    await database.add('folders', broken);
  await database.put('checks', { ...(await check()), version: 2 }, known.id);
  database.close();
  await folders.load();
  expect(folders.all).toEqual([known]);
  expect(await folders.checkOf(known)).toBeUndefined();
});

it.each([
  [
    'is refused',
    () => {
      vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(() => {
        throw new DOMException('no', 'SecurityError');
      });
    },
  ],
  [
    'has no room',
    () => {
      vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
        throw new DOMException('no room', 'QuotaExceededError');
      });
    },
  ],
])('says so where the browser’s database %s', async (_what, breakIt) => {
  breakIt();
  const folders = new Folders();
  expect(await folders.keep(await opfsFolder({}), gist(1), await check())).toMatchObject({
    code: 'folder-not-kept',
  });
  expect(folders.all).toEqual([]);
});
