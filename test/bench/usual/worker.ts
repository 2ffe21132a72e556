import { createSHA256 } from 'hash-wasm';

/** What the worker tells: bytes that it hashed, or the digest of the file, lower-case hex. */
export type News = { readonly bytes: number } | { readonly digest: string };

/** In workers only, which TypeScript's DOM library leaves out. */
declare class FileReaderSync {
  readAsArrayBuffer(blob: Blob): ArrayBuffer;
}

const CHUNK = 4 * 1024 * 1024;

const hasher = createSHA256();

const tell = (news: News): void => {
  self.postMessage(news);
};

self.onmessage = async ({ data: file }: MessageEvent<File>) => {
  const sha256 = await hasher;
  const reader = new FileReaderSync();
  sha256.init();
  for (let start = 0; start < file.size; start += CHUNK) {
    const bytes = reader.readAsArrayBuffer(file.slice(start, start + CHUNK));
    sha256.update(new Uint8Array(bytes));
    tell({ bytes: bytes.byteLength });
  }
  tell({ digest: sha256.digest() });
};
