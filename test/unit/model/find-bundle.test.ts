import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findBundles } from '../../../src/model/find-bundle.ts';
import { readInput } from '../../../src/model/input.ts';

const SHARED = process.env.ASSAY_SHARED ?? '../shared';
const FOLDERS = ['oms-conformance/verify/positive', 'oms-conformance/verify/historical', 'nvidia-skills'].map(
  (folder) => join(SHARED, folder),
);

describe.skipIf(!FOLDERS.every(existsSync))('real bundles', () => {
  const paths = FOLDERS.filter(existsSync).flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => ['bundle.sig', 'skill.oms.sig'].includes(basename(path)))
      .map((path) => join(folder, path)),
  );

  it('are there', () => {
    expect(paths.length).toBeGreaterThan(40);
  });

  it.each(['model.sig', 'any name'])('are found as “%s”', async (name) => {
    for (const path of paths) {
      const file = new File([readFileSync(path)], name);
      Object.defineProperty(file, 'webkitRelativePath', { value: `model/${name}` });
      const [tree] = readInput([file]).folders;
      if (!tree) expect.unreachable();
      expect([path, (await findBundles(tree)).found]).toEqual([path, tree.files]);
    }
  });
});
