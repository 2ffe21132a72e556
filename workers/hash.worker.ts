import { expose } from 'comlink';
import { createHashWorker } from '../src/hash/worker.ts';

// A handle that cannot come over takes its whole message with it: the page would wait for the answer without end.
self.addEventListener('messageerror', () => {
  throw new Error('a message could not be read');
});

expose(
  createHashWorker((report) => {
    self.postMessage(report);
  }),
);
