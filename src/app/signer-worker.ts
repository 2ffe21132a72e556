import { type Remote, releaseProxy, wrap } from 'comlink';
import signerWorker from '../../workers/signer.worker.ts?worker&url';
import { problem } from '../oms/error.ts';
import type { SignerService } from '../verify/signer-port.ts';
import { startWorker } from './own-scripts.ts';
import { SpareWorker } from './spare-worker.ts';

/** A signer in a worker of its own. */
export interface SignerWorker extends SignerService {
  /** Ends the worker; calls that wait settle as `worker-crashed`. */
  dispose(): void;
}

const spare = new SpareWorker(() => startWorker(signerWorker, 'signer'));

/** Starts what the next signer will need. */
export function readySigner(): void {
  spare.ready();
}

/** Starts a signer. A crashed worker never answers (comlink), so every call races with the worker's own error event. */
export function startSigner(): SignerWorker {
  const worker = spare.take();
  const remote: Remote<SignerService> = wrap<SignerService>(worker);
  let crash: (detail: string) => void = () => undefined;
  const crashed = new Promise<string>((resolve) => {
    crash = resolve;
  });
  worker.addEventListener('error', (event) => {
    crash(event.message);
  });
  worker.addEventListener('messageerror', () => {
    crash('a message could not be read');
  });
  const failure = crashed.then(
    (detail) => ({ ok: false, problem: problem('worker-crashed', detail) }) as const,
  );
  return {
    open: (bytes) => Promise.race([remote.open(bytes), failure]),
    check: (options) =>
      Promise.race([remote.check(options), failure.then((failed) => ({ ...failed, checks: [] }))]),
    describe: () => Promise.race([remote.describe(), failure]),
    inspectTrustRoot: (source) => Promise.race([remote.inspectTrustRoot(source), failure]),
    inspectPem: (text) => Promise.race([remote.inspectPem(text), failure]),
    dispose() {
      crash('ended');
      remote[releaseProxy]();
      worker.terminate();
    },
  };
}
