import { describe, expect, it } from 'vitest';
import { digestsOf, signedFiles } from '../../../src/app/file-digests.ts';
import type { Manifest, Shards } from '../../../src/oms/manifest.ts';
import { findingOf } from '../../support/finding.ts';

const manifest = (files: Manifest['files']): Manifest => ({
  version: '1.0',
  subject: 'model',
  algorithm: 'sha256',
  method: 'files',
  files,
  ignorePaths: [],
  allowSymlinks: false,
  sorted: true,
  unknown: [],
});

const whole = { path: 'a', digest: 'aa' };

describe('digestsOf', () => {
  it('has both where they differ, and the one that was signed where there is no other', () => {
    expect(digestsOf(findingOf('mismatch', 'a'), undefined)).toEqual({
      shown: [
        { what: 'expected', text: 'e0'.repeat(32) },
        { what: 'found', text: 'f0'.repeat(32) },
      ],
      more: 0,
    });
    expect(digestsOf(findingOf('match', 'a'), whole).shown).toEqual([{ what: 'digest', text: 'aa' }]);
    expect(digestsOf(findingOf('missing', 'a'), whole).shown).toEqual([{ what: 'expected', text: 'aa' }]);
    expect(digestsOf(findingOf('extra', 'b'), undefined)).toEqual({ shown: [], more: 0 });
  });

  it('shows the first ranges of a file, and how many more there are', () => {
    const shard = (index: number): Shards[0] => ({ start: index, end: index + 1, digest: `d${index}` });
    const shards: Shards = [shard(0), ...Array.from({ length: 11 }, (_, index) => shard(index + 1))];
    const { shown, more } = digestsOf(findingOf('match', 'a'), { path: 'a', shards });
    expect(shown.length + more).toBe(12);
    expect(shown[1]).toEqual({ what: 'digest', where: 'bytes 1 to 2', text: 'd1' });
  });
});

describe('signedFiles', () => {
  it('finds a file by its path', () => {
    const find = signedFiles(manifest([whole, { path: 'b', digest: 'bb' }]));
    expect(find(findingOf('missing', 'b'))?.digest).toBe('bb');
    expect(find(findingOf('extra', 'c'))).toBeUndefined();
  });

  it('finds a model that is one file and signed without a name, and nothing else', () => {
    const find = signedFiles(manifest([{ path: '.', digest: 'cc' }]));
    expect(find(findingOf('match', 'model.bin'))?.digest).toBe('cc');
    expect(find(findingOf('extra', 'other.bin'))).toBeUndefined();
  });
});
