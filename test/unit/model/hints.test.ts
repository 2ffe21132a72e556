import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canRunCode, leftover, systemFile, unfinishedDownload } from '../../../src/model/hints.ts';

describe('canRunCode', () => {
  it.each([
    'modeling.py',
    'sub/pytorch_model.bin',
    'MODEL.CKPT',
    'a.b/weights.pkl',
    'libx.so',
    'lib/libx.so.1.2',
    'run.sh',
    'model.keras',
    'model.h5',
    'archive.tar.pt',
    'Makefile',
    'sub/Dockerfile',
  ])('warns of %s', (path) => {
    expect(canRunCode(path)).toBe(true);
  });

  it.each([
    'model.safetensors',
    'model.gguf',
    'model.onnx',
    'config.json',
    'README.md',
    'py',
    'sh/notes.txt',
    'a.py/data.txt',
    'so.1',
    '',
  ])('does not warn of %s', (path) => {
    expect(canRunCode(path)).toBe(false);
  });

  it('looks at the last name of a path only', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('x.py', 'x.txt', 'makefile', 'x.so.1'), (folder, name) => {
        expect(canRunCode(`${folder}/${name}`)).toBe(canRunCode(name));
      }),
    );
  });
});

describe('systemFile', () => {
  it.each([
    ['.DS_Store', 'macOS'],
    ['sub/._weights.bin', 'macOS'],
    ['__MACOSX/a', 'macOS, when it made an archive'],
    ['sub/Thumbs.db', 'Windows'],
    ['Desktop.ini', 'Windows'],
    ['a/__pycache__/b.cpython-312.pyc', 'Python'],
    ['.ipynb_checkpoints/x-checkpoint.ipynb', 'Jupyter'],
    ['.cache/huggingface/download/config.json.metadata', 'the Hugging Face downloader'],
  ])('names the maker of %s', (path, maker) => {
    expect(systemFile(path)).toBe(maker);
  });

  it.each(['DS_Store', 'a.DS_Store', 'my__pycache__/x', '.cache/x', 'thumbs.db/x', 'config.json'])(
    'leaves %s to the person',
    (path) => {
      expect(systemFile(path)).toBeUndefined();
    },
  );
});

describe('leftover', () => {
  it.each([
    ['sub/.DS_Store', 'sub/.DS_Store'],
    ['sub/._a', 'sub/._a'],
    ['.Trashes/501/x', '.Trashes'],
    ['a/__pycache__/b.pyc', 'a/__pycache__'],
    ['.cache/huggingface/download/x.metadata', '.cache/huggingface'],
  ])('of %s, %s is its maker’s alone', (path, root) => {
    expect(leftover(path)?.root).toBe(root);
  });
});

describe('unfinishedDownload', () => {
  it.each([
    ['model.safetensors.part', 'model.safetensors'],
    ['sub/w.bin.crdownload', 'sub/w.bin'],
    ['W.TMP', 'W'],
    ['x.incomplete', 'x'],
    ['model.part.safetensors', undefined],
    ['part', undefined],
  ])('%s becomes %s', (path, whole) => {
    expect(unfinishedDownload(path)).toBe(whole);
  });
});
