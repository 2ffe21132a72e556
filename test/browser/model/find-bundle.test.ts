import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findBundles } from '../../../src/model/find-bundle.ts';
import { readInput } from '../../../src/model/input.ts';
import type { ModelTree } from '../../../src/model/tree.ts';

const BUNDLE = JSON.stringify({
  mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
  verificationMaterial: { publicKey: { hint: '' }, tlogEntries: [] },
  dsseEnvelope: {
    payload: 'e30=',
    payloadType: 'application/vnd.in-toto+json',
    signatures: [{ sig: 'AA==' }],
  },
});
const MESSAGE = BUNDLE.replace('dsseEnvelope', 'messageSignature');

class Unreadable extends Blob {
  override arrayBuffer(): Promise<ArrayBuffer> {
    return Promise.reject(new DOMException('no', 'NotReadableError'));
  }
}

class UnreadableFile extends File {
  override slice(): Blob {
    return new Unreadable();
  }
}

function modelOf(files: Readonly<Record<string, string | File>>): ModelTree {
  const list = Object.entries(files).map(([path, content]) => {
    const file = content instanceof File ? content : new File([content], path);
    return Object.defineProperty(file, 'webkitRelativePath', { value: `m/${path}`, configurable: true });
  });
  const [tree] = readInput(list).folders;
  if (!tree) throw new Error('a model has files');
  return tree;
}

async function search(files: Readonly<Record<string, string | File>>) {
  const { found, broken, suspects } = await findBundles(modelOf(files));
  return { found: found.map(({ path }) => path), suspects: [...broken, ...suspects].map(({ path }) => path) };
}

const MODEL = {
  'config.json': '{"a": 1}',
  'model.safetensors': 'weights',
  'README.md': '# application/vnd.dev.sigstore.bundle',
};

describe('findBundles', () => {
  it.each([
    'model.sig',
    'skill.oms.sig',
    '.kaggle/signing.json',
    'x.sigstore.json',
    'x.sigstore',
    'model.oms',
    'x.sig',
  ])('finds %s', async (name) => {
    expect(await search({ ...MODEL, [name]: BUNDLE })).toEqual({ found: [name], suspects: [] });
  });

  it.each(['signature.json', 'provenance', '.signatures/model.json', 'bundle.txt'])(
    'finds it under any name: %s',
    async (name) => {
      expect(await search({ ...MODEL, [name]: BUNDLE })).toEqual({ found: [name], suspects: [] });
    },
  );

  it('believes content, not names', async () => {
    expect(await search({ ...MODEL, 'model.sig': 'weights', 'data.json': BUNDLE })).toEqual({
      found: ['data.json'],
      suspects: ['model.sig'],
    });
  });

  it('leaves the choice between several', async () => {
    expect(await search({ ...MODEL, 'b.sig': BUNDLE, 'a.sigstore.json': BUNDLE })).toEqual({
      found: ['a.sigstore.json', 'b.sig'],
      suspects: [],
    });
  });

  it('looks no further once a usual name holds one', async () => {
    expect(await search({ 'model.sig': BUNDLE, 'other.json': BUNDLE })).toEqual({
      found: ['model.sig'],
      suspects: [],
    });
  });

  it('finds none in an unsigned model', async () => {
    expect(await search(MODEL)).toEqual({ found: [], suspects: [] });
  });

  it('does not look into folders that are part of the model', async () => {
    expect(await search({ ...MODEL, 'sub/model.sig': BUNDLE, '.a/b/model.sig': BUNDLE })).toEqual({
      found: [],
      suspects: [],
    });
  });

  it.each([
    ['empty', ''],
    ['blank', ' \n '],
    ['cut off', BUNDLE.slice(0, 150)],
    ['cut off at the end', BUNDLE.slice(0, -2)],
    ['of another kind', MESSAGE],
    ['another JSON', '{}'],
    ['not JSON', '-----BEGIN PGP SIGNATURE-----'],
    ['unreadable', new UnreadableFile(['x'], 'model.sig')],
  ])('suspects a model.sig that is %s', async (_how, content) => {
    expect(await search({ ...MODEL, 'model.sig': content })).toEqual({ found: [], suspects: ['model.sig'] });
  });

  it('opens no file without a usual name where a bundle is at hand', async () => {
    const names = async (files: Readonly<Record<string, string>>): Promise<string[]> =>
      (await findBundles(modelOf(files), true)).found.map(({ path }) => path);
    expect(await names({ ...MODEL, 'x.json': BUNDLE, 'old.sig': BUNDLE })).toEqual(['old.sig']);
    const opened: string[] = [];
    const tree = modelOf({ ...MODEL, 'x.json': BUNDLE });
    const files = tree.files.map((file) => ({
      ...file,
      open: () => {
        opened.push(file.path);
        return file.open();
      },
    }));
    expect((await findBundles({ ...tree, files }, true)).found).toEqual([]);
    expect(opened).toEqual([]);
  });

  it('tells what began as a bundle from what is only named so', async () => {
    const files = { ...MODEL, 'model.sig': BUNDLE.slice(0, -5), 'gpg.sig': 'no bundle', 'empty.sig': '' };
    const { broken, suspects } = await findBundles(modelOf(files));
    expect(broken.map(({ path }) => path)).toEqual(['model.sig']);
    expect(suspects.map(({ path }) => path)).toEqual(['empty.sig', 'gpg.sig']);
  });

  it('suspects a cut-off bundle by any name', async () => {
    expect(await search({ ...MODEL, 'x.json': BUNDLE.slice(0, -2) })).toEqual({
      found: [],
      suspects: ['x.json'],
    });
  });

  it.each([
    ['white space around', ` \r\n\t${BUNDLE}\n\n`],
    ['a byte order mark', `\ufeff${BUNDLE}`],
    ['escaped slashes', BUNDLE.replaceAll('/', '\\/')],
    ['line breaks', JSON.stringify(JSON.parse(BUNDLE), null, 2)],
  ])('takes %s', async (_what, content) => {
    expect((await search({ 'x.json': content })).found).toEqual(['x.json']);
  });

  it('finds the marks wherever slices cut them', async () => {
    const cut = fc.constantFrom(64 * 1024, 64 * 1024 + 1024 * 1024);
    const at = fc.tuple(cut, fc.integer({ min: -300, max: 10 })).map(([where, shift]) => where + shift);
    await fc.assert(
      fc.asyncProperty(at, async (padding) => {
        const late = `{"x":"${'y'.repeat(padding)}",${BUNDLE.slice(1)}`;
        expect((await search({ 'x.json': late })).found).toEqual(['x.json']);
      }),
      { numRuns: 25 },
    );
  });

  it('leaves files alone that are too large for a bundle', async () => {
    const padding = ' '.repeat(1024 * 1024);
    const huge = new File([BUNDLE.slice(0, -1), ...Array.from({ length: 64 }, () => padding), '}'], 'x');
    expect(await search({ 'model.sig': huge })).toEqual({ found: [], suspects: ['model.sig'] });
    expect(await search({ 'huge.json': huge })).toEqual({ found: [], suspects: [] });
  });

  it('passes over other files that cannot be read', async () => {
    expect(await search({ 'a.json': new UnreadableFile(['{}'], 'a.json'), 'b.json': BUNDLE })).toEqual({
      found: ['b.json'],
      suspects: [],
    });
  });

  it('looks through thousands of files', async () => {
    const many = Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [`f${i}.json`, `{"i": ${i}}`]));
    expect((await search({ ...many, 'z.json': BUNDLE })).found).toEqual(['z.json']);
  });
});
