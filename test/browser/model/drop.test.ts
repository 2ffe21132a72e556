import { describe, expect, it } from 'vitest';
import { readDrop } from '../../../src/model/drop.ts';
import { droppedEntry } from '../../../src/model/entry.ts';
import { listFolder } from '../../../src/model/listing.ts';

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

  it('gives nothing for nothing', async () => {
    expect(await readDrop(new DataTransfer())).toEqual({ folders: [], files: [], unreadable: [] });
  });
});
