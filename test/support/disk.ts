import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createKey, type KeyPair, pem } from './keys.ts';
import { type Files, signWithKey, statementFor } from './oms.ts';

/** A folder on the disk to put models in. */
export interface Disk {
  readonly root: string;
  /** Writes files below a new folder and returns its path; text is written as UTF-8. */
  write(folder: string, files: Readonly<Record<string, string | Uint8Array>>): Promise<string>;
  /** Writes one file and returns its path. */
  writeFile(path: string, content: string | Uint8Array): Promise<string>;
}

/** Lends a new folder for as long as `use` takes, and removes it. */
export async function withDisk<T>(use: (disk: Disk) => Promise<T>): Promise<T> {
  const root = await mkdtemp(join(tmpdir(), 'assay-'));
  const writeOne: Disk['writeFile'] = async (path, content) => {
    const whole = join(root, path);
    await mkdir(dirname(whole), { recursive: true });
    await writeFile(whole, content);
    return whole;
  };
  try {
    return await use({
      root,
      writeFile: writeOne,
      async write(folder, files) {
        await mkdir(join(root, folder), { recursive: true });
        for (const [path, content] of Object.entries(files)) await writeOne(join(folder, path), content);
        return join(root, folder);
      },
    });
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

const encoder = new TextEncoder();

/** A small model with a hidden file and a folder in it. */
export const FILES: Files = {
  'config.json': encoder.encode('{"layers": 2}\n'),
  'weights/model.safetensors': encoder.encode('not really weights, but bytes all the same'),
  '.hidden/notes.txt': encoder.encode('seen as well'),
};

/** A model signed with a new key. */
export interface KeySigned {
  readonly key: KeyPair;
  readonly keyPem: string;
  /** JSON text. */
  readonly bundle: string;
}

/** Signs `files` with a new key, as model-signing does. */
export async function signed(
  files: Files = FILES,
  options?: Parameters<typeof statementFor>[1],
): Promise<KeySigned> {
  const key = await createKey();
  const bundle = await signWithKey(statementFor(files, options), key);
  return { key, keyPem: pem('PUBLIC KEY', key.spki), bundle: JSON.stringify(bundle) };
}
