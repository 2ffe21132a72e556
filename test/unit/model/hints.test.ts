import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canRunCode, systemFile } from '../../../src/model/hints.ts';

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
