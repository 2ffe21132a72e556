import type { HashFailure } from './job.ts';

/** How patient a reader is. */
export interface ReaderOptions {
  /** Milliseconds without a byte until the file is opened again; doubled at each try without progress. */
  readonly stallAfter?: number;
}

/** Why a file could not be read to its end. */
export class ReadFailure extends Error {
  readonly failure: HashFailure;

  constructor(failure: HashFailure, message: string) {
    super(message);
    this.name = 'ReadFailure';
    this.failure = failure;
  }
}

/** Long enough for a disk to spin up, short enough for a person to wait. */
const STALL_AFTER = 10_000;

/** How often in a row opening and reading may fail without a byte of progress. */
const TRIES = 2;

/** As `TRIES`, for reads that neither fail nor end: 10, 20 and 40 seconds. */
const STALLS = 3;

/** Bytes read at once through a buffer of our own. */
const BUFFER = 512 * 1024;

/** Bytes of a slice where the browser has no such buffers: reads of 1 MiB run at a quarter of the speed. */
const SLICE = 8 * 1024 * 1024;

/** Reads ahead of the one that is hashed. */
const AHEAD = 2;

/** Below this many bytes a stream costs more than it saves. */
const STREAM_FROM = 768 * 1024;

/**
 * Chromium collects a reader that only its own pending read refers to, and then the read never settles (seen with
 * Chromium 156: 8 of 12 reads). So every open reader stands here.
 */
const open = new Set<ReadableStreamBYOBReader>();

/** Bytes as they come from one opening of a file; `undefined` at the end. */
interface Source {
  /** May be called again before it settled. The buffer may be used up for the bytes, which are then in `chunk.buffer`. */
  read(buffer: ArrayBuffer | undefined): Promise<Uint8Array<ArrayBuffer> | undefined>;
  close(): void;
}

/**
 * Reads a blob from start to end, ahead of the caller and in memory that does not grow with it. A chunk holds until the
 * next one is asked for. Where reading fails or stalls the blob is opened again at that byte.
 *
 * @throws ReadFailure if that does not help, or if the blob ends before its length
 */
export async function* readChunks(
  blob: Blob,
  options: ReaderOptions = {},
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const stallAfter = options.stallAfter ?? STALL_AFTER;
  let offset = 0;
  let failures = 0;
  let stalls = 0;
  while (offset < blob.size) {
    try {
      const rest = offset === 0 ? blob : blob.slice(offset);
      for await (const chunk of readOnce(rest, stallAfter * 2 ** stalls)) {
        offset += chunk.byteLength;
        failures = 0;
        stalls = 0;
        yield chunk;
      }
      if (offset < blob.size) throw new ReadFailure('changed', `${blob.size - offset} bytes are missing`);
    } catch (error) {
      if (error instanceof Stall) stalls += 1;
      else failures += 1;
      if (failures >= TRIES || stalls >= STALLS) throw await readFailure(error, blob, offset, stallAfter);
    }
  }
}

/** One opening: reads until the end, an error or a {@link Stall}. */
async function* readOnce(blob: Blob, stallAfter: number): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const source = blob.size < STREAM_FROM ? slices(blob) : (stream(blob) ?? slices(blob));
  const pending: Promise<Uint8Array<ArrayBuffer> | undefined>[] = [];
  const readAhead = (buffer?: ArrayBuffer): void => {
    const read = source.read(buffer);
    // Whoever waits for it gets the error; a read that nobody waits for any more has none to tell.
    read.catch(() => undefined);
    pending.push(read);
  };
  try {
    while (pending.length < AHEAD) readAhead();
    for (let read = pending.shift(); read; read = pending.shift()) {
      const chunk = await orStall(read, stallAfter);
      if (!chunk) return;
      yield chunk;
      readAhead(chunk.buffer);
    }
  } finally {
    source.close();
  }
}

/** Reads into our own two buffers, which keeps memory flat; `undefined` where the browser cannot. */
function stream(blob: Blob): Source | undefined {
  const bytes = blob.stream();
  let reader: ReadableStreamBYOBReader;
  try {
    reader = bytes.getReader({ mode: 'byob' });
  } catch {
    return undefined;
  }
  open.add(reader);
  return {
    async read(buffer = new ArrayBuffer(BUFFER)) {
      const { done, value } = await reader.read(new Uint8Array(buffer));
      return done ? undefined : value;
    },
    close() {
      open.delete(reader);
      reader.cancel().catch(() => undefined);
    },
  };
}

function slices(blob: Blob): Source {
  let offset = 0;
  return {
    async read() {
      if (offset >= blob.size) return undefined;
      const start = offset;
      offset += SLICE;
      // A slice is a blob of its own to the browser, which for a small file costs as much as reading it.
      const part = blob.size <= SLICE ? blob : blob.slice(start, offset);
      return new Uint8Array(await part.arrayBuffer());
    },
    close() {
      offset = blob.size;
    },
  };
}

/** No byte came for too long. */
class Stall extends Error {}

function orStall<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Stall(`no byte for ${milliseconds} ms`));
    }, milliseconds);
    work.then(resolve, reject).finally(() => {
      clearTimeout(timer);
    });
  });
}

/**
 * Why reading stopped at `offset`. Streams say no more than “network error” (Chromium 156), so one byte is asked for
 * in the other way, which says `NotFoundError` for a file that is gone and `NotReadableError` both for one that was
 * changed and for one that may not be read: as changed counts what could be read before.
 */
async function readFailure(
  error: unknown,
  blob: Blob,
  offset: number,
  stallAfter: number,
): Promise<ReadFailure> {
  if (error instanceof ReadFailure) return error;
  const cause =
    error instanceof Stall ? error : await probe(blob.slice(offset, offset + 1), stallAfter, error);
  const name = cause instanceof Error ? cause.name : '';
  const detail = cause instanceof Error ? `${name}: ${cause.message}` : String(cause);
  if (name === 'NotFoundError') return new ReadFailure('vanished', detail);
  return new ReadFailure(name === 'NotReadableError' && offset > 0 ? 'changed' : 'unreadable', detail);
}

async function probe(byte: Blob, stallAfter: number, otherwise: unknown): Promise<unknown> {
  try {
    await orStall(byte.arrayBuffer(), stallAfter);
    return otherwise;
  } catch (error) {
    return error;
  }
}
