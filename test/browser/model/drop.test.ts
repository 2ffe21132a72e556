import { afterEach, describe, expect, it, vi } from 'vitest';
import { readDrop } from '../../../src/model/drop.ts';
import { droppedEntry } from '../../../src/model/entry.ts';
import { listFolder } from '../../../src/model/listing.ts';
import { utf8 } from '../../support/bytes.ts';
import { contentOf } from '../../support/content.ts';
import { opfsFolder } from '../../support/opfs.ts';

/** What no listing needs of an entry. */
abstract class StubEntry {
  readonly name: string;
  readonly fullPath = '';

  constructor(name: string) {
    this.name = name;
  }

  get filesystem(): FileSystem {
    throw new Error('not needed');
  }

  getParent(): void {
    throw new Error('not needed');
  }
}

class StubFile extends StubEntry implements FileSystemFileEntry {
  readonly isFile = true;
  readonly isDirectory = false;

  file(resolve: FileCallback, reject?: ErrorCallback): void {
    if (this.name.startsWith('locked')) reject?.(new DOMException('no', 'NotReadableError'));
    else resolve(new File(['x'], this.name));
  }
}

/** As in Chromium, where size and time can be told without a `File`. */
class StubStat extends StubFile {
  getMetadata(
    done: (metadata: { size: number; modificationTime: Date }) => void,
    failed: ErrorCallback,
  ): void {
    if (this.name.startsWith('gone')) failed(new DOMException('no', 'NotFoundError'));
    else done({ size: 1, modificationTime: new Date(5) });
  }

  override file(): void {
    throw new Error(`${this.name} was opened`);
  }
}

class StubFolder extends StubEntry implements FileSystemDirectoryEntry {
  readonly isFile = false;
  readonly isDirectory = true;
  readonly #children: readonly FileSystemEntry[];

  constructor(name: string, children: readonly FileSystemEntry[]) {
    super(name);
    this.#children = children;
  }

  /** As Chromium does: 100 at most in a call, and none at the end. */
  createReader(): FileSystemDirectoryReader {
    let at = 0;
    return {
      readEntries: (resolve, reject) => {
        if (this.name === 'closed') {
          reject?.(new DOMException('no', 'NotReadableError'));
          return;
        }
        resolve(this.#children.slice(at, at + 100));
        at += 100;
      },
    };
  }

  getDirectory(): void {
    throw new Error('not needed');
  }

  getFile(): void {
    throw new Error('not needed');
  }
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('a dropped folder', () => {
  it('is read until it gives no more entries', async () => {
    const files = Array.from({ length: 250 }, (_, i) => new StubFile(`f${i}`));
    const tree = await listFolder(
      droppedEntry(new StubFolder('model', [new StubFolder('sub', files), ...files])),
      'drop',
    );
    expect(tree.name).toBe('model');
    expect(tree.files).toHaveLength(500);
    expect(tree.files.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['f249', 'sub/f0', 'sub/f249']),
    );
    expect(tree.unreadable).toEqual([]);
  });

  it('opens by handle what the handle shows, and the rest by its entry', async () => {
    const root = await navigator.storage.getDirectory();
    const folder = await opfsFolder({
      'both.bin': utf8('by handle'),
      'gone.bin': utf8('by handle'),
      'sub/deep.bin': utf8('by handle'),
    });
    const children = [
      new StubFile('both.bin'),
      new StubFile('gone.bin'),
      new StubFile('hidden.lnk'),
      // A folder by its entry and a file by its handle: they are not the same.
      new StubFolder('both', []),
      new StubFolder('sub', [new StubFile('deep.bin')]),
    ];
    const entry = droppedEntry(new StubFolder('model', children), folder);
    const names = [];
    for await (const child of entry.entries()) {
      if (child.name === 'gone.bin') await folder.removeEntry('gone.bin');
      if (child.kind === 'file') names.push([child.name, await (await child.open()).text()]);
    }
    expect(names).toEqual([
      ['both.bin', 'by handle'],
      ['gone.bin', 'x'],
      ['hidden.lnk', 'x'],
    ]);
    const tree = await listFolder(entry, 'drop', folder);
    expect(tree.files.map(({ path }) => path)).toEqual([
      'both.bin',
      'gone.bin',
      'hidden.lnk',
      'sub/deep.bin',
    ]);
    expect(await contentOf(tree.files.at(-1))).toBe('by handle');
    const folders = await Promise.all(tree.files.map(async ({ folder }) => folder && root.resolve(folder)));
    expect(folders).toEqual([[folder.name], [folder.name], [folder.name], [folder.name, 'sub']]);
  });

  it('is listed without opening its files where they can be told about', async () => {
    const children = [new StubStat('told'), new StubStat('gone')];
    const tree = await listFolder(droppedEntry(new StubFolder('model', children)), 'drop');
    expect(tree.files).toMatchObject([{ path: 'told', size: 1, lastModified: 5 }]);
    expect(tree.unreadable).toMatchObject([{ path: 'gone', problem: { code: 'file-vanished' } }]);
  });

  it('does without a handle that shows nothing', async () => {
    const folder = await opfsFolder({});
    folder.getFileHandle = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
    const tree = await listFolder(droppedEntry(new StubFolder('model', [new StubFile('a')]), folder), 'drop');
    expect(tree.files.map(({ path }) => path)).toEqual(['a']);
  });

  it('tells what of it cannot be opened', async () => {
    const children = [new StubFile('ok'), new StubFile('locked.bin'), new StubFolder('closed', [])];
    const tree = await listFolder(droppedEntry(new StubFolder('model', children)), 'drop');
    expect(tree.files.map(({ path }) => path)).toEqual(['ok']);
    expect(tree.unreadable.map(({ path, problem }) => [path, problem.code])).toEqual([
      ['closed', 'file-unreadable'],
      ['locked.bin', 'file-unreadable'],
    ]);
  });
});

describe('readDrop', () => {
  it('takes loose files and leaves text alone', async () => {
    const data = new DataTransfer();
    data.items.add(new File(['{}'], 'model.sig'));
    data.items.add('some text', 'text/plain');
    data.items.add(new File(['key'], 'key.pem'));
    const dropped = await readDrop(data);
    expect(dropped.files.map(({ name }) => name)).toEqual(['model.sig', 'key.pem']);
    expect(dropped).toMatchObject({ folders: [], unreadable: [] });
  });

  it('tells of the files in a folder, and ends when it is called off', async () => {
    const data = new DataTransfer();
    data.items.add(new File([], 'stands for a folder'));
    const children = Array.from({ length: 30 }, (_, index) => new StubFile(`f${index}`));
    const folder = new StubFolder('model', children);
    vi.spyOn(DataTransferItem.prototype, 'webkitGetAsEntry').mockReturnValue(folder);
    let found = 0;
    const calling = new AbortController();
    const watch = { found: () => (found += 1), signal: calling.signal };
    const { folders } = await readDrop(data, watch);
    expect(folders.map(({ files }) => files.length)).toEqual([30]);
    expect(found).toBe(30);
    calling.abort();
    await expect(readDrop(data, watch)).rejects.toMatchObject({ name: 'AbortError' });
    expect(found).toBe(30);
  });

  it('gives nothing for nothing', async () => {
    expect(await readDrop(new DataTransfer())).toEqual({ folders: [], files: [], unreadable: [] });
  });
});
