import type { ErrorCode } from '../../src/oms/error.ts';
import { type Bytes, utf8 } from './bytes.ts';
import { createTufKey, DAY, type Signed, signed, TestRepository } from './tuf-repository.ts';
import { endless, type Mirror } from './tuf-mirror.ts';

/** A way in which a mirror, or whoever stole a key, deceives a client that has refreshed before. */
export interface Lie {
  readonly name: string;
  readonly code: ErrorCode;
  /**
   * @param repository of which the client knows the second trusted root, and in which a third was published since; its clock is now
   * @param old the files as the client saw them
   * @returns the mirror
   */
  readonly tell: (repository: TestRepository, old: ReadonlyMap<string, Bytes>) => Promise<Mirror> | Mirror;
}

/** The repository as it is. */
export const honest =
  ({ files }: TestRepository): Mirror =>
  (path) =>
    files.get(path);

/** The repository, but for these files. */
const but =
  (repository: TestRepository, others: Readonly<Record<string, ReturnType<Mirror>>>): Mirror =>
  (path) =>
    path in others ? others[path] : repository.files.get(path);

/** The signed content of a file that was published. */
function contentOf(repository: TestRepository, path: string): Signed {
  return (JSON.parse(new TextDecoder().decode(repository.file(path))) as { signed: Signed }).signed;
}

const targetPath = ({ files }: TestRepository): string =>
  [...files.keys()].filter((path) => path.startsWith('targets/')).at(-1) ?? '';

/** All but the root of another repository under the names of this one. */
async function rogue({ now }: TestRepository): Promise<TestRepository> {
  return TestRepository.create(now, utf8('a rogue trusted root'));
}

export const LIES: readonly Lie[] = [
  {
    name: 'nothing at all is to be had',
    code: 'tuf-network',
    tell: () => () => undefined,
  },
  {
    name: 'the timestamp that the client knows, after it expired',
    code: 'tuf-expired',
    tell: (repository, old) => {
      repository.now += 8 * DAY;
      return (path) => old.get(path);
    },
  },
  {
    name: 'a newer timestamp, after it expired',
    code: 'tuf-expired',
    tell: (repository) => {
      repository.now += 8 * DAY;
      return honest(repository);
    },
  },
  {
    name: 'fresh timestamps under a root that expired',
    code: 'tuf-expired',
    tell: async (repository) => {
      repository.now += 181 * DAY;
      await repository.publishTimestamp();
      return honest(repository);
    },
  },
  {
    name: 'targets that expired',
    code: 'tuf-expired',
    tell: async (repository) => {
      repository.now += 179 * DAY;
      await repository.publishRoot();
      repository.now += 2 * DAY;
      await repository.publishTimestamp();
      return honest(repository);
    },
  },
  {
    name: 'a timestamp of before',
    code: 'tuf-rollback',
    tell: (repository) => {
      const content = contentOf(repository, 'timestamp.json');
      return signed({ ...content, version: 1 }, repository.roles.timestamp.keys).then((timestamp) =>
        but(repository, { 'timestamp.json': timestamp }),
      );
    },
  },
  {
    name: 'by the online key, a new timestamp for an old snapshot',
    code: 'tuf-rollback',
    tell: async (repository) => {
      await repository.publishTimestamp(1);
      return honest(repository);
    },
  },
  {
    name: 'by the online key, a new snapshot for old targets',
    code: 'tuf-rollback',
    tell: async (repository) => {
      await repository.publishSnapshot(1);
      return honest(repository);
    },
  },
  {
    name: 'a root of before, in the place of the next',
    code: 'tuf-rollback',
    tell: (repository) => but(repository, { '3.root.json': repository.file('2.root.json') }),
  },
  {
    name: 'a root with the largest of numbers',
    code: 'tuf-rollback',
    tell: async (repository) => {
      await repository.publishRoot(repository.roles, { content: { version: Number.MAX_SAFE_INTEGER } });
      return honest(repository);
    },
  },
  {
    name: 'a root by keys of nobody',
    code: 'tuf-signature',
    tell: async (repository) => {
      const other = await rogue(repository);
      await repository.publishRoot(other.roles, { signers: other.roles.root.keys });
      return but(other, { '3.root.json': repository.file('3.root.json') });
    },
  },
  {
    name: 'a root that one of the people signed, of whom two must',
    code: 'tuf-signature',
    tell: async (repository) => {
      await repository.publishRoot(repository.roles, { signers: repository.roles.root.keys.slice(0, 1) });
      return honest(repository);
    },
  },
  {
    name: 'a root that only the people of before signed',
    code: 'tuf-signature',
    tell: async (repository) => {
      const signers = repository.roles.root.keys;
      const keys = [await createTufKey(), await createTufKey()];
      await repository.publishRoot({ ...repository.roles, root: { keys, threshold: 2 } }, { signers });
      return honest(repository);
    },
  },
  {
    name: 'a root that one of the people signed twice',
    code: 'tuf-malformed',
    tell: async (repository) => {
      const [first] = repository.roles.root.keys;
      await repository.publishRoot(repository.roles, { signers: first ? [first, first] : [] });
      return honest(repository);
    },
  },
  {
    name: 'a timestamp by the key that the new root took back',
    code: 'tuf-signature',
    tell: async (repository) => {
      const online = { keys: [await createTufKey('Ed25519')], threshold: 1 };
      await repository.publishRoot({ ...repository.roles, timestamp: online, snapshot: online });
      return honest(repository);
    },
  },
  {
    name: 'a timestamp by keys of nobody',
    code: 'tuf-signature',
    tell: async (repository) => {
      const other = await rogue(repository);
      return but(repository, { 'timestamp.json': other.file('timestamp.json') });
    },
  },
  {
    name: 'by the online key, targets that it may not sign',
    code: 'tuf-signature',
    tell: async (repository) => {
      const content = contentOf(repository, '3.targets.json');
      return but(repository, { '3.targets.json': await signed(content, repository.roles.snapshot.keys) });
    },
  },
  {
    name: 'a snapshot other than the timestamp says',
    code: 'tuf-hash',
    tell: (repository, old) => but(repository, { '3.snapshot.json': old.get('2.snapshot.json') }),
  },
  {
    name: 'targets other than the snapshot says',
    code: 'tuf-rollback',
    tell: (repository) => but(repository, { '3.targets.json': repository.file('2.targets.json') }),
  },
  {
    name: 'a snapshot in the place of the timestamp',
    code: 'tuf-malformed',
    tell: (repository) => but(repository, { 'timestamp.json': repository.file('3.snapshot.json') }),
  },
  {
    name: 'what is not JSON',
    code: 'tuf-malformed',
    tell: (repository) => but(repository, { 'timestamp.json': utf8('<!doctype html>') }),
  },
  {
    name: 'a trusted root of the right length',
    code: 'tuf-hash',
    tell: (repository) =>
      but(repository, {
        [targetPath(repository)]: repository.file(targetPath(repository)).map((byte) => byte ^ 1),
      }),
  },
  {
    name: 'a trusted root that goes on',
    code: 'tuf-hash',
    tell: (repository) =>
      but(repository, { [targetPath(repository)]: utf8('the third trusted root and more') }),
  },
  {
    name: 'a trusted root of another length than was signed',
    code: 'tuf-hash',
    tell: async (repository) => {
      const { targets } = contentOf(repository, '3.targets.json') as Signed & {
        readonly targets: { readonly 'trusted_root.json': object };
      };
      await repository.publishTargets({
        'trusted_root.json': { ...targets['trusted_root.json'], length: 1 },
      });
      return honest(repository);
    },
  },
  {
    name: 'no trusted root among the targets',
    code: 'tuf-target',
    tell: async (repository) => {
      await repository.publishTargets({});
      return honest(repository);
    },
  },
  {
    name: 'no file where the trusted root should be',
    code: 'tuf-network',
    tell: (repository) => but(repository, { [targetPath(repository)]: undefined }),
  },
  ...['timestamp.json', '3.root.json', '3.snapshot.json', '3.targets.json'].map((path): Lie => ({
    name: `a ${path} without end`,
    code: 'tuf-size',
    tell: (repository) => but(repository, { [path]: endless() }),
  })),
];
