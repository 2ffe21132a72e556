import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readChunks, ReadFailure } from '../../../src/hash/reader.ts';
import { concat } from '../../support/bytes.ts';
import { opfsFolder, writeFile } from '../../support/opfs.ts';

const KIB = 1024;
const pattern = (length: number): Uint8Array<ArrayBuffer> =>
  Uint8Array.from({ length }, (_, i) => (i * 31 + (i >> 8)) & 0xff);

/** Whether two arrays hold the same bytes; the runner's own comparison takes seconds for megabytes. */
const same = (a: Uint8Array, b: Uint8Array): boolean => indexedDB.cmp(a, b) === 0;

/** All bytes of a blob by way of the reader, copied as they come since a chunk holds only until the next. */
async function readAll(blob: Blob, stallAfter?: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of readChunks(blob, stallAfter === undefined ? {} : { stallAfter }))
    chunks.push(chunk.slice());
  return concat(...chunks);
}

/** What the reader throws. */
async function failureOf(blob: Blob, stallAfter?: number): Promise<ReadFailure | undefined> {
  try {
    await readAll(blob, stallAfter);
    return undefined;
  } catch (error) {
    if (error instanceof ReadFailure) return error;
    throw error;
  }
}

/** A blob whose openings are scripted: each gives the bytes up to `until` and then does as told. */
class FickleBlob extends Blob {
  readonly #bytes: Uint8Array<ArrayBuffer>;
  readonly #from: number;
  readonly #openings: Opening[];

  constructor(bytes: Uint8Array<ArrayBuffer>, openings: Opening[], from = 0) {
    super([bytes.subarray(from)]);
    this.#bytes = bytes;
    this.#from = from;
    this.#openings = openings;
  }

  override slice(start = 0): Blob {
    return new FickleBlob(this.#bytes, this.#openings, this.#from + start);
  }

  override stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
    const opening = this.#openings.shift();
    if (!opening) throw new TypeError('opened too often');
    const bytes = this.#bytes.slice(this.#from, opening.until);
    let given = false;
    return new ReadableStream({
      type: 'bytes',
      pull: (controller) => {
        if (!given && bytes.length > 0) {
          given = true;
          controller.enqueue(bytes);
          return undefined;
        }
        switch (opening.then) {
          case 'hang':
            return new Promise(() => undefined);
          case 'fail':
            controller.error(new DOMException('gone wrong', 'NotReadableError'));
            return undefined;
          case 'end':
            controller.close();
            controller.byobRequest?.respond(0);
            return undefined;
        }
      },
    });
  }
}

interface Opening {
  readonly until: number;
  readonly then: 'hang' | 'fail' | 'end';
}

const LARGE = 800 * KIB;

describe('readChunks', () => {
  it.each([0, 1, 512 * KIB, 768 * KIB - 1, 768 * KIB, 768 * KIB + 1, 1024 * KIB, 3000 * KIB + 17])(
    'reads %d bytes',
    async (length) => {
      const bytes = pattern(length);
      expect(same(await readAll(new Blob([bytes])), bytes)).toBe(true);
    },
  );

  it('reads any part of a file from disk', async () => {
    const bytes = pattern(2500 * KIB);
    const folder = await opfsFolder({ 'x.bin': bytes });
    const file = await (await folder.getFileHandle('x.bin')).getFile();
    const offset = fc.nat(bytes.length);
    await fc.assert(
      fc.asyncProperty(offset, offset, async (start, end) => {
        const expected = bytes.subarray(Math.min(start, end), Math.max(start, end));
        const actual = await readAll(file.slice(Math.min(start, end), Math.max(start, end)));
        expect(same(actual, expected)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it('reads by slices where streams take no buffer', async () => {
    class PlainBlob extends Blob {
      override stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
        return new ReadableStream({ type: undefined });
      }
    }
    const bytes = pattern(9000 * KIB);
    expect(same(await readAll(new PlainBlob([bytes])), bytes)).toBe(true);
  });

  it('opens a file again where it failed', async () => {
    const bytes = pattern(LARGE);
    const blob = new FickleBlob(bytes, [
      { until: 1000, then: 'fail' },
      { until: 5000, then: 'fail' },
      { until: LARGE, then: 'end' },
    ]);
    expect(same(await readAll(blob), bytes)).toBe(true);
  });

  it('opens a file again where it stalled', async () => {
    const bytes = pattern(LARGE);
    const blob = new FickleBlob(bytes, [
      { until: 0, then: 'hang' },
      { until: 1000, then: 'hang' },
      { until: LARGE, then: 'end' },
    ]);
    expect(same(await readAll(blob, 20), bytes)).toBe(true);
  });

  it('gives up on a file that fails twice at one place', async () => {
    const openings: Opening[] = [
      { until: 0, then: 'fail' },
      { until: 0, then: 'fail' },
    ];
    expect(await failureOf(new FickleBlob(pattern(LARGE), openings))).toMatchObject({
      failure: 'unreadable',
    });
    expect(openings).toEqual([]);
  });

  it('gives up on a file that stalls thrice at one place', async () => {
    const openings = Array.from({ length: 3 }, (): Opening => ({ until: 0, then: 'hang' }));
    expect(await failureOf(new FickleBlob(pattern(LARGE), openings), 5)).toMatchObject({
      failure: 'unreadable',
    });
    expect(openings).toEqual([]);
  });

  it('calls a file changed that ends too early', async () => {
    const openings: Opening[] = [
      { until: 1000, then: 'end' },
      { until: 0, then: 'end' },
      { until: 0, then: 'end' },
    ];
    expect(await failureOf(new FickleBlob(pattern(LARGE), openings))).toMatchObject({ failure: 'changed' });
  });

  it.each([100, LARGE])('tells that a file of %d bytes is gone', async (length) => {
    const folder = await opfsFolder({ x: pattern(length) });
    const file = await (await folder.getFileHandle('x')).getFile();
    await folder.removeEntry('x');
    expect(await failureOf(file)).toMatchObject({ failure: 'vanished' });
  });

  it.each([100, LARGE])('refuses a file of %d bytes that was changed since it was listed', async (length) => {
    const folder = await opfsFolder({ x: pattern(length) });
    const file = await (await folder.getFileHandle('x')).getFile();
    await writeFile(folder, 'x', pattern(length + 1));
    expect(await failureOf(file)).toMatchObject({ failure: 'unreadable' });
  });

  it('does not wait for a reader that is left early', async () => {
    const seen: number[] = [];
    for await (const chunk of readChunks(new Blob([pattern(3000 * KIB)]))) {
      seen.push(chunk.byteLength);
      break;
    }
    expect(seen).toHaveLength(1);
  });
});
