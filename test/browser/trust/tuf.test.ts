import { describe, expect, it } from 'vitest';
import { recallTrustRoot } from '../../../src/trust/tuf.ts';
import { publicGoodAnchor } from '../../../src/trust/tuf-anchor.ts';
import { TufMetadata } from '../../../src/trust/tuf-metadata.ts';
import { listShared, readShared } from '../../support/shared.ts';
import { honest, LIES } from '../../support/tuf-lies.ts';
import { refreshFrom } from '../../support/tuf-mirror.ts';
import { NOW, outcomeOf, setTufScene } from '../../support/tuf-scene.ts';

// Here the library runs on our cryptography (`src/signer/node-shims`), in the unit tests on Node’s.

const HISTORY = 'sigstore/tuf-repository/metadata/root_history';
const history = await listShared(HISTORY);

describe('a refresh', () => {
  it('gives the trusted root that is signed now, and keeps what proves it', async () => {
    const { repository, anchor, kept } = await setTufScene();
    for (const known of [undefined, kept]) {
      const refreshed = await refreshFrom(honest(repository), anchor, known, NOW);
      expect(outcomeOf(refreshed)).toBe('the third trusted root');
      expect(recallTrustRoot(anchor, refreshed.kept, NOW)?.versions.targets).toBe(3);
    }
  });
});

describe('a mirror that lies', () => {
  it.each(LIES.map((lie) => [lie.name, lie] as const))('%s', async (_name, { code, tell }) => {
    const { repository, anchor, old, kept } = await setTufScene();
    const mirror = await tell(repository, old);
    expect(outcomeOf(await refreshFrom(mirror, anchor, kept, repository.now))).toBe(code);
  });
});

describe('Sigstore’s own repository', () => {
  it('embeds a root that stands by itself', () => {
    expect(new TufMetadata(publicGoodAnchor().root).rootVersion).toBeGreaterThan(15);
  });

  it.skipIf(history.length === 0)('is followed from its first root on', async () => {
    const root = (version: number) => readShared(`${HISTORY}/${version}.root.json`);
    const metadata = new TufMetadata(await root(1));
    for (let version = 2; version <= 15; version++) metadata.addRoot(await root(version));
    expect(metadata.rootVersion).toBe(15);
  });
});
