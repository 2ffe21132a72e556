import { expose } from 'comlink';
import { type Bundle, parseBundle } from '../src/oms/bundle.ts';
import { attempt, problem } from '../src/oms/error.ts';
import { inspectBundle } from '../src/signer/claim.ts';
import { checkSignature } from '../src/signer/signature.ts';
import { loadTrustRoot } from '../src/trust/trusted-root.ts';
import type { SignerService } from '../src/verify/signer-port.ts';

let opened: Bundle | undefined;

const port: {
  [K in keyof SignerService]: (
    ...args: Parameters<SignerService[K]>
  ) => Awaited<ReturnType<SignerService[K]>>;
} = {
  open(bytes) {
    const bundle = parseBundle(bytes);
    if (!bundle.ok) return bundle;
    opened = bundle.value;
    return inspectBundle(opened);
  },
  check(options) {
    if (!opened) return { ok: false, problem: problem('unexpected', 'no bundle is open'), checks: [] };
    return checkSignature(opened, options, () => loadTrustRoot(options.trustRoot));
  },
  inspectTrustRoot(source) {
    return attempt(() => loadTrustRoot(source).summary);
  },
};

expose(port);
