import { expose } from 'comlink';
import { type Bundle, parseBundle } from '../src/oms/bundle.ts';
import { attempt, problem, type Result } from '../src/oms/error.ts';
import { inspectBundle } from '../src/signer/claim.ts';
import { describeBundle } from '../src/signer/describe.ts';
import type { TrustRootSource } from '../src/signer/result.ts';
import { checkSignature } from '../src/signer/signature.ts';
import { readPem } from '../src/trust/kept-pem.ts';
import { describeTrustRoot, loadTrustRoot } from '../src/trust/trusted-root.ts';
import type { SignerService } from '../src/verify/signer-port.ts';

let opened: Result<Bundle> = { ok: false, problem: problem('unexpected', 'no bundle is open') };
let trusted: TrustRootSource | undefined;

const port: {
  [K in keyof SignerService]: (
    ...args: Parameters<SignerService[K]>
  ) => Awaited<ReturnType<SignerService[K]>>;
} = {
  open(bytes) {
    opened = parseBundle(bytes);
    return opened.ok ? inspectBundle(opened.value) : opened;
  },
  check(options) {
    if (!opened.ok) return { ...opened, checks: [] };
    trusted = options.trustRoot;
    return checkSignature(opened.value, options, () => loadTrustRoot(options.trustRoot));
  },
  describe() {
    if (!opened.ok) return opened;
    // What is wrong with a trust root is the check's to say; here it only leaves names out.
    const root = attempt(() => trusted && loadTrustRoot(trusted));
    return { ok: true, value: describeBundle(opened.value, root.ok ? root.value : undefined) };
  },
  inspectTrustRoot(source) {
    return attempt(() => describeTrustRoot(source));
  },
  inspectPem: readPem,
};

expose(port);
