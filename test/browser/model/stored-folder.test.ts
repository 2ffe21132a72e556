import { afterEach, expect, it, vi } from 'vitest';
import { reopen } from '../../../src/model/stored-folder.ts';
import { utf8 } from '../../support/bytes.ts';
import { opfsFolder } from '../../support/opfs.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

/** What the browser answers when it is asked, and what the person answers. */
const answers = (before: PermissionState, then?: PermissionState) => ({
  query: vi.spyOn(FileSystemHandle.prototype, 'queryPermission').mockResolvedValue(before),
  request: vi.spyOn(FileSystemHandle.prototype, 'requestPermission').mockResolvedValue(then ?? before),
});

it('asks nobody where the page may read', async () => {
  const { query, request } = answers('granted');
  expect(await reopen(await opfsFolder({ a: utf8('1') }))).toBeUndefined();
  expect(query).toHaveBeenCalledWith({ mode: 'read' });
  expect(request).not.toHaveBeenCalled();
});

it('asks for leave to read, and for no more', async () => {
  const { request } = answers('prompt', 'granted');
  expect(await reopen(await opfsFolder({}))).toBeUndefined();
  expect(request).toHaveBeenCalledExactlyOnceWith({ mode: 'read' });
});

it.each(['denied', 'prompt'] as const)('says that the person did not allow it (%s)', async (then) => {
  answers('prompt', then);
  expect(await reopen(await opfsFolder({}))).toMatchObject({ code: 'permission-refused' });
});

it('says that the folder is gone', async () => {
  const folder = await opfsFolder({ a: utf8('1') });
  await (await navigator.storage.getDirectory()).removeEntry(folder.name, { recursive: true });
  expect(await reopen(folder)).toMatchObject({ code: 'folder-gone' });
});

it.each([
  ['NotAllowedError', 'permission-refused'],
  ['InvalidStateError', 'folder-lost'],
])('says what a browser means that throws (%s)', async (name, code) => {
  answers('granted').query.mockRejectedValue(new DOMException('no', name));
  expect(await reopen(await opfsFolder({}))).toMatchObject({ code });
});
