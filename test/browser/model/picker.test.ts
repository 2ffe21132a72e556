import { afterEach, describe, expect, it, vi } from 'vitest';
import { canPickFolder, listHandle, pickFolder } from '../../../src/model/picker.ts';
import { utf8 } from '../../support/bytes.ts';
import { contentOf } from '../../support/content.ts';
import { opfsFolder, writeFile } from '../../support/opfs.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

const pick = (show: () => Promise<FileSystemDirectoryHandle>): ReturnType<typeof pickFolder> => {
  vi.stubGlobal('showDirectoryPicker', show);
  return pickFolder();
};

const refuse = (name: string) => (): Promise<never> => Promise.reject(new DOMException('no', name));

describe('pickFolder', () => {
  it('lists the folder that was picked', async () => {
    const folder = await opfsFolder({ 'config.json': utf8('{}'), 'a/b/.c': utf8('deep'), empty: utf8('') });
    const picked = await pick(() => Promise.resolve(folder));
    if (!picked?.ok) expect.unreachable();
    const tree = picked.value;
    expect(tree).toMatchObject({
      name: folder.name,
      kind: 'folder',
      via: 'picker',
      unreadable: [],
      handle: folder,
    });
    expect(tree.files.map(({ path, size }) => [path, size])).toEqual([
      ['a/b/.c', 4],
      ['config.json', 2],
      ['empty', 0],
    ]);
    expect(await contentOf(tree.files[0])).toBe('deep');
  });

  it('is nothing if the person closes the dialog', async () => {
    expect(await pick(refuse('AbortError'))).toBeNull();
  });

  it('is nothing if the listing is called off', async () => {
    const folder = await opfsFolder({ a: utf8('1') });
    vi.stubGlobal('showDirectoryPicker', () => Promise.resolve(folder));
    expect(await pickFolder({ found: () => undefined, signal: AbortSignal.abort() })).toBeNull();
  });

  it.each(['SecurityError', 'NotAllowedError'])('says that reading was refused (%s)', async (name) => {
    expect(await pick(refuse(name))).toMatchObject({ ok: false, problem: { code: 'permission-refused' } });
  });

  it('hides no other error', async () => {
    expect(await pick(refuse('DataError'))).toMatchObject({ ok: false, problem: { code: 'unexpected' } });
  });

  it('is unsupported where there is no picker', async () => {
    const show = Object.getOwnPropertyDescriptor(globalThis, 'showDirectoryPicker');
    expect(canPickFolder()).toBe(true);
    Reflect.deleteProperty(globalThis, 'showDirectoryPicker');
    try {
      expect(canPickFolder()).toBe(false);
      expect(await pickFolder()).toMatchObject({ ok: false, problem: { code: 'browser-unsupported' } });
    } finally {
      if (show) Object.defineProperty(globalThis, 'showDirectoryPicker', show);
    }
  });
});

describe('listHandle', () => {
  it('sees at the next listing what changed', async () => {
    const folder = await opfsFolder({ a: utf8('1'), b: utf8('2') });
    const tree = await listHandle(folder);
    await folder.removeEntry('a');
    await writeFile(folder, 'b', utf8('longer'));
    await writeFile(folder, 'c', utf8('3'));
    const again = await tree.relist?.();
    expect(again?.files.map(({ path, size }) => [path, size])).toEqual([
      ['b', 6],
      ['c', 1],
    ]);
  });

  it('opens only what is there as it was listed', async () => {
    const folder = await opfsFolder({ same: utf8('1'), changed: utf8('2'), gone: utf8('3') });
    const { files } = await listHandle(folder);
    await writeFile(folder, 'changed', utf8('longer'));
    await folder.removeEntry('gone');
    const contents = await Promise.all(files.map(async (file) => [file.path, await contentOf(file)]));
    expect(contents).toEqual([
      ['changed', 'file-changed'],
      ['gone', 'file-vanished'],
      ['same', '1'],
    ]);
  });

  it('says that the folder is gone', async () => {
    const folder = await opfsFolder({ a: utf8('1') });
    await (await navigator.storage.getDirectory()).removeEntry(folder.name, { recursive: true });
    expect((await listHandle(folder)).unreadable).toMatchObject([
      { path: '.', problem: { code: 'file-vanished' } },
    ]);
  });
});
