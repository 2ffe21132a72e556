import { sha256 } from '@noble/hashes/sha2.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createKernel } from '../../../src/hash/create-kernel.ts';
import type { SavedHash } from '../../../src/hash/job.ts';
import { Lanes } from '../../../src/hash/lanes.ts';
import type { WorkerJob } from '../../../src/hash/worker-interface.ts';

const noise = Uint8Array.from({ length: 6_000_000 }, (_, i) => (i * 2_654_435_761) >>> 13);
const lanesOf = async (): Promise<Lanes> => new Lanes(await createKernel('sha256', undefined));
const jobOf = (id: number, length: number): WorkerJob => ({
  id,
  file: new File([], ''),
  start: 0,
  end: length,
});
const nothing = (): void => undefined;

/** Gives the bytes in chunks of these lengths, over and over, each after a turn of the event loop. */
function reader(bytes: Uint8Array, lengths: readonly number[]) {
  return async function* (from: number): AsyncGenerator<Uint8Array> {
    for (let at = from, turn = 0; at < bytes.length; turn += 1) {
      const end = at + (lengths[turn % lengths.length] ?? 1);
      await Promise.resolve();
      yield bytes.subarray(at, end);
      at = end;
    }
  };
}

/** Hashes ten bytes that come when they are released. */
function block(lanes: Lanes): { digest: Promise<Uint8Array>; release: () => void } {
  let release = nothing;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const read = async function* (): AsyncGenerator<Uint8Array> {
    await released;
    yield noise.subarray(0, 10);
  };
  return { digest: lanes.hash(jobOf(0, 10), read, nothing), release };
}

describe('lanes', () => {
  it('hash any number of messages at any pace', async () => {
    const lanes = await lanesOf();
    const message = fc.record({
      length: fc.oneof(fc.nat(300), fc.nat(3_000_000)),
      chunks: fc.array(fc.integer({ min: 10_000, max: 1_500_000 }), { minLength: 1, maxLength: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(message, { maxLength: 7 }), async (messages) => {
        const digests = await Promise.all(
          messages.map(({ length, chunks }, id) =>
            lanes.hash(jobOf(id, length), reader(noise.subarray(0, length), chunks), nothing),
          ),
        );
        expect(digests).toEqual(messages.map(({ length }) => sha256(noise.subarray(0, length))));
      }),
      { numRuns: 15 },
    );
  });

  it('do not wait for a file that gives nothing', async () => {
    const lanes = await lanesOf();
    const { digest: blocked, release } = block(lanes);
    expect(await lanes.hash(jobOf(1, noise.length), reader(noise, [1_000_000]), nothing)).toEqual(
      sha256(noise),
    );
    release();
    expect(await blocked).toEqual(sha256(noise.subarray(0, 10)));
  });

  it('leave no trace of a message that broke off', async () => {
    const lanes = await lanesOf();
    const broken = async function* (): AsyncGenerator<Uint8Array> {
      yield noise.subarray(0, 500_000);
      await Promise.resolve();
      throw new Error('gone');
    };
    for (let turn = 0; turn < 5; turn += 1)
      await expect(lanes.hash(jobOf(turn, 9), broken, nothing)).rejects.toThrow('gone');
    expect(lanes.save()).toEqual([]);
    expect(await lanes.hash(jobOf(9, 3), reader(noise.subarray(0, 3), [1]), nothing)).toEqual(
      sha256(noise.subarray(0, 3)),
    );
  });

  it('go on from a saved state, and start over from a spoiled one', async () => {
    const first = await lanesOf();
    const saved: SavedHash[] = [];
    await first.hash(jobOf(7, noise.length), reader(noise, [700_001]), () => saved.push(...first.save()));
    expect(saved.map(({ id }) => id)).toEqual(saved.map(() => 7));
    expect(saved.length).toBeGreaterThan(5);
    const spoiled = { done: 5, state: new Uint8Array(3) };
    for (const resume of [...saved, spoiled]) {
      const starts: number[] = [];
      const read = (from: number): AsyncGenerator<Uint8Array> => {
        starts.push(from);
        return reader(noise, [800_000])(from);
      };
      const digest = await (await lanesOf()).hash({ ...jobOf(0, noise.length), resume }, read, nothing);
      expect(digest).toEqual(sha256(noise));
      expect(starts).toEqual([resume === spoiled ? 0 : resume.done]);
    }
  });

  it('save nothing of the message before in a lane that was taken anew', async () => {
    const lanes = await lanesOf();
    const bytes = noise.subarray(0, 400_000);
    for (let id = 0; id < 4; id += 1) await lanes.hash(jobOf(id, 70_000), reader(noise, [70_000]), nothing);
    const hashing = lanes.hash(jobOf(9, bytes.length), reader(bytes, [100_000]), nothing);
    const saved: SavedHash[] = [];
    for (let turn = 0; turn < 20; turn += 1) {
      saved.push(...lanes.save());
      await Promise.resolve();
    }
    await hashing;
    expect(saved).not.toEqual([]);
    for (const resume of saved)
      expect(
        await (
          await lanesOf()
        ).hash({ ...jobOf(9, bytes.length), resume }, reader(bytes, [100_000]), nothing),
      ).toEqual(sha256(bytes));
  });

  it.each([
    ['ended', 200_000],
    ['filled its buffer', 3_000_000],
  ])('go on after a save while one that %s waits for another', async (_what, length) => {
    const lanes = await lanesOf();
    const { digest: blocked, release } = block(lanes);
    const bytes = noise.subarray(0, length);
    const hashing = lanes.hash(jobOf(1, length), reader(bytes, [length]), nothing);
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
    lanes.save();
    expect(await hashing).toEqual(sha256(bytes));
    release();
    expect(await blocked).toEqual(sha256(noise.subarray(0, 10)));
  });

  it('tell how many bytes are in, up to all', async () => {
    const told: number[] = [];
    await (
      await lanesOf()
    ).hash(jobOf(0, 1000), reader(noise.subarray(0, 1000), [300]), (done) => told.push(done));
    expect(told).toEqual([300, 600, 900, 1000]);
  });
});
