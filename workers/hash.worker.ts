import { expose } from 'comlink';
import { createHashWorker } from '../src/hash/worker.ts';

expose(
  createHashWorker((report) => {
    self.postMessage(report);
  }),
);
