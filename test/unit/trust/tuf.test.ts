import fc from 'fast-check';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { recallTrustRoot } from '../../../src/trust/tuf.ts';
import { publicGoodAnchor } from '../../../src/trust/tuf-anchor.ts';
import { type KeptMetadata, readKept } from '../../../src/trust/tuf-kept.ts';
import { TufMetadata } from '../../../src/trust/tuf-metadata.ts';
import { type Bytes, flip, utf8 } from '../../support/bytes.ts';
import { honest, LIES } from '../../support/tuf-lies.ts';
import { type Mirror, refreshFrom } from '../../support/tuf-mirror.ts';
import { createTufKey, DAY, TestRepository } from '../../support/tuf-repository.ts';
import { NOW, outcomeOf, setTufScene, type TufScene } from '../../support/tuf-scene.ts';

describe('a refresh', () => {
  it('follows the roots, and gives the trusted root that is signed now', async () => {
    const { repository, anchor } = await setTufScene();
    const { result, kept } = await refreshFrom(honest(repository), anchor, undefined, NOW + 5);
    expect(result).toEqual({
      ok: true,
      value: {
        bytes: utf8('the third trusted root'),
        origin: 'fetched',
        versions: { root: 2, timestamp: 3, snapshot: 3, targets: 3 },
        asOf: NOW + 5,
        currentUntil: NOW + 7 * DAY,
      },
    });
    expect(kept.roots.map(({ version }) => version)).toEqual([2]);
    expect(kept.files?.timestamp).toEqual(repository.file('timestamp.json'));
  });

  it('asks for what it needs and for nothing else', async () => {
    const { repository, anchor } = await setTufScene();
    const asked: string[] = [];
    const mirror: Mirror = (path) => {
      asked.push(path);
      return repository.files.get(path);
    };
    await refreshFrom(mirror, anchor, undefined, NOW);
    expect(asked.map((path) => path.replace(/[0-9a-f]{64}/, 'DIGEST'))).toEqual([
      '2.root.json',
      '3.root.json',
      'timestamp.json',
      '3.snapshot.json',
      '3.targets.json',
      'targets/DIGEST.trusted_root.json',
    ]);
  });

  it('goes on from what is kept', async () => {
    const { repository, anchor, kept } = await setTufScene();
    const asked: string[] = [];
    const mirror: Mirror = (path) => {
      asked.push(path);
      return repository.files.get(path);
    };
    expect(outcomeOf(await refreshFrom(mirror, anchor, kept, NOW))).toBe('the third trusted root');
    expect(asked).not.toContain('2.root.json');
  });

  it('holds when nothing is new', async () => {
    const { repository, anchor } = await setTufScene();
    const first = await refreshFrom(honest(repository), anchor, undefined, NOW);
    const again = await refreshFrom(honest(repository), anchor, first.kept, NOW + DAY);
    expect(outcomeOf(again)).toBe('the third trusted root');
  });

  it('stays with the timestamp it knows where another one has its version', async () => {
    const { repository, anchor } = await setTufScene();
    const first = await refreshFrom(honest(repository), anchor, undefined, NOW);
    repository.versions = { ...repository.versions, timestamp: 2 };
    await repository.publish(utf8('a trusted root under a version that is taken'));
    const again = await refreshFrom(honest(repository), anchor, first.kept, NOW);
    expect(outcomeOf(again)).toBe('the third trusted root');
    expect(recallTrustRoot(anchor, again.kept, NOW)?.versions.snapshot).toBe(3);
  });

  it('begins with a root that expired since it was embedded', async () => {
    const { repository, anchor } = await setTufScene();
    repository.now += 400 * DAY;
    await repository.publishRoot();
    await repository.publish(utf8('a late trusted root'));
    expect(outcomeOf(await refreshFrom(honest(repository), anchor, undefined, repository.now))).toBe(
      'a late trusted root',
    );
  });

  it('passes over kept roots that the embedded one has overtaken', async () => {
    const { repository, kept } = await setTufScene();
    const { result, kept: next } = await refreshFrom(honest(repository), repository.anchor, kept, NOW);
    expect(result.ok && result.value.versions.root).toBe(2);
    expect(next.roots).toEqual([]);
  });

  it('gets by without kept roots that do not hold', async () => {
    const { repository, anchor, kept } = await setTufScene();
    const roots = kept.roots.map(({ version, bytes }) => ({ version, bytes: flip(bytes, 0) }));
    const refreshed = await refreshFrom(honest(repository), anchor, { ...kept, roots }, NOW);
    expect(outcomeOf(refreshed)).toBe('the third trusted root');
    expect(refreshed.kept.roots).toEqual([{ version: 2, bytes: repository.file('2.root.json') }]);
  });

  it('takes lower versions again when the keys of who gave the higher ones are taken back', async () => {
    const { repository, anchor, kept } = await setTufScene();
    const online = { keys: [await createTufKey()], threshold: 1 };
    await repository.publishRoot({ ...repository.roles, timestamp: online, snapshot: online });
    repository.versions = { ...repository.versions, timestamp: 0, snapshot: 0 };
    await repository.publish(utf8('the trusted root after the theft'));
    expect(outcomeOf(await refreshFrom(honest(repository), anchor, kept, NOW))).toBe(
      'the trusted root after the theft',
    );
  });

  it('keeps a root that takes keys back, though nothing else could be had', async () => {
    const { repository, anchor, kept, old } = await setTufScene();
    const online = { keys: [await createTufKey()], threshold: 1 };
    await repository.publishRoot({ ...repository.roles, timestamp: online, snapshot: online });
    const root = repository.file('3.root.json');
    const cut: Mirror = (path) => (path === '3.root.json' ? root : undefined);
    const first = await refreshFrom(cut, anchor, kept, NOW);
    expect(outcomeOf(first)).toBe('tuf-network');
    // The mirror does not show the root any more: the key that was taken back must not count all the same.
    const second = await refreshFrom((path) => old.get(path), anchor, first.kept, NOW);
    expect(outcomeOf(second)).toBe('tuf-signature');
    expect(recallTrustRoot(anchor, first.kept, NOW)).toBeUndefined();
  });

  it('follows no more than so many roots at once, and the rest the next time', async () => {
    const { repository, anchor } = await setTufScene();
    while (repository.versions.root < 40) await repository.publishRoot();
    const first = await refreshFrom(honest(repository), anchor, undefined, NOW);
    expect(first.kept.roots.at(-1)?.version).toBe(33);
    const second = await refreshFrom(honest(repository), anchor, first.kept, NOW);
    expect(second.result.ok && second.result.value.versions.root).toBe(40);
  });
});

describe('a mirror that lies', () => {
  it.each(LIES.map((lie) => [lie.name, lie] as const))('%s', async (_name, { code, tell }) => {
    const { repository, anchor, old, kept } = await setTufScene();
    const mirror = await tell(repository, old);
    const refreshed = await refreshFrom(mirror, anchor, kept, repository.now);
    expect(outcomeOf(refreshed)).toBe(code);
    // What was known before is neither lost nor replaced.
    expect(refreshed.kept.files).toEqual(kept.files);
  });

  it('never makes a client take anything but what was signed, nor anything older than it knows', async () => {
    const { repository, anchor, old } = await setTufScene();
    const { kept } = await refreshFrom(honest(repository), anchor, undefined, NOW);
    const online = { keys: [await createTufKey()], threshold: 1 };
    const eras = [new Map(repository.files)];
    await repository.publishRoot({ ...repository.roles, timestamp: online, snapshot: online });
    await repository.publish(utf8('the fourth trusted root'));
    eras.push(new Map(repository.files));
    const rogue = await TestRepository.create(NOW, utf8('a rogue trusted root'));
    await rogue.publishRoot();
    await rogue.publish(utf8('another rogue trusted root'));
    await rogue.publishRoot();
    const sources = [old, ...eras, rogue.files];
    const paths = [...new Set(sources.flatMap((files) => [...files.keys()]))];
    const files = sources.flatMap((source) => [...source.values()]);
    const bend = fc.oneof(
      { weight: 3, arbitrary: fc.constant((bytes: Bytes): Bytes | undefined => bytes) },
      fc.constant((): undefined => undefined),
      fc.nat().map((at) => (bytes: Bytes) => flip(bytes, at % bytes.length)),
      fc.nat().map((at) => (bytes: Bytes) => bytes.slice(0, at % bytes.length)),
    );
    const given = fc.oneof(
      {
        weight: 4,
        arbitrary: fc.nat(sources.length - 1).map((n) => (path: string) => sources[n]?.get(path)),
      },
      fc.nat(files.length - 1).map((n) => () => files[n]),
    );
    const lies = fc.dictionary(fc.constantFrom(...paths), fc.tuple(given, bend), { maxKeys: 6 });
    const honestTo = fc.nat(sources.length - 1);
    let succeeded = 0;
    await fc.assert(
      fc.asyncProperty(lies, honestTo, fc.boolean(), async (changes, era, knows) => {
        const mirror: Mirror = (path) => {
          const [give, bent] = Object.hasOwn(changes, path) ? (changes[path] ?? []) : [];
          if (!give || !bent) return sources[era]?.get(path);
          const bytes = give(path);
          return bytes && bent(bytes);
        };
        const refreshed = await refreshFrom(mirror, anchor, knows ? kept : undefined, NOW);
        if (!refreshed.result.ok) return;
        succeeded++;
        const signed = ['the third trusted root', 'the fourth trusted root'];
        expect(knows ? signed : ['the second trusted root', ...signed]).toContain(outcomeOf(refreshed));
        const again = recallTrustRoot(anchor, refreshed.kept, NOW);
        expect(again?.bytes).toEqual(refreshed.result.value.bytes);
      }),
      { numRuns: 100 },
    );
    expect(succeeded).toBeGreaterThan(0);
  }, 60_000);
});

describe('what is kept', () => {
  let scene: TufScene;
  beforeAll(async () => {
    scene = await setTufScene();
  });
  /** The trusted root that counts after `change` had its way with what is kept. */
  const recall = (change: Partial<NonNullable<KeptMetadata['files']>>, now = NOW) => {
    const { anchor, kept } = scene;
    return kept.files && recallTrustRoot(anchor, { ...kept, files: { ...kept.files, ...change } }, now);
  };

  it('is verified again from the anchor', () => {
    expect(recall({})).toEqual({
      bytes: utf8('the second trusted root'),
      origin: 'kept',
      versions: { root: 2, timestamp: 2, snapshot: 2, targets: 2 },
      asOf: NOW,
      currentUntil: NOW + 7 * DAY,
    });
  });

  it('counts after it expired, and says since when', () => {
    const { currentUntil, asOf } = recall({}, NOW + 400 * DAY) ?? {};
    expect({ currentUntil, asOf }).toEqual({ currentUntil: NOW + 7 * DAY, asOf: NOW });
  });

  it('counts beside a newer embedded root as well, if the trusted root is the same', () => {
    const { anchor, kept, repository } = scene;
    const newer = { ...anchor, root: repository.file('2.root.json') };
    expect(recallTrustRoot(newer, kept, NOW)?.bytes).toEqual(utf8('the second trusted root'));
  });

  it('cannot be younger than the keys say', () => {
    expect(recall({ fetchedAt: NOW + 300 * DAY }, NOW + 400 * DAY)?.asOf).toBe(NOW + 7 * DAY);
    expect(recall({ fetchedAt: NOW + 300 * DAY }, NOW + DAY)?.asOf).toBe(NOW + DAY);
  });

  it.each(['timestamp', 'snapshot', 'targets', 'trustedRoot'] as const)(
    'does not count with another %s',
    (name) => {
      const bytes = scene.kept.files?.[name];
      if (!bytes) throw new Error(`no ${name}`);
      expect(recall({ [name]: flip(bytes, Math.floor(bytes.length / 2)) })).toBeUndefined();
    },
  );

  it('does not count with a root that the anchor does not lead to', async () => {
    const rogue = await TestRepository.create(NOW, utf8('a rogue trusted root'));
    const { kept } = await refreshFrom(honest(rogue), rogue.anchor, undefined, NOW);
    expect(recallTrustRoot(rogue.anchor, kept, NOW)).toBeDefined();
    const planted = { ...kept, roots: [{ version: 2, bytes: rogue.anchor.root }] };
    expect(
      recallTrustRoot({ ...scene.anchor, trustedRoot: rogue.anchor.trustedRoot }, planted, NOW),
    ).toBeUndefined();
    expect(
      recallTrustRoot({ ...scene.anchor, trustedRoot: rogue.anchor.trustedRoot }, kept, NOW),
    ).toBeUndefined();
  });

  it('does not count beside another embedded trusted root, which may be newer', () => {
    const { anchor, kept } = scene;
    expect(recallTrustRoot({ ...anchor, trustedRoot: utf8('a newer one') }, kept, NOW)).toBeUndefined();
  });

  it('is nothing before the first refresh that succeeded', async () => {
    const { anchor } = scene;
    const { kept } = await refreshFrom(() => undefined, anchor, undefined, NOW);
    expect(kept).toEqual({ version: 1, roots: [] });
    expect(recallTrustRoot(anchor, kept, NOW)).toBeUndefined();
  });

  it('is read as it was saved', () => {
    expect(readKept(structuredClone(scene.kept))).toEqual(scene.kept);
    expect(readKept({ version: 1, roots: [] })).toEqual({ version: 1, roots: [] });
  });

  it.each([
    ['nothing', undefined],
    ['another version', { version: 2, roots: [] }],
    ['no roots', { version: 1 }],
    ['a root that is text', { version: 1, roots: [{ version: 2, bytes: 'root' }] }],
    ['a root without a version', { version: 1, roots: [{ bytes: new Uint8Array() }] }],
    ['half of the files', { version: 1, roots: [], files: { timestamp: new Uint8Array() } }],
  ])('is not read from %s', (_name, value) => {
    expect(readKept(value)).toBeUndefined();
  });
});

describe('Sigstore’s own repository', () => {
  const history = join(
    process.env.ASSAY_SHARED ?? '../shared',
    'sigstore/tuf-repository/metadata/root_history',
  );
  const root = (version: number): Bytes =>
    Uint8Array.from(readFileSync(join(history, `${version}.root.json`)));

  it.skipIf(!existsSync(history))('is followed from its first root on', () => {
    const metadata = new TufMetadata(root(1));
    for (let version = 2; version <= 15; version++) metadata.addRoot(root(version));
    expect(metadata.rootVersion).toBe(15);
    expect(new TufMetadata(publicGoodAnchor().root).rootVersion).toBeGreaterThan(15);
  });

  it.skipIf(!existsSync(history))('is followed in its order only', () => {
    const metadata = new TufMetadata(root(1));
    metadata.addRoot(root(2));
    expect(() => {
      metadata.addRoot(root(2));
    }).toThrow('tuf-rollback');
    expect(() => {
      metadata.addRoot(root(4));
    }).toThrow('tuf-rollback');
    expect(() => {
      metadata.addRoot(root(15));
    }).toThrow('tuf-signature');
  });
});
