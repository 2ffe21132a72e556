import { base64 } from '@scure/base';
import { listedFile } from '../../model/listed-file.ts';
import type { ModelTree } from '../../model/tree.ts';
import type { Subject } from '../../verify/run.ts';
import { Given, give } from '../given.svelte.ts';
import { loadSample, type Sample } from './sample.ts';

/** A sample as if a person had dropped it and said whom they expect. */
export interface SampleRoles {
  readonly tree: ModelTree;
  readonly bundle: Subject['bundle'];
  readonly given: Given;
}

/** Loads a sample; `tampered` has one byte of one file changed. */
export async function sampleRoles(kind: Sample['kind'], tampered: boolean): Promise<SampleRoles> {
  const sample = await loadSample(kind);
  const contents = { ...sample.files, ...(tampered && { [sample.tampered.path]: sample.tampered.base64 }) };
  const files = Object.entries(contents).map(([path, content]) => {
    const file = new File([Uint8Array.from(base64.decode(content))], path.split('/').at(-1) ?? path);
    return listedFile(path, file, () => Promise.resolve(file));
  });
  const given = new Given(true);
  if (sample.kind === 'sigstore') {
    given.identity = sample.expectation.identity;
    given.issuer = sample.expectation.issuer;
    given.trustRoot = give(new File([JSON.stringify(sample.trustedRoot)], 'trusted_root.json'));
  } else {
    given.publicKey = give(new File([sample.publicKey], 'demo-key.pem'));
  }
  const tree: ModelTree = {
    name: sample.name,
    kind: 'folder',
    via: 'input',
    files,
    unreadable: [],
    duplicates: [],
    linkCache: false,
    relist: () => Promise.resolve(tree),
  };
  const bundle = { name: 'model.sig', bytes: new TextEncoder().encode(JSON.stringify(sample.bundle)) };
  return { tree, bundle, given };
}
