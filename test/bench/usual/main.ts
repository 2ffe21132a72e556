// The page that one would write first: a worker a core, each with the next file. It tells the root digest of the files.
import { hex } from '@scure/base';
import { readDrop } from '../../../src/model/drop.ts';
import type { ModelFile } from '../../../src/model/tree.ts';
import type { News } from './worker.ts';

addEventListener('dragover', (event) => {
  event.preventDefault();
});
addEventListener('drop', (event) => {
  event.preventDefault();
  if (event.dataTransfer)
    void readDrop(event.dataTransfer).then(({ folders }) => hash(folders[0]?.files ?? []));
});

async function hash(files: readonly ModelFile[]): Promise<void> {
  const sorted = files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const total = files.reduce((sum, { size }) => sum + size, 0);
  const bar = document.querySelector('progress');
  const queue = sorted.entries();
  const digests: string[] = [];
  let done = 0;
  const work = async (): Promise<void> => {
    const worker = new Worker(new URL('worker.ts', import.meta.url), { type: 'module' });
    for (const [index, { open }] of queue) {
      const file = await open();
      if (!file.ok) throw new Error(file.problem.code);
      digests[index] = await new Promise((resolve) => {
        worker.onmessage = ({ data }: MessageEvent<News>) => {
          if ('digest' in data) resolve(data.digest);
          else if (bar) bar.value = (done += data.bytes) / total;
        };
        worker.postMessage(file.value);
      });
    }
    worker.terminate();
  };
  await Promise.all(Array.from({ length: navigator.hardwareConcurrency }, work));
  const root = await crypto.subtle.digest('SHA-256', new Uint8Array(hex.decode(digests.join(''))));
  const verdict = document.createElement('section');
  verdict.ariaLabel = 'Verdict';
  verdict.dataset.state = hex.encode(new Uint8Array(root));
  document.body.append(verdict);
}
