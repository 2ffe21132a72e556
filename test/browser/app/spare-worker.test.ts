import { describe, expect, it } from 'vitest';
import { SpareWorker } from '../../../src/app/spare-worker.ts';

/** Answers with what it is sent; ends itself with an error on `fail`. */
const ECHO =
  'onmessage = ({ data }) => { if (data === "fail") throw new Error("broken"); postMessage(data); };';

function spareOf(source = ECHO): { spare: SpareWorker; started: Worker[] } {
  const started: Worker[] = [];
  const address = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  const spare = new SpareWorker(() => {
    const worker = new Worker(address);
    started.push(worker);
    return worker;
  });
  return { spare, started };
}

const answer = (worker: Worker, question: string): Promise<unknown> =>
  new Promise((resolve) => {
    worker.addEventListener('message', ({ data }) => {
      resolve(data);
    });
    worker.postMessage(question);
  });

const failure = (worker: Worker): Promise<void> =>
  new Promise((resolve) => {
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      resolve();
    });
  });

describe('a spare worker', () => {
  it('is started once, and taken once', async () => {
    const { spare, started } = spareOf();
    spare.ready();
    spare.ready();
    expect(started).toHaveLength(1);
    const [first, second] = [spare.take(), spare.take()];
    expect(first).toBe(started[0]);
    expect(second).not.toBe(first);
    expect(await Promise.all([answer(first, 'a'), answer(second, 'b')])).toEqual(['a', 'b']);
    started.forEach((worker) => {
      worker.terminate();
    });
  });

  it('that broke down is not handed out', async () => {
    const { spare, started } = spareOf('throw new Error("broken")');
    spare.ready();
    const [broken] = started;
    if (!broken) throw new Error('none was started');
    await failure(broken);
    expect(spare.take()).not.toBe(broken);
  });

  it('tells of no failure of one that was taken', async () => {
    const { spare, started } = spareOf();
    spare.ready();
    const taken = spare.take();
    spare.ready();
    taken.postMessage('fail');
    await failure(taken);
    expect(spare.take()).toBe(started[1]);
    started.forEach((worker) => {
      worker.terminate();
    });
  });
});
